import { expect, it } from 'vitest';
import type { Analyzer } from '../../../src/morphemes/morpheme.ts';
import { preTokenizedSplitter } from '../../../src/pieces/pre-cut.ts';
import { sentencePieceSplitter } from '../../../src/pieces/sentencepiece/splitter.ts';
import { createTokenizer } from '../../../src/pieces/tokenizer.ts';
import { tokenizerJsonSplitter } from '../../../src/pieces/tokenizer-json/splitter.ts';
import { unigram } from '../../fixtures/tokenizer-json.ts';
import { unigrams } from '../../fixtures/unigrams.ts';
import { analyzer } from '../predictions/fakes.ts';

const VOCABULARY = '[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n猫';
const japanese = { tokenizer_class: 'BertJapaneseTokenizer', word_tokenizer_type: 'mecab' };

it.each([
  ['ipadic', japanese, ['BertJapaneseTokenizer', 'ipadic']],
  ['unidic', { ...japanese, mecab_kwargs: { mecab_dic: 'unidic' } }, ['BertJapaneseTokenizer', 'unidic']],
  [
    'unidic_lite',
    { ...japanese, subword_tokenizer_type: 'character', mecab_kwargs: { mecab_dic: 'unidic_lite' } },
    ['BertJapaneseTokenizer', 'unidic_lite'],
  ],
  ['jumandic', { ...japanese, word_tokenizer_type: 'jumanpp' }, ['BertJapaneseTokenizer', 'Juman++']],
  ['ipadic', { ...japanese, word_tokenizer_type: 'basic' }, ['BertJapaneseTokenizer', null]],
  [
    'ipadic',
    { ...japanese, tokenizer_class: 'DistilBertJapaneseTokenizer' },
    ['DistilBertJapaneseTokenizer', 'ipadic'],
  ],
  ['ipadic', {}, ['BertTokenizer', null]],
])('a tokenizer with a vocabulary tells what it is: over %s, %o', (dictionary, settings, [name, words]) => {
  const own: Analyzer = { ...analyzer, dictionary };
  const ownCode = name === 'DistilBertJapaneseTokenizer';
  const origin = { class: name, ownCode, words, sentencePiece: false };
  expect(createTokenizer(settings, VOCABULARY, own).origin).toEqual(origin);
});

it('one of a SentencePiece model, also over words by Juman++, and one of a tokenizer.json', () => {
  const settings = {
    tokenizer_class: 'DebertaV2Tokenizer',
    mask_token: '<mask>',
    cls_token: '<s>',
    unk_token: '<unk>',
  };
  const splitter = sentencePieceSplitter(unigrams(['▁猫']), 'spiece.model', settings);
  expect(splitter.origin).toEqual({
    class: 'DebertaV2Tokenizer',
    ownCode: false,
    words: null,
    sentencePiece: true,
  });
  const own = { ...settings, tokenizer_class: 'DebertaV2JumanppTokenizer' };
  expect(sentencePieceSplitter(unigrams(['▁猫']), 'spiece.model', own).origin.ownCode).toBe(true);
  expect(preTokenizedSplitter(splitter, analyzer).origin).toEqual({ ...splitter.origin, words: 'Juman++' });
  const json = unigram(['<s>', '<pad>', '</s>', '<unk>', '<mask>', '▁猫']);
  const named = { tokenizer_class: 'PreTrainedTokenizerFast', mask_token: '<mask>' };
  expect(tokenizerJsonSplitter(json, named).origin).toEqual({
    class: 'PreTrainedTokenizerFast',
    ownCode: false,
    words: null,
    sentencePiece: false,
  });
});
