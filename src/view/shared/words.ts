import type { Analysis, MorphemeMessage, PieceMessage } from '../../protocol/analysis.ts';
import { toHiragana } from './furigana.ts';
import { wordClass, type WordClass } from './part-of-speech.ts';

/** A morpheme as it is set on the page. */
export interface Word {
  /** Index into `Analysis.morphemes`. */
  readonly index: number;
  readonly start: number;
  readonly end: number;
  /** As the user selected it. */
  readonly text: string;
  /** The dictionary's reading, for furigana; null where it has none. */
  readonly katakana: string | null;
  /** Hiragana; null where the writing says it, or nobody knows. */
  readonly reading: string | null;
  readonly class: WordClass;
  /** IPADIC's own words, coarse to fine. */
  readonly partOfSpeech: readonly string[];
  /** Null where it is the surface itself. */
  readonly baseForm: string | null;
  readonly known: boolean;
  readonly blank: boolean;
  readonly pieces: readonly PieceMessage[];
  /** The model reads [UNK] for at least one piece. */
  readonly unreadable: boolean;
  /** What stands between the word before and this one: a line break, a space, or nothing. */
  readonly before: 'line' | 'space' | 'none';
}

export function toWords({ text, morphemes, pieces }: Analysis): Word[] {
  let previous = 0;
  return morphemes.map((morpheme, index) => {
    const gap = text.slice(previous, morpheme.start);
    previous = morpheme.end;
    return toWord(morpheme, index, text.slice(morpheme.start, morpheme.end), gap, pieces);
  });
}

function toWord(
  morpheme: MorphemeMessage,
  index: number,
  text: string,
  gap: string,
  pieces: readonly PieceMessage[],
): Word {
  const { start, end, partOfSpeech, reading, known, blank, firstPiece, pieceCount } = morpheme;
  const own = pieces.slice(firstPiece, firstPiece + pieceCount);
  const hiragana = reading === null ? null : toHiragana(reading);
  return {
    index,
    start,
    end,
    text,
    katakana: reading,
    reading: hiragana === toHiragana(text) ? null : hiragana,
    class: wordClass(partOfSpeech),
    partOfSpeech,
    baseForm: morpheme.baseForm === morpheme.surface ? null : morpheme.baseForm,
    known,
    blank,
    pieces: own,
    unreadable: own.some(({ piece }) => piece === '[UNK]'),
    before: /[\n\r\u2028\u2029]/.test(gap) ? 'line' : gap === '' ? 'none' : 'space',
  };
}
