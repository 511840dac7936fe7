import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useReaderState, useView } from '../shared/context.ts';
import { useKeptInView } from '../shared/keep-in-view.ts';
import type { Hint } from '../../protocol/scores.ts';
import type { DrawnWord } from '../shared/words.ts';
import type { Heat, HeatState } from './heat.ts';
import { stepOf } from './scale.ts';
import { splitSentences, type Sentence } from '../shared/sentences.ts';
import { useStore } from '../shared/store.ts';

interface Props {
  readonly heat: Heat;
  /** The finds that are shown, by where they begin. */
  readonly hints: HeatState['hints'];
  /** The chosen word; it is scrolled to when it changes. */
  readonly selected: number | null;
  readonly onSelect: (word: number | null) => void;
}

/**
 * Sentences this far outside the view (px) are drawn with their words already; farther ones are plain text of the same
 * size.
 */
const NEAR = 600;

/**
 * The text, a sentence a line. Only what is near the view has an element for each word, so that ten pages scroll as one
 * does. Arrow keys move along the words, up and down from sentence to sentence; Enter or a click chooses one.
 */
export function HeatText({ heat, hints, selected, onSelect }: Props) {
  const { translate } = useView();
  const { words, text } = useReaderState();
  const state = useStore(heat);
  const sentences = useMemo(() => splitSentences(text, words), [text, words]);
  const list = useRef<HTMLOListElement>(null);
  const near = useSentencesInView(list, sentences, `${NEAR}px 0px`);
  const visible = useSentencesInView(list, sentences, '0px');
  const [at, setAt] = useState(0);
  const moved = useRef(false);

  useEffect(() => heat.look(visible), [heat, visible]);
  useLayoutEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    list.current?.querySelector<HTMLElement>(`[data-word="${at}"]`)?.focus();
  }, [at]);

  useLayoutEffect(() => {
    if (selected === null) return;
    setAt(selected);
    list.current
      ?.querySelector(`[data-sentence="${sentenceOf(sentences, selected)}"]`)
      ?.scrollIntoView({ block: 'nearest' });
  }, [selected, sentences]);
  // The dock below takes its room from the text, more with every answer.
  useKeptInView(list, (box) => box.querySelector('[aria-pressed="true"]'), null);

  const holder = sentenceOf(sentences, at);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const next = nextWord(event.key, at, words.length, sentences);
    if (next !== null) {
      event.preventDefault();
      moved.current = true;
      setAt(next);
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      onSelect(at);
    }
  };
  const wordOf = (event: Event) => {
    const element = (event.target as Element).closest('[data-word]');
    return element ? Number(element.getAttribute('data-word')) : null;
  };

  return (
    <ol
      ref={list}
      class="heat"
      lang="ja"
      aria-label={translate('panelHeat')}
      onKeyDown={onKeyDown}
      onFocusIn={(event) => setAt(wordOf(event) ?? at)}
      onClick={(event) => {
        const word = wordOf(event);
        if (word === null) return;
        setAt(word);
        onSelect(word);
      }}
    >
      {sentences.map((sentence) => (
        <li
          key={sentence.index}
          data-sentence={sentence.index}
          class={sentence.paragraph ? 'paragraph' : undefined}
          aria-busy={!state.bits.has(sentence.first)}
        >
          {near.has(sentence.index) || sentence.index === holder ? (
            <SentenceWords
              sentence={sentence}
              words={words}
              text={text}
              state={state}
              hints={hints}
              selected={selected}
              at={at}
            />
          ) : (
            text.slice(sentence.start, sentence.end)
          )}
        </li>
      ))}
    </ol>
  );
}

interface SentenceProps {
  readonly sentence: Sentence;
  readonly words: readonly DrawnWord[];
  readonly text: string;
  readonly state: HeatState;
  readonly hints: HeatState['hints'];
  readonly selected: number | null;
  readonly at: number;
}

function SentenceWords({ sentence, words, text, state, hints, selected, at }: SentenceProps) {
  const own = [...hints].filter(([start]) => start >= sentence.start && start < sentence.end);
  return words.slice(sentence.first, sentence.last).map((word) => (
    <>
      {word.index > sentence.first && text.slice(words[word.index - 1]!.end, word.start)}
      <HeatWord
        key={word.index}
        word={word}
        bits={state.bits.get(word.index)}
        hint={hintAt(own, word)}
        selected={word.index === selected}
        current={word.index === at}
      />
    </>
  ));
}

/** The find that a word is part of, all of it or some. */
function hintAt(hints: readonly (readonly [start: number, hint: Hint])[], word: DrawnWord): Hint | undefined {
  return hints.find(([start, { written }]) => start < word.end && start + written.length > word.start)?.[1];
}

interface WordProps {
  readonly word: DrawnWord;
  /** Undefined while not scored, null where there is no score. */
  readonly bits: number | null | undefined;
  readonly hint: Hint | undefined;
  readonly selected: boolean;
  readonly current: boolean;
}

/**
 * A word on its colour, where words have colours. A span, not a button: buttons would break the text's lines where no
 * line may break.
 */
function HeatWord({ word, bits, hint, selected, current }: WordProps) {
  const { translate, settings, format } = useView();
  const coloured = typeof bits === 'number' && !settings.findingsOnly;
  const scored =
    typeof bits === 'number'
      ? translate('panelBits', [format.tenths(bits)])
      : translate(word.blank ? 'blank' : bits === null ? 'panelUnscored' : 'panelPending');
  const said = hint
    ? `${scored}, ${translate('panelPerhaps', [hint.instead || translate('panelHintNothing')])}`
    : scored;
  return (
    <span
      role="button"
      class={['heat-word', coloured && `s${stepOf(bits)}`, hint && 'hinted'].filter(Boolean).join(' ')}
      data-word={word.index}
      tabIndex={current ? 0 : -1}
      aria-pressed={selected}
      aria-label={`${word.text}, ${said}`}
      title={said}
    >
      {word.text}
    </span>
  );
}

/** Indexes of the sentences within `margin` of the list's scroll port. */
function useSentencesInView(
  list: { readonly current: Element | null },
  sentences: readonly Sentence[],
  margin: string,
): ReadonlySet<number> {
  const [seen, setSeen] = useState<ReadonlySet<number>>(new Set());
  useEffect(() => {
    const now = new Set<number>();
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          const index = Number(target.getAttribute('data-sentence'));
          if (isIntersecting) now.add(index);
          else now.delete(index);
        }
        setSeen(new Set(now));
      },
      { root: list.current, rootMargin: margin },
    );
    for (const item of list.current!.children) observer.observe(item);
    return () => observer.disconnect();
  }, [list, sentences, margin]);
  return seen;
}

const sentenceOf = (sentences: readonly Sentence[], word: number): number =>
  sentences.findIndex(({ first, last }) => word >= first && word < last);

/** Where a key leads from word `at`; null for other keys. */
function nextWord(key: string, at: number, count: number, sentences: readonly Sentence[]): number | null {
  const sentence = sentences[sentenceOf(sentences, at)];
  switch (key) {
    case 'ArrowRight':
      return Math.min(at + 1, count - 1);
    case 'ArrowLeft':
      return Math.max(at - 1, 0);
    case 'ArrowDown':
      return sentences[(sentence?.index ?? 0) + 1]?.first ?? at;
    case 'ArrowUp':
      return sentences[(sentence?.index ?? 0) - 1]?.first ?? at;
    case 'Home':
      return sentence?.first ?? at;
    case 'End':
      return sentence ? sentence.last - 1 : at;
    default:
      return null;
  }
}
