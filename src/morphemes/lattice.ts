import type { Dictionary } from './dictionary.ts';
import { TOKEN_COUNT_BITS } from './trie.ts';

/** MeCab's --max-grouping-size where none is set: one kind of characters is one word unless more follow the first. */
const DEFAULT_GROUPING = 24;

/** A long text is searched in stretches of so many UTF-16 units; what lies behind a stretch is seen so far ahead. */
const STRETCH = 4096;
const AHEAD = 512;
const NODES_PER_UNIT = 16;
/** The largest number of candidates one position can have, with room to spare. */
const MAX_CANDIDATES = 4096;

/** Marks the first unit of a surrogate pair in a text's codes. */
const PAIR = 1 << 30;
const INFO_SHIFT = 16;
const INFO_MASK = 0x3fff;
const SYMBOL_MASK = 0xffff;

// A node is NODE consecutive values. Its number is the place of the first; node 0 begins the stretch.
const NODE = 8;
const COST = 0;
/** The node before it among those that end at the same place, -1 for the first. */
const BEFORE = 1;
const CLASS = 2;
const PREVIOUS = 3;
const ENTRY = 4;
/** Where the word before it ends; white space may follow there. */
const POSITION = 5;

// Costs at a position are compared as (cost above the cheapest) << RANK_BITS | rank in MeCab's order, so that the
// smallest number is the node MeCab takes, ties included. Nodes that could not win against the cheapest are left out
// before, so the cost above it is less than the range of 16-bit connection costs and the comparison fits 32 bits.
const RANK_BITS = 13;
const RANK_MASK = (1 << RANK_BITS) - 1;
const NEVER = 0x7fffffff;
/** More than any ranked cost with a connection's; half of it is as much as the highest ranked cost, and never wins. */
const IMPOSSIBLE = 0x3fffffff;

/** The cheapest path last found. The arrays are used again by the next search. */
export interface Lattice {
  /** Searches a text; returns its number of words, which are in `starts`, `ends` and `entries`. */
  search(text: string): number;
  readonly path: Path;
}

/** Words of a path: UTF-16 offsets into the text, and entries of the dictionary. */
export interface Path {
  starts: Int32Array;
  ends: Int32Array;
  entries: Int32Array;
  /** Sum of the words' costs and of their connections, beginning and end of the sentence included. */
  cost: number;
}

/**
 * MeCab's lattice and its cheapest path (Viterbi). Follows MeCab 0.996: tokenizer.cpp for the candidates at a position,
 * viterbi.cpp for connections and ties.
 *
 * The buffers are constants of a closure, not fields: the compiler then knows where they are and how long.
 */
