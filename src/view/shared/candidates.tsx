import { useRef, useState } from 'preact/hooks';
import type { Candidate, MaskPrediction } from '../../protocol/analysis.ts';
import { isBlank } from './reader.ts';
import { useMeanings } from './use-meanings.ts';
import { useReading, useView } from './context.ts';

/** What the model would put at one mask: bars and percentages, and how what is written there compares. */
export function Candidates({ mask }: { readonly mask: MaskPrediction }) {
  const { reader, translate, format } = useView();
  const { text, words, chosen, predicting } = useReading();
  const list = useRef<HTMLUListElement>(null);
  const [at, setAt] = useState(0);
  const { candidates, original } = mask;
  const meanings = useMeanings(candidates.map((candidate) => candidate.text));
  const current = Math.min(at, candidates.length - 1);
  const picked = chosen.get(mask.morphemes[0]!)?.text;
  const heading = isBlank(words, mask)
    ? translate('candidatesForBlank')
    : translate('candidatesFor', [text.slice(mask.start, mask.end)]);

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const next = Math.max(0, Math.min(candidates.length - 1, current + step));
      setAt(next);
      (list.current!.children[next] as HTMLElement | undefined)?.focus();
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      reader.choose(mask, candidates[current]!);
    }
  };

  return (
    <section class={predicting ? 'mask stale' : 'mask'}>
      <h2>{heading}</h2>
      <ul ref={list} class="candidates" role="listbox" aria-label={heading} onKeyDown={onKeyDown}>
        {candidates.map((candidate, index) => (
          <Row
            key={candidate.text}
            candidate={candidate}
            written={candidate.text === original?.text}
            picked={candidate.text === picked}
            current={index === current}
            meaning={meanings.get(candidate.text) ?? null}
            onPick={() => {
              setAt(index);
              reader.choose(mask, candidate);
            }}
          />
        ))}
      </ul>
      {original && !candidates.some(({ text: listed }) => listed === original.text) && (
        <p class="original">
          {original.rank === null
            ? translate('writtenUnranked', [original.text])
            : translate('writtenRank', [original.text, format.count(original.rank)])}
          <span class="percent">{format.percent(original.score)}</span>
        </p>
      )}
    </section>
  );
}

interface RowProps {
  readonly candidate: Candidate;
  /** It is what the text has there. */
  readonly written: boolean;
  readonly picked: boolean;
  readonly current: boolean;
  /** In English, a moment after the candidate itself. */
  readonly meaning: string | null;
  readonly onPick: () => void;
}

function Row({ candidate, written, picked, current, meaning, onPick }: RowProps) {
  const { translate, format, settings } = useView();
  return (
    <li
      role="option"
      class={written ? 'candidate written-there' : 'candidate'}
      tabIndex={current ? 0 : -1}
      aria-selected={picked}
      title={[meaning, translate('useCandidate', [candidate.text])].filter(Boolean).join('\n')}
      onClick={onPick}
    >
      <span class="track">
        <span class="bar" style={{ inlineSize: `${candidate.score * 100}%` }} />
      </span>
      <span class="text" lang="ja">
        {candidate.text}
        {settings.pieces && candidate.pieces.length > 1 && (
          <span class="pieces">
            {candidate.pieces.map((piece) => (
              <span class="piece">{piece}</span>
            ))}
          </span>
        )}
      </span>
      <span class="meaning">{written && translate('writtenThere')}</span>
      <span class="percent">{format.percent(candidate.score)}</span>
    </li>
  );
}
