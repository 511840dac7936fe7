import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignedTokenizer } from '../../../src/pieces/aligned.ts';
import type { Tokenizer } from '../../../src/pieces/encoding.ts';
import { TokenizerError } from '../../../src/pieces/errors.ts';
import { createEncoder } from '../../../src/pieces/sentencepiece/encoder.ts';
import { parseSentencePiece } from '../../../src/pieces/sentencepiece/model-file.ts';
import { normalizeAsAlbert, sentencePieceSplitter } from '../../../src/pieces/sentencepiece/splitter.ts';
import { createTokenizer } from '../../../src/pieces/tokenizer.ts';
import { ipadicAnalyzer } from '../../conformance/data.ts';
import { unigrams } from '../../fixtures/unigrams.ts';

const fixture = (name: string): Uint8Array =>
  brotliDecompressSync(readFileSync(new URL(`../../fixtures/sentencepiece/${name}.br`, import.meta.url)));
const expected = JSON.parse(new TextDecoder().decode(fixture('expected.json'))) as {
  texts: string[];
  plain: Record<string, number[][]>;
  classes: {
    name: string;
    model: string;
    file: string;
    masked: string[];
    settings: { tokenizer_class: string; do_lower_case?: boolean };
    ids: number[][];
  }[];
};

const different = (texts: readonly string[], of: (text: string) => readonly number[], wanted: readonly number[][]) =>
  texts.flatMap((text, i) => {
    const ids = of(text);
    return ids.join() === wanted[i]!.join() ? [] : [{ text, ids, wanted: wanted[i] }];
  });

describe("google/sentencepiece's pieces", () => {
  it.each(Object.entries(expected.plain))('%s', (name, ids) => {
    const encoder = createEncoder(parseSentencePiece(fixture(`${name}.model`), name));
    expect(different(expected.texts, (text) => encoder.encode(text).map(({ piece }) => piece), ids)).toEqual([]);
  });
});

describe("transformers' ids", () => {
  it.each(expected.classes)('$settings.tokenizer_class: $name', ({ model, file, settings, masked, ids }) => {
    const bytes = fixture(`${model}.model`);
    const tokenizer: Tokenizer =
      settings.tokenizer_class === 'BertJapaneseTokenizer'
        ? createTokenizer(settings, bytes, ipadicAnalyzer())
        : alignedTokenizer(sentencePieceSplitter(bytes, file, settings), ipadicAnalyzer());
    const idsOf = (text: string) => tokenizer.encode(text, { blanks: false, apart: false }).pieces.map(({ id }) => id);
    // A text of nothing but white space has no word, and nothing to predict.
    const found = different([...expected.texts, ...masked], idsOf, ids).filter(({ text }) => text.trim() !== '');
    expect(found).toEqual([]);
  });
});

it('has white space for ALBERT where Python has it', () => {
  // As " ".join(text.split()).
  expect(normalizeAsAlbert('か \ufeff', {}).text).toBe('か \ufeff');
  expect(normalizeAsAlbert('か\x1c\u0085か\x1c', {}).text).toBe('か か');
});

