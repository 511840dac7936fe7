import { type DictionaryMeta, type FeatureRoles, columnTag } from '../../src/morphemes/dictionary.ts';
import { writePack } from '../../src/morphemes/pack.ts';
import { codeColumn } from './columns.ts';
import type { Entry, Sources } from './sources.ts';
import { layOutTrie } from './trie.ts';

/** Builds a dictionary pack from a MeCab dictionary's sources; the same sources give the same bytes. */
export function buildPack(
  name: string,
  sources: Sources,
  roles: FeatureRoles,
  omit: (entry: Entry) => boolean = () => false,
): Uint8Array {
  const winners = cheapest(sources.entries().filter((entry) => !omit(entry)));
  const symbols = unitsByFrequency(winners.keys());
  const symbolOf = new Map(symbols.split('').map((unit, i) => [unit, i + 1]));
  const keys = [...winners.keys()]
    .map((surface) => ({
      surface,
      symbols: String.fromCharCode(...surface.split('').map((unit) => symbolOf.get(unit) as number)),
    }))
    .sort((a, b) => (a.symbols < b.symbols ? -1 : 1));
  const { levels, order } = layOutTrie(
    keys.map(({ symbols }) => Uint16Array.from(symbols.split(''), (symbol) => symbol.charCodeAt(0))),
    keys.map(({ surface }) => (winners.get(surface) as Entry[]).length),
  );
  const tokens = order.flatMap((key) => winners.get((keys[key] as (typeof keys)[number]).surface) as Entry[]);

  const { table, categories } = sources.characters();
  const unknownEntries = sources.unknown();
  const unknown = categories.map((category) => unknownEntries.filter(({ surface }) => surface === category));
  const entries = [...tokens, ...unknown.flat()];
  const { classes, pairs } = classify(entries);
  const { leftIds, rightIds, costs } = sources.matrix();
  const connections = (right: number) =>
    Array.from({ length: leftIds }, (_, left) => costs[left * rightIds + right] as number);
  const width = Math.max(0, ...new Set(tokens.map(({ features }) => features.length)));
  const columns = Array.from({ length: width }, (_, column) => codeColumn(tokens, classes, column));
  const meta: DictionaryMeta = {
    name,
    leftIds,
    rightIds,
    tokens: tokens.length,
    longest: keys.reduce((longest, { surface }) => Math.max(longest, surface.length), 0),
    symbols,
    characters: table,
    unknown: unknown.map((ofCategory) => ofCategory.map(({ features }) => features)),
    columns: columns.map(({ layout }) => layout),
    roles,
  };
  const sections = new Map<string, ArrayBufferView>([
    ['META', new TextEncoder().encode(JSON.stringify(meta))],
    ['TSUB', levels.subtrees],
    ['TCHD', levels.childCounts],
    ['TLBL', levels.labels],
    ['TTOK', levels.tokenCounts],
    ['TBAS', levels.bases],
    ['ENTR', Int32Array.from(entries, ({ cost }, i) => ((classes[i] as number) << 16) | (cost & 0xffff))],
    ['CLFT', Uint16Array.from(pairs, ({ left }) => left)],
    ['CRGT', Uint16Array.from(pairs, ({ right }) => right)],
    ['CLOW', Int16Array.from(pairs, ({ right }) => connections(right).reduce((a, b) => Math.min(a, b)))],
    ['CHGH', Int16Array.from(pairs, ({ right }) => connections(right).reduce((a, b) => Math.max(a, b)))],
    ['MTRX', costs],
  ]);
  columns.forEach(({ codes, literals }, i) => {
    if (codes && literals) sections.set(columnTag('C', i), codes).set(columnTag('L', i), literals);
  });
  return writePack(sections);
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
 */
function cheapest(entries: readonly Entry[]): Map<string, Entry[]> {
  const bySurface = new Map<string, Entry[]>();
  for (const entry of entries) {
    const rivals = bySurface.get(entry.surface);
    if (!rivals) bySurface.set(entry.surface, [entry]);
    else {
      const alike = rivals.findIndex(({ left, right }) => left === entry.left && right === entry.right);
      if (alike < 0) rivals.push(entry);
      else if (entry.cost < (rivals[alike] as Entry).cost) {
        rivals.splice(alike, 1);
        rivals.push(entry);
      }
    }
  }
  return bySurface;
}

/** Numbers the pairs of context ids; 0 is the pair of the beginning and the end of a sentence, both ids 0 in MeCab. */
function classify(entries: readonly Entry[]): { classes: number[]; pairs: { left: number; right: number }[] } {
  const numbers = new Map([['0 0', 0]]);
  for (const { left, right } of [...entries].sort((a, b) => a.left - b.left || a.right - b.right)) {
    const key = `${left} ${right}`;
    if (!numbers.has(key)) numbers.set(key, numbers.size);
  }
  if (numbers.size > 0x8000) throw new Error(`${numbers.size} pairs of context ids are more than a pack can hold`);
  const pairs = [...numbers.keys()]
    .map((key) => key.split(' ').map(Number) as [number, number])
    .map(([left, right]) => ({ left, right }));
  return { classes: entries.map(({ left, right }) => numbers.get(`${left} ${right}`) as number), pairs };
}
