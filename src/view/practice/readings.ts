import type { DrawnWord } from '../shared/words.ts';

/**
 * How a stretch of a text is read, in kana: as it is shown, which depends on the words around and on the page's own
 * ruby, and as the dictionary has it. None where words begin or end elsewhere.
 */
export function readingsBetween(
  words: readonly Pick<DrawnWord, 'start' | 'end' | 'parts' | 'reading'>[],
  start: number,
  end: number,
): string[] {
  const within = words.filter((word) => word.start >= start && word.end <= end);
  if (within[0]?.start !== start || within.at(-1)?.end !== end) return [];
  const shown = within.flatMap(({ parts }) => parts.map(({ ruby, text }) => ruby ?? text)).join('');
  const readings = within.map(({ reading }) => reading);
  return readings.includes(null) ? [shown] : [shown, readings.join('')];
}
