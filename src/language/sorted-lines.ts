/**
 * Lines of `key, value…`, tab-separated and sorted by key in UTF-16 units: looked up where they stand, so that nothing
 * has to be read in before.
 */
export class SortedLines {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** The values of the lines with this key, in their order. */
  of(key: string): string[][] {
    const result: string[][] = [];
    for (let at = this.#findFirst(key); at < this.#text.length;) {
      const feed = this.#text.indexOf('\n', at);
      const end = feed < 0 ? this.#text.length : feed;
      const [own, ...values] = this.#text.slice(at, end).split('\t');
      if (own !== key) break;
      result.push(values);
      at = end + 1;
    }
    return result;
  }

  /** Where the first line begins whose key is not before `key`. */
  #findFirst(key: string): number {
    const text = this.#text;
    let [low, high] = [0, text.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const start = middle === 0 ? 0 : text.lastIndexOf('\n', middle - 1) + 1;
      if (text.slice(start, text.indexOf('\t', start)) < key) {
        const feed = text.indexOf('\n', middle);
        low = feed < 0 ? text.length : feed + 1;
      } else high = start;
    }
    return low;
  }
}
