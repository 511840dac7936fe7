import { describe, expect, it } from 'vitest';
import { blobFiles } from '../../../src/engine/model-files.ts';
import { checkModel } from '../../../src/worker/parts.ts';

const files = (pieces: number, size: number) =>
  blobFiles([
    [
      'config.json',
      new Blob([JSON.stringify({ model_type: 'bert', vocab_size: size, tokenizer_class: 'BertTokenizer' })]),
    ],
    ['vocab.txt', new Blob([Array.from({ length: pieces }, (_, i) => `p${i}`).join('\n')])],
  ]);

describe('a vocabulary', () => {
  it.each([
    [2000, 2000],
    [2000, 2048],
  ])('of %i pieces goes with %i rows', async (pieces, size) => {
    await expect(checkModel(files(pieces, size), 'checkpoint')).resolves.toBeUndefined();
  });

  it.each([
    [2001, 2000],
    [4000, 32000],
  ])('of %i pieces is refused beside %i rows', async (pieces, size) => {
    await expect(checkModel(files(pieces, size), 'checkpoint')).rejects.toThrow(/do not belong together/);
  });

  it('of another dictionary is taken where that is', async () => {
    const unidic = blobFiles([
      ['config.json', new Blob(['{"model_type":"bert","tokenizer_class":"BertJapaneseTokenizer"}'])],
      [
        'tokenizer_config.json',
        new Blob(['{"word_tokenizer_type":"mecab","mecab_kwargs":{"mecab_dic":"unidic_lite"}}']),
      ],
    ]);
    await expect(checkModel(unidic, 'checkpoint')).rejects.toThrow(/unidic_lite/);
    await expect(checkModel(unidic, 'checkpoint', ['unidic_lite'])).resolves.toBeUndefined();
  });
});
