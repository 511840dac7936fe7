import { CLOSING } from '../../language/brackets.ts';
import { characterStart } from '../../language/pairs.ts';
import { Fragment } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { shownWords, type ReaderState } from './reader.ts';
import { isDrawn, type DrawnWord } from './words.ts';
import { useReaderState, useView } from './context.ts';
import { useKeptInView } from './keep-in-view.ts';
import { memo } from './memo.ts';
import { WordButton } from './word.tsx';

interface Props {
  /** Called with the word under the pointer or the focus, and null when there is none. */
  readonly onPoint: (word: DrawnWord | null) => void;
}

/** Words that fill the list at its greatest size. */
const FULL = 60;
/**
 * Words drawn at first: what can be seen of them at once, since the reader is waiting. A tooltip has half of the
 * window's height at most.
 */
const firstOf = (count: number) => (count > FULL ? Math.min(FULL, Math.ceil(window.innerHeight / 20)) : count);
/** Words added each time the reader comes near the end: ten thousand buttons would hold up the page for a second. */
const PORTION = 100;

/** The text, word by word. Arrow keys move, Enter or a click blanks a word out. */
export const WordList = memo(function WordList({ onPoint }: Props) {
  const { reader, translate, settings } = useView();
  const state = useReaderState();
  const { words: all, masked, asked, text, analysis } = state;
  const words = shownWords(state);
  const first = words[0]?.index ?? 0;
  const list = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(first);
  const end = useRef<HTMLSpanElement>(null);
  const [drawn, setDrawn] = useState(() => firstOf(words.length));
  const places = (settings.pieces ? words : words.filter(isDrawn)).filter(({ index }) => index < first + drawn);
  // The last one that was reached may have no place of its own any more: pieces are off, or the text is another.
  const current = (places.findLast(({ index }) => index <= at) ?? places[0])?.index;
  const grouped = settings.grouped && !settings.pieces;
  const filled = fillings(state);
  const decided = decidedWords(state);

  useEffect(() => {
    if (!end.current) return;
    const nearEnd = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setDrawn((count) => count + PORTION);
      },
      { root: list.current, rootMargin: '400px' },
    );
    nearEnd.observe(end.current);
    return () => nearEnd.disconnect();
  }, [drawn, words.length]);

  // The answers take their room from the words; the place they are for is seen beside them.
  const blanked = asked !== null && masked.has(asked) ? asked : places.find(({ index }) => masked.has(index))?.index;
  useKeptInView(list, (box) => box.querySelector(`[data-word="${blanked}"]`), blanked);

  const wordOf = (event: Event): DrawnWord | null => {
    const button = (event.target as Element | null)?.closest('button[data-word]');
    return button ? (all[indexOf(button)] ?? null) : null;
  };
  // Its entry may be gone to.
  const leave = ({ relatedTarget }: MouseEvent | FocusEvent) => {
    if (!(relatedTarget as Element | null)?.closest('.detail')) onPoint(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const buttons = buttonsOf(list.current!);
    const next = nextWord(
      event.key,
      buttons.findIndex((button) => indexOf(button) === current),
      buttons,
    );
    if (next === null || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    buttons[next]?.focus();
  };

  return (
    <div
      ref={list}
      class={drawn < words.length ? 'words more' : 'words'}
      role="group"
      aria-label={translate('words')}
      aria-description={translate('wordsHintKeys')}
      onKeyDown={onKeyDown}
      onClick={(event) => {
        const word = wordOf(event);
        if (!word) return;
        setAt(word.index);
        reader.toggle(word.index, settings.pieces ? undefined : word.joint?.indexes);
      }}
      onPointerOver={(event) => onPoint(wordOf(event))}
      onPointerLeave={leave}
      onFocusIn={(event) => {
        const word = wordOf(event);
        onPoint(word);
        if (word) setAt(word.index);
      }}
      onFocusOut={leave}
    >
      {analysis?.selected && <Around text={before(text, analysis.selected.start)} />}
      {phrases(places, grouped).map((phrase) => (
        <Fragment key={phrase[0]!.index}>
          {phrase[0]!.index > first && phrase[0]!.before === 'line' ? (
            <br />
          ) : (
            phrase[0]!.before === 'space' && <span class="space" />
          )}
          <span class={grouped && phrase.length > 1 ? 'phrase whole' : 'phrase'}>
            {phrase.map((word, i) => (
              <WordButton
                key={word.index}
                word={word}
                masked={masked.has(word.index)}
                filling={filled.get(word.index) ?? null}
                decided={decided.has(word.index)}
                current={word.index === current}
                joins={grouped && phrase[i - 1]?.whole === word.whole}
              />
            ))}
          </span>
        </Fragment>
      ))}
      {drawn < words.length && <span ref={end} />}
      {analysis?.selected && drawn >= words.length && <Around text={after(text, analysis.selected.end)} />}
    </div>
  );
});

