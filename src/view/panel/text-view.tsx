import { useState } from 'preact/hooks';
import type { Hint } from '../../protocol/scores.ts';
import type { Service } from '../../protocol/protocol.ts';
import { useReading, useView } from '../shared/context.ts';
import { FailureNotice, OmittedNotice } from '../shared/notices.tsx';
import { Dock } from './dock.tsx';
import type { Heat } from './heat.ts';
import { HeatText } from './heat-text.tsx';
import { findsAt, HintList, type Strictness } from './hint-list.tsx';
import { Legend } from './legend.tsx';
import { OwnText } from './own-text.tsx';
import { useStore } from '../shared/store.ts';

interface Props {
  readonly service: Service;
  readonly heat: Heat;
  /** Puts two sentences on the page that compares them. */
  readonly onCompare: (first: string, second: string) => void;
}

/** The newest text with its surprisal, and below it what there is to know about the chosen word. */
export function TextView({ service, heat, onCompare }: Props) {
  const { translate } = useView();
  const { phase, analysis, words, failure } = useReading();
  const state = useStore(heat);
  const [selected, select] = useState<{ readonly of: object | null; readonly word: number } | null>(null);
  const [strictness, setStrictness] = useState<Strictness>('balanced');
  const [ignored, ignore] = useState<ReadonlySet<Hint>>(new Set());
  const hints = findsAt(state.hints, strictness, ignored);
  const chosen = selected?.of === analysis ? (words[selected.word] ?? null) : null;
  return (
    <>
      <OwnText />
      {phase === 'empty' && <p class="nothing">{translate('panelEmpty')}</p>}
      {phase === 'analyzing' && <p class="nothing">{translate('analyzing')}</p>}
      {failure && <FailureNotice failure={failure} />}
      {phase === 'read' && (
        <>
          <Legend heat={heat} />
          {analysis && <OmittedNotice analysis={analysis} />}
          <HintList
            heat={state}
            strictness={strictness}
            ignored={ignored}
            onStrictness={setStrictness}
            onIgnore={(hint) => ignore(new Set(ignored).add(hint))}
            onPick={(word) => select({ of: analysis, word })}
          />
          <HeatText
            key={analysis!.text}
            heat={heat}
            hints={hints}
            selected={chosen?.index ?? null}
            onSelect={(word) => select(word === null ? null : { of: analysis, word })}
          />
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
