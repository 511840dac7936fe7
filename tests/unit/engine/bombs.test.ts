import { describe, expect, it } from 'vitest';
import { openSafetensors } from '../../../src/engine/checkpoint/safetensors.ts';
import { openTorch } from '../../../src/engine/checkpoint/torch.ts';
import { ModelError } from '../../../src/engine/errors.ts';
import { blobFiles, readJson } from '../../../src/engine/model-files.ts';
import { parseConfig } from '../../../src/pieces/config.ts';

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

const bytes = (text: string) => [...text].map((char) => char.charCodeAt(0));
const text = (value: string) => [0x58, value.length, 0, 0, 0, ...bytes(value)];
const global = (module: string, name: string) => bytes(`c${module}\n${name}\n`);
const number = (value: number) => [0x4a, value & 255, (value >> 8) & 255, (value >> 16) & 255, value >> 24];
const FRONT = [
  ...[0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e],
  ...[0x80, 2, 0x4d, 0xe9, 0x03, 0x2e, 0x80, 2, 0x7d, 0x2e],
];
/** A legacy torch file whose state_dict is what `state` builds. */
const torch = (state: readonly number[], rest: readonly number[] = [0x80, 2, 0x5d, 0x2e]) =>
  new Blob([Uint8Array.from([...FRONT, 0x80, 2, ...state, 0x2e, ...rest])]);

describe('pytorch_model.bin', () => {
  it('with strides of 0: a few bytes that would be gigabytes', async () => {
    const storage = [
      0x28,
      ...text('storage'),
      ...global('torch', 'FloatStorage'),
      ...[...text('0'), ...text('cpu'), ...number(1), 0x74, 0x51],
    ];
    const state = [
      0x7d,
      ...text('bert.embeddings.word_embeddings.weight'),
      ...global('torch._utils', '_rebuild_tensor_v2'),
      ...[0x28, ...storage, ...number(0), 0x28, ...number(40_000), ...number(35_000), 0x74],
      ...[0x28, ...number(0), ...number(0), 0x74, 0x74, 0x52, 0x73],
    ];
    const keys = [0x80, 2, 0x5d, ...text('0'), 0x61, 0x2e, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    expect(await refused(openTorch(torch(state, keys), 'pytorch_model.bin'))).toContain('more numbers than its 1');
  });

  it.each([
    ['dictionaries', '}'],
    ['lists', ']'],
    ['marks', '('],
    ['nulls', 'N'],
  ])('of millions of %s', async (_, opcode) => {
    const file = new Blob([Uint8Array.from([...FRONT, 0x80, 2]), opcode.repeat(20_000_000)]);
    expect(await refused(openTorch(file, 'pytorch_model.bin'))).toContain('1000000 values');
  });

  it('whose parameter is made of itself', async () => {
    // args = []; call = parameter(*args); args.append(call)
    const state = [
      ...[0x7d, ...text('x'), ...global('torch._utils', '_rebuild_parameter'), 0x5d, 0x71, 1, 0x52, 0x71, 2],
      ...[0x68, 1, 0x68, 2, 0x61, 0x30, 0x73],
    ];
    // A parameter is what it is made of, a list: no tensor is found in it, and nobody goes round in circles.
    expect([...(await openTorch(torch(state), 'pytorch_model.bin')).keys()]).toEqual([]);
  });
});

describe('model.safetensors', () => {
  const file = (header: object, data: number) => {
    const json = new TextEncoder().encode(JSON.stringify(header));
    const length = new Uint8Array(new BigUint64Array([BigInt(json.length)]).buffer);
    return new Blob([length, json, new Uint8Array(data)]);
  };
  const tensor = (start: number, end: number) => ({
    dtype: 'F32',
    shape: [(end - start) / 4],
    data_offsets: [start, end],
  });

  it.each([
    ['tensors that overlap', { a: tensor(0, 16), b: tensor(8, 24) }, 24],
    ['a thousand tensors of the same bytes', { a: tensor(0, 16), b: tensor(0, 16) }, 16],
    ['a gap between tensors', { a: tensor(0, 8), b: tensor(16, 24) }, 24],
    ['bytes that belong to no tensor', { a: tensor(0, 8) }, 64],
    ['bytes before the first tensor', { a: tensor(8, 16) }, 16],
  ])('with %s', async (_, header, data) => {
    await refused(openSafetensors(file(header, data), 'model.safetensors'));
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

  it('a special token of 100,000 characters, or very many', () => {
    const long = 'あ'.repeat(100_000);
    expect(() => parseConfig({ unk_token: long })).toThrow('A special token has 100000 characters.');
    expect(() => parseConfig({ additional_special_tokens: [long] })).toThrow('100000 characters');
    expect(() => parseConfig({ additional_special_tokens: Array.from({ length: 20_000 }, String) })).toThrow('20000');
  });
});
