import * as v from 'valibot';
import { Backend } from '../predictions/backend.ts';
import { Exercise, Hint } from '../predictions/results.ts';
import { count as offset } from '../predictions/count.ts';

export { Hint, practiceKinds, WordUses, type Exercise, type PracticeKind } from '../predictions/results.ts';

/**
 * What the side panel asks for, sentence by sentence. Offsets are UTF-16 into the text that was sent, end exclusive.
 */

/** Which model answered, and how long that took, loading not included. */
const answeredBy = { model: v.string(), backend: Backend, milliseconds: v.number() };

export const Score = v.object({
  ...answeredBy,
  /** Pseudo-log-likelihood: the sum of the pieces' log probabilities, in nats. */
  pll: v.number(),
  /**
   * Every piece but blanks; `logprob` in nats, each piece masked together with the rest of its word, and what is a
   * space alone (`isSpace`) with the word behind it.
   */
  pieces: v.array(
    v.object({ piece: v.string(), start: offset, end: offset, isSpace: v.boolean(), logprob: v.number() }),
  ),
});

export const Alternatives = v.object({
  ...answeredBy,
  /** In the order asked for. `score` is the probability in the place, the same as among the candidates of `predict`. */
  alternatives: v.array(v.object({ text: v.string(), score: v.number() })),
});

export const Exercises = v.object({ ...answeredBy, exercises: v.array(Exercise) });

export const Hints = v.object({ ...answeredBy, hints: v.array(Hint) });

/** What rules on exact words say of a text, without any model. */
export const RuleFinds = v.object({
  finds: v.array(
    v.object({
      start: offset,
      end: offset,
      /** textlint's name of the rule; `variants` where the text spells a word in two ways. */
      rule: v.string(),
      /** In Japanese, as the rule says it; of variants the other spelling. */
      message: v.string(),
    }),
  ),
});

export const Attention = v.object({
  /** How many layers and heads there are to choose from; none where the model shows none. */
  layers: offset,
  heads: offset,
  /** Where the asked words look: each word's share, 0 to 1. */
  words: v.array(v.object({ start: offset, end: offset, weight: v.number() })),
  /** The share that goes to [CLS] and [SEP], which stand for no word. */
  special: v.number(),
});

/** Every head of a model, seen from the same words. */
export const AttentionHeads = v.object({
  /** Layer by layer, in each its heads; empty where the model shows none. */
  layers: v.array(
    v.array(
      v.object({
        /** The word it looks at most, [CLS] and [SEP] left out, and the share that goes there, 0 to 1. */
        start: offset,
        end: offset,
        weight: v.number(),
        /** The share that goes to [CLS] and [SEP]. */
        special: v.number(),
      }),
    ),
  ),
});

/** How well the second sentence follows the first. */
export const NextSentence = v.variant('by', [
  /** The probability that it does, by the model's next-sentence head. */
  v.object({ by: v.literal('head'), probability: v.number() }),
  /**
   * Where the model has none: how many bits the first sentence makes each word of the second easier to predict; below 0
   * where it misleads.
   */
  v.object({ by: v.literal('words'), bits: v.number() }),
]);

export type Score = v.InferOutput<typeof Score>;
export type Alternatives = v.InferOutput<typeof Alternatives>;
export type Exercises = v.InferOutput<typeof Exercises>;
export type Hints = v.InferOutput<typeof Hints>;
export type RuleFinds = v.InferOutput<typeof RuleFinds>;
export type Attention = v.InferOutput<typeof Attention>;
export type AttentionHeads = v.InferOutput<typeof AttentionHeads>;
export type NextSentence = v.InferOutput<typeof NextSentence>;