/** UTF-16 units shown of the sentence on each side of what was asked for: enough to see where it stands. */
const AROUND = 24;

const before = (text: string, start: number): string =>
  start <= AROUND ? text.slice(0, start) : `…${text.slice(characterStart(text, start - AROUND), start)}`;
const after = (text: string, end: number): string =>
  text.length - end <= AROUND ? text.slice(end) : `${text.slice(end, characterStart(text, end + AROUND))}…`;

/** The rest of the sentence: read by the model, and not asked for. */
function Around({ text }: { readonly text: string }) {
  return text === '' ? null : (
    <span class="around" lang="ja">
      {text}
    </span>
  );
}

/**
 * Marks that no line may begin with stay with the word before them, and, where they are grouped, endings with theirs.
 */
function phrases(words: readonly DrawnWord[], grouped: boolean): DrawnWord[][] {
  const result: DrawnWord[][] = [];
  for (const word of words) {
    const before = result.at(-1);
    const stays =
      (CLOSING + '、。，．・：；！？…!?,.:;').includes(word.text.charAt(0)) ||
      (grouped && before?.at(-1)!.whole === word.whole);
    if (before && stays && word.before === 'none') before.push(word);
    else result.push([word]);
  }
  return result;
}

/**
 * The chosen candidate, else the likeliest, faintly, stands at the first word of its mask, and nothing at the others.
 */
function fillings({ chosen, prediction }: ReaderState): Map<number, string> {
  const result = new Map<number, string>();
  for (const { morphemes, candidates } of prediction?.masks ?? []) {
    const candidate = chosen.get(morphemes[0]!) ?? candidates[0];
    if (candidate) for (const index of morphemes) result.set(index, index === morphemes[0] ? candidate.text : '');
  }
  return result;
}

/** Words whose place a chosen candidate takes. */
function decidedWords({ chosen, prediction }: ReaderState): Set<number> {
  return new Set(
    prediction?.masks.filter(({ morphemes }) => chosen.has(morphemes[0]!)).flatMap((mask) => mask.morphemes),
  );
}

const indexOf = (button: Element): number => Number(button.getAttribute('data-word'));

const buttonsOf = (list: Element): HTMLButtonElement[] => [
  ...list.querySelectorAll<HTMLButtonElement>('button[data-word]'),
];

/**
 * Where a key leads from button `current`: along the text, or to the nearest word of the next line. Null for other
 * keys.
 */
function nextWord(key: string, current: number, buttons: readonly HTMLElement[]): number | null {
  const last = buttons.length - 1;
  switch (key) {
    case 'ArrowRight':
      return Math.min(current + 1, last);
    case 'ArrowLeft':
      return Math.max(current - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return last;
    case 'ArrowDown':
    case 'ArrowUp':
      return nearestInNextLine(buttons, current, key === 'ArrowDown' ? 1 : -1);
    default:
      return null;
  }
}

function nearestInNextLine(buttons: readonly HTMLElement[], current: number, step: 1 | -1): number {
  const from = buttons[current]!.getBoundingClientRect();
  const middle = (from.left + from.right) / 2;
  let best = current;
  let bestDistance = Infinity;
  let lineTop: number | null = null;
  for (let index = current + step; index >= 0 && index < buttons.length; index += step) {
    const box = buttons[index]!.getBoundingClientRect();
    if (Math.abs(box.top - from.top) < from.height / 2) continue;
    lineTop ??= box.top;
    if (Math.abs(box.top - lineTop) >= box.height / 2) break;
    const distance = Math.abs((box.left + box.right) / 2 - middle);
    if (distance < bestDistance) [best, bestDistance] = [index, distance];
  }
  return best;
}
