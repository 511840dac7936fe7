import * as v from 'valibot';
import { wordClasses } from '../language/names.ts';
import { Backend } from '../predictions/backend.ts';
import { MaskPrediction } from '../predictions/results.ts';
import { count as offset } from '../predictions/count.ts';

export type { Candidate, MaskPrediction } from '../predictions/results.ts';

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

/**
 * The stretch of a text that was asked about, [start, end); what stands around it is context. A caret is [start,
 * start).
 */
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

export const Prediction = v.object({
  model: v.string(),
  /** Its tokenizer as transformers has it; absent in what earlier versions kept, as is `ownCode` in others. */
  tokenizer: v.optional(
    v.object({
      class: v.string(),
      ownCode: v.optional(v.boolean(), false),
      words: v.nullable(v.string()),
      sentencePiece: v.boolean(),
    }),
  ),
  backend: Backend,
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
export type Prediction = v.InferOutput<typeof Prediction>;
