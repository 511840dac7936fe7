import { BYTE, NORMAL, UNUSED, USER_DEFINED, UNKNOWN, type SentencePieceFile } from './model-file.ts';
import { bpe } from './bpe.ts';
import { readCharsmap } from './charsmap.ts';
import { normalize } from './normalize.ts';
import type { PieceTable } from './table.ts';
import { Trie } from './trie.ts';
import { unigram } from './unigram.ts';

/** A piece of a text: its number in the model, and UTF-16 offsets into the text. */
export interface Found {
  readonly piece: number;
  readonly start: number;
  readonly end: number;
}

/** A SentencePiece model: text to pieces, as google/sentencepiece's processor makes them. */
export interface SentencePieceEncoder {
  readonly file: SentencePieceFile;
  /** Numbers of pieces, control symbols and bytes included. */
  readonly numbers: ReadonlyMap<string, number>;
  readonly unknown: number;
  encode(text: string): Found[];
}

/** The encoder that a model's file describes, unigram or BPE. */
export function createEncoder(file: SentencePieceFile): SentencePieceEncoder {
  const { pieces, kind, byteFallback, normalizer } = file;
  const all = new Map<string, number>();
  const byText = new Map<string, number>();
  pieces.forEach(({ piece, type }, number) => {
    if (!all.has(piece)) all.set(piece, number);
    if (type === NORMAL || type === USER_DEFINED || type === UNUSED) byText.set(piece, number);
  });
  const table: PieceTable = {
    numbers: byText,
    scores: Float32Array.from(pieces, ({ score }) => score),
    types: Uint8Array.from(pieces, ({ type }) => type),
    userDefinedAt: findUserDefined(pieces.flatMap(({ piece, type }) => (type === USER_DEFINED ? [piece] : []))),
  };
  const bytes = new Map<number, number>();
  pieces.forEach(({ piece, type }, number) => {
    if (type === BYTE) bytes.set(parseInt(piece.slice(3, 5), 16), number);
  });
  const unknown = Math.max(
    0,
    pieces.findIndex(({ type }) => type === UNKNOWN),
  );
  const charsmap = readCharsmap(normalizer.charsmap);
  const segment = kind === 'unigram' ? unigram(table) : bpe(table);
  return {
    file,
    numbers: all,
    unknown,
    encode(text) {
      const mapped = normalize(text, normalizer, charsmap, { at: table.userDefinedAt });
      const found: Found[] = [];
      let afterUnknown = false;
      for (const { piece, start, end } of segment(mapped.text)) {
        const place = { start: mapped.starts![start]!, end: mapped.ends![end - 1]! };
        if (piece >= 0) found.push({ piece, ...place });
        else if (byteFallback) {
          for (const byte of new TextEncoder().encode(mapped.text.slice(start, end)))
            found.push({ piece: bytes.get(byte) ?? unknown, ...place });
        } else if (afterUnknown) {
          // Neighbours that no piece stands for are one <unk>.
          const before = found.pop()!;
          found.push({ piece: unknown, start: before.start, end: place.end });
        } else found.push({ piece: unknown, ...place });
        afterUnknown = piece < 0;
      }
      return found;
    },
  };
}

/** Finds the longest of some symbols at a place. */
function findUserDefined(symbols: readonly string[]): PieceTable['userDefinedAt'] {
  const trie = new Trie(symbols.map((symbol, at) => [symbol, at]));
  return (text, place) => (trie.longestMatch(text, place)?.end ?? place) - place;
}
