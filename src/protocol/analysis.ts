import * as v from 'valibot';
import { wordClasses } from '../language/names.ts';
import { count as offset } from './count.ts';

/**
 * What travels from the background to every surface. Offsets are UTF-16 into `text`, end exclusive;
 * `morphemes` cover every character of the text that is not white space exactly once.
 */

export const MorphemeMessage = v.object({
  surface: v.string(),
  start: offset,
  end: offset,
  /** Coarse to fine, e.g. ["動詞", "自立"]; empty for special tokens and blanks. */
  partOfSpeech: v.array(v.string()),
  /** Its own, as against that of the word it belongs to; `other` for a blank. */
  class: v.picklist(wordClasses),
  baseForm: v.nullable(v.string()),
  /** Katakana. */
  reading: v.nullable(v.string()),
  known: v.boolean(),
  /** The text itself has a blank here. */
  blank: v.boolean(),
  firstPiece: offset,
  pieceCount: offset,
});

export const PieceMessage = v.object({
  piece: v.string(),
  id: offset,
  start: offset,
  end: offset,
  /** The vocabulary lacks what is written here. */
  unknown: v.optional(v.literal(true)),
});

/** Hiragana, or the page's own ruby, over a stretch of the text. */
export const RubyMessage = v.object({ start: offset, end: offset, text: v.string() });

/** A word as a reader knows it: one morpheme, or several that belong together. */
export const WordMessage = v.object({
  start: offset,
  end: offset,
  /** Indexes into `Analysis.morphemes`, [first, last); [first, stem) carry its meaning, the rest are endings. */
  first: offset,
  stem: offset,
  last: offset,
  class: v.picklist(wordClasses),
  /** Dictionary form. */
  base: v.string(),
  /** Of the dictionary form, in hiragana; null where it is not known or the writing says it. */
  baseReading: v.nullable(v.string()),
  /** What its endings say: names of `forms` in src/language. */
  forms: v.array(v.string()),
  /** Hiragana as shown; null where the writing says it, or nobody can tell. */
  reading: v.nullable(v.string()),
  /** A number as it is read aloud, for whoever asks. */
  aloud: v.nullable(v.string()),
  rubies: v.array(RubyMessage),
  /** Written as another word is: which it is, and so how it is read, `readings` asks the model. */
  ambiguous: v.boolean(),
});

/** The stretch of a text that was asked about, [start, end); what stands around it is context. A caret is [start, start). */
export const Stretch = v.object({ start: offset, end: offset });

export const Analysis = v.object({
  text: v.string(),
  /** What was asked about, as whole morphemes; absent where that is all of the text. */
  selected: v.optional(Stretch),
  /** UTF-16 units of the selection beyond the limit, left out. */
  omitted: offset,
  /** The selection goes on behind all that was read off its page. */
  goesOn: v.optional(v.literal(true)),
  morphemes: v.array(MorphemeMessage),
  pieces: v.array(PieceMessage),
  /** They cover the morphemes, each once. */
  words: v.array(WordMessage),
});

export const Candidate = v.object({
  text: v.string(),
  pieces: v.array(v.string()),
  /** Probability, 0 to 1, comparable among the candidates of one mask. */
  score: v.number(),
});

export const MaskPrediction = v.object({
  /** Indexes into `Analysis.morphemes` of the words this mask covers (adjacent masked words are predicted together). */
  morphemes: v.array(offset),
  start: offset,
  end: offset,
  candidates: v.array(Candidate),
  /** What was written there: its rank (1 is best; null when not found among the vocabulary's words) and probability. Null for blanks. */
  original: v.nullable(v.object({ text: v.string(), rank: v.nullable(offset), score: v.number() })),
});

const TargetMessage = v.object({
  device: v.picklist(['webgpu', 'wasm']),
  precision: v.picklist(['fp32', 'fp16', 'int8', 'q4']),
});

export const PassedOverMessage = v.object({
  ...TargetMessage.entries,
  why: v.picklist(['lost', 'wrong', 'failed']),
  detail: v.string(),
});

const times = v.pipe(v.tuple([v.number(), v.number()]), v.readonly());
/** Milliseconds for 32 and for 128 pieces. */
export const Measured = v.object({ cpu: times, gpu: times });

export const BackendMessage = v.object({
  ...TargetMessage.entries,
  threads: offset,
  tested: v.boolean(),
  passedOver: v.pipe(v.array(PassedOverMessage), v.readonly()),
  choice: v.optional(v.picklist(['set', 'no-gpu', 'quick', 'measured'])),
  measured: v.optional(Measured),
});

export const Prediction = v.object({
  model: v.string(),
  backend: BackendMessage,
  masks: v.array(MaskPrediction),
  /** Wall time of the prediction itself, loading not included. */
  milliseconds: v.number(),
});

export type MorphemeMessage = v.InferOutput<typeof MorphemeMessage>;
export type RubyMessage = v.InferOutput<typeof RubyMessage>;
export type WordMessage = v.InferOutput<typeof WordMessage>;
export type PieceMessage = v.InferOutput<typeof PieceMessage>;
export type Stretch = v.InferOutput<typeof Stretch>;
export type Analysis = v.InferOutput<typeof Analysis>;
export type Candidate = v.InferOutput<typeof Candidate>;
export type MaskPrediction = v.InferOutput<typeof MaskPrediction>;
export type Prediction = v.InferOutput<typeof Prediction>;
