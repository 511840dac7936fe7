import type { Analysis, Candidate, MaskPrediction, Prediction } from '../../protocol/analysis.ts';
import type { DrawnWord } from './words.ts';

/** What is blanked out in a text. */
interface Blanked {
  readonly text: string;
  readonly words: readonly DrawnWord[];
  readonly masked: ReadonlySet<number>;
}

/**
 * Which words of `text` were blanked out by the user in `before`, where one of the two texts is a part of the other.
 * @param unasked Words that were blanked out there by nobody.
 */
export function keptIn(text: string, before: Blanked, unasked: ReadonlySet<number>): (word: DrawnWord) => boolean {
  const [around, inside] = [text.indexOf(before.text), before.text.indexOf(text)];
  if (around < 0 && inside < 0) return () => false;
  const shift = around < 0 ? -inside : around;
  const kept = before.words.filter(({ index, blank }) => before.masked.has(index) && !blank && !unasked.has(index));
  return ({ start, end }) => kept.some((word) => word.start + shift === start && word.end + shift === end);
}

/** A selection of no more words than this is asked about at once, where there is a sentence around it. */
const FEW = 2;

/** The words that a reader who selects just them wants to know about. */
export function wordsAsked(shown: readonly DrawnWord[], { selected }: Analysis): DrawnWord[] {
  const words = shown.filter((word) => word.hue !== 'symbol');
  return selected && words.length <= FEW ? words : [];
}

/**
 * The word whose entry is shown where nobody has said which: the first that is blanked out; the text's own have none.
 */
export const wordAskedAbout = (words: readonly DrawnWord[], masked: ReadonlySet<number>): number | null =>
  words.find(({ index, blank }) => masked.has(index) && !blank)?.index ?? null;

/**
 * What is predicted of what is blanked out: a prediction stays until there is a newer one, also of words that are back.
 */
export const standingMasks = ({
  prediction,
  masked,
}: {
  readonly prediction: Prediction | null;
  readonly masked: ReadonlySet<number>;
}): MaskPrediction[] =>
  prediction?.masks.filter(({ morphemes }) => morphemes.every((index) => masked.has(index))) ?? [];

/**
 * Choices for masks that are still of the same words. Neighbours that are masked become one mask, of which a choice
 * made for a part is no longer one.
 * @param before What the choices were made from.
 */
export function keepChosen(
  chosen: ReadonlyMap<number, Candidate>,
  before: Prediction | null,
  masked: ReadonlySet<number>,
): Map<number, Candidate> {
  const still = standingMasks({ prediction: before, masked })
    .filter(({ morphemes }) => !masked.has(morphemes[0]! - 1) && !masked.has(morphemes.at(-1)! + 1))
    .map(({ morphemes }) => morphemes[0]);
  return new Map([...chosen].filter(([first]) => still.includes(first)));
}
