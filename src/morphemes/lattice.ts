import type { Dictionary } from './dictionary.ts';

/** MeCab's --max-grouping-size: a run of one kind of characters longer than this plus one is not taken as one word. */
const MAX_GROUPING = 24;

/**
 * MeCab's lattice and its cheapest path (Viterbi), over typed arrays that are used again for every text.
 * Follows MeCab 0.996: tokenizer.cpp for the candidates at a position, viterbi.cpp for connection and ties.
 */
export class Lattice {
  readonly #dictionary: Dictionary;

  /** The path last found: text offsets and entry (token, or unknown-word entry) of each word. */
  starts = new Int32Array(64);
  ends = new Int32Array(64);
  entries = new Int32Array(64);

  // Nodes. Node 0 is the beginning of the sentence.
  #cost = new Int32Array(1024);
  #previous = new Int32Array(1024);
  #entry = new Int32Array(1024);
  #start = new Int32Array(1024);
  #end = new Int32Array(1024);
  /** Next node that ends at the same place; -1 after the last. */
  #next = new Int32Array(1024);
  #nodes = 0;
  /** Per place in the text the last node that ends there, or -1. */
  #lastEnding = new Int32Array(256);

  // Candidates at the current position, in MeCab's order of creation.
  #candidateEntry = new Int32Array(1024);
  #candidateEnd = new Int32Array(1024);
  #candidates = 0;
  #candidateStart = 0;

  // The nodes to the left, the best one per right context id.
  readonly #leftSeen: Int32Array;
  readonly #leftPlace: Int32Array;
  readonly #leftId: Int32Array;
  readonly #leftCost: Int32Array;
  readonly #leftNode: Int32Array;
  // The best connection per left context id of a candidate.
  readonly #rightSeen: Int32Array;
  readonly #rightCost: Int32Array;
  readonly #rightNode: Int32Array;
  #stamp = 0;

  constructor(dictionary: Dictionary) {
    this.#dictionary = dictionary;
    const { leftIds, rightIds } = dictionary.meta;
    this.#leftSeen = new Int32Array(rightIds);
    this.#leftPlace = new Int32Array(rightIds);
    this.#leftId = new Int32Array(rightIds);
    this.#leftCost = new Int32Array(rightIds);
    this.#leftNode = new Int32Array(rightIds);
    this.#rightSeen = new Int32Array(leftIds);
    this.#rightCost = new Int32Array(leftIds);
    this.#rightNode = new Int32Array(leftIds);
  }

