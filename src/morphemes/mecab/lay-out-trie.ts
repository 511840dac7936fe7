import { DictionaryError } from '../errors.ts';
import type { TrieLevels } from '../trie.ts';

/** A node while the trie is laid out: the keys from `from` to `to` share their first `depth` symbols. */
interface Node {
  readonly from: number;
  readonly to: number;
  readonly depth: number;
}

/** Nodes of a trie; each takes some thirty bytes on the way. */
const MAX_NODES = 40_000_000;

/**
 * Lays a trie over sorted, distinct, non-empty symbol strings out as the pack keeps it.
 * @param tokensOfKey How many words have each key as their form, up to MOST_OF_FORM.
 * @returns The trie, and in `order` the keys' numbers in the order their nodes have there.
 * @throws DictionaryError `unsupported` where there are more nodes than any dictionary has
 */
export function layOutTrie(
  keys: readonly string[],
  tokensOfKey: readonly number[],
): { levels: TrieLevels; order: number[] } {
  const subtrees: number[] = [];
  const childCounts: number[] = [];
  const labels: number[] = [];
  const tokenCounts: number[] = [];
  const order: number[] = [];
  const families: number[][] = [];
  const childrenOf = ({ from, to, depth }: Node): Node[] => {
    const children: Node[] = [];
    let at = from;
    if (keys[at]!.length === depth) at++;
    while (at < to) {
      const symbol = keys[at]!.charCodeAt(depth);
      const start = at;
      while (at < to && keys[at]!.charCodeAt(depth) === symbol) at++;
      children.push({ from: start, to: at, depth: depth + 1 });
    }
    return children;
  };
  const symbolOf = ({ from, depth }: Node) => keys[from]!.charCodeAt(depth - 1);
  for (const top of childrenOf({ from: 0, to: keys.length, depth: 0 })) {
    const nodes = [top];
    const before = [families.length, order.length];
    let only = 0;
    let tokens = 0;
    for (const node of nodes) {
      if (labels.length === MAX_NODES)
        throw new DictionaryError('unsupported', 'The dictionary has more words than any has.');
      const own = keys[node.from]!.length === node.depth ? (tokensOfKey[node.from] as number) : 0;
      if (own > 0) order.push(node.from);
      const children = childrenOf(node);
      for (const child of children) nodes.push(child);
      if (children.length === 1) only++;
      if (children.length > 1) families.push(children.map(symbolOf));
      tokens += own;
      labels.push(symbolOf(node));
      childCounts.push(children.length);
      tokenCounts.push(own);
    }
    const counts = [symbolOf(top), nodes.length, families.length - (before[0] as number), only, tokens];
    subtrees.push(...counts);
  }
  return {
    levels: {
      subtrees: subtrees.some((count) => count > 0xffff) ? Uint32Array.from(subtrees) : Uint16Array.from(subtrees),
      childCounts: Uint16Array.from(childCounts),
      labels: Uint16Array.from(labels),
      tokenCounts: Uint8Array.from(tokenCounts),
      bases: placeChildren(
        families,
        labels.reduce((highest, symbol) => Math.max(highest, symbol), 0),
      ),
    },
    order,
  };
}

/** A search for a base that has gone this far lets the next one start nearer to where it ended. */
const FAR = 2048;

/**
 * First-fit bases for the children's symbols, the largest families first; the slots up to `symbols` belong to the root
 * and its children.
 */
function placeChildren(families: readonly (readonly number[])[], symbols: number): Int32Array {
  let used = new Uint8Array(1 << 21).fill(1, 0, symbols + 1);
  const bases = new Int32Array(families.length);
  // Where the search starts, by size of family: smaller ones fill what larger ones have left.
  const sizes = [...new Set(families.map(({ length }) => length))].sort((a, b) => b - a);
  const bySize = new Map<number, number[]>(sizes.map((size) => [size, []]));
  families.forEach(({ length }, i) => bySize.get(length)?.push(i));
  let free = symbols + 1;
  for (const size of sizes) {
    let start = free;
    for (const number of bySize.get(size) as number[]) {
      const family = families[number] as readonly number[];
      const first = family[0] as number;
      while (used[start] === 1) start++;
      let slot = Math.max(start, first);
      for (; ; slot++) {
        if (used[slot] === 1) continue;
        const base = slot - first;
        if (base + (family.at(-1) as number) >= used.length) {
          const larger = new Uint8Array(used.length * 2);
          larger.set(used);
          used = larger;
        }
        let k = 1;
        while (k < family.length && used[base + (family[k] as number)] === 0) k++;
        if (k === family.length) break;
      }
      if (slot - start > FAR) start += (slot - start) >> 1;
      for (const symbol of family) used[slot - first + symbol] = 1;
      bases[number] = slot - first;
    }
    while (used[free] === 1) free++;
  }
  return bases;
}
