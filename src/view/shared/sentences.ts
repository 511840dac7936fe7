import { MAX_SENTENCE } from '../../protocol/limits.ts';
import type { Word } from './words.ts';

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

const END = /^[。．！？!?‼⁇⁈⁉…]+$/;
const CLOSING = /^[」』）)】〉》”’]+$/;
const PAUSE = /^[、，,;；：:]+$/;
/** Where a text has no full stops, it is cut at the last pause before this many UTF-16 units: a panel shows no more at once. */
const LONG = 160;

/** Splits a text, word by word, after full stops with what closes around them, and at line breaks. No sentence is longer than `MAX_SENTENCE`. */
export function splitSentences(words: readonly Word[]): Sentence[] {
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
    const before = words[index - 1];
    if (before && index > first) {
      const closes = CLOSING.test(word.text) || END.test(word.text);
      if (word.before === 'line' || (ended(words, first, index) && !closes && !goesOn(words, index))) close(index);
      else if (word.end - words[first]!.start > LONG && pause > first) close(pause);
      if (index > first && word.end - words[first]!.start > MAX_SENTENCE) close(index);
    }
    if (PAUSE.test(word.text)) pause = index + 1;
  });
  close(words.length);
  return sentences;
}

/**
 * Whether the sentence goes on at `index` after all: with a particle that takes what is quoted or named (「明日は雨だ。」と言った,
 * モーニング娘。は), or in the middle of a name (Yahoo!知恵袋).
 */
function goesOn(words: readonly Word[], index: number): boolean {
  const [before, word] = [words[index - 1]!, words[index]!];
  if (word.before !== 'none') return false;
  const [kind, detail] = word.partOfSpeech;
  if (kind === '助詞' && detail !== '終助詞') return true;
  if (CLOSING.test(before.text)) return PAUSE.test(word.text) || kind === '助動詞' || /^が$/.test(word.text);
  return /^[!?]$/.test(before.text) && /[A-Za-z]$/.test(words[index - 2]?.text ?? '') && kind === '名詞';
}

/** Whether the words from `first` up to `index` end a sentence: a full stop, and then only what closes around it. */
function ended(words: readonly Word[], first: number, index: number): boolean {
  let at = index - 1;
  while (at > first && CLOSING.test(words[at]!.text)) at--;
  return END.test(words[at]!.text);
}