  /** Finds the cheapest path through `text`; returns the number of its words. */
  analyze(text: string): number {
    const { length } = text;
    if (this.#lastEnding.length < length + 1) this.#lastEnding = new Int32Array(length * 2);
    this.#lastEnding.fill(-1, 0, length + 1);
    this.#nodes = 1;
    this.#next[0] = -1;
    this.#entry[0] = -1;
    this.#lastEnding[0] = 0;
    for (let position = 0; position < length; position++) {
      if (this.#lastEnding[position] === -1) continue;
      this.#findCandidates(text, position);
      if (this.#candidates > 0) this.#connect(position);
    }
    // White space at the end belongs to no word: the path ends at the last place a word ends.
    let last = length;
    while (this.#lastEnding[last] === -1) last--;
    this.#gatherLeft(last);
    return this.#trace(this.#bestLeft(0));
  }

  /** MeCab's Tokenizer::lookup: dictionary words at `position`, white space skipped, and unknown words by char.def's rules. */
  #findCandidates(text: string, position: number): void {
    const { trie, symbols, characters, meta } = this.#dictionary;
    const { infos, space } = meta.characters;
    const { length } = text;
    this.#candidates = 0;
    let kinds = space;
    let start = position;
    let info = infos[0] as (typeof infos)[number];
    for (; start < length; start++) {
      const unit = text.charCodeAt(start);
      info = infos[characters[unit] as number] as typeof info;
      if ((info.kinds & kinds) === 0) break;
      kinds = info.kinds;
    }
    if (start === length) return;
    this.#candidateStart = start;

    let slot = 0;
    for (let at = start; at < length; ) {
      const symbol = symbols[text.charCodeAt(at)] as number;
      if (symbol === 0) break;
      const child = (trie[slot * 3] as number) + symbol;
      if (trie[child * 3 + 1] !== slot) break;
      slot = child;
      at++;
      const tokens = trie[slot * 3 + 2] as number;
      if (tokens !== 0) this.#addCandidates(tokens >> 8, (tokens >> 8) + (tokens & 255), at);
    }
    if (this.#candidates > 0 && !info.invoke) return;

    const first = this.#dictionary.unknownFirst[info.category] as number;
    const end = this.#dictionary.unknownFirst[info.category + 1] as number;
    const afterOne = start + unitsAt(text, start);
    let group = -1;
    if (info.group) {
      let run = 0;
      let runKinds = info.kinds;
      group = afterOne;
      while (group < length) {
        const other = infos[characters[text.charCodeAt(group)] as number] as typeof info;
        if ((other.kinds & runKinds) === 0) break;
        runKinds = other.kinds;
        group += unitsAt(text, group);
        run++;
      }
      if (run <= MAX_GROUPING) this.#addCandidates(first, end, group);
    }
    let at = afterOne;
    for (let count = 1; count <= info.length && at !== group; count++) {
      this.#addCandidates(first, end, at);
      if (at >= length) break;
      const other = infos[characters[text.charCodeAt(at)] as number] as typeof info;
      if ((other.kinds & info.kinds) === 0) break;
      at += unitsAt(text, at);
    }
    if (this.#candidates === 0) this.#addCandidates(first, end, at);
  }

  #addCandidates(first: number, end: number, at: number): void {
    if (this.#candidates + end - first > this.#candidateEntry.length) {
      this.#candidateEntry = enlarged(this.#candidateEntry);
      this.#candidateEnd = enlarged(this.#candidateEnd);
    }
    for (let entry = first; entry < end; entry++) {
      this.#candidateEntry[this.#candidates] = entry;
      this.#candidateEnd[this.#candidates++] = at;
    }
  }

  /**
   * Makes nodes of the candidates, the last first, as MeCab does: among nodes that end at one place its order is
   * then that of falling node number, and of equally cheap ones the first in that order wins.
   */
  #connect(position: number): void {
    while (this.#nodes + this.#candidates > this.#cost.length) this.#enlargeNodes();
    this.#gatherLeft(position);
    const { left, costs } = this.#dictionary;
    const stamp = this.#stamp;
    const start = this.#candidateStart;
    for (let i = this.#candidates - 1; i >= 0; i--) {
      const entry = this.#candidateEntry[i] as number;
      const id = left[entry] as number;
      if (this.#rightSeen[id] !== stamp) {
        this.#rightSeen[id] = stamp;
        this.#rightNode[id] = this.#bestLeft(id);
      }
      const node = this.#nodes++;
      this.#previous[node] = this.#rightNode[id] as number;
      this.#cost[node] = (this.#rightCost[id] as number) + (costs[entry] as number);
      this.#entry[node] = entry;
      this.#start[node] = start;
      const end = this.#candidateEnd[i] as number;
      this.#end[node] = end;
      this.#next[node] = this.#lastEnding[end] as number;
      this.#lastEnding[end] = node;
    }
  }

  #leftCount = 0;

  /** Of the nodes that end at `position`, the cheapest per right context id; of equals that with the higher number. */
  #gatherLeft(position: number): void {
    const { right } = this.#dictionary;
    const stamp = ++this.#stamp;
    let count = 0;
    for (let node = this.#lastEnding[position] as number; node !== -1; node = this.#next[node] as number) {
      const id = node === 0 ? 0 : (right[this.#entry[node] as number] as number);
      const cost = this.#cost[node] as number;
      if (this.#leftSeen[id] !== stamp) {
        this.#leftSeen[id] = stamp;
        this.#leftPlace[id] = count;
        this.#leftId[count] = id;
        this.#leftCost[count] = cost;
        this.#leftNode[count++] = node;
      } else {
        const place = this.#leftPlace[id] as number;
        if (cost < (this.#leftCost[place] as number)) {
          this.#leftCost[place] = cost;
          this.#leftNode[place] = node;
        }
      }
    }
    this.#leftCount = count;
  }

  /** The node to connect a candidate with left context id `id` to; its cost with the connection goes to #rightCost. */
  #bestLeft(id: number): number {
    const { matrix, meta } = this.#dictionary;
    const row = id * meta.rightIds;
    let best = 0x7fffffff;
    let bestNode = -1;
    for (let k = 0; k < this.#leftCount; k++) {
      const cost = (this.#leftCost[k] as number) + (matrix[row + (this.#leftId[k] as number)] as number);
      if (cost < best || (cost === best && (this.#leftNode[k] as number) > bestNode)) {
        best = cost;
        bestNode = this.#leftNode[k] as number;
      }
    }
    this.#rightCost[id] = best;
    return bestNode;
  }

  #trace(node: number): number {
    let count = 0;
    for (let n = node; n > 0; n = this.#previous[n] as number) count++;
    while (this.starts.length < count) {
      this.starts = enlarged(this.starts);
      this.ends = enlarged(this.ends);
      this.entries = enlarged(this.entries);
    }
    for (let n = node, i = count - 1; n > 0; n = this.#previous[n] as number, i--) {
      this.starts[i] = this.#start[n] as number;
      this.ends[i] = this.#end[n] as number;
      this.entries[i] = this.#entry[n] as number;
    }
    return count;
  }

  #enlargeNodes(): void {
    this.#cost = enlarged(this.#cost);
    this.#previous = enlarged(this.#previous);
    this.#entry = enlarged(this.#entry);
    this.#start = enlarged(this.#start);
    this.#end = enlarged(this.#end);
    this.#next = enlarged(this.#next);
  }
}

function enlarged(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}

/** UTF-16 units of the character at `at`: two for a surrogate pair; a lone surrogate is a character of its own. */
function unitsAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if (unit < 0xd800 || unit > 0xdbff || at + 1 >= text.length) return 1;
  const next = text.charCodeAt(at + 1);
  return next >= 0xdc00 && next <= 0xdfff ? 2 : 1;
}
