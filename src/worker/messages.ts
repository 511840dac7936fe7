import type { Analysis, Stretch } from '../protocol/analysis.ts';
import { classOf } from '../language/classes.ts';
import { hasBracket } from '../language/cut-text.ts';
import type { ReadWord } from '../language/read.ts';
import { ownPartOfSpeech } from '../morphemes/tagsets.ts';
import type { Params } from '../protocol/protocol.ts';
import type { Encoding } from '../pieces/encoding.ts';

/**
 * Widens a stretch to the words it touches, and to those that are read, or drawn, as one with them; a caret to the word
 * after it, else to the one before. Null where it touches none, or all.
 */
export function wholeWords(
  { text, words }: Encoding,
  read: readonly ReadWord[],
  { start, end }: Stretch,
): Stretch | null {
  const touched =
    start === end
      ? [words.find((word) => word.end > start && word.start <= start) ?? words.findLast((word) => word.end === start)]
      : words.filter((word) => word.end > start && word.start < end);
  const [first, last] = [touched[0], touched.at(-1)];
  if (!first || !last) return null;
  const over = read
    .flatMap((word): readonly Stretch[] => {
      if (hasBracket(text, word)) return [{ start: words[word.first]!.start, end: words[word.last - 1]!.end }];
      return word.class === 'symbol' ? [word] : word.rubies;
    })
    .filter((one) => one.start < last.end && one.end > first.start);
  const from = Math.min(first.start, ...over.map((one) => one.start));
  const to = Math.max(last.end, ...over.map((one) => one.end));
  return from <= words[0]!.start && to >= words.at(-1)!.end ? null : { start: from, end: to };
}

/**
 * An encoding as it travels to the surfaces.
 * @param asked What of its text was asked about, and how much is left.
 */
export function toAnalysis(
  encoding: Encoding,
  read: readonly ReadWord[],
  { omitted = 0, goesOn, selected }: Omit<Params<'analyze'>, 'text' | 'ruby'> = {},
): Analysis {
  const { text, words, pieces } = encoding;
  const whole = selected && wholeWords(encoding, read, selected);
  return {
    text,
    ...(whole && { selected: whole }),
    omitted,
    ...(goesOn && { goesOn }),
    morphemes: words.map(({ surface, start, end, morpheme, blank, firstPiece, pieceCount }) => ({
      surface,
      start,
      end,
      partOfSpeech: morpheme ? ownPartOfSpeech(morpheme) : [],
      class: morpheme && !blank ? classOf(morpheme) : 'other',
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
    words: toWords(read),
  };
}

/** Words as they travel. */
export const toWords = (read: readonly ReadWord[]): Analysis['words'] => read.map(toWord);

function toWord(word: ReadWord): Analysis['words'][number] {
  const { start, end, first, stem, last, base, baseReading, forms, reading, rubies, own, ambiguous } = word;
  return {
    start,
    end,
    first,
    stem,
    last,
    class: word.class,
    base,
    baseReading,
    forms: [...forms],
    reading,
    aloud: own && own.aloud !== '' ? own.aloud : null,
    ambiguous,
    rubies: rubies.map((ruby) => ({ start: ruby.start, end: ruby.end, text: ruby.text })),
  };
}
