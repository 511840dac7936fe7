import { describe, expect, it } from 'vitest';
import { openSafetensors } from '../../../src/engine/checkpoint/safetensors.ts';
import { openTorch } from '../../../src/engine/checkpoint/torch.ts';
import { ModelError } from '../../../src/engine/errors.ts';
import { blobFiles, readJson } from '../../../src/engine/model-files.ts';
import { parseConfig, parseSpecials } from '../../../src/pieces/config.ts';
import { graphOutputs } from '../../../src/engine/backends/transformers/graph-outputs.ts';
import { tokenizerJsonSplitter } from '../../../src/pieces/tokenizer-json/splitter.ts';
import { parseSentencePiece } from '../../../src/pieces/sentencepiece/model-file.ts';
import { readVocabulary } from '../../../src/pieces/vocabulary.ts';
import { loadTokenizer } from '../../../src/worker/parts.ts';
import { TokenizerError } from '../../../src/pieces/errors.ts';
import { globalOf, millions, safetensors, strides, tensor, textOf, torch } from '../../fixtures/bombs.ts';
import { wordPiece } from '../../fixtures/tokenizer-json.ts';
import { nodeFiles } from '../../../scripts/node/node-files.ts';
import { root } from '../../../scripts/node/paths.ts';

const bert = { model_type: 'bert', hidden_size: 8, num_hidden_layers: 1 };

/** Files that are small, or look like a model's, and would cost gigabytes or minutes if they were believed. */
const refused = async (opening: Promise<unknown>) => {
  const started = performance.now();
  const error: unknown = await opening.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ModelError);
  const { message } = error as ModelError;
  expect(message).not.toContain('\n');
  expect(message.length).toBeLessThan(300);
  expect(performance.now() - started).toBeLessThan(5_000);
  return message;
};

