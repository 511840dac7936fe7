import { addSpecialTokens, type Encoding, type Tokenizer } from '../pieces/encoding.ts';
import { windowAround } from './window.ts';

/** A word, and the attention weight it is given. */
export interface WordAttention {
  /** UTF-16 offsets into the text. */
  readonly start: number;
  readonly end: number;
  /** 0 to 1. */
  readonly weight: number;
}

export interface AttentionQuery {
  /** The input to give to the model. */
  readonly ids: Int32Array;
  /**
   * Attention maps ([S, S] row-major, rows sum to 1) averaged, as seen from the asked words: rows of their pieces
   * averaged, columns of each word's pieces added. Words outside the model's window are left out.
   */
  shares(maps: readonly Float32Array[]): { readonly words: WordAttention[]; readonly special: number };
}

/** The model input with which to see where the pieces of the given words (which must exist and be adjacent) attend. */
export function queryAttention(
  encoding: Encoding,
  asked: readonly number[],
  tokenizer: Tokenizer,
  maxPositions: number,
): AttentionQuery {
  const [head, tail] = [encoding.words[asked[0]!]!, encoding.words[asked.at(-1)!]!];
  const [first, last] = [head.firstPiece, tail.firstPiece + tail.pieceCount];
  const { from, to } = windowAround(encoding, first, last, maxPositions - 2);
  // A word longer than the window is seen in part.
  const [begin, stop] = [Math.max(first, from), Math.min(last, to)];
  const ids = Int32Array.from(
    addSpecialTokens(
      encoding.pieces.slice(from, to).map(({ id }) => id),
      tokenizer.ids,
    ),
  );
  const size = ids.length;
  return {
    ids,
    shares(maps) {
      const row = new Float64Array(size);
      for (const map of maps) {
        for (let piece = begin; piece < stop; piece++) {
          const at = (piece - from + 1) * size;
          for (let column = 0; column < size; column++)
            row[column]! += map[at + column]! / (maps.length * (stop - begin));
        }
      }
      const weights = new Map<number, number>();
      for (let piece = from; piece < to; piece++) {
        const { word } = encoding.pieces[piece]!;
        weights.set(word, (weights.get(word) ?? 0) + row[piece - from + 1]!);
      }
      const words = [...weights].map(([word, weight]): WordAttention => ({
        start: encoding.words[word]!.start,
        end: encoding.words[word]!.end,
        weight,
      }));
      const closing = tokenizer.ids.sep === null ? 0 : row[size - 1]!;
      return { words, special: row[0]! + closing };
    },
  };
}
