import type { Encoding, Tokenizer } from '../pieces/encoding.ts';
import { RegionInput, regionsOf, type Region } from './masks.ts';
import type { MaskedLanguageModel, RunOptions } from './model.ts';
import type { Candidate, MaskPrediction } from './results.ts';
import { joinPieces, lengthWeight, standsAlone } from './words.ts';

export interface PredictOptions extends RunOptions {
  /** Candidates per place; 5 when absent. */
  readonly topK?: number;
  /** Candidates returned per place, `topK` when absent: those beyond are only what was found on the way. */
  readonly pool?: number;
  /** Longest candidate for a single word, in pieces: 1 to 3 (the default). */
  readonly maxPieces?: number;
}

/** Pieces looked at per place and step: enough that the rank of anything a reader would guess is known. */
const LOOK_AT = 256;
/** Unfinished candidates kept per place, length and step. */
const BEAM = 6;

interface Hypothesis {
  readonly place: Place;
  readonly slots: number;
  readonly filled: readonly number[];
  readonly score: number;
}

interface Place {
  readonly region: Region;
  /** Words it stands for: one where the vocabulary has nothing of it (👨‍👩‍👧 is five characters of none). */
  readonly words: number;
  readonly input: RegionInput;
  readonly finished: { ids: readonly number[]; score: number }[];
  /** Below this, candidates of as many pieces as there are words were not all seen: no rank beyond it is known. */
  seenDownTo: number;
}

/** Notes that what may be as likely as `score` is not looked at. Of a single word's candidates one-piece ones count. */
function passOver({ place, slots }: Hypothesis, score: number): void {
  if (slots === place.words) place.seenDownTo = Math.max(place.seenDownTo, score);
}

/**
 * Predicts what stands at the given words of `encoding` (indexes into its words; blanks or words to hide). Adjacent
 * words are one place. A single word's candidates are whole words of one to `maxPieces` pieces, found by beam search
 * with as many masks, filled from left to right; candidates for a run of several words have as many pieces as there
 * were words. Never continuations alone, never special tokens.
 * @returns One prediction for each run, in the order of the text; none for words that do not exist.
 */
export async function predictMasks(
  encoding: Encoding,
  maskedWords: readonly number[],
  tokenizer: Tokenizer,
  model: MaskedLanguageModel,
  { topK = 5, pool = topK, maxPieces = 3, ...run }: PredictOptions = {},
): Promise<MaskPrediction[]> {
  const regions = regionsOf(encoding, maskedWords);
  if (regions.length === 0) return [];
  const { kinds } = tokenizer;
  // Where pieces do not say that they continue a word, the dictionary says whether several are one.
  const marked = kinds.includes('continuation');
  const longest = Math.max(1, Math.min(maxPieces, 3));
  const { unk } = tokenizer.ids;
  const places = regions.map((region): Place => ({
    region,
    words: encoding.pieces.slice(region.first, region.last).every(({ id }) => id === unk) ? 1 : region.words.length,
    input: new RegionInput(encoding, region, regions, tokenizer, model, Math.max(longest, region.last - region.first)),
    finished: [],
    seenDownTo: 0,
  }));
  const originals = scoreOriginals(places, encoding, tokenizer, model, run);
  // Waited for in the end: where the search fails before, of the same as this, nobody would hear of it.
  originals.catch(() => {});

  let beam: Hypothesis[] = places.flatMap((place) => {
    const { words } = place;
    const lengths = words > 1 ? [words] : Array.from({ length: longest }, (_, i) => i + 1);
    return lengths.map((slots) => ({ place, slots, filled: [], score: lengthWeight(slots, words) }));
  });
  while (beam.length > 0) {
    const answers = await model.topK(
      beam.map(({ place, slots, filled }) => place.input.fill(filled, slots)),
      Math.max(LOOK_AT, pool),
      run,
    );
    const extended: Hypothesis[] = [];
    beam.forEach((hypothesis, i) => {
      const { ids, probabilities } = answers[i]![0]!;
      const { place, slots, filled, score } = hypothesis;
      const single = place.words === 1;
      ids.forEach((id, rank) => {
        const kind = kinds[id] ?? 'special';
        const continues = kind === 'continuation' || (kind === 'first' && !marked);
        const allowed =
          filled.length === 0 ? kind === 'first' : single ? continues : kind === 'first' || kind === 'continuation';
        if (allowed) extended.push({ place, slots, filled: [...filled, id], score: score * probabilities[rank]! });
      });
      if (ids.length < model.vocabularySize) passOver(hypothesis, score * probabilities.at(-1)!);
    });
    for (const { place, slots, filled, score } of extended)
      if (filled.length === slots) place.finished.push({ ids: filled, score });
    for (const place of places) place.finished.sort((a, b) => b.score - a.score);
    beam = choosePromising(
      extended.filter(({ slots, filled }) => filled.length < slots),
      topK,
    );
  }

  const scores = await originals;
  return places.map(({ region, words, finished, seenDownTo }, i) => {
    const written = encoding.pieces.slice(region.first, region.last).map(({ id }) => id);
    // Found among the candidates, it has their score, so that no two numbers are shown for one thing (int8 differs a
    // little from batch to batch).
    const found = finished.find(
      ({ ids }) => ids.length === written.length && ids.every((id, at) => id === written[at]),
    );
    const score = found?.score ?? scores[i] ?? null;
    const rank =
      score === null || score < seenDownTo ? null : 1 + finished.filter((candidate) => candidate.score > score).length;
    const seen = new Map<string, Candidate>();
    for (const { ids, score: probability } of finished) {
      if (seen.size >= pool) break;
      const pieces = ids.map((id) => tokenizer.vocabulary[id]!);
      const text = joinPieces(ids, tokenizer);
      const several = ids.length > 1;
      // Pieces that the text would never be divided into are no word, whatever the model makes of them (が ##腹).
      if (words === 1 && (several || !marked)) {
        if (!standsAlone(encoding.text, region, text, tokenizer, several)) continue;
      }
      // The same text in other pieces is the same candidate to a reader; the better one stands.
      if (!seen.has(text)) seen.set(text, { text, pieces, score: probability });
    }
    return {
      morphemes: [...region.words],
      start: region.start,
      end: region.end,
      candidates: [...seen.values()],
      original:
        score === null
          ? null
          : {
              text: encoding.text.slice(region.start, region.end),
              read: joinPieces(written, tokenizer),
              rank,
              score,
            },
    };
  });
}

