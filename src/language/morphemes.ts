import type { Morpheme } from '../morphemes/morpheme.ts';

/** The morphemes of a text in turn: null where something stands that is no morpheme (a blank, a special token). */
export type Morphemes = readonly (Morpheme | null)[];

/** Whether morpheme `index` follows the one before it without a gap. */
export function isAdjacent(morphemes: Morphemes, index: number): boolean {
  const [before, morpheme] = [morphemes[index - 1], morphemes[index]];
  return !!before && !!morpheme && before.end === morpheme.start;
}

/** Morpheme `index`, where it follows the one before it without a gap. */
export const adjacentAt = (morphemes: Morphemes, index: number): Morpheme | null =>
  isAdjacent(morphemes, index) ? morphemes[index]! : null;

/** What `count` morphemes from `at` on say, a space for what is none. */
export const writtenFrom = (morphemes: Morphemes, at: number, count: number): string =>
  morphemes
    .slice(at, at + count)
    .map((morpheme) => morpheme?.surface ?? ' ')
    .join('');

/** The morpheme before `index`, where there is no gap between them. */
export const adjacentBefore = (morphemes: Morphemes, index: number): Morpheme | null =>
  isAdjacent(morphemes, index) ? morphemes[index - 1]! : null;
