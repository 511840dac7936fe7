import { addSpecialTokens, type Encoding, type Tokenizer } from '../../pieces/encoding.ts';
import { CONTEXT_POSITIONS } from '../masks.ts';
import type { MaskedInput, MaskedLanguageModel, RunOptions } from '../model.ts';
import { windowAround } from '../window.ts';

/** A word whose probability is asked for. */
export interface Asked {
  readonly encoding: Encoding;
  /** Index into `encoding.words`. */
  readonly word: number;
}

/**
 * Log probabilities of words of many versions of one text, each masked within-word as `scoreText` masks it. Versions
 * that differ only in the masked word are one input to the model; what was asked once is remembered as long as the
 * version is.
 */
export class WordScorer {
  readonly #tokenizer: Tokenizer;
  readonly #model: MaskedLanguageModel;
  readonly #run: RunOptions;
  readonly #known = new WeakMap<Encoding, Map<number, number>>();

  constructor(tokenizer: Tokenizer, model: MaskedLanguageModel, run: RunOptions) {
    this.#tokenizer = tokenizer;
    this.#model = model;
    this.#run = run;
  }

  /** Asks the model about all of these that are not known yet, in one batch. */
  async ask(asked: Iterable<Asked>): Promise<void> {
    const inputs = new Map<
      string,
      { ids: number[]; positions: number[]; targets: number[]; words: Map<number, number>[]; at: number[] }
    >();
    for (const { encoding, word } of asked) {
      let words = this.#known.get(encoding);
      if (!words) this.#known.set(encoding, (words = new Map()));
      if (words.has(word)) continue;
      words.set(word, 0);
      for (const { ids, position, target } of this.#rows(encoding, word)) {
        const key = ids.join();
        let input = inputs.get(key);
        if (!input) inputs.set(key, (input = { ids, positions: [], targets: [], words: [], at: [] }));
        input.positions.push(position);
        input.targets.push(target);
        input.words.push(words);
        input.at.push(word);
      }
    }
    if (inputs.size === 0) return;
    const rows = [...inputs.values()];
    const logs = await this.#model.logProbabilities(
      rows.map(({ ids, positions }): MaskedInput => ({
        ids: Int32Array.from(ids),
        positions: Int32Array.from(positions),
      })),
      rows.map(({ targets }) => Int32Array.from(targets)),
      this.#run,
    );
    rows.forEach(({ words, at }, row) =>
      words.forEach((known, i) => known.set(at[i]!, known.get(at[i]!)! + logs[row]![i]!)),
    );
  }

  /** Log probability (nats) of words [first, last) of an encoding, all of which have been asked about. */
  sum(encoding: Encoding, first: number, last: number): number {
    const words = this.#known.get(encoding);
    let total = 0;
    for (let word = first; word < last; word++) total += words?.get(word) ?? 0;
    return total;
  }

  #rows(encoding: Encoding, word: number): { ids: number[]; position: number; target: number }[] {
    const { mask } = this.#tokenizer.ids;
    const { firstPiece, pieceCount } = encoding.words[word]!;
    const limit = Math.min(this.#model.maxPositions, CONTEXT_POSITIONS) - 2;
    const end = firstPiece + pieceCount;
    return Array.from({ length: pieceCount }, (_, i) => firstPiece + i)
      .filter((piece) => encoding.pieces[piece]!.id !== mask)
      .map((piece) => {
        const { from, to } = windowAround(
          encoding,
          pieceCount <= limit ? firstPiece : piece,
          pieceCount <= limit ? end : piece + 1,
          limit,
        );
        const inside: number[] = [];
        for (let at = from; at < to; at++) inside.push(at >= piece && at < end ? mask : encoding.pieces[at]!.id);
        return {
          ids: addSpecialTokens(inside, this.#tokenizer.ids),
          position: piece - from + 1,
          target: encoding.pieces[piece]!.id,
        };
      });
  }
}