/**
 * The best unfinished candidates of each place and length, without those that can no longer come among the best `topK`:
 * a score only falls.
 */
function choosePromising(unfinished: readonly Hypothesis[], topK: number): Hypothesis[] {
  const groups = new Map<Place, Map<number, Hypothesis[]>>();
  for (const hypothesis of unfinished) {
    const { place, slots, score } = hypothesis;
    if (score <= (place.finished[topK - 1]?.score ?? 0)) {
      passOver(hypothesis, score);
      continue;
    }
    const lengths = groups.get(place) ?? new Map<number, Hypothesis[]>();
    groups.set(place, lengths);
    const group = lengths.get(slots) ?? [];
    lengths.set(slots, group);
    group.push(hypothesis);
  }
  return [...groups.values()].flatMap((lengths) =>
    [...lengths.values()].flatMap((group) => {
      group.sort((a, b) => b.score - a.score);
      for (const left of group.slice(BEAM)) passOver(left, left.score);
      return group.slice(0, BEAM);
    }),
  );
}

/** Scores of what was written, comparable with the candidates'; null for blanks and for words the vocabulary lacks. */
async function scoreOriginals(
  places: readonly Place[],
  encoding: Encoding,
  tokenizer: Tokenizer,
  model: MaskedLanguageModel,
  run: RunOptions,
): Promise<(number | null)[]> {
  const rows: { place: number; ids: readonly number[]; at: number }[] = [];
  places.forEach(({ region }, place) => {
    const ids = encoding.pieces.slice(region.first, region.last).map(({ id }) => id);
    const { unk, mask } = tokenizer.ids;
    if (ids.length > 0 && !ids.includes(unk) && !ids.includes(mask))
      ids.forEach((_, at) => rows.push({ place, ids, at }));
  });
  const scores = new Array<number | null>(places.length).fill(null);
  if (rows.length === 0) return scores;
  const inputs = rows.map(({ place, ids, at }) => places[place]!.input.fill(ids.slice(0, at), ids.length));
  const logs = await model.logProbabilities(
    inputs,
    rows.map(({ ids, at }) => Int32Array.of(ids[at]!)),
    run,
  );
  rows.forEach(({ place, ids, at }, i) => {
    const before = at === 0 ? lengthWeight(ids.length, places[place]!.words) : scores[place]!;
    scores[place] = before * Math.exp(logs[i]![0]!);
  });
  return scores;
}
