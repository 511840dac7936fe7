import { choicesOf, type Choice } from '../language/heteronyms.ts';
import type { Encoding, Tokenizer } from '../pieces/encoding.ts';
import { RegionInput, regionsOf } from './masks.ts';
import type { MaskedInput, MaskedLanguageModel, RunOptions } from './model.ts';

/** How far the best reading must be before the next, in nats: below that none is shown. */
const MARGIN = 1;

/** How well the neighbours of each reading would stand in the place of one word. */
export interface ReadingScores {
  /** Index into `Encoding.words`. */
  readonly word: number;
  readonly choices: readonly Choice[];
  /** Nats: the log probability of a reading's neighbours in the place, on average, less its prior. */
  readonly scores: readonly number[];
}

/**
 * Chooses among the readings of words that are written alike: by index into `Encoding.words`; null where the model
 * cannot tell. One batch for all of them.
 */
export async function chooseReadings(
  encoding: Encoding,
  tokenizer: Tokenizer,
  model: MaskedLanguageModel,
  run: RunOptions = {},
): Promise<Map<number, string | null>> {
  const result = new Map<number, string | null>();
  for (const { word, choices, scores } of await scoreReadings(encoding, tokenizer, model, run)) {
    const ranked = scores
      .map((score, i) => ({ reading: choices[i]!.reading, score }))
      .sort((a, b) => b.score - a.score);
    result.set(word, ranked[0]!.score - ranked[1]!.score >= MARGIN ? ranked[0]!.reading : null);
  }
  return result;
}

/** How well each reading's neighbours would stand in the places of words that are written alike. */
export async function scoreReadings(
  encoding: Encoding,
  tokenizer: Tokenizer,
  model: MaskedLanguageModel,
  run: RunOptions = {},
): Promise<ReadingScores[]> {
  const morphemes = encoding.words.map(({ morpheme }) => morpheme);
  const asked = morphemes.flatMap((_, word) => {
    const choices = choicesOf(encoding.text, morphemes, word);
    if (!choices) return [];
    const ids = choices.map(({ neighbours }) => neighbours.flatMap((text) => idsOf(text, tokenizer)));
    if (ids.some((own) => own.length === 0)) return [];
    const regions = regionsOf(encoding, [word]);
    const place = new RegionInput(encoding, regions[0]!, regions, tokenizer, model, LONGEST);
    return [{ word, choices, ids, place }];
  });
  // Each input once, whatever is asked of it: neighbours of one piece share one, those of two share the first of two.
  const inputs = new Map<string, { readonly input: MaskedInput; readonly targets: number[] }>();
  const ask = (word: number, place: RegionInput, before: readonly number[], id: number, slots: number) => {
    const key = `${word} ${slots} ${before.join(' ')}`;
    const known = inputs.get(key) ?? { input: place.fill(before, slots), targets: [] };
    inputs.set(key, known);
    const at = known.targets.push(id) - 1;
    return { key, at };
  };
  const rows = asked.map(({ word, ids, place }) =>
    ids.map((own) =>
      own.map((pieces) => pieces.map((id, i) => ask(word, place, pieces.slice(0, i), id, pieces.length))),
    ),
  );
  if (inputs.size === 0) return [];
  const all = [...inputs.values()];
  const logs = await model.logProbabilities(
    all.map(({ input, targets }) => ({
      ...input,
      positions: new Int32Array(targets.length).fill(input.positions[0]!),
    })),
    all.map(({ targets }) => Int32Array.from(targets)),
    run,
  );
  const byKey = new Map([...inputs.keys()].map((key, i) => [key, logs[i]!]));
  return asked.map(({ word, choices }, place) => {
    const scores = rows[place]!.map((own, i) => {
      const total = own.reduce(
        (sum, pieces) => sum + Math.exp(pieces.reduce((log, { key, at }) => log + byKey.get(key)![at]!, 0)),
        0,
      );
      return Math.log(total / own.length) - choices[i]!.prior;
    });
    return { word, choices, scores };
  });
}

/** Pieces that a neighbour may have. */
const LONGEST = 2;

/** A neighbour's ids, in a list; none where it is unknown or too long. */
function idsOf(text: string, tokenizer: Tokenizer): number[][] {
  const { pieces } = tokenizer.encode(text, { blanks: false });
  const ids = pieces.map(({ id }) => id);
  return ids.length > LONGEST || ids.includes(tokenizer.ids.unk) ? [] : [ids];
}
