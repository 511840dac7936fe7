import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Hint } from '../../protocol/scores.ts';
import type { Service } from '../../protocol/protocol.ts';
import { letterOf } from '../../selection/keys.ts';
import { useReaderState, useView } from '../shared/context.ts';
import { JoinToggle } from '../shared/join-toggle.tsx';
import { CURRENT_WORD, useKeptFocus } from '../shared/kept-focus.ts';
import { FailureNotice, OmittedNotice, Unread } from '../shared/notices.tsx';
import { ownWordAt, withOwnWord } from '../shared/own-words.ts';
import { Dock } from './dock.tsx';
import { EditText } from './edit-text.tsx';
import type { Following } from './following.ts';
import type { Heat } from './heat.ts';
import { HeatText } from './heat-text.tsx';
import { findsAt, HintList, type Acted } from './hint-list.tsx';
import { Legend } from './legend.tsx';
import { OwnText } from './own-text.tsx';
import { RuleList } from './rule-list.tsx';
import { Waiting } from './waiting.tsx';
import { useOwnText } from './use-own-text.ts';
import { useStore } from '../shared/store.ts';
import { wordAt } from '../shared/words.ts';

interface Props {
  readonly service: Service;
  readonly heat: Heat;
  readonly following: Following;
  /** Whether its page is seen; hidden it stays as it is. */
  readonly shown: boolean;
  readonly page: RefObject<HTMLElement | null>;
  /** Puts two sentences on the page that compares them. */
  readonly onCompare: (first: string, second: string) => void;
}

/** The newest text with its surprisal, and below it what there is to know about the chosen word. */
export function TextView({ service, heat, following, shown, page, onCompare }: Props) {
  const { reader, translate, settings, change } = useView();
  const { phase, analysis, text, words, failure, own } = useReaderState();
  useKeptFocus(page, `${CURRENT_WORD}, textarea.heat`);
  const state = useStore(heat);
  const { field, waiting } = useStore(following);
  const ownText = useOwnText(following);
  const { isEdited } = ownText;
  const [selected, select] = useState<{ readonly of: object | undefined; readonly word: number } | null>(null);
  /** Hints, and what textlint's rules found, by name. */
  const [ignored, setIgnored] = useState<ReadonlySet<Hint | string>>(new Set());
  const [acted, setActed] = useState<Acted | null>(null);
  /** What came of the last deed, and the text it was done in. */
  const [said, say] = useState<{ readonly text: string; readonly what: string } | null>(null);
  const hints = findsAt(state.hints, text, settings, ignored);
  // A reading that the model has chosen makes a new analysis of the same morphemes.
  const chosen = selected && selected.of === analysis?.morphemes ? (words[selected.word] ?? null) : null;
  const pick = (word: number | null) => select(word === null ? null : { of: analysis?.morphemes, word });
  const rowAt = (start: number) => [...hints.keys()].filter((other) => other < start).length;
  const ignore = (find: Hint | string, row: number | null) => {
    setIgnored(new Set(ignored).add(find));
    ownText.note(row, () => setIgnored((all) => new Set([...all].filter((other) => other !== find))));
  };
  const ownWords = useRef(settings.ownWords);
  ownWords.current = settings.ownWords;
  const ignoreAlways = (start: number, { written }: Hint) => {
    const kept = ownWordAt(text, start, start + written.length);
    change({ ownWords: withOwnWord(settings.ownWords, kept) });
    say({ text, what: translate('panelNowOwn', [kept]) });
    ownText.note(rowAt(start), () => {
      change({ ownWords: ownWords.current.filter((word) => word !== kept) });
      say(null);
    });
  };
  const apply = async (start: number, { written: { length }, instead }: Hint) => {
    const end = start + length;
    if (ownText.apply) return ownText.apply(rowAt(start), start, end, instead);
    const changed = text.slice(0, start) + instead + text.slice(end);
    const outcome = await service.write({ text, start, end, instead });
    if (outcome.ok && outcome.value.written) void reader.read(changed, { editable: true });
    else {
      say({ text, what: translate('panelRefused') });
      setActed(null);
    }
  };
  const undoOwn = ownText.undo;
  const undo =
    undoOwn &&
    (() => {
      const row = undoOwn();
      if (row !== null) setActed({ row, text, rows: hints.size });
    });
  // Behind another page nobody sees what is undone.
  useUndoKey(shown ? undo : undefined);
  return (
    <>
      <OwnText onRead={ownText.bring} />
      {waiting && <Waiting latest={waiting} onShow={() => following.show()} />}
      <Unread empty="panelEmpty" />
      {phase === 'read' && (
        <>
          {failure && <FailureNotice failure={failure} />}
          <Legend heat={heat} />
          {!isEdited && <JoinToggle />}
          {analysis && !isEdited && <OmittedNotice analysis={analysis} />}
          <HintList
            heat={state}
            hints={hints}
            acted={acted}
            onActed={setActed}
            said={said?.text === text ? said.what : ''}
            onApply={!isEdited && (own !== null || field === text) ? (...find) => void apply(...find) : undefined}
            onIgnore={(start, hint) => ignore(hint, rowAt(start))}
            onIgnoreAlways={ignoreAlways}
            onPick={pick}
          />
          <RuleList
            service={service}
            heat={state}
            onPick={pick}
            ignored={ignored}
            onIgnore={(name) => ignore(name, null)}
          />
          {own !== null && (
            <EditText text={own} editing={isEdited} onEdit={ownText.edit} onRead={ownText.read} onUndo={undo} />
          )}
          {!isEdited && (
            <HeatText key={analysis!.text} heat={heat} hints={hints} selected={chosen?.index ?? null} onSelect={pick} />
          )}
          <Dock
            service={service}
            word={chosen}
            bits={chosen ? state.bits.get(chosen.index) : undefined}
            hint={chosen ? [...hints].find(([start]) => wordAt(words, start) === chosen.index)?.[1] : undefined}
            onCompare={onCompare}
            onClose={() => pick(null)}
          />
        </>
      )}
    </>
  );
}

/** Fields to write in, which have an undo of their own. */
const WRITTEN_IN = 'textarea, input:not([type="checkbox"], [type="radio"], [type="range"])';

/** Ctrl+Z or ⌘Z, but in a field that one writes in. */
function useUndoKey(undo: (() => void) | undefined): void {
  // At once, so that no key meets what was there before.
  useLayoutEffect(() => {
    if (!undo) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (letterOf(event) !== 'z' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
      if ((event.target as Element).matches(WRITTEN_IN)) return;
      event.preventDefault();
      undo();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [undo]);
}
