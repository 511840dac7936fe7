import { expect, it } from 'vitest';
import { sentencePieceSplitter } from '../../../src/pieces/sentencepiece/splitter.ts';
import { tokenizerSettings, type SettingsFiles } from '../../../src/pieces/settings.ts';
import { createTokenizer } from '../../../src/pieces/tokenizer.ts';
import { ipadicAnalyzer } from '../../conformance/data.ts';
import { unigrams } from '../../fixtures/unigrams.ts';

it.each<[string, SettingsFiles]>([
  [
    'added_tokens_decoder',
    {
      tokenizerConfig: {
        additional_special_tokens: ['<ent>'],
        added_tokens_decoder: {
          4: { content: '[MASK]', special: true },
          6: { content: '専門語', special: false },
          7: { content: '<ent>', special: false },
          8: { content: '<more>', special: true },
        },
      },
    },
  ],
  [
    'added_tokens.json',
    {
      addedTokens: { 専門語: 6, '<ent>': 7, '<more>': 8 },
      specialTokens: { additional_special_tokens: ['<ent>', { content: '<more>' }] },
    },
  ],
])('%s says which of the tokens that were added are words', (_, files) => {
  const vocabulary = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]', '猫'];
  const kinds = ['special', 'unknown', 'special', 'special', 'special', 'first', 'first', 'special', 'special'];
  const bert = createTokenizer(
    tokenizerSettings({ config: { tokenizer_class: 'BertJapaneseTokenizer' }, ...files }),
    vocabulary.join('\n'),
    ipadicAnalyzer(),
  );
  expect(bert.kinds).toEqual(kinds);
  expect(bert.texts[6]).toBe('専門語');
  const { specials } = sentencePieceSplitter(unigrams(vocabulary.slice(1)), 'spm.model', {
    ...tokenizerSettings(files),
    tokenizer_class: 'DebertaV2Tokenizer',
  });
  expect([6, 7, 8].map((id) => specials.has(id))).toEqual([false, true, true]);
});
