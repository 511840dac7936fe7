import { columnTag } from '../dictionary.ts';
import { MAX_COLUMNS, type DictionaryMeta, type FeatureRoles } from '../meta.ts';
import { DictionaryError } from '../errors.ts';
import { writePack } from '../pack.ts';
import { codeColumn } from './code-column.ts';
import type { Lexicon, MecabDictionary } from './lexicon.ts';
import { MOST_OF_FORM, type TrieLevels } from '../trie.ts';
import { layOutTrie } from './lay-out-trie.ts';

export interface BuildOptions {
  /** For example `ipadic 2.7.0-20070801`. */
  readonly name: string;
  /** The feature columns that are kept, in this order; all when absent. */
  readonly columns?: readonly number[];
  /** Which of the columns kept hold what. */
  readonly roles: FeatureRoles;
  /** Surfaces that are left out. */
  readonly omit?: (surface: string) => boolean;
  /** Called with 0 to 1, and awaited. */
  readonly onProgress?: (fraction: number) => Promise<void> | void;
}

/**
 * Builds a dictionary pack; the same dictionary gives the same bytes. @throws DictionaryError where a pack cannot hold
 * it.
 */
export async function buildPack(
  { words, unknown, matrix, characters, settings }: MecabDictionary,
  { name, columns: kept, roles, omit = () => false, onProgress }: BuildOptions,
): Promise<Uint8Array> {
  const { levels, tokens, symbols, longest } = await layOutWords(words, omit, onProgress);

  const { table, categories } = characters;
  const unknownEntries = entriesOf(categories, unknown);
  const ids = idsOf([
    { lexicon: words, entries: tokens },
    { lexicon: unknown, entries: unknownEntries.flat() },
  ]);
  const { classes, pairs } = classify(ids.left, ids.right);
  const { leftIds, rightIds, costs } = matrix;
  const [lowest, highest] = connections(matrix);

  const surfaces = tokens.map((entry) => words.surfaces[entry]!);
  const values = featureColumns(words, tokens, kept);
  const columns = [];
  for (let column = 0; column < values.length; column++) {
    columns.push(codeColumn(surfaces, values, classes, column));
    await onProgress?.(0.5 + (0.4 * (column + 1)) / values.length);
  }
  const meta: DictionaryMeta = {
    name,
    leftIds,
    rightIds,
    tokens: tokens.length,
    longest,
    symbols,
    characters: table,
    unknown: unknownEntries.map((ofCategory) => ofCategory.map((entry) => unknown.features(entry, kept))),
    columns: columns.map(({ layout }) => layout),
    roles,
    ...grouping(settings),
  };
  const sections = new Map<string, ArrayBufferView>([
    ['META', new TextEncoder().encode(JSON.stringify(meta))],
    [levels.subtrees instanceof Uint16Array ? 'TSUB' : 'TSUW', levels.subtrees],
    ['TCHD', levels.childCounts],
    ['TLBL', levels.labels],
    ['TTOK', levels.tokenCounts],
    ['TBAS', levels.bases],
    ['ENTR', Int32Array.from(ids.costs, (cost, i) => (classes[i]! << 16) | (cost & 0xffff))],
    ['CLFT', Uint16Array.from(pairs, ({ left }) => left)],
    ['CRGT', Uint16Array.from(pairs, ({ right }) => right)],
    ['CLOW', Int16Array.from(pairs, ({ right }) => lowest[right]!)],
    ['CHGH', Int16Array.from(pairs, ({ right }) => highest[right]!)],
    ['MTRX', costs],
  ]);
  columns.forEach(({ codes, literals }, i) => {
    if (codes && literals) sections.set(columnTag('C', i), codes).set(columnTag('L', i), literals);
  });
  return writePack(sections);
}

/** The words that are kept, as a trie and in the order of its nodes. */
async function layOutWords(
  words: Lexicon,
  omit: (surface: string) => boolean,
  onProgress: BuildOptions['onProgress'],
): Promise<{ levels: TrieLevels; tokens: number[]; symbols: string; longest: number }> {
  const winners = cheapest(words, omit);
  await onProgress?.(0.1);
  const symbols = unitsByFrequency(winners.keys());
  const symbolOf = new Map(symbols.split('').map((unit, i) => [unit, i + 1]));
  const keys = Array.from(winners, ([surface, entries]) => ({
    symbols: String.fromCharCode(...surface.split('').map((unit) => symbolOf.get(unit)!)),
    entries,
  })).sort((a, b) => (a.symbols < b.symbols ? -1 : 1));
  await onProgress?.(0.2);
  const { levels, order } = layOutTrie(
    keys.map((key) => key.symbols),
    keys.map(({ entries }) => entries.length),
  );
  await onProgress?.(0.4);
  return {
    levels,
    tokens: order.flatMap((key) => keys[key]!.entries),
    symbols,
    longest: keys.reduce((longest, key) => Math.max(longest, key.symbols.length), 0),
  };
}

/** MeCab's --max-grouping-size, where dicrc sets it. */
function grouping(settings: ReadonlyMap<string, string>): { maxGrouping?: number } {
  const value = Number(settings.get('max-grouping-size'));
  return Number.isInteger(value) && value > 0 ? { maxGrouping: value } : {};
}

