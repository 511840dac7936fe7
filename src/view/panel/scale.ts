/**
 * Steps of the heat map, in bits: a word of less than the first is expected, one of the last or more is what the model
 * would hardly have thought of.
 */
export const STEPS = [3, 6, 9, 13] as const;

/** Step of a surprisal, 0 (expected) to 4, by the number as it is shown: with one decimal. */
export function stepOf(bits: number): number {
  return STEPS.filter((bound) => Number(bits.toFixed(1)) >= bound).length;
}

/** Nats of log probability to bits of surprisal. */
export const bitsOf = (logprob: number): number => Math.max(0, -logprob / Math.LN2);

/**
 * Bits a word from which the sentence before helps a little, and a lot, to predict a sentence; chosen on data:
 * docs/follows.md.
 */
export const HELPS = { little: 0.1, much: 0.4 } as const;
