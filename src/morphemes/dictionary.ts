import { type CharacterTable, characterIndex } from './characters.ts';
import { Column, type ColumnRule } from './columns.ts';
import { DictionaryError } from './errors.ts';
import { PackReader } from './pack.ts';

/** What the pack's META section says, as JSON. */
export interface DictionaryMeta {
  /** For example `ipadic 2.7.0-20070801`. */
  readonly name: string;
  /** Number of left and of right context ids. */
  readonly leftIds: number;
  readonly rightIds: number;
  readonly tokens: number;
  /** Every UTF-16 unit that occurs in a surface; a unit's symbol is its place here plus one. */
  readonly symbols: string;
  readonly characters: CharacterTable;
  /** Per character category the features of its unknown-word entries, whose ids and costs follow those of the tokens. */
  readonly unknown: readonly (readonly (readonly string[])[])[];
  /** How the feature columns are kept, in order. */
  readonly columns: readonly ColumnLayout[];
  /** Which feature columns hold what; missing where the dictionary has no such column. */
  readonly roles: FeatureRoles;
}

export interface FeatureRoles {
  /** The columns of the part of speech, coarse to fine. */
  readonly partOfSpeech: readonly number[];
  readonly baseForm?: number;
  readonly reading?: number;
  readonly pronunciation?: number;
}

/** A column either follows from the left context id, or is coded per token. */
export type ColumnLayout = { readonly byLeftId: readonly string[] } | { readonly alphabet: string; readonly rules: readonly ColumnRule[] };

/** Section tags of a coded column: C for its codes, L for its literals. */
export const columnTag = (kind: 'C' | 'L', column: number) => `${kind}${String(column).padStart(3, '0')}`;

/** A dictionary ready for look-up; everything large is a view into the pack. */
export class Dictionary {
  readonly meta: DictionaryMeta;
  /** Per UTF-16 unit its symbol, 0 for units that occur in no surface. */
  readonly symbols: Uint16Array;
  /** Per UTF-16 unit its index into `meta.characters.infos`. */
  readonly characters: Uint8Array;
  /** Double array over symbols, three lanes a slot: base, check (parent slot), tokens (first << 8 | count, or 0). */
  readonly trie: Int32Array;
  /** Left and right context ids and costs of tokens, then of unknown-word entries. */
  readonly left: Uint16Array;
  readonly right: Uint16Array;
  readonly costs: Int16Array;
  /** Connection costs; for one left id of the node to the right, the right ids of the nodes to its left are contiguous. */
  readonly matrix: Int16Array;
  /** Per character category its first unknown-word entry, and one past its last. */
  readonly unknownFirst: Int32Array;
  readonly #columns: readonly (readonly string[] | Column)[];
  readonly #unknownFeatures: readonly (readonly string[])[];

  /** @throws DictionaryError */
  constructor(bytes: ArrayBuffer | Uint8Array) {
    const pack = new PackReader(bytes);
    try {
      this.meta = JSON.parse(pack.text('META')) as DictionaryMeta;
    } catch {
      throw new DictionaryError('damaged', 'This dictionary pack is damaged: its description cannot be read.');
    }
    const { meta } = this;
    this.symbols = new Uint16Array(0x10000);
    for (let i = 0; i < meta.symbols.length; i++) this.symbols[meta.symbols.charCodeAt(i)] = i + 1;
    this.characters = characterIndex(meta.characters);
    this.trie = pack.int32('TRIE');
    this.left = pack.uint16('LEFT');
    this.right = pack.uint16('RGHT');
    this.costs = pack.int16('COST');
    this.matrix = pack.int16('MTRX');
    this.#unknownFeatures = meta.unknown.flat();
    this.unknownFirst = new Int32Array(meta.unknown.length + 1);
    this.unknownFirst[0] = meta.tokens;
    meta.unknown.forEach((entries, i) => {
      this.unknownFirst[i + 1] = (this.unknownFirst[i] as number) + entries.length;
    });
    const entries = meta.tokens + this.#unknownFeatures.length;
    if (this.costs.length < entries || this.left.length < entries || this.right.length < entries || this.matrix.length < meta.leftIds * meta.rightIds) {
      throw new DictionaryError('damaged', 'This dictionary pack is damaged: its sections do not fit each other.');
    }
    this.#columns = meta.columns.map((layout, i) =>
      'byLeftId' in layout ? layout.byLeftId : new Column(pack.bytes(columnTag('C', i)), pack.bytes(columnTag('L', i)), layout.alphabet, layout.rules),
    );
  }

  /** The feature columns of a token or unknown-word entry as MeCab prints them. */
  features(token: number, surface: string): readonly string[] {
    if (token >= this.meta.tokens) return this.#unknownFeatures[token - this.meta.tokens] as readonly string[];
    const values: string[] = [];
    for (const column of this.#columns) {
      values.push(column instanceof Column ? column.value(token, surface, values) : (column[this.left[token] as number] ?? '*'));
    }
    return values;
  }
}
