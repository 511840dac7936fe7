import * as v from 'valibot';
import { count } from './count.ts';

/**
 * What a model's predictions come to, as it travels to the surfaces. Offsets are UTF-16 into the text, end exclusive.
 */

/** What may stand in a masked place. */
export const Candidate = v.object({
  text: v.string(),
  pieces: v.array(v.string()),
  /**
   * Probability, 0 to 1, comparable among the candidates of one mask: BERT's own for one piece; for more, the product
   * over the pieces times how rare words of that length are.
   */
  score: v.number(),
});

/** The answer for one run of adjacent masked words. */
export const MaskPrediction = v.object({
  /** The words it covers, as indexes into `Encoding.words` and `Analysis.morphemes`. */
  morphemes: v.array(count),
  start: count,
  end: count,
  /** Best first. */
  candidates: v.array(Candidate),
  /**
   * What was written there, measured the same way; rank 1 is the best, null below the best few hundred. `read` is what
   * the model reads of it, as a candidate has it (2020 for ２０２０). Null for blanks and unknown words.
   */
  original: v.nullable(v.object({ text: v.string(), read: v.string(), rank: v.nullable(count), score: v.number() })),
});

/** What can be practised. */
export const practiceKinds = ['particle', 'noun', 'verb', 'adjective', 'adverb'] as const;

/** One word of a text to be found again among others of its class that would not do. */
export const Exercise = v.object({
  start: count,
  end: count,
  answer: v.string(),
  /** Of the answer in its place, 0 to 1. */
  probability: v.number(),
  /** Three or four words, the answer among them, in the order of their characters, which tells nothing. */
  choices: v.array(v.string()),
});

/** What kind of slip would explain it. */
export const slipKinds = [
  'particle',
  'homophone',
  'doubled',
  'kana',
  'okurigana',
  'ranuki',
  'inflection',
  'politeness',
  'usage',
] as const;

/** How sure one wants to be that something is a slip: `strict` speaks up least. */
export const strictnesses = ['strict', 'balanced', 'eager'] as const;

/** A word, and what it goes with: 追及, 責任を追及. */
export const WordUses = v.object({ word: v.string(), examples: v.array(v.string()) });

/** A place where something else may have been meant. */
export const Hint = v.object({
  kind: v.picklist(slipKinds),
  start: count,
  end: count,
  /** The text of the place, whole words, and what it may have been meant to be. */
  written: v.string(),
  instead: v.string(),
  /** Where one inflected word stands for another: their dictionary forms, as stems tell nothing (冷め, 覚め; 冷める, 覚める). */
  bases: v.optional(v.object({ written: v.string(), instead: v.string() })),
  /** What the word that is written goes with, and the other (利益を追求; 責任を追及), where handbooks tell them apart. */
  uses: v.optional(v.array(WordUses)),
  /** By how many bits the sentence becomes likelier, of the words near enough to matter. */
  bits: v.number(),
  /** The strictest setting under which this is said. */
  strictness: v.picklist(strictnesses),
});

export type Candidate = v.InferOutput<typeof Candidate>;
export type MaskPrediction = v.InferOutput<typeof MaskPrediction>;
export type PracticeKind = (typeof practiceKinds)[number];
export type Exercise = v.InferOutput<typeof Exercise>;
export type SlipKind = (typeof slipKinds)[number];
export type Strictness = (typeof strictnesses)[number];
export type Hint = v.InferOutput<typeof Hint>;
export type WordUses = v.InferOutput<typeof WordUses>;
