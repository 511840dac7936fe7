import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Hint } from '../../protocol/scores.ts';
import { BUILT_IN } from '../../protocol/models.ts';
import { strictnesses } from '../../protocol/settings.ts';
import { useReaderState, useView } from '../shared/context.ts';
import { isSaid } from '../shared/finds.ts';
import type { ViewSettings } from '../shared/settings.ts';
import { HintRow, type HintActions } from './hint-row.tsx';
import { wordsPerFalseAlarm } from './false-alarms.ts';
import type { HeatState } from './heat.ts';

interface Props extends HintActions {
  readonly heat: HeatState;
  /** What is said, by where it begins. */
  readonly hints: ReadonlyMap<number, Hint>;
  /** What was done last, while its row is still there: the keyboard goes on in the next. */
  readonly acted: Acted | null;
  readonly onActed: (acted: Acted | null) => void;
  /** What came of the last deed; empty where that is seen. */
  readonly said: string;
}

/** The row, counted from 0, and the text and number of rows it was among. */
export interface Acted {
  readonly row: number;
  readonly text: string;
  readonly rows: number;
}

/**
 * What is said at a strictness: the finds that pass it, are not ignored and are none of the user's own words. One that
 * is not what the text has in its place is of another text.
 */
export function findsAt(
  hints: HeatState['hints'],
  text: string,
  settings: Pick<ViewSettings, 'strictness' | 'ownWords'>,
  ignored: ReadonlySet<unknown>,
): ReadonlyMap<number, Hint> {
  return new Map(
    [...hints].filter(
      ([start, hint]) =>
        text.startsWith(hint.written, start) && !ignored.has(hint) && isSaid(hint, text, start, settings),
    ),
  );
}

/**
 * Every place where something else may have been meant, a row each, in the order of the text. Where there is none: what
 * was looked for.
 */
export function HintList({ heat, hints, acted, onActed, said, onApply, onIgnore, onIgnoreAlways, onPick }: Props) {
  const { translate, format, settings, change } = useView();
  const { text } = useReaderState();
  const section = useRef<HTMLElement>(null);
  const { strictness } = settings;
  const rows = [...hints].sort(([a], [b]) => a - b);
  // The row is gone, and the focus with it.
  useLayoutEffect(() => {
    if (acted === null || (acted.text === text && acted.rows === rows.length)) return;
    const list = section.current!.querySelectorAll<HTMLElement>('.find');
    (list[Math.min(acted.row, list.length - 1)] ?? section.current!).focus();
    onActed(null);
  }, [acted, rows.length, text]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const button = (event.target as Element).closest('button');
    const there =
      event.key === 'ArrowDown'
        ? button?.closest('li')?.nextElementSibling
        : button?.closest('li')?.previousElementSibling;
    const same = there?.querySelector<HTMLElement>(`.${button!.className}`);
    if (!same) return;
    event.preventDefault();
    same.focus();
  };
  return (
    <section ref={section} tabIndex={-1} class="hint-list" aria-label={translate('panelHints')}>
      <span>{translate('panelHints')}</span>
      <label>
        {translate('panelStrictness')}
        <input
          type="range"
          min={0}
          max={strictnesses.length - 1}
          value={strictnesses.indexOf(strictness)}
          aria-valuetext={translate(STRICTNESS_TEXT[strictness])}
          onInput={({ currentTarget }) => change({ strictness: strictnesses[Number(currentTarget.value)]! })}
        />
        <span>{translate(STRICTNESS_TEXT[strictness])}</span>
      </label>
      {/* Measured with the built-in model, and true of no other. */}
      {(heat.model === null || heat.model === BUILT_IN) && (
        <p class="fine">{translate('panelFalseAlarms', [format.count(wordsPerFalseAlarm(strictness))])}</p>
      )}
      {hints.size === 0 && heat.phase === 'done' && <p class="fine">{translate('panelHintsNone')}</p>}
      <p class="fine" role="status">
        {said}
      </p>
      <ul onKeyDown={onKeyDown}>
        {rows.map(([start, hint], row) => {
          const act = (work: () => void) => {
            onActed({ row, text, rows: rows.length });
            work();
          };
          return (
            <HintRow
              key={start}
              start={start}
              hint={hint}
              onPick={onPick}
              onApply={onApply && ((...find) => act(() => onApply(...find)))}
              onIgnore={(...find) => act(() => onIgnore(...find))}
              onIgnoreAlways={(...find) => act(() => onIgnoreAlways(...find))}
            />
          );
        })}
      </ul>
    </section>
  );
}

const STRICTNESS_TEXT = {
  strict: 'panelStrict',
  balanced: 'panelBalanced',
  eager: 'panelEager',
} as const;
