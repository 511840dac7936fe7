import { useState } from 'preact/hooks';
import type { Hint } from '../../protocol/scores.ts';
import type { Service } from '../../protocol/protocol.ts';
import { useReading, useView } from '../shared/context.ts';
import { JoinToggle } from '../shared/join-toggle.tsx';
import { FailureNotice, OmittedNotice } from '../shared/notices.tsx';
import { ownWordAt, withOwnWords } from '../shared/own-words.ts';
import { Dock } from './dock.tsx';
import { EditText } from './edit-text.tsx';
import type { Heat } from './heat.ts';
import { HeatText } from './heat-text.tsx';
import { findsAt, HintList, type Acted } from './hint-list.tsx';
import { Legend } from './legend.tsx';
import { OwnText } from './own-text.tsx';
import { RuleList } from './rule-list.tsx';
import { useStore, type Store } from '../shared/store.ts';

interface Props {
  readonly service: Service;
  readonly heat: Heat;
  /** The text that stands in a field of a page and can be written to; null where there is none. */
  readonly field: Store<string | null>;
  /** Puts two sentences on the page that compares them. */
  readonly onCompare: (first: string, second: string) => void;
}

/** The newest text with its surprisal, and below it what there is to know about the chosen word. */
export function TextView({ service, heat, field, onCompare }: Props) {
  const { reader, translate, settings, change } = useView();
  const { phase, analysis, text, words, failure } = useReading();
  const state = useStore(heat);
  const written = useStore(field);
  const [selected, select] = useState<{ readonly of: object | null; readonly word: number } | null>(null);
  const [ignored, ignore] = useState<ReadonlySet<Hint>>(new Set());
  /** A text that was pasted or written here, all of it, also what is too long to be read at once. */
  const [own, setOwn] = useState<string | null>(null);
  const [editing, setEditing] = useState(false);
  const [acted, setActed] = useState<Acted | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const hints = findsAt(state.hints, { text, words }, settings, ignored);
  const chosen = selected?.of === analysis ? (words[selected.word] ?? null) : null;
  const isOwn = own !== null && text !== '' && own.startsWith(text);
  const readOwn = (changed: string) => {
    setOwn(changed);
    setEditing(false);
    if (changed !== own || !isOwn) void reader.read(changed);
  };
  const apply = async (word: number, { written: { length }, instead }: Hint) => {
    const { start } = words[word]!;
    const end = start + length;
    const changed = text.slice(0, start) + instead + text.slice(end);
    if (isOwn) return readOwn(changed + own.slice(text.length));
    const outcome = await service.write({ text, start, end, instead });
    if (outcome.ok && outcome.value.written) void reader.read(changed, { editable: true });
    else {
      setRefused(text);
      setActed(null);
    }
  };
  return (
    <>
      <OwnText onRead={readOwn} />
      {phase === 'empty' && <p class="nothing">{translate('panelEmpty')}</p>}
      {phase === 'analyzing' && <p class="nothing">{translate('analyzing')}</p>}
      {failure && <FailureNotice failure={failure} />}
      {phase === 'read' && (
        <>
          <Legend heat={heat} />
          <JoinToggle />
          {analysis && <OmittedNotice analysis={analysis} />}
          <HintList
            heat={state}
            hints={hints}
            acted={acted}
            onActed={setActed}
            refused={refused === text}
            onApply={isOwn || written === text ? (...find) => void apply(...find) : undefined}
            onIgnore={(hint) => ignore(new Set(ignored).add(hint))}
            onIgnoreAlways={(word, hint) => {
              const { start } = words[word]!;
              const kept = ownWordAt(text, start, start + hint.written.length);
              change({ ownWords: withOwnWords(settings.ownWords, [kept]) });
            }}
            onPick={(word) => select({ of: analysis, word })}
          />
          <RuleList service={service} heat={state} onPick={(word) => select({ of: analysis, word })} />
          {isOwn && <EditText text={own} editing={editing} onEdit={() => setEditing(true)} onRead={readOwn} />}
          {!(isOwn && editing) && (
            <HeatText
              key={analysis!.text}
              heat={heat}
              hints={hints}
              selected={chosen?.index ?? null}
              onSelect={(word) => select(word === null ? null : { of: analysis, word })}
            />
          )}
          <Dock
            key={chosen?.index ?? -1}
            service={service}
            word={chosen}
            bits={chosen ? state.bits.get(chosen.index) : undefined}
            hint={chosen ? hints.get(chosen.index) : undefined}
            onCompare={onCompare}
            onClose={() => select(null)}
          />
        </>
      )}
    </>
  );
}
