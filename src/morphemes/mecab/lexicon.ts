import type { CharacterTable } from '../characters.ts';

/** Entries of a MeCab dictionary, in an order that decides between those that cost the same. */
export interface Lexicon {
  readonly surfaces: readonly string[];
  /** Context ids: what a word is to its left and to its right neighbours. */
  readonly left: Uint16Array;
  readonly right: Uint16Array;
  readonly costs: Int16Array;
  /** Feature columns of an entry, those of `kept` in its order or all. There may be fewer. */
  features(entry: number, kept?: readonly number[]): readonly string[];
}

/** A MeCab dictionary, whatever form it came in. */
export interface MecabDictionary {
  readonly words: Lexicon;
  /** Entries whose surface is a character category: unknown words of that category. */
  readonly unknown: Lexicon;
  readonly matrix: Matrix;
  readonly characters: { readonly table: CharacterTable; readonly categories: readonly string[] };
  /** dicrc's settings. */
  readonly settings: ReadonlyMap<string, string>;
}

export interface Matrix {
  readonly leftIds: number;
  readonly rightIds: number;
  /** costs[left id of the right word * rightIds + right id of the left word] */
  readonly costs: Int16Array;
}

/** The files of a folder. */
export interface DictionaryFiles {
  readonly names: readonly string[];
  read(name: string): Promise<Uint8Array>;
}

/**
 * Words of one dictionary, and UTF-16 units of their surfaces: NEologd, the largest there is, has 3.2 million words.
 */
export const [MAX_WORDS, MAX_UNITS] = [5_000_000, 100_000_000];

/** Categories of characters: each is a bit of a character's kinds. MeCab itself reads no more than 18. */
export const MAX_CATEGORIES = 32;

/** Columns of a line of CSV; without `kept` all. A line may have fewer. */
export function pickCsv(line: string, kept: readonly number[] | undefined): string[] {
  if (!kept) return parseCsv(line);
  if (line.includes('"')) {
    const all = parseCsv(line);
    return kept.flatMap((column) => all[column] ?? []);
  }
  const starts = [0];
  for (let at = line.indexOf(','); at >= 0; at = line.indexOf(',', at + 1)) starts.push(at + 1);
  starts.push(line.length + 1);
  return kept.flatMap((column) =>
    column + 1 < starts.length ? line.slice(starts[column], starts[column + 1]! - 1) : [],
  );
}

/** Splits one line of CSV: fields may be quoted, a doubled quote stands for one. */
export function parseCsv(line: string): string[] {
  if (!line.includes('"')) return line.split(',');
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    (match) => match[1]?.replaceAll('""', '"') ?? match[2] ?? '',
  );
}

/** dicrc: `name = value` lines, comments behind ; or #. */
export function parseSettings(text: string): Map<string, string> {
  const settings = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    // No expression ends with white space: one would look for the end of the line at each of many spaces.
    const match = /^\s*([^;#=\s]+)\s*=(.*)$/.exec(line);
    if (match) settings.set(match[1]!, match[2]!.trim());
  }
  return settings;
}
