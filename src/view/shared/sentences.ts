import { sentenceIndexes, sentencesOf } from '../../language/sentences.ts';
import { MAX_SENTENCE } from '../../protocol/limits.ts';
import type { DrawnWord } from './words.ts';

/** A sentence of the text; offsets are UTF-16 into the text, words are indexes, ends exclusive. */
export interface Sentence {
  readonly index: number;
  readonly start: number;
  readonly end: number;
  readonly first: number;
  readonly last: number;
  /** It begins a paragraph. */
  readonly paragraph: boolean;
}

/** Whether a sentence is longer than what can be asked about. */
export const isTooLong = ({ start, end }: Pick<Sentence, 'start' | 'end'>): boolean => end - start > MAX_SENTENCE;

const PAUSE = /^[、，,;；：:]+$/;
/**
 * Where a text has no full stops, it is cut at the last pause before this many UTF-16 units: a panel shows no more at
 * once.
 */
const LONG = 160;

/**
 * The sentences of `text` as its words. None is longer than `MAX_SENTENCE` but one that is a single word, as the blank
 * of a form may be: about that nothing can be asked.
 */
export function splitSentences(text: string, words: readonly DrawnWord[]): Sentence[] {
  const within = sentenceIndexes(
    sentencesOf(text),
    words.map(({ start }) => start),
  );
  const sentences: Sentence[] = [];
  let first = 0;
  let pause = -1;
  const close = (last: number) => {
    if (last <= first) return;
    const [head, tail] = [words[first]!, words[last - 1]!];
    sentences.push({
      index: sentences.length,
      start: head.start,
      end: tail.end,
      first,
      last,
      paragraph: head.before === 'line' || first === 0,
    });
    first = last;
    pause = -1;
  };
  words.forEach((word, index) => {
    if (index > first) {
      if (word.before === 'line' || within[index] !== within[index - 1]) close(index);
      else if (word.end - words[first]!.start > LONG && pause > first) close(pause);
      if (index > first && word.end - words[first]!.start > MAX_SENTENCE) close(index);
    }
    if (PAUSE.test(word.text)) pause = index + 1;
  });
  close(words.length);
  return sentences;
}

/** The sentence that each of `words`, all those of `text`, stands in. */
export const sentencesAround = (text: string, words: readonly DrawnWord[]): Sentence[] =>
  splitSentences(text, words).flatMap((sentence) =>
    Array.from({ length: sentence.last - sentence.first }, () => sentence),
  );
