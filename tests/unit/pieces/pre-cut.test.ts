import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Analyzer } from '../../../src/morphemes/morpheme.ts';
import { toFullWidth } from '../../../src/morphemes/normalization.ts';
import { alignedTokenizer } from '../../../src/pieces/aligned.ts';
import { isOfWords, preTokenizedSplitter } from '../../../src/pieces/pre-cut.ts';
import { parseSentencePiece } from '../../../src/pieces/sentencepiece/model-file.ts';
import { sentencePieceSplitter } from '../../../src/pieces/sentencepiece/splitter.ts';
import { createTokenizer } from '../../../src/pieces/tokenizer.ts';
import { blobFiles } from '../../../src/engine/model-files.ts';
import { checkModel, loadTokenizer } from '../../../src/worker/parts.ts';
import { nodeFiles } from '../../../scripts/node/node-files.ts';
import { root } from '../../../scripts/node/paths.ts';
import { ipadicAnalyzer } from '../../conformance/data.ts';
import { unigrams } from '../../fixtures/unigrams.ts';

const fixture = (name: string): Uint8Array =>
  brotliDecompressSync(readFileSync(new URL(`../../fixtures/sentencepiece/${name}.model.br`, import.meta.url)));

const WORDS = ['▁を', '▁が', '▁に', '▁は', '▁の', '▁猫', '▁見', '▁る', '猫', 'を', '▁', '見', 'る'];
const settings = { tokenizer_class: 'AlbertTokenizer', keep_accents: true };
const splitter = () => sentencePieceSplitter(unigrams(WORDS), 'spiece.model', settings);

describe('a model of words that stood apart', () => {
  it('is known by the pieces of its particles', () => {
    expect(splitter().ofWords).toBe(true);
    const ofWords = (pieces: readonly string[]) => sentencePieceSplitter(unigrams(pieces), 's', settings).ofWords;
    expect(ofWords(['▁', 'を', '▁の', 'が'])).toBe(false);
    // Text of the web has some such pieces, which are rare.
    const particles = ['を', 'が', 'に', 'は', 'の'];
    const scored = (first: number, second: number) =>
      isOfWords({
        ...parseSentencePiece(unigrams([]), 's'),
        pieces: particles.flatMap((piece) => [
          { piece: `▁${piece}`, score: first, type: 1 },
          { piece, score: second, type: 1 },
        ]),
      });
    expect([scored(-9, -4), scored(-4, -9)]).toEqual([false, true]);
    for (const name of ['albert', 'deberta', 'llama', 'sarashina', 't5', 'xlmr'])
      expect(isOfWords(parseSentencePiece(fixture(name), name)), name).toBe(false);
  });

  it('is given words with spaces between, and its pieces have their places in the text', () => {
    const text = '猫を見る';
    const plain = splitter();
    const cut = preTokenizedSplitter(plain, ipadicAnalyzer());
    expect(cut.split(text)).toEqual(plain.split('猫 を 見る'));
    expect(cut.split(text)).not.toEqual(plain.split(text));
    const { words, pieces } = alignedTokenizer(cut, ipadicAnalyzer()).encode(text);
    expect(words.map(({ surface }) => surface)).toEqual(['猫', 'を', '見る']);
    expect(pieces.map(({ piece, start, end }) => `${piece}=${text.slice(start, end)}`).join(' ')).toBe(
      '▁猫=猫 ▁を=を ▁見=見 る=る',
    );
  });

  it('wants the dictionary that comes near Juman++, and says so before its weights are fetched', async () => {
    const files = blobFiles(
      Object.entries({
        'config.json': JSON.stringify({ model_type: 'roberta', vocab_size: splitter().vocabulary.length, ...settings }),
        'spiece.model': unigrams(WORDS) as Uint8Array<ArrayBuffer>,
      }).map(([name, content]) => [name, new Blob([content])] as const),
    );
    const check = (dictionaries: readonly string[]) =>
      checkModel(files, 'checkpoint', ['config.json', 'spiece.model'], dictionaries);
    await expect(check([])).rejects.toMatchObject({ code: 'wrong-dictionary', dictionary: 'jumandic' });
    await expect(check(['jumandic'])).resolves.toBeUndefined();
    await expect(loadTokenizer(nodeFiles(root), files)).rejects.toThrow('Juman++');
    const tokenizer = await loadTokenizer(nodeFiles(root), files, async () => ipadicAnalyzer());
    expect(tokenizer.encode('猫を見る').pieces.map(({ piece }) => piece)).toEqual(['▁猫', '▁を', '▁見', 'る']);
  });
});

describe('a model that reads full-width characters', () => {
  it('is given them, with places in the text as it was written', () => {
    expect(toFullWidth('Ab 1ｶﾞ漢').text).toBe('Ａｂ　１ガ漢');
    const ipadic = ipadicAnalyzer();
    const analyzer: Analyzer = {
      dictionary: 'jumandic',
      lexicon: ipadic.lexicon,
      analyze: (text, options) => ipadic.analyze(text, options),
      cost: (...given) => ipadic.cost(...given),
      homographs: (morpheme) => ipadic.homographs(morpheme),
    };
    const config = {
      tokenizer_class: 'BertJapaneseTokenizer',
      word_tokenizer_type: 'mecab',
      mecab_kwargs: { mecab_dic: 'jumandic' },
    };
    const pieces = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]', '１', '２', '##２', '月', '##月', '猫'];
    const ids = (vocabulary: readonly string[]) =>
      createTokenizer(config, vocabulary.join('\n'), analyzer).encode('12月猫');
    expect(ids(pieces).pieces.some(({ unknown }) => unknown)).toBe(false);
    expect(ids(pieces).pieces.map(({ start, end }) => [start, end])).toEqual([
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 4],
    ]);
    // One that has both forms reads text as NFKC leaves it.
    expect(ids([...pieces, '1', '##2']).pieces.map(({ piece }) => piece)).toContain('1');
  });
});
