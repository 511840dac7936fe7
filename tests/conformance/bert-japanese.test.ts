import { describe, expect, it } from 'vitest';
import { createTokenizer } from '../../src/pieces/tokenizer.ts';
import type { Encoding } from '../../src/pieces/encoding.ts';
import { ipadicAnalyzer, readVector, tohokuVocabulary } from './data.ts';

interface Vectors {
  words: { text: string; words: string[] }[];
  wordpiece_small: { vocab: string[]; cases: [string, string[]][] };
  full_small: { vocab: string[]; text: string; tokens: string[]; ids: number[] };
  options: { do_lower_case?: boolean; normalize_text?: boolean; text: string; words: string[] }[];
  character: { vocab: string[]; cases: [string, number[] | null, string[]?][] };
  tohoku_v1: { text: string; tokens: string[] | null; ids: number[] | null }[];
}
const vectors = readVector('bert-japanese.json') as Vectors;

const MECAB = {
  tokenizer_class: 'BertJapaneseTokenizer',
  word_tokenizer_type: 'mecab',
  mecab_kwargs: { mecab_dic: 'ipadic' },
};
const tokenizer = (config: object, vocabulary: readonly string[]) =>
  createTokenizer(config, vocabulary.join('\n'), ipadicAnalyzer());
const words = ({ words }: Encoding) => words.map(({ surface }) => surface);
const pieces = ({ pieces }: Encoding) => pieces.map(({ piece }) => piece);
const ids = ({ pieces }: Encoding) => pieces.map(({ id }) => id);

describe('words', () => {
  const tohoku = createTokenizer(MECAB, tohokuVocabulary(), ipadicAnalyzer());
  it.each(vectors.words)('$text', ({ text, words: expected }) => {
    expect(words(tohoku.encode(text, { blanks: false }))).toEqual(expected);
  });

  it.each(vectors.options)(
    'with $do_lower_case, $normalize_text: $text',
    ({ do_lower_case, normalize_text, text, words: expected }) => {
      const config = {
        ...MECAB,
        do_lower_case: do_lower_case ?? false,
        mecab_kwargs: { mecab_dic: 'ipadic', normalize_text: normalize_text ?? true },
      };
      expect(words(createTokenizer(config, tohokuVocabulary(), ipadicAnalyzer()).encode(text))).toEqual(expected);
    },
  );
});

describe('word pieces', () => {
  const small = tokenizer({ ...MECAB, word_tokenizer_type: 'basic' }, vectors.wordpiece_small.vocab);
  it.each(vectors.wordpiece_small.cases)('small vocabulary, words at spaces: %s', (text, expected) => {
    expect(pieces(small.encode(text))).toEqual(expected);
  });

  it('small vocabulary with MeCab', () => {
    const { vocab, text, tokens, ids: expected } = vectors.full_small;
    const encoding = tokenizer(MECAB, vocab).encode(text);
    expect(pieces(encoding)).toEqual(tokens);
    expect(ids(encoding)).toEqual(expected);
  });

  const character = tokenizer({ ...MECAB, subword_tokenizer_type: 'character' }, vectors.character.vocab);
  it.each(vectors.character.cases)('characters: %s', (text, expectedIds, expectedPieces) => {
    const encoding = character.encode(text);
    if (expectedIds) expect(ids(encoding)).toEqual(expectedIds);
    if (expectedPieces) expect(pieces(encoding)).toEqual(expectedPieces);
  });
});

describe("Tohoku's v1 vocabulary", () => {
  const tohoku = createTokenizer(MECAB, tohokuVocabulary(), ipadicAnalyzer());
  it.each(vectors.tohoku_v1)('$text', ({ text, tokens, ids: expected }) => {
    const encoding = tohoku.encode(text);
    const framed = tokens?.[0] === '[CLS]';
    if (tokens) expect(pieces(encoding)).toEqual(framed ? tokens.slice(1, -1) : tokens);
    if (expected) expect([tohoku.ids.cls, ...ids(encoding), tohoku.ids.sep]).toEqual(expected);
  });
});
