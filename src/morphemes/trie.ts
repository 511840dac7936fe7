import { DictionaryError } from './errors.ts';

/**
 * A trie as the pack keeps it: its nodes level by level, the root first, siblings by rising symbol.
 * Small and easily compressed; `DoubleArray` is what it becomes for look-up.
 */
export interface TrieLevels {
  /** Per node its number of children. */
  readonly childCounts: Uint16Array;
  /** Per node but the root the symbol that leads to it. */
  readonly labels: Uint16Array;
  /** Per node the number of tokens whose surface ends there. Tokens are numbered in the order of their nodes. */
  readonly tokenCounts: Uint8Array;
  /** Per node with more than one child, in order: the slot its child with symbol 0 would have. */
  readonly bases: Int32Array;
}

/**
 * A double array: the child of the node in slot s by symbol c is in slot base(s) + c if that slot's check is s.
 * The root is in slot 0. Checks lie apart from the rest, so that a look-up that fails touches only them.
 */
export interface DoubleArray {
  /** Per slot its parent's slot, -1 for free slots. */
  readonly checks: Int32Array;
  /** Two values per slot: base, and first token << TOKEN_COUNT_BITS | number of tokens. */
  readonly slots: Int32Array;
  /** Number of tokens. */
  readonly tokens: number;
}

export const TOKEN_COUNT_BITS = 8;

/**
 * Slots for all nodes: children of nodes with several go to their base, only children fill the gaps from the left.
 * `symbols` is the largest symbol; so many slots stay free at the end that no look-up leaves the array.
 * @throws DictionaryError if the levels contradict each other.
 */
export function unfold({ childCounts, labels, tokenCounts, bases }: TrieLevels, symbols: number): DoubleArray {
  const nodes = childCounts.length;
  const damaged = () => new DictionaryError('damaged', 'This dictionary pack is damaged: its trie is inconsistent.');
  if (nodes === 0 || labels.length < nodes - 1 || tokenCounts.length < nodes) throw damaged();
  let highest = nodes + symbols;
  for (let i = 0; i < bases.length; i++) highest = Math.max(highest, bases[i] as number);
  if (highest > nodes * 8 + 0x20000) throw damaged();
  const size = highest + 2 * symbols + 2;
  const checks = new Int32Array(size).fill(-1);
  const slots = new Int32Array(size * 2);
  const slotOf = new Int32Array(nodes);

  checks[0] = 0;
  let child = 1;
  let several = 0;
  for (let node = 0; node < nodes; node++) {
    const count = childCounts[node] as number;
    if (child + count > nodes) throw damaged();
    if (count > 1) {
      const base = bases[several++] as number;
      for (const end = child + count; child < end; child++) {
        const slot = base + (labels[child - 1] as number);
        if (checks[slot] !== -1) throw damaged();
        checks[slot] = 0;
        slotOf[child] = slot;
      }
    } else child += count;
  }
  if (child !== nodes || several !== bases.length) throw damaged();

  // Only children: a node's parent always comes before it, so its slot is known by then.
  child = 1;
  several = 0;
  let gap = 1;
  let token = 0;
  for (let node = 0; node < nodes; node++) {
    const count = childCounts[node] as number;
    const slot = slotOf[node] as number;
    let base = 0;
    if (count === 1) {
      const label = labels[child - 1] as number;
      while (gap < label || checks[gap] !== -1) gap++;
      base = gap - label;
      slotOf[child] = gap;
    } else if (count > 1) base = bases[several++] as number;
    for (const end = child + count; child < end; child++) checks[slotOf[child] as number] = slot;
    slots[slot * 2] = base;
    const tokens = tokenCounts[node] as number;
    slots[slot * 2 + 1] = (token << TOKEN_COUNT_BITS) | tokens;
    token += tokens;
  }
  checks[0] = -1;
  return { checks, slots, tokens: token };
}
