import type { Analysis, MaskPrediction, Stretch, WordMessage } from '../../protocol/analysis.ts';

/**
 * Another model may have come to answer since a text was read, and divide it otherwise: its third word then stands in
 * another place. So what is said of words is held to where they stand.
 */

type Divided = Pick<Analysis, 'morphemes'>;

const isAt = ({ morphemes }: Divided, first: number, last: number, { start, end }: Stretch): boolean =>
  morphemes[first]?.start === start && morphemes[last]?.end === end;

/** Whether masks are of these morphemes of an analysis, given by their indexes; of any, where none are given. */
export function areMasksOf(
  masks: readonly MaskPrediction[],
  analysis: Divided,
  asked: readonly number[] = masks.flatMap(({ morphemes }) => morphemes),
): boolean {
  const answered = masks.flatMap(({ morphemes }) => morphemes);
  return (
    asked.length === answered.length &&
    masks.every((mask) => isAt(analysis, mask.morphemes[0]!, mask.morphemes.at(-1)!, mask))
  );
}

/**
 * Whether words are of the morphemes of an analysis. A blank is where it is written, whatever it is a word with; a word
 * that begins or ends within a morpheme is where the analysis has it.
 */
export function areWordsOf(words: readonly WordMessage[], analysis: Pick<Analysis, 'morphemes' | 'words'>): boolean {
  const { morphemes } = analysis;
  const places = new Set(analysis.words.map(placeOf));
  return (
    (words.at(-1)?.last ?? 0) === morphemes.length &&
    words.every(
      (word) =>
        isAt(analysis, word.first, word.last - 1, word) ||
        morphemes.slice(word.first, word.last).some(({ blank }) => blank) ||
        places.has(placeOf(word)),
    )
  );
}

const placeOf = ({ first, last, start, end }: WordMessage): string => `${first} ${last} ${start} ${end}`;
