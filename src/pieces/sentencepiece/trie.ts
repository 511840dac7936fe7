import { TokenizerError } from '../errors.ts';

/**
 * UTF-16 units that a piece may have: published ones have some dozen at most, and every place of a text is looked at
 * for so long.
 */
const MAX_PIECE = 256;
/** Units of all pieces together: five times those of the largest published vocabulary. */
const MAX_UNITS = 8_000_000;

/** The places to start from and to follow in a trie; -1 is none. */
export const ROOT = 0;

/** Of this process alone: who knew the places of the table could have all pieces meet in one of them. */
const SECRET = Math.floor(Math.random() * 2 ** 32);

/**
 * A trie over code points, from texts to numbers. In typed arrays: as a Map of half a million pieces it took seconds to
 * build, and a kilobyte a piece. Nodes are numbered from 0, the root; a hash table has for each parent and code point
 * the node that follows.
 */
export class Trie {
  /** The number of the text that ends at a node, plus one; 0 for none. */
  #values = new Int32Array(1024);
  #parents = new Int32Array(1024);
  #codes = new Int32Array(1024);
  #nodes = 1;
  /** Nodes by the hash of parent and code point; 0 for a free place. At most half of it is taken. */
  #table = new Int32Array(2048);

  /** @throws TokenizerError for texts that are longer than any piece */
  constructor(numbers: Iterable<readonly [text: string, number: number]>) {
    const all = [...numbers];
    checkUnits(all);
    for (const [text, number] of all) {
      let node = ROOT;
      for (let at = 0; at < text.length;) {
        const code = text.codePointAt(at)!;
        node = this.#addNode(node, code);
        at += code > 0xffff ? 2 : 1;
      }
      this.#values[node] = number + 1;
    }
  }

  /** The node that follows; -1 where nothing goes on. */
  follow(node: number, code: number): number {
    return this.#table[this.#placeOf(node, code)]! || -1;
  }

  /** The number of the text that ends at a node; -1 where none does. */
  valueAt(node: number): number {
    return this.#values[node]! - 1;
  }

  /** Where a text leads from the root; -1 where no text begins with it. */
  after(text: string): number {
    let node = ROOT;
    for (let at = 0; at < text.length && node >= 0;) {
      const code = text.codePointAt(at)!;
      node = this.follow(node, code);
      at += code > 0xffff ? 2 : 1;
    }
    return node;
  }

  /** The longest text from a place on, read from a node: its number, and where it ends; null for none. */
  longestMatch(text: string, place: number, from = ROOT): { readonly number: number; readonly end: number } | null {
    let found: { number: number; end: number } | null = null;
    for (let [node, at] = [from, place]; at < text.length;) {
      const code = text.codePointAt(at)!;
      node = this.follow(node, code);
      if (node < 0) break;
      at += code > 0xffff ? 2 : 1;
      const number = this.valueAt(node);
      if (number >= 0) found = { number, end: at };
    }
    return found;
  }

  #placeOf(parent: number, code: number): number {
    const mask = this.#table.length - 1;
    let hash = Math.imul(parent ^ SECRET, 0x9e3779b1);
    hash = Math.imul(hash ^ (hash >>> 15) ^ code, 0x85ebca6b);
    let place = (hash ^ (hash >>> 15)) & mask;
    for (;;) {
      const node = this.#table[place]!;
      if (node === 0 || (this.#parents[node] === parent && this.#codes[node] === code)) return place;
      place = (place + 1) & mask;
    }
  }

  #addNode(parent: number, code: number): number {
    const place = this.#placeOf(parent, code);
    const known = this.#table[place]!;
    if (known !== 0) return known;
    if (this.#nodes === this.#values.length) {
      this.#grow();
      return this.#addNode(parent, code);
    }
    const node = this.#nodes++;
    this.#parents[node] = parent;
    this.#codes[node] = code;
    return (this.#table[place] = node);
  }

  #grow(): void {
    const longer = (array: Int32Array<ArrayBuffer>) => {
      const copy = new Int32Array(array.length * 2);
      copy.set(array);
      return copy;
    };
    this.#values = longer(this.#values);
    this.#parents = longer(this.#parents);
    this.#codes = longer(this.#codes);
    this.#table = new Int32Array(this.#table.length * 2);
    for (let node = 1; node < this.#nodes; node++)
      this.#table[this.#placeOf(this.#parents[node]!, this.#codes[node]!)] = node;
  }
}

/** Before any of it is built. */
function checkUnits(numbers: readonly (readonly [text: string, number: number])[]): void {
  let units = 0;
  for (const [text] of numbers) {
    units += text.length;
    if (text.length > MAX_PIECE || units > MAX_UNITS)
      throw new TokenizerError(
        'invalid-vocabulary',
        text.length > MAX_PIECE
          ? `A piece of the vocabulary has ${text.length} characters.`
          : `The pieces of the vocabulary have more than ${MAX_UNITS} characters.`,
      );
  }
}
