/**
 * Steps of the heat map, in bits: a word of less than the first is expected, one of the last or more is what the model would hardly have thought of.
 * The bounds are the 50th, 70th, 85th and 95th percentile of the words of ordinary text under the default model (docs/hints.md).
 */
export const STEPS = [3, 6, 9, 13] as const;

/** Step of a surprisal, 0 (expected) to 4. */
export function stepOf(bits: number): number {
  return STEPS.filter((bound) => bits >= bound).length;
}

/** Nats of log probability to bits of surprisal. */
export const bitsOf = (logprob: number): number => Math.max(0, -logprob / Math.LN2);
