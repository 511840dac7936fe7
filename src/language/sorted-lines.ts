/**
 * Lines of `key, value…`, tab-separated and sorted by key in UTF-16 units: looked up where they stand, so that nothing
 * has to be read in before.
 */
export class SortedLines {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /**
   * What stands behind the key of the first line with it, as it is: a tab and the values. Empty where there is none.
   */
  rest(key: string): string {
    const text = this.#text;
    const start = this.#findFirst(key);
    const end = start + key.length;
    if (text.charAt(end) !== '\t' || !text.startsWith(key, start)) return '';
    const feed = text.indexOf('\n', end);
    return text.slice(end, feed < 0 ? text.length : feed);
  }

  /** The keys of the lines that have a value which begins so, and those values. Looks through all of the text. */
  having(beginning: string): { readonly key: string; readonly value: string }[] {
    const text = this.#text;
    const found: { key: string; value: string }[] = [];
    const cell = `\t${beginning}`;
    for (let at = text.indexOf(cell); at >= 0; at = text.indexOf(cell, at + cell.length)) {
      const start = text.lastIndexOf('\n', at) + 1;
      const end = /[\t\n]|$/g;
      end.lastIndex = at + cell.length;
      found.push({
        key: text.slice(start, text.indexOf('\t', start)),
        value: text.slice(at + 1, end.exec(text)!.index),
      });
    }
    return found;
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
