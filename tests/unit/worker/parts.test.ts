import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { blobFiles, type ModelFiles } from '../../../src/engine/model-files.ts';
import { tokenizerChoices, tokenizerConfig } from '../../../src/view/options/tokenizer-choices.ts';
import { runUnwatched } from '../../../src/protocol/watchdog.ts';
import { tryTokenizer } from '../../../src/worker/try-tokenizer.ts';
import { checkModel, loadTokenizer } from '../../../src/worker/parts.ts';
import { nodeFiles } from '../../../scripts/node/node-files.ts';
import { root } from '../../../scripts/node/paths.ts';
import { unigram } from '../../fixtures/tokenizer-json.ts';

/** What the fixture has. */
const XLMR_PIECES = 2302;

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
    await expect(checkModel(files(pieces, size), 'checkpoint', ['config.json', 'vocab.txt'])).resolves.toBeUndefined();
  });

  it.each([
    [2001, 2000],
    [4000, 32000],
  ])('of %i pieces is refused beside %i rows', async (pieces, size) => {
    await expect(checkModel(files(pieces, size), 'checkpoint', ['config.json', 'vocab.txt'])).rejects.toThrow(
      /do not belong together/,
    );
  });

  const pieces = ['<s>', '<pad>', '</s>', '<unk>', '<mask>', ...Array.from({ length: 1995 }, (_, i) => `▁p${i}`)];
  const json = new Blob([JSON.stringify(unigram(pieces))]);
  const model = readFileSync(new URL('../../fixtures/sentencepiece/xlmr.model.br', import.meta.url));
  const others: readonly (readonly [string, number, Blob])[] = [
    ['tokenizer.json', 2000, json],
    // Its 2,300 pieces, one more before them, and <mask> behind.
    ['sentencepiece.bpe.model', XLMR_PIECES, new Blob([brotliDecompressSync(model)])],
  ];
  it.each(others)('of another file, too: %s', async (name, count, file) => {
    const beside = (size: number) =>
      blobFiles([
        ['config.json', new Blob([JSON.stringify({ model_type: 'xlm-roberta', vocab_size: size })])],
        [name, file],
      ]);
    for (const size of [count, count + 48]) {
      await expect(checkModel(beside(size), 'checkpoint', ['config.json', name])).resolves.toBeUndefined();
      await expect(loadTokenizer(nodeFiles(root), beside(size))).resolves.toBeDefined();
    }
    for (const size of [count - 10, count + 30_000]) {
      await expect(checkModel(beside(size), 'checkpoint', ['config.json', name])).rejects.toThrow(
        `${name} has ${count} pieces, but config.json says ${size}: they do not belong together`,
      );
      await expect(loadTokenizer(nodeFiles(root), beside(size))).rejects.toThrow(/do not belong together/);
    }
  });

  it('whose mask lies beyond the weights is found out by trying', async () => {
    const model = blobFiles([
      ['config.json', new Blob(['{"model_type":"xlm-roberta","vocab_size":2000}'])],
      [
        'tokenizer.json',
        new Blob([JSON.stringify(unigram([...pieces.slice(0, 4), ...pieces.slice(5), '▁', '<mask>']))]),
      ],
    ]);
    await expect(checkModel(model, 'checkpoint', ['config.json', 'tokenizer.json'])).resolves.toBeUndefined();
    await expect(tryTokenizer(nodeFiles(root), model, 'checkpoint', 'someone/model', runUnwatched)).rejects.toThrow(
      'The tokenizer gives the id 2000, but config.json says vocab_size 2000',
    );
  });

  it('counts what was added to it', async () => {
    const added = (special: boolean, size: number) => {
      const token = (_: unknown, i: number) =>
        [2000 + i, { content: special ? `<t${i}>` : `語${i}`, special }] as const;
      const decoder = Object.fromEntries(Array.from({ length: 1100 }, token));
      return configured(
        { vocab_size: size },
        { tokenizer_class: 'BertTokenizer', added_tokens_decoder: decoder },
        ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]', ...Array.from({ length: 1995 }, (_, i) => `p${i}`)].join('\n'),
      );
    };
    const check = (model: ModelFiles) => checkModel(model, 'checkpoint', ['config.json', 'vocab.txt']);
    for (const special of [true, false]) {
      await expect(check(added(special, 3100))).resolves.toBeUndefined();
      await expect(loadTokenizer(nodeFiles(root), added(special, 3100))).resolves.toBeDefined();
    }
    // What nobody writes may be beyond the weights.
    await expect(check(added(true, 2000))).resolves.toBeUndefined();
    await expect(check(added(false, 2000))).rejects.toThrow('vocab.txt has 3100 pieces, but config.json says 2000');
  });

  it('of another dictionary is taken where that is', async () => {
    const unidic = blobFiles([
      ['config.json', new Blob(['{"model_type":"bert","tokenizer_class":"BertJapaneseTokenizer"}'])],
      [
        'tokenizer_config.json',
        new Blob(['{"word_tokenizer_type":"mecab","mecab_kwargs":{"mecab_dic":"unidic_lite"}}']),
      ],
    ]);
    await expect(checkModel(unidic, 'checkpoint', ['vocab.txt'])).rejects.toThrow(/unidic_lite/);
    await expect(checkModel(unidic, 'checkpoint', ['vocab.txt'], ['unidic_lite'])).resolves.toBeUndefined();
  });
});

