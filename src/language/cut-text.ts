import type { Span } from '../morphemes/morpheme.ts';
import { KANA, toHiragana, UNREAD } from './kana.ts';

/** Kana in brackets right behind kanji: （た） of 食（た）べる. */
export interface Bracket extends Span {
  /** Hiragana. */
  readonly kana: string;
}

const BRACKET = new RegExp(`(?<=${UNREAD.source})[（(《](${KANA.source}+)[）)》]`, 'gu');

/** All of a text, in order, whatever they say. */
export const bracketsIn = (text: string): Bracket[] =>
  Array.from(text.matchAll(BRACKET), ({ index: start, 0: { length }, 1: kana = '' }) => ({
    start,
    end: start + length,
    kana: toHiragana(kana),
  }));

/** Whether kana in brackets stand within a word. */
export const hasBracket = (text: string, { start, end }: Span): boolean =>
  bracketsIn(text.slice(start, end)).length > 0;

/** What kana in brackets say, or give away: themselves, and the words that they are in or behind. */
export const besideBrackets = (text: string, words: readonly Span[]): Span[] =>
  bracketsIn(text).flatMap((bracket) => [
    bracket,
    ...words.filter(({ start, end }) => start < bracket.start && end >= bracket.start),
  ]);

/** A bracket that is cut out, and where it would stand in the text that is left. */
export interface Placed extends Bracket {
  readonly at: number;
}

/** A text with some of its brackets cut out. Offsets are of UTF-16 units. */
export interface CutText {
  readonly text: string;
  readonly brackets: readonly Placed[];
  /** Where a place of the whole text is in what is left; of one in a bracket, where that would stand. */
  readonly toCut: (offset: number) => number;
  /** Where a stretch of what is left is in the whole text. A bracket at its end is no part of it. */
  readonly toWhole: (span: Span) => Span;
}

/** Cuts brackets out of a text. @param brackets In order. */
export function cutOut(whole: string, brackets: readonly Bracket[]): CutText {
  const places = new Int32Array(whole.length + 1);
  const origins: number[] = [];
  let next = 0;
  for (let at = 0; at <= whole.length; at++) {
    while (brackets[next] && brackets[next]!.end <= at) next++;
    places[at] = origins.length;
    if (at < (brackets[next]?.start ?? Infinity)) origins.push(at);
  }
  const toCut = (offset: number) => places[offset]!;
  let last = 0;
  const parts = brackets.map(({ start, end }) => {
    const part = whole.slice(last, start);
    last = end;
    return part;
  });
  return {
    text: parts.join('') + whole.slice(last),
    brackets: brackets.map((bracket) => ({ ...bracket, at: toCut(bracket.start) })),
    toCut,
    toWhole: ({ start, end }) => ({
      start: origins[start]!,
      end: end > start ? origins[end - 1]! + 1 : origins[start]!,
    }),
  };
}
