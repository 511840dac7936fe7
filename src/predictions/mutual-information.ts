import type { Encoding, Tokenizer } from '../pieces/encoding.ts';
import { CONTEXT_POSITIONS } from './masks.ts';
import type { MaskedLanguageModel, RunOptions } from './model.ts';
import { scoreText } from './scoring.ts';

/**
 * How much `first` helps to predict `second`, in bits for each word of `second`: its pseudo-log-likelihood with `first`
 * before it minus that without, which is the pointwise mutual information of the two (Church and Hanks 1990) with the
 * probabilities of Kauf and Ivanova's scoring (see `Masking`). Below 0 where `first` misleads; 0 where nothing in
 * `second` can be scored. Of sentences that do not fit together the parts that meet are compared.
 */
export async function mutualInformation(
  first: Encoding,
  second: Encoding,
  tokenizer: Tokenizer,
  model: MaskedLanguageModel,
  run: RunOptions = {},
): Promise<number> {
  const room = Math.min(model.maxPositions, CONTEXT_POSITIONS) - 2;
  const end = headWords(second, Math.max(Math.ceil(room / 2), room - first.pieces.length));
  const alone = words(second, 0, end);
  const before = words(first, tailWords(first, room - alone.pieces.length), first.words.length);
  const with_ = await scoreText(join(before, alone), tokenizer, model, { ...run, from: before.words.length });
  const without = await scoreText(alone, tokenizer, model, run);
  const count = new Set(without.pieces.map(({ word }) => word)).size;
  return count === 0 ? 0 : (with_.pll - without.pll) / count / Math.LN2;
}

/** How many words from the start have at most `room` pieces. */
function headWords({ words }: Encoding, room: number): number {
  const over = words.findIndex(({ firstPiece, pieceCount }) => firstPiece + pieceCount > room);
  return over < 0 ? words.length : over;
}

/** The first of the words at the end that have at most `room` pieces. */
function tailWords({ words, pieces }: Encoding, room: number): number {
  const inside = words.findIndex(({ firstPiece }) => pieces.length - firstPiece <= room);
  return inside < 0 ? words.length : inside;
}

/** Words [from, to) as an encoding of their own. */
function words({ text, words: all, pieces }: Encoding, from: number, to: number): Encoding {
  const kept = all.slice(from, to);
  const [head, tail] = [kept[0], kept.at(-1)];
  if (!head || !tail) return { text: '', words: [], pieces: [] };
  return shift(
    {
      text: text.slice(head.start, tail.end),
      words: kept,
      pieces: pieces.slice(head.firstPiece, tail.firstPiece + tail.pieceCount),
    },
    -head.start,
    -from,
    -head.firstPiece,
  );
}

/** One after the other, each split as it is by itself. */
function join(first: Encoding, second: Encoding): Encoding {
  const after = shift(second, first.text.length, first.words.length, first.pieces.length);
  return {
    text: first.text + second.text,
    words: [...first.words, ...after.words],
    pieces: [...first.pieces, ...after.pieces],
  };
}

function shift({ text, words: all, pieces }: Encoding, byText: number, byWords: number, byPieces: number): Encoding {
  return {
    text,
    words: all.map((word) => ({
      ...word,
      start: word.start + byText,
      end: word.end + byText,
      firstPiece: word.firstPiece + byPieces,
    })),
    pieces: pieces.map((piece) => ({
      ...piece,
      start: piece.start + byText,
      end: piece.end + byText,
      word: piece.word + byWords,
    })),
  };
}
