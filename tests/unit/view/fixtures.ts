import { classOf } from '../../../src/language/classes.ts';
import type {
  Analysis,
  MaskPrediction,
  MorphemeMessage,
  PieceMessage,
  Prediction,
  WordMessage,
} from '../../../src/protocol/analysis.ts';

/**
 * An analysis from surfaces and their parts of speech, one piece a word; words stand where they are found in `text`.
 */
export function analysisOf(
  text: string,
  words: readonly (readonly [surface: string, partOfSpeech: string, more?: Partial<MorphemeMessage>])[],
): Analysis {
  let at = 0;
  const pieces: PieceMessage[] = [];
  const morphemes = words.map(([surface, partOfSpeech, more], index): MorphemeMessage => {
    const start = text.indexOf(surface, at);
    at = start + surface.length;
    pieces.push({ piece: surface, id: 100 + index, start, end: at });
    const parts = partOfSpeech.split('-');
    return {
      surface,
      start,
      end: at,
      partOfSpeech: partOfSpeech ? parts : [],
      class: partOfSpeech ? classOf({ surface, partOfSpeech: parts }) : 'other',
      baseForm: surface,
      reading: null,
      known: true,
      blank: false,
      firstPiece: index,
      pieceCount: 1,
      ...more,
    };
  });
  return { text, omitted: 0, morphemes, pieces, words: morphemes.map(wordOf) };
}

/** A word of one morpheme, its reading over all of it where it is not kana. */
function wordOf({ start, end, surface, baseForm, reading }: MorphemeMessage, index: number): WordMessage {
  const hiragana = reading?.replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60)) ?? null;
  const shown = hiragana !== null && /\p{Script=Han}/u.test(surface) ? hiragana : null;
  return {
    start,
    end,
    first: index,
    stem: index + 1,
    last: index + 1,
    class: 'noun',
    base: baseForm ?? surface,
    baseReading: shown,
    forms: [],
    reading: shown,
    aloud: null,
    ambiguous: false,
    rubies: shown === null ? [] : [{ start, end, text: shown }],
  };
}

export const plain = analysisOf('猫が鳴く', [
  ['猫', '名詞'],
  ['が', '助詞'],
  ['鳴く', '動詞'],
]);

export const seed = analysisOf('友達とXXXXをする', [
  ['友達', '名詞-一般', { reading: 'トモダチ' }],
  ['と', '助詞-格助詞-一般', { reading: 'ト' }],
  ['XXXX', '', { blank: true, baseForm: null }],
  ['を', '助詞-格助詞-一般', { reading: 'ヲ' }],
  ['する', '動詞-自立', { reading: 'スル' }],
]);

export const maskAt = (analysis: Analysis, morphemes: number[], texts: string[] = ['話', '仕事']): MaskPrediction => {
  const first = analysis.morphemes[morphemes[0]!]!;
  const last = analysis.morphemes[morphemes.at(-1)]!;
  const written = analysis.text.slice(first.start, last.end);
  return {
    morphemes,
    start: first.start,
    end: last.end,
    candidates: texts.map((text, index) => ({ text, pieces: [text], score: 0.5 / (index + 1) })),
    original: first.blank ? null : { text: written, read: written, rank: 7, score: 0.01 },
  };
};

export const predictionOf = (masks: MaskPrediction[]): Prediction => ({
  model: 'default',
  backend: { device: 'wasm', precision: 'int8', threads: 1, tested: true, passedOver: [] },
  masks,
  milliseconds: 12.3,
});
