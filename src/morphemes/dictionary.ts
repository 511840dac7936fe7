import { characterTable } from './characters.ts';
import { Column } from './columns.ts';
import { DictionaryError } from './errors.ts';
import { readMeta, type DictionaryMeta } from './meta.ts';
import { PackReader } from './pack.ts';
import { inIpadicNames, tagsetOf, type Tagset } from './tagsets.ts';
import { Trie } from './trie.ts';

/** Section tags of a coded column: C for its codes, L for its literals. */
export const columnTag = (kind: 'C' | 'L', column: number) => `${kind}${String(column).padStart(3, '0')}`;

/**
 * A dictionary ready for look-up. What is large is a view into the pack, or unfolded from it on demand.
 *
 * A *class* is a pair of left and right context ids that occurs with some token. An *entry* is a token, or one of the
 * unknown-word entries, which are numbered after the tokens.
 */
export class Dictionary {
  readonly meta: DictionaryMeta;
  readonly tagset: Tagset;
  /**
   * Per UTF-16 unit the index into `meta.characters.infos` << 16 | its symbol, 0 for units that occur in no surface.
   */
  readonly units: Int32Array;
  readonly trie: Trie;
  /** Per entry class << 16 | cost (signed). */
  readonly entries: Int32Array;
  /** Per class its left and its right context id; class 0 is that of the beginning and the end of a sentence. */
  readonly leftIds: Uint16Array;
  readonly rightIds: Uint16Array;
  /** Per class the lowest and the highest cost of its connections to the right. */
  readonly lowest: Int16Array;
  readonly highest: Int16Array;
  /**
   * Connection costs: of a left id (of the word to the right), the costs for all right ids (of the word to the left) in
   * a row.
   */
  readonly matrix: Int16Array;
  /** Per character category its first unknown-word entry; one more at the end. */
  readonly unknownFirst: Int32Array;
  readonly #columns: readonly (readonly string[] | Column)[];
  readonly #unknownFeatures: readonly (readonly string[])[];

  /** @throws DictionaryError */
  constructor(bytes: ArrayBuffer | Uint8Array) {
    const pack = new PackReader(bytes);
    this.meta = readMeta(pack);
    const { meta } = this;
    this.tagset = tagsetOf(meta.name);
    this.units = characterTable(meta.characters);
    for (let i = 0; i < meta.symbols.length; i++) {
      const unit = meta.symbols.charCodeAt(i);
      this.units[unit] = (this.units[unit] as number) | (i + 1);
    }
    this.trie = new Trie(
      {
        // Counts of large dictionaries are wide.
        subtrees: pack.has('TSUW') ? pack.uint32('TSUW') : pack.uint16('TSUB'),
        childCounts: pack.uint16('TCHD'),
        labels: pack.uint16('TLBL'),
        tokenCounts: pack.bytes('TTOK'),
        bases: pack.int32('TBAS'),
      },
      meta.symbols.length,
    );
    this.#unknownFeatures = meta.unknown.flat();
    this.unknownFirst = new Int32Array(meta.unknown.length + 1);
    this.unknownFirst[0] = meta.tokens;
    meta.unknown.forEach((entries, i) => {
      this.unknownFirst[i + 1] = (this.unknownFirst[i] as number) + entries.length;
    });
    this.leftIds = pack.uint16('CLFT');
    this.rightIds = pack.uint16('CRGT');
    this.lowest = pack.int16('CLOW');
    this.highest = pack.int16('CHGH');
    this.matrix = pack.int16('MTRX');
    this.entries = pack.int32('ENTR');
    this.#check();
    this.#columns = meta.columns.map((layout, i) =>
      'byClass' in layout
        ? layout.byClass
        : new Column(pack.bytes(columnTag('C', i)), pack.bytes(columnTag('L', i)), layout.alphabet, layout.rules),
    );
  }

  #check(): void {
    const { meta, leftIds, rightIds, lowest, highest, matrix, trie, entries } = this;
    const classes = leftIds.length;
    if (
      entries.length !== meta.tokens + this.#unknownFeatures.length ||
      trie.tokens !== meta.tokens ||
      matrix.length !== meta.leftIds * meta.rightIds ||
      [rightIds, lowest, highest].some(({ length }) => length !== classes) ||
      leftIds.some((id) => id >= meta.leftIds) ||
      rightIds.some((id) => id >= meta.rightIds)
    ) {
      throw new DictionaryError('damaged', 'This dictionary pack is damaged: its sections do not fit each other.');
    }
  }

  /** The tokens [first, last) of a surface; none where it is no word. */
  find(surface: string): readonly [number, number] {
    return this.trie.find(
      Array.from({ length: surface.length }, (_, i) => (this.units[surface.charCodeAt(i)] as number) & 0xffff),
    );
  }

  /** A column of a token where that follows from its class; undefined where it is coded for each. */
  classFeature(token: number, column: number | undefined): string | undefined {
    const values = column === undefined ? undefined : this.#columns[column];
    return values === undefined || values instanceof Column
      ? undefined
      : values[(this.entries[token] as number) >>> 16];
  }

  /** The part of speech that features tell, without `*`, in IPADIC's names where the dictionary is UniDic. */
  partOfSpeech(features: readonly string[], surface: string): readonly string[] {
    const own = this.meta.roles.partOfSpeech.map((column) => features[column] ?? '*').filter((value) => value !== '*');
    return this.tagset === 'unidic' ? inIpadicNames(own, surface) : own;
  }

  /** The feature columns of an entry as MeCab prints them. */
  features(entry: number, surface: string): readonly string[] {
    if (entry >= this.meta.tokens) return this.#unknownFeatures[entry - this.meta.tokens] as readonly string[];
    const entryClass = (this.entries[entry] as number) >>> 16;
    const values: string[] = [];
    for (const column of this.#columns) {
      values.push(column instanceof Column ? column.value(entry, surface, values) : (column[entryClass] ?? '*'));
    }
    return values;
  }
}
