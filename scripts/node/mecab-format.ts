import type { Morpheme } from '../../src/morphemes/morpheme.ts';

/** One line of MeCab's default output: surface, tab, features as CSV. */
export function mecabLine({ surface, features }: Morpheme): string {
  return `${surface}\t${features.map(csvField).join(',')}\n`;
}

function csvField(value: string): string {
  return /[",]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
