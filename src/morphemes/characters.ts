import { DictionaryError } from './errors.ts';

/** What char.def says of one set of categories: MeCab's CharInfo. */
export interface CharacterInfo {
  /** The first category named: its unknown-word entries are used. */
  readonly category: number;
  /** Bit per category the character belongs to; two characters are of a kind if they share one. */
  readonly kinds: number;
  readonly invoke: boolean;
  readonly group: boolean;
  readonly length: number;
}

/** char.def as the pack keeps it. */
export interface CharacterTable {
  readonly infos: readonly CharacterInfo[];
  /** Triples [first code, last code, index into infos] in ascending order; other codes have infos[0]. */
  readonly ranges: readonly number[];
  /** Kinds that count as white space (MeCab: those of U+0020). */
  readonly space: number;
}

/**
 * Per UTF-16 unit its index into infos << 16; surrogates, as all characters beyond U+FFFF, are as U+0000 is. @throws
 * DictionaryError `damaged`
 */
export function characterTable(table: CharacterTable): Int32Array {
  const units = new Int32Array(0x10000);
  for (let i = 0; i + 2 < table.ranges.length; i += 3) {
    const [first, last, info] = table.ranges.slice(i, i + 3) as [number, number, number];
    if (!(info < table.infos.length && first <= last && last < 0x10000)) {
      throw new DictionaryError('damaged', 'This dictionary pack is damaged: its character table is inconsistent.');
    }
    units.fill(info << 16, first, last + 1);
  }
  return units.fill((units[0] as number) & ~0xffff, 0xd800, 0xe000);
}
