import * as v from 'valibot';
import { BackendMessage } from './analysis.ts';

/** What the side panel asks for, sentence by sentence. Offsets are UTF-16 into the text that was sent, end exclusive. */

const offset = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Which model answered, and how long that took, loading not included. */
const answeredBy = { model: v.string(), backend: BackendMessage, milliseconds: v.number() };

export const Score = v.object({
  ...answeredBy,
  /** Pseudo-log-likelihood: the sum of the pieces' log probabilities, in nats. */
  pll: v.number(),
  /** Every piece but blanks; `logprob` in nats, each piece masked together with the rest of its word. */
  pieces: v.array(v.object({ piece: v.string(), start: offset, end: offset, logprob: v.number() })),
});

export const Alternatives = v.object({
  ...answeredBy,
  /** In the order asked for. `score` is the probability in the place; the shares of all alternatives sum to 1. */
  alternatives: v.array(v.object({ text: v.string(), score: v.number(), share: v.number() })),
});

export type Score = v.InferOutput<typeof Score>;
export type Alternatives = v.InferOutput<typeof Alternatives>;
