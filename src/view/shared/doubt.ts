import type { DrawnWord } from './words.ts';

/** Words that are in no dictionary, side by side: where one ends and the next begins is then a guess. */
const IN_A_ROW = 2;

/** The first stretch whose split is doubtful, as it is written; null where there is none. */
export function doubtfulSplit(words: readonly DrawnWord[]): string | null {
  let stretch: DrawnWord[] = [];
  for (const word of [...words, null]) {
    if (word?.markedUnknown && !word.blank && (word.before === 'none' || stretch.length === 0)) {
      stretch.push(word);
      continue;
    }
    if (stretch.length >= IN_A_ROW) return stretch.map(({ text }) => text).join('');
    stretch = word?.markedUnknown && !word.blank ? [word] : [];
  }
  return null;
}
