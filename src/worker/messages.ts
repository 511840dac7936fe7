import type { Analysis } from '../protocol/analysis.ts';
import { MAX_TEXT } from '../protocol/limits.ts';
import type { ReadWord } from '../language/read.ts';
import type { Encoding } from '../pieces/encoding.ts';
import { baseReading } from './words.ts';

/** Cuts `text` to MAX_TEXT UTF-16 units, never inside a surrogate pair. */
export function cut(text: string): { readonly kept: string; readonly omitted: number } {
  if (text.length <= MAX_TEXT) return { kept: text, omitted: 0 };
  const last = text.charCodeAt(MAX_TEXT - 1);
  const end = last >= 0xd800 && last < 0xdc00 ? MAX_TEXT - 1 : MAX_TEXT;
  return { kept: text.slice(0, end), omitted: text.length - end };
}

/** An encoding as it travels to the surfaces. */
export function toAnalysis({ text, words, pieces }: Encoding, read: readonly ReadWord[], omitted: number): Analysis {
  return {
    text,
    omitted,
    morphemes: words.map(({ surface, start, end, morpheme, blank, firstPiece, pieceCount }) => ({
      surface,
      start,
      end,
      partOfSpeech: morpheme ? [...morpheme.partOfSpeech] : [],
      baseForm: morpheme?.baseForm ?? null,
      reading: morpheme?.reading ?? null,
      known: morpheme?.known ?? true,
      blank,
      firstPiece,
      pieceCount,
    })),
    pieces: pieces.map(({ piece, id, start, end, unknown }) => ({
      piece,
      id,
      start,
      end,
      ...(unknown && { unknown }),
    })),
    words: toWords(read, text),
  };
}

/** Words as they travel. */
export const toWords = (read: readonly ReadWord[], text: string): Analysis['words'] =>
  read.map((word) => toWord(word, text));

function toWord(word: ReadWord, text: string): Analysis['words'][number] {
  const { start, end, first, stem, last, base, forms, reading, rubies, own, ambiguous } = word;
  return {
    start,
    end,
    first,
    stem,
    last,
    class: word.class,
    base,
    baseReading: baseReading(word, text),
    forms: [...forms],
    reading,
    aloud: own && own.aloud !== '' ? own.aloud : null,
    ambiguous,
    rubies: rubies.map((ruby) => ({ start: ruby.start, end: ruby.end, text: ruby.text })),
  };
}
