import { addSpecialTokens, type Encoding, type Tokenizer } from '../pieces/encoding.ts';
import type { MaskedInput, MaskedLanguageModel, RunOptions } from './model.ts';
import { windowAround } from './window.ts';

/** A piece the model would put in a [MASK]. */
export interface PieceCandidate {
  /** Without the ## of a continuation. */
  readonly text: string;
  readonly pieces: string[];
  readonly id: number;
  /** Softmax over the whole vocabulary. */
  readonly score: number;
}

export interface PiecePrediction {
  /** UTF-16 offsets into the text. */
  readonly start: number;
  readonly end: number;
  readonly candidates: PieceCandidate[];
}

/** A piece by its id. Rows by which weights are padded have the name of an id that is left free. */
export const pieceOf = (id: number, { vocabulary }: Tokenizer): string => vocabulary[id] ?? `[unused${id}]`;

/**
 * Fills each [MASK] of `encoding` (blanks are such) with single pieces: the whole vocabulary counts, continuations and
 * special tokens too, and with several masks each is predicted while the others are masked. The same as Hugging Face's
 * fill-mask pipeline. Text longer than the model's positions is given in windows.
 */
export async function fillMasks(
  encoding: Encoding,
  tokenizer: Tokenizer,
  model: MaskedLanguageModel,
  { topK = 5, ...run }: RunOptions & { readonly topK?: number } = {},
): Promise<PiecePrediction[]> {
  const { mask } = tokenizer.ids;
  const masks = encoding.pieces.flatMap(({ id }, index) => (id === mask ? [index] : []));
  const inputs = new Map<string, { ids: Int32Array; masks: number[]; from: number }>();
  for (const at of masks) {
    const { from, to } = windowAround(encoding, at, at + 1, model.maxPositions - 2);
    const known = inputs.get(`${from}:${to}`);
    if (known) known.masks.push(at);
    else
      inputs.set(`${from}:${to}`, {
        ids: Int32Array.from(
          addSpecialTokens(
            encoding.pieces.slice(from, to).map(({ id }) => id),
            tokenizer.ids,
          ),
        ),
        masks: [at],
        from,
      });
  }
  const windows = [...inputs.values()];
  const answers = await model.topK(
    windows.map(({ ids, masks: at, from }): MaskedInput => ({
      ids,
      positions: Int32Array.from(at, (index) => index - from + 1),
    })),
    topK,
    run,
  );
  return windows.flatMap(({ masks: at }, w) =>
    at.map((index, m) => {
      const { ids, probabilities } = answers[w]![m]!;
      const { start, end } = encoding.pieces[index]!;
      const candidates = Array.from(ids, (id, rank) => {
        const piece = pieceOf(id, tokenizer);
        return {
          text: tokenizer.texts[id] || piece,
          pieces: [piece],
          id,
          score: probabilities[rank]!,
        };
      });
      return { start, end, candidates };
    }),
  );
}
