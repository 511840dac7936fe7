import type { View } from './context.ts';

/** How many are told to who listens; the list has all. */
const TOLD = 3;

/** The likeliest candidates as a screen reader says them: Candidates for “が”: を 61%, が 20%, … */
export const candidatesInWords = (
  { translate, format }: Pick<View, 'translate' | 'format'>,
  heading: string,
  candidates: readonly { readonly text: string; readonly score: number }[],
): string =>
  translate('candidatesAnnounced', [
    heading,
    candidates
      .slice(0, TOLD)
      .map(({ text, score }) => `${text} ${format.percent(score)}`)
      .join(', '),
  ]);
