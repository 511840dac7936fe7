import { describe, expect, it } from 'vitest';
import { loadTested } from '../../../src/worker/default-model.ts';
import { testKey, type TestMemory } from '../../../src/worker/test-memory.ts';
import { blobFiles } from '../../../src/engine/model-files.ts';
import type { MaskedLanguageModel, TopK } from '../../../src/predictions/model.ts';
import { nodeFiles } from '../../../scripts/node/node-files.ts';
import { runtimes } from '../../../scripts/node/runtimes.ts';
import { root } from '../../../scripts/node/paths.ts';

const target = { device: 'wasm', precision: 'int8' } as const;
const modelOf = (bytes: Uint8Array<ArrayBuffer>) => blobFiles([['model.safetensors', new Blob([bytes])]]);

function recorded(): TestMemory & { readonly files: Map<string, Blob | null>; readonly asked: string[] } {
  const files = new Map<string, Blob | null>();
  const asked: string[] = [];
  return {
    files,
    asked,
    has: async (key) => {
      asked.push(key);
      return files.has(key);
    },
    kept: async (key) => files.get(key) ?? null,
    add: async (key, kept) => void files.set(key, kept ?? null),
  };
}

it('tells models, targets and versions apart', async () => {
  const one = new Uint8Array(200_000);
  const other = one.slice();
  other[100_001] = 1; // within the first 128 kB, of which the key is made
  const keys = [
    await testKey(modelOf(one), target, '1'),
    await testKey(modelOf(other), target, '1'),
    await testKey(modelOf(one), { device: 'webgpu', precision: 'fp16' }, '1'),
    await testKey(modelOf(one), target, '2'),
  ];
  expect(new Set(keys).size).toBe(keys.length);
  expect(await testKey(modelOf(one), target, '1')).toBe(keys[0]);
  expect(await testKey(blobFiles([]), target, '1')).toBeNull();
});

describe('a backend that has passed', () => {
  const options = { runtimes, files: nodeFiles(`${root}/models/default`), name: 'default' };
  const input = { ids: Int32Array.of(2, 4, 5, 6, 3), positions: Int32Array.of(1) };
  const answers = async (model: MaskedLanguageModel) => {
    const [[top]] = (await model.topK([input], 5)) as [[TopK]];
    await model.dispose();
    return [...top.ids, ...top.probabilities];
  };
  const watched = () => {
    const opened: string[] = [];
    return {
      opened,
      options: { ...options, files: { open: (name: string) => (opened.push(name), options.files.open(name)) } },
    };
  };

  it('is remembered, with the model as it was prepared: loaded again, it is neither tested nor converted', async () => {
    const memory = recorded();
    const first = await loadTested(options, memory);
    expect([...memory.files.keys()]).toEqual([expect.stringContaining('-wasm-int8-')]);
    const expected = await answers(first);
    const { opened, options: again } = watched();
    const second = await loadTested(again, memory);
    expect(second.backend).toMatchObject({ device: 'wasm', precision: 'int8' });
    expect(await answers(second)).toEqual(expected);
    // For the key only.
    expect(opened).toEqual(['model.safetensors']);
    expect(memory.asked).toHaveLength(2);
  });

  it.each([
    ['cut short', (kept: Blob) => kept.slice(0, kept.size - 1000)],
    ['something else', () => new Blob(['{}'])],
  ])('is tried anew where what was kept is %s, and kept again', async (_, damage) => {
    const memory = recorded();
    const expected = await answers(await loadTested(options, memory));
    const [key, kept] = [...memory.files][0]!;
    memory.files.set(key, damage(kept!));
    const { opened, options: again } = watched();
    expect(await answers(await loadTested(again, memory))).toEqual(expected);
    expect(opened).toContain('config.json');
    expect(memory.files.get(key)!.size).toBe(kept!.size);
  });
});