describe('a SentencePiece tokenizer', () => {
  const of = (model: string, settings: object) =>
    alignedTokenizer(sentencePieceSplitter(fixture(`${model}.model`), 'spiece.model', settings), ipadicAnalyzer());

  it('says where its pieces stand', () => {
    const { words, pieces } = of('sarashina', { tokenizer_class: 'LlamaTokenizer', mask_token: '<mask>' }).encode(
      '今日は＿＿が好きだ',
    );
    expect(words.map(({ start, end, blank }) => [start, end, blank])).toEqual([
      [0, 2, false],
      [2, 3, false],
      [3, 5, true],
      [5, 6, false],
      [6, 8, false],
      [8, 9, false],
    ]);
    for (const { start, end, word } of pieces) {
      expect(start).toBeGreaterThanOrEqual(words[word]!.start);
      expect(end).toBeLessThanOrEqual(words[word]!.end);
    }
  });

  it.each([true, false])('says where pieces stand that stand for nothing: lower case %s', (lower) => {
    const { settings, model } = expected.classes.find(
      ({ settings: { tokenizer_class } }) => tokenizer_class === 'BertJapaneseTokenizer',
    )!;
    const tokenizer = createTokenizer(
      { ...settings, do_lower_case: lower },
      fixture(`${model}.model`),
      ipadicAnalyzer(),
    );
    for (const sign of ['℃', '№', '℡', '™', 'ℋ', '㌔℃', 'ABC']) {
      const text = `㍍は25${sign}です。㌔㍍`;
      const { words, pieces } = tokenizer.encode(text);
      let at = 0;
      for (const { start, end, firstPiece, pieceCount } of words) {
        expect(start).toBe(at);
        let inside = start;
        for (const piece of pieces.slice(firstPiece, firstPiece + pieceCount)) {
          expect(piece.start).toBeGreaterThanOrEqual(inside);
          expect(piece.end).toBeGreaterThanOrEqual(piece.start);
          inside = piece.end;
        }
        expect(inside).toBe(end);
        at = end;
      }
      expect(at).toBe(text.length);
    }
  });

  it('may have a line break for a piece', () => {
    const own = ['▁', '\n', '猫', '\r\n', 'を'];
    const settings = {
      tokenizer_class: 'BertJapaneseTokenizer',
      word_tokenizer_type: 'mecab',
      subword_tokenizer_type: 'sentencepiece',
      unk_token: '<unk>',
      pad_token: '<unk>',
    };
    const tokenizer = createTokenizer(settings, unigrams(own), ipadicAnalyzer());
    expect(tokenizer.vocabulary).toEqual(['<unk>', '[CLS]', '[SEP]', '[MASK]', ...own]);
    const { pieces } = tokenizer.encode('猫を');
    expect(pieces.map(({ id, piece }) => [id, piece])).toEqual([
      [4, '▁'],
      [6, '猫'],
      [4, '▁'],
      [8, 'を'],
    ]);
    for (const { id, piece } of pieces) expect(tokenizer.idOf(piece)).toBe(id);
  });

  it('begins with [CLS] and has nothing behind a text where rinna has it so', () => {
    const settings = expected.classes.find(({ name }) => name === 't5')!.settings;
    expect(of('t5', settings).ids).toMatchObject({ cls: 4, sep: null, mask: 6, pad: 3 });
  });

  it.each([
    ['albert', { tokenizer_class: 'AlbertTokenizer' }],
    ['xlmr', { tokenizer_class: 'XLMRobertaTokenizer' }],
    ['llama', { tokenizer_class: 'LlamaTokenizer', mask_token: '<mask>' }],
    ['sarashina', { tokenizer_class: 'PreTrainedTokenizerFast', mask_token: '<mask>' }],
  ])('takes every string, and its pieces go from left to right: %s', (model, settings) => {
    const tokenizer = of(model, settings);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), fc.boolean(), (text, apart) => {
        const { words, pieces } = tokenizer.encode(text, { apart });
        let at = 0;
        for (const { start, end, id } of pieces) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(tokenizer.vocabulary[id]).toBeDefined();
          at = start;
        }
        for (const { start, end, surface, morpheme } of words)
          if (!morpheme) expect(surface).toBe(text.slice(start, end));
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  it('is refused where its model is none, or damaged', () => {
    const settings = { tokenizer_class: 'AlbertTokenizer' };
    const bytes = fixture('albert.model');
    for (const damaged of [new Uint8Array(), new Uint8Array(40).fill(255), bytes.slice(0, 3000)])
      expect(() => sentencePieceSplitter(damaged, 'spiece.model', settings)).toThrow(TokenizerError);
    expect(() => sentencePieceSplitter(bytes, 'spiece.model', { tokenizer_class: 'XTokenizer' })).toThrow(/XTokenizer/);
  });
});
