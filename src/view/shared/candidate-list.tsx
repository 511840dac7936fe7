import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { useView } from './context.ts';

/** One word that could stand in a place. */
export interface CandidateRow {
  readonly text: string;
  /** How it is drawn; the text itself when absent. */
  readonly drawn?: ComponentChildren;
  /** 0 to 1. */
  readonly score: number;
  /** It is what the text has there. */
  readonly written: boolean;
  /** What it means, in English, a moment after the candidate itself; or what it does, in the reader's language. */
  readonly note?: { readonly text: string; readonly english: boolean } | undefined;
}

interface Props {
  readonly label: string;
  readonly rows: readonly CandidateRow[];
  /** The text of the row that is chosen. */
  readonly picked: string | undefined;
  readonly onPick: (row: CandidateRow) => void;
}

/**
 * Words that could stand in one place, with bars, percentages and what they mean. Arrow keys move, Enter or a click
 * chooses.
 */
export function CandidateList({ label, rows, picked, onPick }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const [at, setAt] = useState(0);
  const current = Math.min(at, rows.length - 1);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const next = Math.max(0, Math.min(rows.length - 1, current + step));
      setAt(next);
      (list.current!.children[next] as HTMLElement | undefined)?.focus();
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      onPick(rows[current]!);
    }
  };
  return (
    <ul ref={list} class="candidates" role="listbox" aria-label={label} onKeyDown={onKeyDown}>
      {rows.map((row, index) => (
        <Row
          key={row.text}
          row={row}
          picked={row.text === picked}
          current={index === current}
          onPick={() => {
            setAt(index);
            onPick(row);
          }}
        />
      ))}
    </ul>
  );
}

interface RowProps {
  readonly row: CandidateRow;
  readonly picked: boolean;
  /** The one row that Tab reaches. */
  readonly current: boolean;
  readonly onPick: () => void;
}

function Row({ row: { text, drawn, score, written, note }, picked, current, onPick }: RowProps) {
  const { translate, format } = useView();
  return (
    <li
      role="option"
      class={written ? 'candidate written-there' : 'candidate'}
      tabIndex={current ? 0 : -1}
      aria-selected={picked}
      title={[note?.text, translate('useCandidate', [text])].filter(Boolean).join('\n')}
      onClick={onPick}
    >
      <span class="track">
        <span class="bar" style={{ inlineSize: `${score * 100}%` }} />
      </span>
      <span class="text" lang="ja">
        {drawn || text}
      </span>
      <span class="note">
        {written && <span class="there">{translate('writtenThere')}</span>}
        {note && (
          <span class="meaning" lang={note.english ? 'en' : undefined}>
            {note.text}
          </span>
        )}
      </span>
      <span class="percent">{format.percent(score)}</span>
    </li>
  );
}
