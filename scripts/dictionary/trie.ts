import type { TrieLevels } from '../../src/morphemes/trie.ts';

/** A node while the trie is laid out: the keys from `from` to `to` share their first `depth` symbols. */
interface Node {
  readonly from: number;
  readonly to: number;
  readonly depth: number;
}

/**
 * Lays a trie over sorted, distinct symbol strings out in levels.
 * `order` gives the keys' numbers in the order their nodes have there.
 */
export function layOutTrie(keys: readonly Uint16Array[], tokensOfKey: readonly number[]): { levels: TrieLevels; order: number[] } {
  const childCounts: number[] = [];
  const labels: number[] = [];
  const tokenCounts: number[] = [];
  const order: number[] = [];
  const children: number[][] = [];
  const nodes: Node[] = [{ from: 0, to: keys.length, depth: 0 }];
  for (const { from, to, depth } of nodes) {
    let at = from;
    if ((keys[at] as Uint16Array).length === depth) {
      order.push(at);
      tokenCounts.push(tokensOfKey[at] as number);
      at++;
    } else tokenCounts.push(0);
    const own: number[] = [];
    while (at < to) {
      const symbol = (keys[at] as Uint16Array)[depth] as number;
      const start = at;
      while (at < to && (keys[at] as Uint16Array)[depth] === symbol) at++;
      nodes.push({ from: start, to: at, depth: depth + 1 });
      own.push(symbol);
      labels.push(symbol);
    }
    childCounts.push(own.length);
    if (own.length > 1) children.push(own);
  }
  return {
    levels: {
      childCounts: Uint16Array.from(childCounts),
      labels: Uint16Array.from(labels),
      tokenCounts: Uint8Array.from(tokenCounts),
      bases: placeChildren(children),
    },
    order,
  };
}

/** A search for a base that has gone this far lets the next one start nearer to where it ended. */
const FAR = 2048;

/** First-fit bases for the children's symbols, the largest families first; slot 0 belongs to the root. */
function placeChildren(families: readonly (readonly number[])[]): Int32Array {
  let used = new Uint8Array(1 << 21);
  used[0] = 1;
  const bases = new Int32Array(families.length);
  // Where the search starts, by size of family: smaller ones fill what larger ones have left.
  const sizes = [...new Set(families.map(({ length }) => length))].sort((a, b) => b - a);
  const bySize = new Map<number, number[]>(sizes.map((size) => [size, []]));
  families.forEach(({ length }, i) => bySize.get(length)?.push(i));
  let free = 1;
  for (const size of sizes) {
    let start = free;
    for (const family of bySize.get(size) as number[]) {
      const symbols = families[family] as readonly number[];
      const first = symbols[0] as number;
      while (used[start] === 1) start++;
      let slot = Math.max(start, first);
      for (; ; slot++) {
        if (used[slot] === 1) continue;
        const base = slot - first;
        if (base + (symbols.at(-1) as number) >= used.length) {
          const larger = new Uint8Array(used.length * 2);
          larger.set(used);
          used = larger;
        }
        let k = 1;
        while (k < symbols.length && used[base + (symbols[k] as number)] === 0) k++;
        if (k === symbols.length) break;
      }
      if (slot - start > FAR) start += (slot - start) >> 1;
      for (const symbol of symbols) used[slot - first + symbol] = 1;
      bases[family] = slot - first;
    }
    while (used[free] === 1) free++;
  }
  return bases;
}
