import { sentenceIndexes, sentencesOf } from '../language/sentences.ts';
import type { Encoding } from '../pieces/encoding.ts';

/** A contiguous part of an encoding's pieces, end exclusive. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/**
 * The part of a text that is given to the model when pieces [first, last) are to be predicted: all of it if it has at
 * most `limit` pieces, else the sentence around them with as many whole neighbouring sentences as fit, the nearer and
 * the earlier first. A sentence that is itself too long is cut around the pieces, at word boundaries. Holds [first,
 * last) whenever that is at most `limit` long.
 */
export function windowAround(encoding: Encoding, first: number, last: number, limit: number): Window {
  const count = encoding.pieces.length;
  if (count <= limit) return { from: 0, to: count };
  const starts = sentenceStarts(encoding);
  let low = starts.findLastIndex((start) => start <= first);
  let high = starts.findIndex((start) => start >= last);
  if (high < 0) high = starts.length;
  const startOf = (sentence: number) => starts[sentence] ?? count;
  if (startOf(high) - startOf(low) > limit)
    return cutAround(encoding, { from: startOf(low), to: startOf(high) }, first, last, limit);
  for (let grown = true; grown;) {
    grown = false;
    if (low > 0 && startOf(high) - startOf(low - 1) <= limit) {
      low--;
      grown = true;
    }
    if (high < starts.length && startOf(high + 1) - startOf(low) <= limit) {
      high++;
      grown = true;
    }
  }
  return { from: startOf(low), to: startOf(high) };
}

const startsOf = new WeakMap<Encoding, readonly number[]>();

/** Indexes of the pieces that begin a sentence. */
function sentenceStarts(encoding: Encoding): readonly number[] {
  let starts = startsOf.get(encoding);
  if (!starts) {
    const indexes = sentenceIndexes(
      sentencesOf(encoding.text),
      encoding.pieces.map(({ start }) => start),
    );
    starts = indexes.flatMap((index, piece) => (piece === 0 || index !== indexes[piece - 1] ? [piece] : []));
    startsOf.set(encoding, starts);
  }
  return starts;
}

/**
 * The pieces around [first, last) with as much before as after, inside `sentence`; no word is cut unless it alone is
 * too long.
 */
function cutAround({ pieces }: Encoding, sentence: Window, first: number, last: number, limit: number): Window {
  const room = Math.max(0, limit - (last - first));
  let from = Math.max(sentence.from, first - Math.floor(room / 2));
  const to = Math.min(sentence.to, from + Math.max(limit, last - first));
  from = Math.max(sentence.from, Math.min(from, to - limit));
  let [start, end] = [from, to];
  while (start < first && start > 0 && pieces[start]!.word === pieces[start - 1]!.word) start++;
  while (end > last && end < pieces.length && pieces[end]!.word === pieces[end - 1]!.word) end--;
  return { from: start, to: end };
}
