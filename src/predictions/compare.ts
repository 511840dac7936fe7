import type { Encoding, Tokenizer } from '../pieces/encoding.ts';
import { RegionInput, regionsOf } from './masks.ts';
import type { MaskedLanguageModel, RunOptions } from './model.ts';
import { scoreText, type Score, type ScoreOptions } from './scoring.ts';
import { lengthWeight } from './words.ts';

/** One of several words considered for the same place. */
export interface Alternative {
  readonly text: string;
  readonly pieces: string[];
  /** Probability in the place, comparable with candidates of `predictMasks`. */
  readonly score: number;
  /** Its part among the alternatives, 0 to 1; they sum to 1. */
  readonly share: number;
}

/**
 * How well each of `texts` (particles, say) would stand in place of the given adjacent words, side by side, in the order given.
 * Alternatives the tokenizer has no pieces for, or only unknown ones, have score 0.
 */
export async function compareAlternatives(
  encoding: Encoding,
  words: readonly number[],
  texts: readonly string[],
  tokenizer: Tokenizer,
  model: MaskedLanguageModel,
  run: RunOptions = {},
): Promise<Alternative[]> {
  const regions = regionsOf(encoding, words);
  const region = regions[0];
  if (!region || regions.length > 1) throw new RangeError('compareAlternatives: the words must exist and be adjacent');
  const alternatives = texts.map((text) => tokenizer.encode(text, { blanks: false }).pieces);
  const longest = Math.max(1, ...alternatives.map((pieces) => pieces.length));
  const place = new RegionInput(encoding, region, regions, tokenizer, model, longest);
  const rows = alternatives.flatMap((pieces, alternative) => {
    const ids = pieces.map(({ id }) => id);
    return ids.includes(tokenizer.ids.unk)
      ? []
      : ids.map((id, at) => ({ alternative, id, input: place.fill(ids.slice(0, at), ids.length) }));
  });
  const logs =
    rows.length === 0
      ? []
      : await model.logProbabilities(
          rows.map(({ input }) => input),
          rows.map(({ id }) => Int32Array.of(id)),
          run,
        );
  const scores = alternatives.map((pieces, i) =>
    rows.some(({ alternative }) => alternative === i) ? lengthWeight(pieces.length) : 0,
  );
  rows.forEach(({ alternative }, i) => (scores[alternative]! *= Math.exp(logs[i]![0]!)));
  const total = scores.reduce((a, b) => a + b, 0);
  return texts.map((text, i) => ({
    text,
    pieces: alternatives[i]!.map(({ piece }) => piece),
    score: scores[i]!,
    share: total > 0 ? scores[i]! / total : 0,
  }));
}

/** Two versions of a sentence, scored. */
export interface PairComparison {
  readonly scores: readonly [Score, Score];
  /** pll of the first minus pll of the second, in nats: above 0 the model finds the first more natural. */
  readonly difference: number;
}

/** Which of two sentences, a minimal pair, the model finds more natural. */
export async function compareSentences(
  pair: readonly [Encoding, Encoding],
  tokenizer: Tokenizer,
  model: MaskedLanguageModel,
  options: ScoreOptions = {},
): Promise<PairComparison> {
  const scores = [
    await scoreText(pair[0], tokenizer, model, options),
    await scoreText(pair[1], tokenizer, model, options),
  ] as const;
  return { scores, difference: scores[0].pll - scores[1].pll };
}