describe('pytorch_model.bin', () => {
  it('with strides of 0: a few bytes that would be gigabytes', async () => {
    expect(await refused(openTorch(strides(), 'pytorch_model.bin'))).toContain('more numbers than its 1');
  });

  it.each([
    ['dictionaries', '}'],
    ['lists', ']'],
    ['marks', '('],
    ['nulls', 'N'],
  ])('of millions of %s', async (_, opcode) => {
    expect(await refused(openTorch(millions(opcode), 'pytorch_model.bin'))).toContain('1000000 values');
  });

  it('of one value under millions of numbers in the memo', async () => {
    expect(await refused(openTorch(millions('\x94', [0x4e]), 'pytorch_model.bin'))).toContain('1000000 values');
  });

  it('of numbers in the memo that lie far apart', async () => {
    const put = (index: number) => [0x72, ...new Uint8Array(Uint32Array.of(index).buffer)];
    expect(await refused(openTorch(torch([0x4e, ...put(1_000_000)]), 'pytorch_model.bin'))).toContain('memo 1000000');
    await refused(openTorch(torch([0x4e, ...put(0xffffffff)]), 'pytorch_model.bin'));
    // The same number again takes no room.
    const again = torch([0x7d, ...Array.from({ length: 100_000 }, () => put(999_999)).flat()]);
    expect(await openTorch(again, 'pytorch_model.bin')).toHaveLength(0);
  });

  it('of numbers as keys that all meet in one place of a table', async () => {
    // LONG1 of 17 bytes, alike in the lowest eight.
    const keys = Array.from({ length: 60_000 }, (_, i) => [
      ...[0x8a, 17, ...new Uint8Array(8).fill(1), i & 255, i >> 8, ...new Uint8Array(6).fill(2), 3, 0x4e],
    ]);
    const started = performance.now();
    expect(await openTorch(torch([0x7d, 0x28, ...keys.flat(), 0x75]), 'pytorch_model.bin')).toEqual([]);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('that names a function at such length that looking at it takes long', async () => {
    const state = [0x7d, ...globalOf('torch._utils', `_rebuild_${'x'.repeat(100_000)}`), 0x30];
    expect(await refused(openTorch(torch(state), 'pytorch_model.bin'))).toContain('a name of 100021 characters');
  });

  it('of more tensors than any model has, or one storage many times', async () => {
    const number = (value: number) => [0x4a, ...new Uint8Array(Int32Array.of(value).buffer)];
    const storage = [
      0x28,
      ...textOf('storage'),
      ...globalOf('torch', 'FloatStorage'),
      ...textOf('0'),
      ...textOf('cpu'),
    ];
    const call = [...globalOf('torch._utils', '_rebuild_tensor_v2'), 0x28, ...storage, ...number(1), 0x74, 0x51];
    const view = [...call, ...number(0), 0x28, ...number(1), 0x74, 0x28, ...number(1), 0x74, 0x74, 0x52, 0x71, 1];
    const names = Array.from({ length: 60_000 }, (_, i) => [...textOf(`t${i}`), 0x68, 1]);
    const [one, many] = [names.slice(0, 1), names].map((each) => [0x7d, ...view, 0x30, 0x28, ...each.flat(), 0x75]);
    const data = [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    const key = [...textOf('0'), 0x61];
    const rest = (keys: number[]) => [0x80, 2, 0x5d, ...keys, 0x2e, ...data, ...data];
    expect(await openTorch(torch(one!, rest(key)), 'pytorch_model.bin')).toHaveLength(1);
    expect(await refused(openTorch(torch(many!, rest(key)), 'pytorch_model.bin'))).toContain('60000 tensors');
    expect(await refused(openTorch(torch(one!, rest([...key, ...key])), 'pytorch_model.bin'))).toContain('twice');
  });

  it('whose parameter is made of itself', async () => {
    // args = []; call = parameter(*args); args.append(call)
    const state = [
      ...[0x7d, ...textOf('x'), ...globalOf('torch._utils', '_rebuild_parameter'), 0x5d, 0x71, 1, 0x52, 0x71, 2],
      ...[0x68, 1, 0x68, 2, 0x61, 0x30, 0x73],
    ];
    // A parameter is what it is made of, a list: no tensor is found in it, and nobody goes round in circles.
    expect([...(await openTorch(torch(state), 'pytorch_model.bin')).keys()]).toEqual([]);
  });
});

describe('model.safetensors', () => {
  it.each([
    ['tensors that overlap', { a: tensor(0, 16), b: tensor(8, 24) }, 24],
    ['a thousand tensors of the same bytes', { a: tensor(0, 16), b: tensor(0, 16) }, 16],
    ['a gap between tensors', { a: tensor(0, 8), b: tensor(16, 24) }, 24],
    ['bytes that belong to no tensor', { a: tensor(0, 8) }, 64],
    ['bytes before the first tensor', { a: tensor(8, 16) }, 16],
  ])('with %s', async (_, header, data) => {
    await refused(openSafetensors(safetensors(header, data), 'model.safetensors'));
  });

  it('with a header of 95 MB', async () => {
    const length = new Uint8Array(new BigUint64Array([95_000_000n]).buffer);
    const header = new Blob([length, ' '.repeat(95_000_000)]);
    expect(await refused(openSafetensors(header, 'model.safetensors'))).toContain('95000000');
  });
});

describe('the small files', () => {
  it.each(['config.json', 'tokenizer_config.json', 'special_tokens_map.json'])('%s of 400 MB', async (name) => {
    const large = { size: 400_000_000, text: () => Promise.reject(new Error('read')) } as unknown as Blob;
    expect(await refused(readJson(blobFiles([[name, large]]), name))).toContain('400000000');
  });

  const long = 'あ'.repeat(100_000);
  const many = Array.from({ length: 6_000 }, (_, i) => `a${i}`);
  const ids = (tokens: readonly string[]) => Object.fromEntries(tokens.map((token, id) => [token, id]));
  const decoder = (tokens: readonly string[]) => ({ ...tokens.map((content) => ({ content })) });
  it.each<[string, object]>([
    ['unk_token', { unk_token: long }],
    ['additional_special_tokens', { additional_special_tokens: [long] }],
    ['added_tokens.json', { added_tokens: ids([long]) }],
    ['added_tokens_decoder', { added_tokens_decoder: decoder([long]) }],
  ])('a token of 100,000 characters in %s', (_, fields) => {
    const message = 'A special or added token has 100000 characters; at most 100 are taken.';
    expect(() => parseConfig(fields)).toThrow(message);
    expect(() => parseSpecials(fields, () => [])).toThrow(message);
  });

  it.each<[string, (tokens: readonly string[]) => object]>([
    ['additional_special_tokens', (tokens) => ({ additional_special_tokens: tokens })],
    ['added_tokens.json', (tokens) => ({ added_tokens: ids(tokens) })],
    ['added_tokens_decoder', (tokens) => ({ added_tokens_decoder: decoder(tokens) })],
    [
      'all together',
      (tokens) => ({
        additional_special_tokens: tokens.slice(0, 6_000),
        added_tokens_decoder: decoder(tokens.slice(6_000)),
      }),
    ],
  ])('very many tokens in %s', (_, fieldsOf) => {
    const twice = [...many, ...many.map((token) => `b${token}`)];
    expect(() => parseConfig(fieldsOf(twice))).toThrow(
      /^The tokenizer has 1200\d special and added tokens; at most 10000 are taken\.$/,
    );
    expect(() => parseSpecials(fieldsOf(twice), () => [])).toThrow('12000 special and added tokens');
    expect(parseConfig(fieldsOf(many)).written.length).toBeGreaterThan(6_000);
  });
});

describe('an ONNX file', () => {
  const field = (number: number, content: Uint8Array<ArrayBuffer>) => {
    const header = [(number << 3) | 2];
    let { length } = content;
    for (; length >= 128; length = Math.floor(length / 128)) header.push((length % 128) | 128);
    return new Blob([Uint8Array.from([...header, length]), content]);
  };

  it('of millions of fields of two bytes', async () => {
    const file = field(
      7,
      new Uint8Array(8_000_000).map((_, i) => (i % 2 === 0 ? 0x08 : 0)),
    );
    expect(await refused(graphOutputs(file, 'model.onnx'))).toContain('200000 fields');
  });

  it('whose output has a name of 40 MB', async () => {
    const name = new Uint8Array(await field(1, new Uint8Array(40_000_000)).arrayBuffer());
    const file = field(7, new Uint8Array(await field(12, name).arrayBuffer()));
    await refused(graphOutputs(file, 'model.onnx'));
  });
});

describe('a zip', () => {
  it('with a directory of a million files', async () => {
    const entry = new Uint8Array(46);
    new DataView(entry.buffer).setUint32(0, 0x02014b50, true);
    const directory = new Blob(Array.from({ length: 1_000 }, () => entry));
    const all = new Blob([Uint8Array.of(0x50, 0x4b, 3, 4), ...Array.from({ length: 1_000 }, () => directory)]);
    const end = new DataView(new ArrayBuffer(22));
    end.setUint32(0, 0x06054b50, true);
    end.setUint16(10, 0xffff, true);
    end.setUint32(12, all.size - 4, true);
    end.setUint32(16, 4, true);
    await refused(openTorch(new Blob([all, end.buffer]), 'pytorch_model.bin'));
  });
});

describe('JSON', () => {
  const read = (text: string, name = 'tokenizer.json') => readJson(blobFiles([[name, new Blob([text])]]), name);
  it.each([
    ['of ten million lists', `[${'[],'.repeat(10_000_000)}1]`],
    ['of ten million numbers', `[${'1,'.repeat(10_000_000)}1]`],
    ['nested thirty million deep', '['.repeat(30_000_000)],
    ['nested and closed again', `${'{"a":'.repeat(5_000_000)}1${'}'.repeat(5_000_000)}`],
    ['of a million and a half names', `{${Array.from({ length: 1_500_000 }, (_, i) => `"${i}x":0`).join()}}`],
    ['of as many in small objects', `[${'{"a":0},'.repeat(400_000)}0]`],
  ])('%s', async (_, text) => {
    expect(await refused(read(text))).toMatch(/values|deep|names/);
  });

  it('of as many bytes, pieces and merges as the largest that was published', async () => {
    const vocab = Object.fromEntries(Array.from({ length: 256_000 }, (_, i) => [`あ${i}`, i]));
    const text = JSON.stringify({ model: { vocab, merges: Array.from({ length: 560_000 }, () => ['あ', 'い']) } });
    const indented = text + ' '.repeat(34_400_000 - Buffer.byteLength(text));
    expect(await read(indented)).toMatchObject({ model: { vocab: { あ255999: 255_999 } } });
  });

  it('is counted outside of strings only', async () => {
    const text = JSON.stringify({ a: '[[[,\\",{'.repeat(1_000_000), b: [1, 2] });
    expect(await read(text)).toMatchObject({ b: [1, 2] });
  });

  it('of a safetensors header too', async () => {
    const json = new TextEncoder().encode(`{"__metadata__":[${'[],'.repeat(2_600_000)}1]}`);
    const length = new Uint8Array(new BigUint64Array([BigInt(json.length)]).buffer);
    expect(await refused(openSafetensors(new Blob([length, json]), 'model.safetensors'))).toContain('values');
  });
});

describe('a vocabulary', () => {
  it.each(['\n', '\r', '\r\n'])('of millions of lines that end with %j', (line) => {
    const text = `a${line}`.repeat(10_000_000);
    expect(() => readVocabulary(text)).toThrow('300000 lines');
  });

  it('of more lines than the model has pieces, or fewer', async () => {
    const files = (count: number) =>
      blobFiles([
        ['config.json', new Blob([JSON.stringify({ ...bert, vocab_size: 32_000 })])],
        ['tokenizer_config.json', new Blob(['{"tokenizer_class":"BertTokenizer"}'])],
        ['vocab.txt', new Blob([Array.from({ length: count }, (_, i) => `p${i}`).join('\n')])],
      ]);
    for (const count of [40_000, 100]) await refused(loadTokenizer(nodeFiles(root), files(count)));
  });

  it('of SentencePiece with millions of empty pieces', () => {
    const bytes = new Uint8Array(30_000_000).map((_, i) => (i % 2 === 0 ? 0x0a : 0));
    expect(() => parseSentencePiece(bytes, 'spiece.model')).toThrow('300000 pieces');
  });
});

describe('tokenizer.json', () => {
  it.each([
    ['an added token of 100,000 characters', [{ id: 6, content: 'あ'.repeat(100_000) }]],
    ['very many added tokens', Array.from({ length: 20_000 }, (_, i) => ({ id: i, content: `a${i}` }))],
    ['an added token that is none', [{ id: 6, content: 7 }]],
  ])('with %s', (_, added) => {
    const json = { ...wordPiece(['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]', '猫']), added_tokens: added };
    expect(() => tokenizerJsonSplitter(json, {})).toThrow(TokenizerError);
  });
});
