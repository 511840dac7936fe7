import type { Encoding } from '../pieces/encoding.ts';

/** A call with parameters that no surface of ours sends. */
export class RefusedError extends Error {
  override name = 'RefusedError';
}

/**
 * Indexes of the words of an encoding that lie in [start, end), UTF-16 units; at least one. @throws RefusedError where
 * none does
 */
export function askedWords({ words }: Encoding, start: number, end: number): number[] {
  const asked = words.flatMap((word, index) => (word.start >= start && word.end <= end ? [index] : []));
  if (asked.length === 0) throw new RefusedError('no word there');
  return asked;
}
