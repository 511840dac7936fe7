import type { Analyzer } from '../../../src/morphemes/morpheme.ts';
import type { MaskedInput, MaskedLanguageModel, TopK } from '../../../src/predictions/model.ts';
import type { Encoding, Tokenizer, Word, WordPiece, PieceKind } from '../../../src/pieces/encoding.ts';

const vocabulary = [
  '[PAD]',
  '[UNK]',
  '[CLS]',
  '[SEP]',
  '[MASK]',
  '僕',
  'は',
  '犬',
  '猫',
  'が',
  '好き',
  'だ',
  '。',
  'ゲーム',
  '##センター',
  '##機',
  '東京',
  '##タワー',
  'お',
  '##腹',
  'A',
  'B',
];
const ids = { pad: 0, unk: 1, cls: 2, sep: 3, mask: 4 };

/**
 * Words between spaces; pieces between hyphens: `ゲーム-##センター が 好き`. `_` is a blank. The text has neither spaces nor
 * hyphens.
 */
export function encode(written: string): Encoding {
  const words: Word[] = [];
  const pieces: WordPiece[] = [];
  let text = '';
  for (const word of written.split(' ').filter(Boolean)) {
    const start = text.length;
    const firstPiece = pieces.length;
    const blank = word === '_';
    for (const piece of blank ? ['[MASK]'] : word.split('-')) {
      const from = text.length;
      text += blank ? '＿＿' : piece.replace(/^##/, '');
      const index = vocabulary.indexOf(piece);
      pieces.push({
        piece: index < 0 ? '[UNK]' : piece,
        id: index < 0 ? ids.unk : index,
        word: words.length,
        start: from,
        end: text.length,
      });
    }
    words.push({
      surface: text.slice(start),
      morpheme: null,
      blank,
      firstPiece,
      pieceCount: pieces.length - firstPiece,
      start,
      end: text.length,
    });
  }
  return { text, words, pieces };
}

/** Words between spaces need no dictionary. */
export const analyzer: Analyzer = {
  dictionary: 'none',
  analyze: () => [],
  cost: () => 0,
  homographs: () => [],
  lexicon: async () => ({ entries: () => [], readAs: () => [], kanjiReadings: () => [] }),
};

const kinds = vocabulary.map((piece, at): PieceKind => {
  if (at === ids.unk) return 'unknown';
  if (/^\[[A-Za-z]+\d*\]$/.test(piece)) return 'special';
  return /^##./u.test(piece) ? 'continuation' : 'first';
});

export const tokenizer: Tokenizer = {
  origin: { class: 'BertJapaneseTokenizer', ownCode: false, words: 'ipadic', sentencePiece: false },
  vocabulary,
  kinds,
  texts: vocabulary.map((piece) => piece.replace(/^##(?=.)/u, '')),
  analyzer,
  ids,
  idOf: (piece) => {
    const id = vocabulary.indexOf(piece);
    return id < 0 ? undefined : id;
  },
  encode,
};

export const id = (piece: string): number => vocabulary.indexOf(piece);
export const show = (sentence: Iterable<number>): string => Array.from(sentence, (each) => vocabulary[each]).join(' ');

/**
 * A model that answers from a function: the probability of each piece at a position of a sentence of pieces. What is
 * not named shares the rest.
 */
export function fakeModel(answer: (pieces: string[], position: number) => Record<string, number>, maxPositions = 40) {
  const calls: MaskedInput[] = [];
  const distribution = ({ ids: sentence }: MaskedInput, position: number): Float64Array => {
    const named = answer(
      Array.from(sentence, (each) => vocabulary[each]!),
      position,
    );
    const rest = 1 - Object.values(named).reduce((a, b) => a + b, 0);
    return Float64Array.from(
      vocabulary,
      (piece) => named[piece] ?? rest / (vocabulary.length - Object.keys(named).length),
    );
  };
  const check = (input: MaskedInput) => {
    if (input.ids.length > maxPositions) throw new Error(`too long: ${input.ids.length}`);
    calls.push(input);
  };
  const model: MaskedLanguageModel & { readonly calls: MaskedInput[] } = {
    name: 'fake',
    vocabularySize: vocabulary.length,
    maxPositions,
    calls,
    backend: { device: 'wasm', precision: 'fp32', threads: 1, tested: true, passedOver: [] },
    topK: async (inputs, k) =>
      inputs.map((input) => {
        check(input);
        return Array.from(input.positions, (position): TopK => {
          const p = distribution(input, position);
          const best = [...p.keys()].sort((a, b) => p[b]! - p[a]!).slice(0, k);
          return { ids: Int32Array.from(best), probabilities: Float32Array.from(best, (each) => p[each]!) };
        });
      }),
    logProbabilities: async (inputs, targets) =>
      inputs.map((input, i) => {
        check(input);
        return Float32Array.from(input.positions, (position, at) =>
          Math.log(distribution(input, position)[targets[i]![at]!]!),
        );
      }),
    dispose: async () => {},
  };
  return model;
}
