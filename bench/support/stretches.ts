import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/node/paths.ts';
import { HAN, toHiragana } from '../../src/language/kana.ts';

/**
 * A line of a list: a sentence, a stretch of it, and how that is read there; a bar stands between readings that are
 * equally good.
 */
export interface Stretch {
  readonly text: string;
  readonly stretch: string;
  readonly reading: string;
}

/** The lists of tests/unit/language. */
export type StretchList = 'readings' | 'heteronyms';

/** The lines of a list. */
export const readStretches = (list: StretchList): Stretch[] =>
  readFileSync(join(root, `tests/unit/language/${list}.tsv`), 'utf8')
    .trim()
    .split('\n')
    .map((line) => {
      const [text = '', stretch = '', reading = ''] = line.split('\t');
      return { text, stretch, reading };
    });

/** A part of the text and its reading in kana; null where nothing is said of it. */
interface Part {
  readonly start: number;
  readonly end: number;
  readonly reading: string | null;
}

/**
 * Whether the words that a stretch lies in are read as they should be; `none` where one of them has kanji and no
 * reading.
 */
export function judge({ text, stretch, reading }: Stretch, parts: readonly Part[]): 'right' | 'none' | 'wrong' {
  const start = text.indexOf(stretch);
  const end = start + stretch.length;
  const own = parts.filter((part) => part.start < end && part.end > start);
  const shown = own.map((part) => {
    const written = text.slice(part.start, part.end);
    return part.reading === null && HAN.test(written) ? null : toHiragana(part.reading ?? written);
  });
  if (own.length === 0 || shown.includes(null)) return 'none';
  const aloud = shown.join('');
  // What the words have around the stretch is read as it is written; digits are not in its reading.
  const [before, after] = [text.slice(own[0]!.start, start), text.slice(end, own.at(-1)!.end)].map(toHiragana);
  const right = reading
    .split('|')
    .some(
      (one) =>
        aloud === one || aloud === before + one + after || (/^\d+$/.test(before!) && aloud.endsWith(one + after)),
    );
  return right ? 'right' : 'wrong';
}
