import { DictionaryError } from './errors.ts';

/**
 * A trie as the pack keeps it, small and easily compressed: for each child of the root, by rising symbol, the subtree
 * below it, its nodes level by level and siblings by rising symbol.
 */
export interface TrieLevels {
  /**
   * Per child of the root, FAMILY values: its symbol, and of its subtree the nodes, nodes with several children, nodes
   * with one, tokens.
   */
  readonly subtrees: Uint16Array | Uint32Array;
  /** Per node its number of children. */
  readonly childCounts: Uint16Array;
  /** Per node the symbol that leads to it. */
  readonly labels: Uint16Array;
  /** Per node the number of tokens whose surface ends there. Tokens are numbered in the order of their nodes. */
  readonly tokenCounts: Uint8Array;
  /** Per node with several children, in order: the slot its child with symbol 0 would have. */
  readonly bases: Int32Array;
}

/** Slots that families may be put in; each takes twelve bytes. */
const MAX_SLOTS = 100_000_000;

const SUBTREE = 5;
export const TOKEN_COUNT_BITS = 8;
const TOKEN_COUNT_MASK = (1 << TOKEN_COUNT_BITS) - 1;
/** Tokens that one surface may have. */
export const MOST_OF_FORM = TOKEN_COUNT_MASK;

/**
 * A double array over symbols: the child of the node in slot s by symbol c is in slot base(s) + c if that slot's check
 * is s. The root is in slot 0 with base 0, so a slot of the root's child is its symbol. Children of nodes with several
 * are where the pack's bases put them, only children behind those, in order.
 *
 * A subtree is unfolded when a text first has the character it belongs to: a dictionary is ready at once, and a page
 * of text needs but a part of it.
 */
export class Trie {
  /**
   * Per slot its parent's slot, 0 for slots not in use and the root's children. Apart from the rest, as look-ups that
   * fail touch only these.
   */
  readonly checks: Int32Array;
  /** Two values per slot: base, and first token << TOKEN_COUNT_BITS | number of tokens. */
  readonly slots: Int32Array;
  readonly tokens: number;
  /** Per symbol 1 if its subtree waits to be unfolded. */
  readonly folded: Uint8Array;
  readonly #levels: TrieLevels;
  /** Per symbol where its subtree starts: node, base, only child, token; and its number of nodes. */
  readonly #starts: Int32Array;
  #slotOf = new Int32Array(1024);

  /**
   * `symbols` is the number of symbols.
   * @throws DictionaryError if the levels contradict each other.
   */
  constructor(levels: TrieLevels, symbols: number) {
    const { subtrees, childCounts, labels, tokenCounts, bases } = levels;
    this.#levels = levels;
    this.folded = new Uint8Array(symbols + 1);
    this.#starts = new Int32Array((symbols + 1) * SUBTREE);
    let highest = symbols;
    for (let i = 0; i < bases.length; i++) if ((bases[i] as number) > highest) highest = bases[i] as number;
    const firstOnly = highest + symbols + 1;
    const start = [0, 0, firstOnly, 0];
    for (let i = 0; i + SUBTREE <= subtrees.length; i += SUBTREE) {
      const symbol = subtrees[i] as number;
      if (symbol === 0 || symbol > symbols) throw inconsistency();
      this.folded[symbol] = 1;
      this.#starts.set([...start, subtrees[i + 1] as number], symbol * SUBTREE);
      for (let k = 0; k < 4; k++) start[k] = (start[k] as number) + (subtrees[i + 1 + k] as number);
    }
    const [nodes, families, onlyEnd, tokens] = start as [number, number, number, number];
    if (
      nodes !== childCounts.length ||
      nodes !== labels.length ||
      nodes !== tokenCounts.length ||
      families !== bases.length ||
      highest > Math.min(nodes * 8 + 0x20000, MAX_SLOTS)
    ) {
      throw inconsistency();
    }
    this.tokens = tokens;
    const size = onlyEnd + symbols + 1;
    this.checks = new Int32Array(size);
    this.slots = new Int32Array(size * 2);
  }

  /** Puts the subtree of a symbol that is `folded` into the double array. */
  unfold(symbol: number): void {
    this.folded[symbol] = 0;
    const { checks, slots } = this;
    const { childCounts, labels, tokenCounts, bases } = this.#levels;
    const [first, firstFamily, firstOnly, firstToken, count] = this.#starts.subarray(
      symbol * SUBTREE,
      (symbol + 1) * SUBTREE,
    ) as unknown as [number, number, number, number, number];
    if (this.#slotOf.length < count) this.#slotOf = new Int32Array(count * 2);
    const slotOf = this.#slotOf;
    slotOf[0] = symbol;
    let family = firstFamily;
    let only = firstOnly;
    let token = firstToken;
    let child = 1;
    for (let i = 0; i < count; i++) {
      const slot = slotOf[i] as number;
      const children = childCounts[first + i] as number;
      let base = 0;
      if (children === 1) base = only++ - (labels[first + child] as number);
      else if (children > 1) base = bases[family++] as number;
      for (const end = Math.min(child + children, count); child < end; child++) {
        const own = base + (labels[first + child] as number);
        checks[own] = slot;
        slotOf[child] = own;
      }
      const tokens = (tokenCounts[first + i] as number) & TOKEN_COUNT_MASK;
      slots[slot * 2] = base;
      slots[slot * 2 + 1] = (token << TOKEN_COUNT_BITS) | tokens;
      token += tokens;
    }
  }

  /** The token numbers [first, last) of a surface, given as symbols; empty where it is none. */
  find(symbols: readonly number[]): readonly [number, number] {
    let slot = symbols[0] ?? 0;
    if (slot === 0) return [0, 0];
    if (this.folded[slot] === 1) this.unfold(slot);
    for (let i = 1; i < symbols.length; i++) {
      const symbol = symbols[i] as number;
      const child = (this.slots[slot * 2] as number) + symbol;
      if (symbol === 0 || this.checks[child] !== slot) return [0, 0];
      slot = child;
    }
    const tokens = this.slots[slot * 2 + 1] as number;
    const first = tokens >> TOKEN_COUNT_BITS;
    return [first, first + (tokens & TOKEN_COUNT_MASK)];
  }

  /**
   * Surfaces with their token numbers [first, last), subtree by subtree, from the pack and without unfolding;
   * `alphabet` has the symbols' characters.
   */
  *subtrees(alphabet: string): Generator<{ surface: string; first: number; last: number }[]> {
    const { childCounts, labels, tokenCounts } = this.#levels;
    for (let symbol = 1; symbol <= alphabet.length; symbol++) {
      const [first, , , firstToken, count] = this.#starts.subarray(
        symbol * SUBTREE,
        (symbol + 1) * SUBTREE,
      ) as unknown as [number, number, number, number, number];
      if (count === 0) continue;
      const found: { surface: string; first: number; last: number }[] = [];
      const surfaces = [alphabet.charAt(symbol - 1)];
      let token = firstToken;
      let child = 1;
      for (let i = 0; i < count; i++) {
        const surface = surfaces[i] as string;
        const end = Math.min(child + (childCounts[first + i] as number), count);
        for (; child < end; child++) surfaces[child] = surface + alphabet.charAt((labels[first + child] as number) - 1);
        const tokens = (tokenCounts[first + i] as number) & TOKEN_COUNT_MASK;
        if (tokens > 0) found.push({ surface, first: token, last: token + tokens });
        token += tokens;
      }
      yield found;
    }
  }
}

const inconsistency = () =>
  new DictionaryError('damaged', 'This dictionary pack is damaged: its trie is inconsistent.');
