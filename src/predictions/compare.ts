import type { Encoding, Tokenizer } from '../pieces/encoding.ts';
import { predictMasks } from './fill-mask.ts';
import { RegionInput, regionsOf } from './masks.ts';
import type { MaskedLanguageModel, RunOptions } from './model.ts';
import { lengthWeight } from './words.ts';

/** One of several words considered for the same place. */
export interface Alternative {
  readonly text: string;
  /** Probability in the place: that of the candidate of `predictMasks` where it is one, else measured the same way. */
  readonly score: number;
}

/**
 * Candidates among which alternatives are looked for first: what int8 makes of one place differs a little from batch to
 * batch, and nobody should see two numbers for one thing.
 */
const POOL = 256;

/**
 * How well each of `texts` (particles, say) would stand in place of the given adjacent words, in the order given.
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
  const [place] = await predictMasks(encoding, words, tokenizer, model, { ...run, pool: POOL });
  const known = new Map(place!.candidates.map(({ text, score }) => [text, score]));
  if (place!.original)
    for (const text of [place!.original.read, place!.original.text]) known.set(text, place!.original.score);

  const others = texts.filter((text) => !known.has(text));
  const written = others.map((text) => tokenizer.encode(text, { blanks: false }).pieces.map(({ id }) => id));
  const input = new RegionInput(
    encoding,
    region,
    regions,
    tokenizer,
    model,
    Math.max(1, ...written.map((ids) => ids.length)),
  );
  const rows = written.flatMap((ids, other) =>
    ids.includes(tokenizer.ids.unk)
      ? []
      : ids.map((id, at) => ({ other, id, input: input.fill(ids.slice(0, at), ids.length) })),
  );
  const logs =
    rows.length === 0
      ? []
      : await model.logProbabilities(
          rows.map((row) => row.input),
          rows.map(({ id }) => Int32Array.of(id)),
          run,
        );
  const scores = written.map((ids, i) =>
    rows.some(({ other }) => other === i) ? lengthWeight(ids.length, region.words.length) : 0,
  );
  rows.forEach(({ other }, i) => (scores[other]! *= Math.exp(logs[i]![0]!)));
  others.forEach((text, i) => known.set(text, scores[i]!));
  return texts.map((text) => ({ text, score: known.get(text)! }));
}
