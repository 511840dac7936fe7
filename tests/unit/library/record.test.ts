import { describe, expect, it } from 'vitest';
import { describeBert } from '../../../src/engine/architectures/bert.ts';
import type { Operation, OperationOf } from '../../../src/engine/description.ts';
import { readRecord, RECORD } from '../../../src/library/record.ts';

/** A folder with a record in it and nothing else. */
const folderOf = (content: string) =>
  ({
    getFileHandle: async (name: string) => {
      if (name !== RECORD) throw new DOMException('not there', 'NotFoundError');
      return { getFile: async () => new File([content], name) };
    },
  }) as unknown as FileSystemDirectoryHandle;
const read = (record: unknown) => readRecord(folderOf(JSON.stringify(record)));

const config = {
  hiddenSize: 8,
  layers: 1,
  heads: 2,
  intermediateSize: 16,
  vocabularySize: 10,
  maxPositions: 12,
  typeVocabularySize: 2,
  layerNormEpsilon: 1e-12,
  activation: 'gelu' as const,
  tiedDecoder: true,
};
const shared = { name: 'x', bytes: 1, installed: 2, targets: [], sha256: {}, sizes: {} };
const pipeline = { ...shared, version: 4, pipeline: ['tokenizer.json'] };
const description = describeBert(config, { has: (name) => !name.includes('task_type') });
const [embedding, ...rest] = description.body as [OperationOf<'embed'>, ...Operation[]];
const converted = {
  ...shared,
  version: 4,
  description,
  prepared: [{ file: 'int8', target: { device: 'wasm', precision: 'int8' }, segments: [{ offset: 0, length: 64 }] }],
  selfTest: { ids: [2, 4, 3], position: 1 },
};
/** The record with another description. */
const described = (changes: object) => ({ ...converted, description: { ...description, ...changes } });

describe("a stored model's record", () => {
  it('is read as it was written', async () => {
    expect(await read(pipeline)).toEqual(pipeline);
    expect(await read(converted)).toEqual(converted);
  });

  it('of the version before survives the update', async () => {
    expect(await read({ ...pipeline, version: 3 })).toEqual(pipeline);
    const { description: _, ...former } = converted;
    expect(await read({ ...former, version: 3, config, nextSentence: true })).toEqual(converted);
  });

  it.each<[string, unknown]>([
    ['no object', 7],
    ['nothing but a version', { version: 4 }],
    ['another version', { ...pipeline, version: 5 }],
    ['a list in place of sizes', { ...pipeline, sizes: 'many' }],
    ['sizes that are none', { ...converted, sizes: { a: -1 } }],
    ['no targets', { ...converted, prepared: null }],
    ['a precision nobody knows', { ...converted, targets: [{ device: 'wasm', precision: 'int3' }] }],
    [
      'places of weights that are none',
      { ...converted, prepared: [{ ...converted.prepared[0], segments: [{ offset: 'x', length: 1 }] }] },
    ],
    ['operations nobody knows', described({ body: [{ op: 'x' }] })],
    [
      'an operation on a parameter that there is not',
      described({ body: [{ ...embedding, words: 'nothing' }, ...rest] }),
    ],
    [
      'an operation on a parameter of another kind',
      described({ body: [{ ...embedding, positions: embedding.words }, ...rest] }),
    ],
    ['an operation on a value that nobody computes', described({ body: rest })],
    ['an operation on a value that is computed later', described({ body: [...rest, embedding] })],
    ['states that nobody computes', described({ states: ['nothing'] })],
    ['hidden states that nobody computes', described({ hidden: 'nothing' })],
    ['a head without its values', described({ head: { ...description.head, operations: [] } })],
    ['a head without its decoder', described({ head: { ...description.head, decoder: 'nothing' } })],
    [
      'a next-sentence head without its numbers',
      described({ nextSentence: { ...description.nextSentence, bias: 'nothing' } }),
    ],
  ])('with %s is none', async (_, record) => {
    expect(await read(record)).toBeNull();
  });

  it('that is no JSON, or is not there, is none', async () => {
    expect(await readRecord(folderOf('{'))).toBeNull();
    const missing = new DOMException('not there', 'NotFoundError');
    expect(await readRecord({ getFileHandle: () => Promise.reject(missing) } as never)).toBeNull();
  });

  it('that cannot be read is not said to be none', async () => {
    const unreadable = { getFile: () => Promise.reject(new DOMException('not now', 'NotReadableError')) };
    await expect(readRecord({ getFileHandle: async () => unreadable } as never)).rejects.toMatchObject({
      code: 'damaged',
      message: 'model.json cannot be read: not now',
    });
  });
});
