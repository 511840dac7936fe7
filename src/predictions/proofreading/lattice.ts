import type { Analyzer, Span } from '../../morphemes/morpheme.ts';

/** UTF-16 units on either side by which an edit is weighed. */
const AROUND = 10;
/** MeCab's costs are -700 log p. */
const UNITS_PER_BIT = 700 * Math.LN2;

/** An edit of a text: [start, end) becomes `instead`. */
export interface Replacement extends Span {
  readonly instead: string;
}

/**
 * By how many bits the dictionary finds a text likelier with an edit within [start, end) than without, by what is near.
 */
export function latticeGain(text: string, { start, end }: Span, analyzer: Analyzer): (edit: Replacement) => number {
  const [from, to] = [Math.max(0, start - AROUND), Math.min(text.length, end + AROUND)];
  const cost = (edit: Replacement) =>
    analyzer.cost((text.slice(from, edit.start) + edit.instead + text.slice(edit.end, to)).normalize('NFKC'));
  const before = cost({ start: from, end: from, instead: '' });
  return (edit) => (before - cost(edit)) / UNITS_PER_BIT;
}