describe('a tokenizer that is tried', () => {
  const own = blobFiles([
    ['config.json', new Blob(['{"model_type":"bert","tokenizer_class":"BertJapaneseTokenizer"}'])],
    ['tokenizer_config.json', new Blob(['{"word_tokenizer_type":"mecab"}'])],
    ['vocab.txt', new Blob(['[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n猫'])],
  ]);

  it('is not to blame for what the package throws', async () => {
    const failing = { open: () => Promise.reject(new TypeError('no defect of the model')) };
    await expect(tryTokenizer(failing, own, 'checkpoint', 'someone/model', runUnwatched)).rejects.toMatchObject({
      name: 'TypeError',
      message: 'no defect of the model',
    });
  });

  it('is refused where it throws while it is used, and not said to be damaged', async () => {
    let asked = 0;
    const failing = <T>(_what: string, _seconds: number, work: () => T): T => {
      if (asked++ > 0) throw new RangeError('no such piece');
      return work();
    };
    await expect(tryTokenizer(nodeFiles(root), own, 'checkpoint', 'someone/model', failing)).rejects.toMatchObject({
      name: 'TokenizerError',
      code: 'unsupported',
      message: 'The tokenizer cannot be used: no such piece',
    });
  });
});

const configured = (config: object, tokenizer: object | null = null, vocabulary: string | null = null) =>
  blobFiles(
    Object.entries({
      'config.json': JSON.stringify({ model_type: 'bert', ...config }),
      ...(tokenizer && { 'tokenizer_config.json': JSON.stringify(tokenizer) }),
      ...(vocabulary !== null && { 'vocab.txt': vocabulary }),
    }).map(([name, content]) => [name, new Blob([content])] as const),
  );

it.each<[string, object, object]>([
  ['sudachi', {}, { tokenizer_class: 'BertJapaneseTokenizer', word_tokenizer_type: 'sudachi' }],
  ['vaporetto', {}, { tokenizer_class: 'BertJapaneseTokenizer', word_tokenizer_type: 'vaporetto' }],
  ['KyTeaTokenizer', {}, { tokenizer_class: 'KyTeaTokenizer' }],
  ['quick_gelu', { hidden_act: 'quick_gelu' }, {}],
  ['BertModel', { architectures: ['BertModel'] }, {}],
  ['xlnet', { model_type: 'xlnet' }, {}],
  ['relative_key', { position_embedding_type: 'relative_key' }, {}],
])('refuses %s by its name before weights are there', async (name, config, tokenizer) => {
  const model = configured(config, tokenizer);
  await expect(checkModel(model, 'checkpoint', ['config.json', 'vocab.txt', 'pytorch_model.bin'])).rejects.toThrow(
    name,
  );
});

describe('the file that pieces come from', () => {
  const jumanpp = {
    tokenizer_class: 'BertJapaneseTokenizer',
    word_tokenizer_type: 'mecab',
    subword_tokenizer_type: 'sentencepiece',
  };
  it.each<[string, object, object | null, readonly string[], string]>([
    ['its SentencePiece model', {}, jumanpp, ['vocab.txt', 'tokenizer.json'], 'spiece.model or'],
    ['one of either kind', { model_type: 'modernbert' }, null, ['vocab.txt'], 'or tokenizer.json is missing'],
    ['vocab.txt', {}, { tokenizer_class: 'BertJapaneseTokenizer' }, ['tokenizer.json'], 'vocab.txt is missing'],
  ])('is missed before a download: %s', async (_, config, tokenizer, names, message) => {
    await expect(checkModel(configured(config, tokenizer), 'checkpoint', names)).rejects.toThrow(message);
  });

  it.each<[object, object | null, readonly string[]]>([
    [{ model_type: 'modernbert' }, { tokenizer_class: 'PreTrainedTokenizerFast' }, ['tokenizer.json']],
    [{ model_type: 'modernbert' }, { tokenizer_class: 'GemmaTokenizerFast' }, ['tokenizer.json']],
    [{ model_type: 'xlm-roberta' }, null, ['tokenizer.json']],
    [{}, { tokenizer_class: 'BertTokenizer' }, ['tokenizer.json']],
    [{}, jumanpp, ['spiece.model']],
    [{ model_type: 'deberta-v2' }, { tokenizer_class: 'DebertaV2JumanppTokenizerFast' }, ['spm.model']],
    [{ model_type: 'distilbert' }, { ...jumanpp, tokenizer_class: 'DistilBertJapaneseTokenizer' }, ['spiece.model']],
  ])('is there for %o with %o: %o', async (config, tokenizer, names) => {
    await expect(checkModel(configured(config, tokenizer), 'checkpoint', names)).resolves.toBeUndefined();
  });
});

it('asks which tokenizer made a Japanese vocabulary that none is named for', async () => {
  const vocabulary = ['[PAD]', ...'日本 東京 大阪 京都 学校 先生 友達 今日 明日'.split(' ')].join('\n');
  const check = (config: object | null) =>
    checkModel(configured({}, config, vocabulary), 'checkpoint', ['vocab.txt'], ['unidic_lite', 'jumandic']);
  await expect(check(null)).rejects.toMatchObject({ name: 'TokenizerError', code: 'unnamed' });
  for (const { value } of tokenizerChoices) await expect(check(tokenizerConfig(value))).resolves.toBeUndefined();
});
