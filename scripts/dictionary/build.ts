import { type DictionaryMeta, type FeatureRoles, columnTag } from '../../src/morphemes/dictionary.ts';
import { writePack } from '../../src/morphemes/pack.ts';
import { codeColumn } from './columns.ts';
import type { Entry, Sources } from './sources.ts';
import { buildDoubleArray } from './trie.ts';

/** Builds a dictionary pack from a MeCab dictionary's sources; the same sources give the same bytes. */
export function buildPack(name: string, sources: Sources, roles: FeatureRoles, omit: (entry: Entry) => boolean = () => false): Uint8Array {
  const symbolOf = new Map<string, number>();
  const read = sources.entries().filter((entry) => !omit(entry));
  const symbols = symbolsByFrequency(read);
  for (let i = 0; i < symbols.length; i++) symbolOf.set(symbols.charAt(i), i + 1);
  const entries = sortedWinners(read, symbolOf);

  const keys: Uint16Array[] = [];
  const values: number[] = [];
  entries.forEach(({ surface }, i) => {
    if (i > 0 && (entries[i - 1] as Entry).surface === surface) {
      values[values.length - 1] = (values[values.length - 1] as number) + 1;
      return;
    }
    keys.push(Uint16Array.from(surface.split(''), (unit) => symbolOf.get(unit) as number));
    values.push((i << 8) | 1);
  });

  const { table, categories } = sources.characters();
  const unknown = categories.map((category) => sources.unknown().filter(({ surface }) => surface === category));
  const all = [...entries, ...unknown.flat()];
  const { leftIds, rightIds, costs } = sources.matrix();
  const width = Math.max(...entries.slice(0, 1000).map(({ features }) => features.length));
  const columns = Array.from({ length: width }, (_, column) => codeColumn(entries, column, leftIds));
  const meta: DictionaryMeta = {
    name,
    leftIds,
    rightIds,
    tokens: entries.length,
    symbols,
    characters: table,
    unknown: unknown.map((ofCategory) => ofCategory.map(({ features }) => features)),
    columns: columns.map(({ layout }) => layout),
    roles,
  };
  const sections = new Map<string, ArrayBufferView>();
  sections.set('META', new TextEncoder().encode(JSON.stringify(meta)));
  sections.set('TRIE', buildDoubleArray(keys, values, symbols.length));
  sections.set('LEFT', Uint16Array.from(all, ({ left }) => left));
  sections.set('RGHT', Uint16Array.from(all, ({ right }) => right));
  sections.set('COST', Int16Array.from(all, ({ cost }) => cost));
  sections.set('MTRX', costs);
  columns.forEach(({ codes, literals }, i) => {
    if (codes && literals) sections.set(columnTag('C', i), codes).set(columnTag('L', i), literals);
  });
  return writePack(sections);
}

function symbolsByFrequency(entries: readonly Entry[]): string {
  const counts = new Map<string, number>();
  for (const { surface } of entries) for (const unit of surface.split('')) counts.set(unit, (counts.get(unit) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([unit]) => unit).join('');
}

/**
 * Sorts by surface, and of entries alike in surface and context ids keeps the one the search can choose:
 * the cheapest, the first among equals.
 */
function sortedWinners(entries: readonly Entry[], symbolOf: ReadonlyMap<string, number>): Entry[] {
  const winners = new Map<string, Entry>();
  for (const entry of entries) {
    const key = `${entry.left} ${entry.right} ${entry.surface}`;
    const best = winners.get(key);
    if (!best) winners.set(key, entry);
    else if (entry.cost < best.cost) winners.set(key, entry);
  }
  const order = new Map(entries.map((entry, i) => [entry, i]));
  const symbolKey = (surface: string) => String.fromCharCode(...surface.split('').map((unit) => symbolOf.get(unit) as number));
  return [...winners.values()]
    .map((entry) => ({ entry, key: symbolKey(entry.surface), place: order.get(entry) as number }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.place - b.place))
    .map(({ entry }) => entry);
}
