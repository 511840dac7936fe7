import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAnalyzer } from '../../../src/morphemes/analyzer.ts';
import { Dictionary } from '../../../src/morphemes/dictionary.ts';
import { createLattice } from '../../../src/morphemes/lattice.ts';
import type { Lexicon } from '../../../src/morphemes/mecab/lexicon.ts';
import { readLines } from '../../conformance/data.ts';
import { tinyPack, tinySources } from './tiny.ts';

const analyzer = createAnalyzer(await tinyPack());
const sources = await tinySources();
const { rightIds, costs } = sources.matrix;
const { table, categories } = sources.characters;
const entriesOf = ({ surfaces, left, right, costs: own, features }: Lexicon) =>
  surfaces.map((surface, i) => ({ surface, left: left[i]!, right: right[i]!, cost: own[i]!, features: features(i) }));
const words = entriesOf(sources.words);
const unknownWords = entriesOf(sources.unknown);
const connection = (right: number, left: number) => costs[left * rightIds + right] as number;

interface Node {
  start: number;
  end: number;
  left: number;
  right: number;
  cost: number;
}

/** Every word that can start at `start`, read off the sources by char.def's rules in the plainest way. */
function nodesAt(text: string, start: number): Node[] {
  const info = (at: number) => {
    const code = text.codePointAt(at) as number;
    const range = table.ranges.findIndex(
      (first, i) => i % 3 === 0 && first <= code && code <= (table.ranges[i + 1] as number),
    );
    return table.infos[range < 0 ? 0 : (table.ranges[range + 2] as number)] as (typeof table.infos)[number];
  };
  const nodes: Node[] = words
    .filter(({ surface }) => text.startsWith(surface, start))
    .map((entry) => ({ ...entry, start, end: start + entry.surface.length }));
  const own = info(start);
  const known = nodes.length > 0;
  if (known && !own.invoke) return nodes;
  const ends = new Set<number>();
  let run = start + 1;
  for (let last = own; run < text.length && (info(run).kinds & last.kinds) !== 0; run++) last = info(run);
  if (own.group && run - start - 1 <= 24) ends.add(run);
  for (let length = 1, end = start + 1; length <= own.length; length++, end++) {
    ends.add(end);
    if (end >= text.length || (info(end).kinds & own.kinds) === 0) break;
  }
  if (ends.size === 0 && !known) ends.add(start + 1);
  for (const end of ends) {
    for (const entry of unknownWords.filter(({ surface }) => surface === categories[own.category]))
      nodes.push({ ...entry, start, end });
  }
  return nodes;
}

/** The cost of the cheapest path, by trying all of them. */
function cheapest(text: string): number {
  const memo = new Map<string, number>();
  const from = (at: number, right: number): number => {
    let start = at;
    while (text[start] === ' ') start++;
    if (start >= text.length) return connection(right, 0);
    const key = `${start} ${right}`;
    let best = memo.get(key);
    if (best === undefined) {
      best = Math.min(
        ...nodesAt(text, start).map((node) => connection(right, node.left) + node.cost + from(node.end, node.right)),
      );
      memo.set(key, best);
    }
    return best;
  };
  return from(0, 0);
}

function costOf(text: string): number {
  let right = 0;
  let cost = 0;
  for (const { start, end, features } of analyzer.analyze(text)) {
    const node = nodesAt(text, start).find(
      (candidate) =>
        candidate.end === end &&
        'features' in candidate &&
        JSON.stringify(candidate.features) === JSON.stringify(features),
    ) as Node;
    cost += connection(right, node.left) + node.cost;
    right = node.right;
  }
  return cost + connection(right, 0);
}

describe('the cheapest path', () => {
  it('costs what the best of all paths costs', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('あ', 'い', 'う', 'え', '一', '二', '三', 'a', ' '), maxLength: 40 }),
        (text) => {
          expect(costOf(text)).toBe(cheapest(text));
        },
      ),
      { seed: 20070801, numRuns: 300 },
    );
  });

  it('takes the first of entries that cost the same', () => {
    expect(analyzer.analyze('あい').map(({ baseForm }) => baseForm)).toEqual(['藍']);
  });

  it('takes runs of up to 25 of a kind as one word', () => {
    const lengths = (length: number) => analyzer.words('b'.repeat(length)).map(({ length }) => length);
    expect(lengths(25)).toEqual([25]);
    expect(lengths(26)).toEqual([1, 25]);
  });

  it('reads quoted fields', () => {
    expect(analyzer.analyze('a,b').map(({ surface, features }) => [surface, ...features])).toEqual([
      ['a,b', 'quo"ted', 'x,y', '*'],
    ]);
  });
});

describe('a long text', () => {
  it('is analysed as if it were searched at once', () => {
    const dictionary = new Dictionary(readFileSync(new URL('../../../models/ipadic/ipadic.pack', import.meta.url)));
    const text = readLines('sentences.txt.br').slice(0, 400).join('');
    const pathIn = (stretch: number) => {
      const { search, path } = createLattice(dictionary, stretch);
      const count = search(text);
      return [path.starts, path.ends, path.entries].map((array) => Array.from(array.subarray(0, count)));
    };
    const atOnce = pathIn(text.length);
    expect(atOnce[0]?.length).toBeGreaterThan(4000);
    expect(pathIn(4096)).toEqual(atOnce);
    expect(pathIn(100)).toEqual(atOnce);
  });

  it('gives back what it took more than others', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const held = async () => {
      // What is freed in a turn is counted in the next.
      for (let i = 0; i < 3; i++) {
        collect();
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      return process.memoryUsage().arrayBuffers;
    };
    analyzer.words('あい');
    const before = await held();
    analyzer.words(`あ${' '.repeat(30_000)}い`);
    expect((await held()) - before).toBeLessThan(1_000_000);
  });

  it('may have white space or one character without end', () => {
    expect(analyzer.words(`あ${' '.repeat(20000)}い`)).toEqual(['あ', 'い']);
    expect(analyzer.words(' '.repeat(20000))).toEqual([]);
    expect(analyzer.words('う'.repeat(9999)).join('')).toBe('う'.repeat(9999));
    expect(analyzer.words(`${'あい'.repeat(9000)}${' '.repeat(9000)}`).join('')).toBe('あい'.repeat(9000));
  });
});