export function createLattice(dictionary: Dictionary, stretch = STRETCH): Lattice {
  const { units, trie, entries, matrix, leftIds, rightIds, lowest, highest, unknownFirst, meta } = dictionary;
  const { checks, slots, folded } = trie;
  const { infos, space } = meta.characters;
  const maxGrouping = meta.maxGrouping ?? DEFAULT_GROUPING;
  const ahead = Math.max(AHEAD, meta.longest + 1);
  const width = meta.rightIds;
  const tokenCountMask = (1 << TOKEN_COUNT_BITS) - 1;

  const kinds = Int32Array.from(infos, (info) => info.kinds);
  const invokes = Uint8Array.from(infos, (info) => (info.invoke ? 1 : 0));
  const groups = Uint8Array.from(infos, (info) => (info.group ? 1 : 0));
  const lengths = Uint8Array.from(infos, (info) => info.length);
  const unknownFrom = Int32Array.from(infos, (info) => unknownFirst[info.category] as number);
  const unknownTo = Int32Array.from(infos, (info) => unknownFirst[info.category + 1] as number);

  // The stretch: its characters, the slot that two characters lead to, and the last node that ends at each place.
  const codes = new Int32Array(stretch + ahead + 1);
  const twos = new Int32Array(stretch + ahead + 1);
  const endings = new Int32Array(stretch + ahead + 2);
  const nodes = new Int32Array(NODE * (stretch * NODES_PER_UNIT + MAX_CANDIDATES));
  const nodeLimit = NODE * stretch * NODES_PER_UNIT;
  let nextNode = NODE;

  // Candidates at a position, in the order MeCab creates them.
  const candidateEntry = new Int32Array(MAX_CANDIDATES);
  const candidateEnd = new Int32Array(MAX_CANDIDATES);

  // Nodes that end at a position in MeCab's order; and those of them that may win, as ranked costs and right ids.
  const leftNode = new Int32Array(1 << RANK_BITS);
  const leftCost = new Int32Array(1 << RANK_BITS);
  const rankedCost = new Int32Array(1 << RANK_BITS);
  const rankedRight = new Int32Array(1 << RANK_BITS);
  let ranked = 0;
  let cheapest = 0;

  // The best node to the left per class of candidates, as a sparse set.
  const solvedPlace = new Int32Array(leftIds.length);
  const solvedClass = new Int32Array(leftIds.length);
  const solvedCost = new Int32Array(leftIds.length);
  const solvedNode = new Int32Array(leftIds.length);

  const path: Path = { starts: new Int32Array(256), ends: new Int32Array(256), entries: new Int32Array(256), cost: 0 };

  /** Reads `length` units of the text from `from` on into `codes`. */
  function readCodes(text: string, from: number, length: number): void {
    let before = 0;
    for (let i = 0; i < length; i++) {
      const unit = text.charCodeAt(from + i);
      const code = units[unit] as number;
      codes[i] = code;
      endings[i] = -1;
      if (folded[code & SYMBOL_MASK] === 1) trie.unfold(code & SYMBOL_MASK);
      if ((unit & 0xfc00) === 0xdc00 && (before & 0xfc00) === 0xd800) codes[i - 1] = (codes[i - 1] as number) | PAIR;
      before = unit;
    }
    codes[length] = 0;
    endings[length] = -1;
    // Looking two characters up for all positions at once lets the processor wait for many memory reads at a time.
    for (let i = 0; i < length; i++) {
      const second = (codes[i + 1] as number) & SYMBOL_MASK;
      const slot = (codes[i] as number) & SYMBOL_MASK;
      const child = (slots[slot * 2] as number) + second;
      twos[i] = checks[child] === slot && second !== 0 ? child : 0;
    }
  }

  const kindsAt = (position: number): number =>
    kinds[((codes[position] as number) >> INFO_SHIFT) & INFO_MASK] as number;
  const unitsAt = (position: number): number => (((codes[position] as number) & PAIR) !== 0 ? 2 : 1);

  /** Words of the dictionary that start at `start`; returns the number of candidates. */
  function findWords(start: number, length: number): number {
    let count = 0;
    let slot = (codes[start] as number) & SYMBOL_MASK;
    if (slot === 0) return 0;
    for (let at = start + 1; ; at++) {
      const tokens = slots[slot * 2 + 1] as number;
      let entry = tokens >> TOKEN_COUNT_BITS;
      for (const to = entry + (tokens & tokenCountMask); entry < to; entry++) {
        candidateEntry[count] = entry;
        candidateEnd[count++] = at;
      }
      if (at >= length) return count;
      if (at === start + 1) {
        slot = twos[start] as number;
        if (slot === 0) return count;
      } else {
        const symbol = (codes[at] as number) & SYMBOL_MASK;
        const child = (slots[slot * 2] as number) + symbol;
        if (symbol === 0 || checks[child] !== slot) return count;
        slot = child;
      }
    }
  }

  function addUnknown(info: number, end: number, count: number): number {
    for (let entry = unknownFrom[info] as number, to = unknownTo[info] as number; entry < to; entry++) {
      candidateEntry[count] = entry;
      candidateEnd[count++] = end;
    }
    return count;
  }

  /** Unknown words that start at `start`, by char.def's rules. */
  function findUnknown(start: number, length: number, info: number, count: number): number {
    const own = kinds[info] as number;
    const second = start + unitsAt(start);
    let group = -1;
    if (groups[info] === 1) {
      let more = 0;
      group = second;
      for (let last = own; group < length && more <= maxGrouping; more++) {
        const other = kindsAt(group);
        if ((other & last) === 0) break;
        last = other;
        group += unitsAt(group);
      }
      if (more <= maxGrouping) count = addUnknown(info, group, count);
    }
    let end = second;
    for (let n = lengths[info] as number; n > 0 && end !== group; n--) {
      count = addUnknown(info, end, count);
      if (end >= length || (kindsAt(end) & own) === 0) break;
      end += unitsAt(end);
    }
    return count === 0 ? addUnknown(info, second, count) : count;
  }

  /** Ranks the nodes that end at `position` and may be the best for some candidate. */
  function rankLeft(position: number): void {
    let count = 0;
    let bound = NEVER;
    let least = NEVER;
    for (let node = endings[position] as number; node !== -1; node = nodes[node + BEFORE] as number) {
      const cost = nodes[node + COST] as number;
      const most = cost + (highest[nodes[node + CLASS] as number] as number);
      if (most < bound) bound = most;
      if (cost < least) least = cost;
      leftNode[count] = node;
      leftCost[count++] = cost;
    }
    ranked = 0;
    cheapest = least;
    for (let i = 0; i < count; i++) {
      const leftClass = nodes[(leftNode[i] as number) + CLASS] as number;
      const cost = leftCost[i] as number;
      if (cost + (lowest[leftClass] as number) <= bound) {
        rankedCost[ranked] = ((cost - least) << RANK_BITS) | i;
        rankedRight[ranked++] = rightIds[leftClass] as number;
      }
    }
    // One more that never wins makes their number even.
    rankedCost[ranked] = IMPOSSIBLE >> 1;
    rankedRight[ranked] = 0;
  }

  /** The smallest ranked cost of connecting a node to the left with a candidate of that matrix row's left id. */
  function connect(row: number): number {
    let best = IMPOSSIBLE;
    let other = IMPOSSIBLE;
    // Two at a time and without branches, which no processor could foresee.
    for (let k = 0; k < ranked; k += 2) {
      const less =
        ((rankedCost[k] as number) + ((matrix[row + (rankedRight[k] as number)] as number) << RANK_BITS) - best) | 0;
      const otherLess =
        ((rankedCost[k + 1] as number) +
          ((matrix[row + (rankedRight[k + 1] as number)] as number) << RANK_BITS) -
          other) |
        0;
      best += less & (less >> 31);
      other += otherLess & (otherLess >> 31);
    }
    return best < other ? best : other;
  }

  /**
   * Makes nodes of the candidates, the last first, as MeCab does: nodes that end at one place are then met in falling
   * number, and among equally cheap ones the first met wins.
   */
  function addNodes(position: number, count: number): void {
    rankLeft(position);
    let solved = 0;
    let node = nextNode;
    for (let i = count - 1; i >= 0; i--) {
      const entry = candidateEntry[i] as number;
      const classAndCost = entries[entry] as number;
      const ownClass = classAndCost >>> 16;
      let place = solvedPlace[ownClass] as number;
      if (place >= solved || solvedClass[place] !== ownClass) {
        const best = connect((leftIds[ownClass] as number) * width);
        place = solved++;
        solvedPlace[ownClass] = place;
        solvedClass[place] = ownClass;
        solvedCost[place] = cheapest + (best >> RANK_BITS);
        solvedNode[place] = leftNode[best & RANK_MASK] as number;
      }
      const end = candidateEnd[i] as number;
      nodes[node + COST] = (solvedCost[place] as number) + ((classAndCost << 16) >> 16);
      nodes[node + BEFORE] = endings[end] as number;
      nodes[node + CLASS] = ownClass;
      nodes[node + PREVIOUS] = solvedNode[place] as number;
      nodes[node + ENTRY] = entry;
      nodes[node + POSITION] = position;
      endings[end] = node;
      node += NODE;
    }
    nextNode = node;
  }

  /** Goes through positions up to `limit`; returns where it stopped, or -1 if white space reaches beyond `length`. */
  function run(length: number, limit: number, whole: boolean): number {
    for (let position = 0; position < limit; position++) {
      if (endings[position] === -1) continue;
      if (nextNode >= nodeLimit) return position;
      let start = position;
      for (let last = space; start < length; start++) {
        const own = kindsAt(start);
        if ((own & last) === 0) break;
        last = own;
      }
      if (start === length) {
        if (whole) continue;
        return -1;
      }
      const info = ((codes[start] as number) >> INFO_SHIFT) & INFO_MASK;
      let count = findWords(start, length);
      if (count === 0 || invokes[info] === 1) count = findUnknown(start, length, info, count);
      addNodes(position, count);
    }
    return limit;
  }

  /** The node that every path to a node ending at `from` or later goes through; 0 if only the beginning is. */
  function commonNode(from: number, length: number): number {
    const open = new Set<number>();
    for (let end = from; end <= length; end++) {
      for (let node = endings[end] as number; node !== -1; node = nodes[node + BEFORE] as number) open.add(node);
    }
    // Nodes come after the nodes they are connected to, so the last open node is none of the others' predecessor.
    while (open.size > 1) {
      let last = 0;
      for (const node of open) if (node > last) last = node;
      open.delete(last);
      open.add(nodes[last + PREVIOUS] as number);
    }
    for (const node of open) return node;
    return 0;
  }

  /** Appends the path to `node`, which ends at `end`, to the words before it. */
  function trace(node: number, end: number, offset: number, before: number): number {
    let count = before;
    for (let at = node; at > 0; at = nodes[at + PREVIOUS] as number) count++;
    if (count > path.starts.length) {
      path.starts = enlarge(path.starts, count);
      path.ends = enlarge(path.ends, count);
      path.entries = enlarge(path.entries, count);
    }
    const { starts, ends, entries: words } = path;
    let wordEnd = end;
    for (let at = node, i = count - 1; at > 0; at = nodes[at + PREVIOUS] as number, i--) {
      const position = nodes[at + POSITION] as number;
      let start = position;
      for (let last = space; (kindsAt(start) & last) !== 0; start++) last = kindsAt(start);
      starts[i] = offset + start;
      ends[i] = offset + wordEnd;
      words[i] = nodes[at + ENTRY] as number;
      wordEnd = position;
    }
    return count;
  }

  /** Where the word of a node ends: where some node that follows it, or the open end, takes up. */
  function endOf(node: number, length: number): number {
    for (let end = length; end > 0; end--) {
      for (let at = endings[end] as number; at !== -1; at = nodes[at + BEFORE] as number) if (at === node) return end;
    }
    return 0;
  }

  function search(text: string): number {
    let offset = 0;
    let words = 0;
    let [firstClass, settled] = [0, 0];
    for (;;) {
      const length = Math.min(text.length - offset, stretch + ahead);
      const whole = offset + length === text.length;
      readCodes(text, offset, length);
      nodes[COST] = 0;
      nodes[BEFORE] = -1;
      nodes[CLASS] = firstClass;
      nextNode = NODE;
      endings[0] = 0;
      const limit = whole ? length : stretch;
      const stop = run(length, limit, whole);
      if (whole && stop === limit) {
        // White space at the end belongs to no word: the path ends at the last place where a word ends.
        let end = length;
        while (endings[end] === -1) end--;
        rankLeft(end);
        const best = connect(0);
        path.cost = settled + cheapest + (best >> RANK_BITS);
        return trace(leftNode[best & RANK_MASK] as number, end, offset, words);
      }
      const node = stop < 0 ? 0 : commonNode(stop, length);
      if (node === 0) {
        // Nothing is settled yet (a long run of white space, or of one character): the same with longer stretches, for
        // this text alone, since few are so and the buffers are tens of megabytes.
        const wider = createLattice(dictionary, stretch * 4);
        return adopt(wider, wider.search(text));
      }
      const end = endOf(node, length);
      words = trace(node, end, offset, words);
      firstClass = nodes[node + CLASS] as number;
      settled += nodes[node + COST] as number;
      offset += end;
    }
  }

  function adopt(other: Lattice, count: number): number {
    Object.assign(path, {
      starts: other.path.starts.slice(0, count),
      ends: other.path.ends.slice(0, count),
      entries: other.path.entries.slice(0, count),
      cost: other.path.cost,
    });
    return count;
  }

  return { search, path };
}

function enlarge(array: Int32Array, length: number): Int32Array {
  const larger = new Int32Array(length * 2);
  larger.set(array);
  return larger;
}
