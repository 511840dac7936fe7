import type { Encoding, Tokenizer } from '../pieces/encoding.ts';
import { homophones, type Homophones } from './homophones.ts';
import { RegionInput, regionsOf } from './masks.ts';
import type { MaskedLanguageModel, RunOptions } from './model.ts';
import { lengthWeight } from './words.ts';

/** Particles that are mistaken for each other. */
const PARTICLES = ['は', 'が', 'を', 'に', 'で', 'へ', 'と', 'から', 'まで'];
/** But not these two: which of them is right depends on what was said before, and a sentence is judged by itself. */
const TOPIC_OR_SUBJECT = ['は', 'が'];

export type HintKind = 'reading' | 'particle';

/** A place where something else is far likelier than what is written. */
export interface Hint {
  readonly kind: HintKind;
  /** Index into `Encoding.words`. */
  readonly word: number;
  /** UTF-16 offsets into the text. */
  readonly start: number;
  readonly end: number;
  readonly written: { readonly text: string; readonly score: number };
  /** Probability in the place, comparable with what is written. */
  readonly likelier: { readonly text: string; readonly score: number };
}

/** When to speak up. */
export interface Threshold {
  /** The other word must be at least this probable in the place … */
  readonly probability: number;
  /** … and this much likelier than what is written, in bits. */
  readonly bits: number;
}

/** Chosen on text that no model was trained on: docs/hints.md has the numbers and how to measure them. */
export const THRESHOLDS: { readonly [K in HintKind]: Threshold } = {
  reading: { probability: 0.005, bits: 8 },
  particle: { probability: 0.1, bits: 6.5 },
};

export interface HintOptions extends RunOptions {
  readonly thresholds?: { readonly [K in HintKind]: Threshold };
  /** See `homophones`. */
  readonly pause?: () => Promise<void>;
}

/** The likeliest pieces looked at in each place: what is less likely is far likelier than nothing. */
const LOOK_AT = 256;

/** A word that others are mistaken for. */
export interface Suspect {
  readonly kind: HintKind;
  readonly word: number;
  /** The others. */
  readonly ids: ReadonlySet<number>;
  readonly input: RegionInput;
}

/**
 * Looks for slips: kanji words where another of the same reading, and particles where another particle, is far likelier. One pass for each such word, and
 * one more for each of its pieces where something likelier was found.
 */
export async function findHints(
  encoding: Encoding,
  tokenizer: Tokenizer,
  model: MaskedLanguageModel,
  { thresholds = THRESHOLDS, pause, ...run }: HintOptions = {},
): Promise<Hint[]> {
  const places = suspects(encoding, tokenizer, model, await homophones(tokenizer, pause));
  const answers =
    places.length === 0
      ? []
      : await model.topK(
          places.map(({ input }) => input.fill([], 1)),
          LOOK_AT,
          run,
        );
  const found = places.flatMap(({ kind, word, ids, input }, i) => {
    const top = answers[i]![0]!;
    const rank = top.ids.findIndex((id) => ids.has(id));
    const score = top.probabilities[rank] ?? 0;
    return score < thresholds[kind].probability
      ? []
      : [{ kind, word, input, likelier: { text: tokenizer.vocabulary[top.ids[rank]!]!, score } }];
  });

  const rows = found.flatMap(({ word, input }, at) => {
    const { firstPiece, pieceCount } = encoding.words[word]!;
    const ids = encoding.pieces.slice(firstPiece, firstPiece + pieceCount).map(({ id }) => id);
    return ids.map((id, piece) => ({ at, id, input: input.fill(ids.slice(0, piece), ids.length) }));
  });
  const logs =
    rows.length === 0
      ? []
      : await model.logProbabilities(
          rows.map(({ input }) => input),
          rows.map(({ id }) => Int32Array.of(id)),
          run,
        );
  const scores = found.map(({ word }) => lengthWeight(encoding.words[word]!.pieceCount));
  rows.forEach(({ at }, i) => (scores[at]! *= Math.exp(logs[i]![0]!)));
  return found.flatMap(({ kind, word, likelier }, at) => {
    const { start, end } = encoding.words[word]!;
    if (Math.log2(likelier.score / scores[at]!) < thresholds[kind].bits) return [];
    return [
      { kind, word, start, end, written: { text: encoding.text.slice(start, end), score: scores[at]! }, likelier },
    ];
  });
}

/** All words of a text that could be meant to be another. */
export function suspects(
  encoding: Encoding,
  tokenizer: Tokenizer,
  model: MaskedLanguageModel,
  index: Homophones,
): Suspect[] {
  return encoding.words.flatMap((_, word) => suspectAt(word, encoding, tokenizer, model, index) ?? []);
}

/** What could be meant instead of a word; null where nothing is mistaken for it. */
function suspectAt(
  word: number,
  encoding: Encoding,
  tokenizer: Tokenizer,
  model: MaskedLanguageModel,
  index: Homophones,
): Suspect | null {
  const { morpheme, pieceCount } = encoding.words[word]!;
  if (!morpheme || pieceCount === 0) return null;
  const particle = isParticle(morpheme.partOfSpeech) && PARTICLES.includes(morpheme.surface);
  const ids = particle
    ? otherParticles(morpheme.surface).flatMap((other) => tokenizer.idOf(other) ?? [])
    : index.of(morpheme);
  if (ids.length === 0) return null;
  const regions = regionsOf(encoding, [word]);
  return {
    kind: particle ? 'particle' : 'reading',
    word,
    ids: new Set(ids),
    input: new RegionInput(encoding, regions[0]!, regions, tokenizer, model, pieceCount),
  };
}

const otherParticles = (written: string): string[] =>
  PARTICLES.filter(
    (other) => other !== written && !(TOPIC_OR_SUBJECT.includes(written) && TOPIC_OR_SUBJECT.includes(other)),
  );

/** Case and topic particles; の quoting と, conjunctive が and the like are other words that only look the same. */
const isParticle = ([coarse, fine, finer]: readonly string[]): boolean =>
  coarse === '助詞' && ((fine === '格助詞' && finer === '一般') || fine === '係助詞');