/** UTF-16 units of the surfaces, the most frequent first: small symbols keep the double array dense. */
function unitsByFrequency(surfaces: Iterable<string>): string {
  const counts = new Map<string, number>();
  for (const surface of surfaces) for (const unit of surface.split('')) counts.set(unit, (counts.get(unit) ?? 0) + 1);
  return [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .map(([unit]) => unit)
    .join('');
}

/**
 * Entries by surface. Of entries alike in surface and context ids only the one that the search can choose is kept:
 * the cheapest, the first among equals.
 * @throws DictionaryError where more of one surface are left than a pack can hold.
 */
function cheapest(
  { surfaces, left, right, costs }: Lexicon,
  omit: (surface: string) => boolean,
): Map<string, number[]> {
  const bySurface = new Map<string, number[]>();
  surfaces.forEach((surface, entry) => {
    if (surface === '' || omit(surface)) return;
    const rivals = bySurface.get(surface);
    if (!rivals) {
      bySurface.set(surface, [entry]);
      return;
    }
    const alike = rivals.findIndex((rival) => left[rival] === left[entry] && right[rival] === right[entry]);
    if (alike < 0) {
      // In the loop: each entry is compared with all of its rivals.
      if (rivals.length === MOST_OF_FORM)
        throw new DictionaryError('unsupported', 'The dictionary has more words of one form than a pack can hold.');
      rivals.push(entry);
    } else if (costs[entry]! < costs[rivals[alike]!]!) {
      rivals.splice(alike, 1);
      rivals.push(entry);
    }
  });
  return bySurface;
}

/** Of each category its unknown-word entries. */
function entriesOf(categories: readonly string[], { surfaces }: Lexicon): number[][] {
  const byName = new Map<string, number[]>(categories.map((category) => [category, []]));
  surfaces.forEach((surface, entry) => byName.get(surface)?.push(entry));
  return categories.map((category) => byName.get(category)!);
}

interface Some {
  readonly lexicon: Lexicon;
  readonly entries: readonly number[];
}

function idsOf(parts: readonly Some[]): { left: Uint16Array; right: Uint16Array; costs: Int16Array } {
  const all = (of: (lexicon: Lexicon) => ArrayLike<number>) =>
    parts.flatMap(({ lexicon, entries }) => entries.map((entry) => of(lexicon)[entry]!));
  return {
    left: Uint16Array.from(all(({ left }) => left)),
    right: Uint16Array.from(all(({ right }) => right)),
    costs: Int16Array.from(all(({ costs }) => costs)),
  };
}

const MOST_PAIRS = 0x8000;

/** Numbers the pairs of context ids; 0 is the pair of the beginning and the end of a sentence, both ids 0 in MeCab. */
function classify(
  left: Uint16Array,
  right: Uint16Array,
): { classes: Uint16Array; pairs: { left: number; right: number }[] } {
  const keys = Float64Array.from(left, (id, i) => id * 0x10000 + right[i]!);
  const numbers = new Map([[0, 0]]);
  for (const key of keys.toSorted()) {
    if (!numbers.has(key)) numbers.set(key, numbers.size);
    if (numbers.size > MOST_PAIRS)
      throw new DictionaryError('unsupported', `More than ${MOST_PAIRS} pairs of context ids, which no pack can hold.`);
  }
  return {
    classes: Uint16Array.from(keys, (key) => numbers.get(key)!),
    pairs: [...numbers.keys()].map((key) => ({ left: Math.floor(key / 0x10000), right: key % 0x10000 })),
  };
}

/** Of each right id the lowest and the highest cost of its connections. */
function connections({ leftIds, rightIds, costs }: MecabDictionary['matrix']): [Int16Array, Int16Array] {
  const lowest = new Int16Array(rightIds).fill(0x7fff);
  const highest = new Int16Array(rightIds).fill(-0x8000);
  for (let left = 0; left < leftIds; left++) {
    for (let right = 0; right < rightIds; right++) {
      const cost = costs[left * rightIds + right]!;
      if (cost < lowest[right]!) lowest[right] = cost;
      if (cost > highest[right]!) highest[right] = cost;
    }
  }
  return [lowest, highest];
}

/**
 * Feature columns of the tokens; each value is one string, however often it occurs.
 * @throws DictionaryError for too many columns.
 */
function featureColumns(words: Lexicon, tokens: readonly number[], kept: readonly number[] | undefined): string[][] {
  const known = new Map<string, string>();
  const columns: string[][] = [];
  tokens.forEach((entry, token) => {
    const values = words.features(entry, kept);
    // Each is as long as there are words, however few of them have it.
    if (values.length > MAX_COLUMNS)
      throw new DictionaryError('unsupported', `A word has ${values.length} columns, more than in any dictionary.`);
    values.forEach((value, column) => {
      let one = known.get(value);
      if (one === undefined) known.set(value, (one = value));
      (columns[column] ??= Array.from({ length: token }, () => ''))[token] = one;
    });
  });
  return columns;
}
