import type { Encoding, Tokenizer } from '../pieces/encoding.ts';
import type { MaskedInput, MaskedLanguageModel } from './model.ts';
import { windowAround } from './window.ts';

/** A run of adjacent masked words, predicted as one. */
export interface Region {
  /** Indexes into `Encoding.words`. */
  readonly words: readonly number[];
  /** UTF-16 offsets into the text. */
  readonly start: number;
  readonly end: number;
  /** Its pieces, [first, last). */
  readonly first: number;
  readonly last: number;
}

/** Groups words into runs of neighbours. Indexes that name no word are left out, repeated ones count once. */
export function regionsOf(encoding: Encoding, maskedWords: readonly number[]): Region[] {
  const wanted = [...new Set(maskedWords)].filter((index) => encoding.words[index] !== undefined).sort((a, b) => a - b);
  const runs: number[][] = [];
  for (const index of wanted) {
    const run = runs.at(-1);
    if (run && run.at(-1) === index - 1) run.push(index);
    else runs.push([index]);
  }
  return runs.map((words) => {
    const [head, tail] = [encoding.words[words[0]!]!, encoding.words[words.at(-1)!]!];
    return { words, start: head.start, end: tail.end, first: head.firstPiece, last: tail.firstPiece + tail.pieceCount };
  });
}

/**
 * Text longer than this many positions is given to the model in windows: more context changes predictions little, but
 * the time grows with it, and small models were trained on no more.
 */
export const CONTEXT_POSITIONS = 128;

/**
 * Ids for a region's neighbourhood, where `slots` stands in the region's place; one of its slots is to be predicted.
 */
export class RegionInput {
  readonly #before: readonly number[];
  readonly #after: readonly number[];
  readonly #tokenizer: Tokenizer;

  /** @param reserve Slots there must be room for. */
  constructor(
    encoding: Encoding,
    region: Region,
    regions: readonly Region[],
    tokenizer: Tokenizer,
    model: MaskedLanguageModel,
    reserve: number,
  ) {
    const positions = Math.min(model.maxPositions, CONTEXT_POSITIONS) - 2;
    const extra = Math.max(0, reserve - (region.last - region.first));
    const { from, to } = windowAround(encoding, region.first, region.last, Math.max(1, positions - extra));
    const { cls, sep } = tokenizer.ids;
    this.#tokenizer = tokenizer;
    // Only a region longer than the whole window gets no more room than that.
    this.#before = [cls, ...maskedIds(encoding, from, region.first, regions, tokenizer.ids.mask)];
    this.#after = [
      ...maskedIds(encoding, region.last, to, regions, tokenizer.ids.mask),
      ...(sep === null ? [] : [sep]),
    ];
  }

  /** Puts `filled` and then masks into the region, `slots` in all; the first mask is the position to predict. */
  fill(filled: readonly number[], slots: number): MaskedInput {
    const masks = new Array<number>(slots - filled.length).fill(this.#tokenizer.ids.mask);
    return {
      ids: Int32Array.from([...this.#before, ...filled, ...masks, ...this.#after]),
      positions: Int32Array.of(this.#before.length + filled.length),
    };
  }
}

/** Ids of pieces [from, to), where each word of another masked region has become one [MASK]. */
function maskedIds(encoding: Encoding, from: number, to: number, regions: readonly Region[], mask: number): number[] {
  const masked = new Set(regions.flatMap(({ words }) => words));
  const ids: number[] = [];
  for (let i = from; i < to; i++) {
    const { id, word } = encoding.pieces[i]!;
    const { firstPiece } = encoding.words[word]!;
    if (!masked.has(word) || i < firstPiece) ids.push(id);
    else if (i === firstPiece) ids.push(mask);
  }
  return ids;
}
