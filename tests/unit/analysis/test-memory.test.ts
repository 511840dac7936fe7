import { expect, it } from 'vitest';
import { loadTested } from '../../../src/analysis/default-model.ts';
import { testKey, type TestMemory } from '../../../src/analysis/test-memory.ts';
import { blobFiles } from '../../../src/engine/model-files.ts';
import { nodeFiles } from '../../../scripts/node-files.ts';
import { ort } from '../../../scripts/node-ort.ts';
import { root } from '../../../scripts/paths.ts';

const target = { device: 'wasm', precision: 'int8' } as const;
const modelOf = (bytes: Uint8Array<ArrayBuffer>) => blobFiles([['model.safetensors', new Blob([bytes])]]);

function recorded(): TestMemory & { readonly keys: Set<string>; readonly asked: string[] } {
  const keys = new Set<string>();
  const asked: string[] = [];
  return {
    keys,
    asked,
    has: async (key) => {
      asked.push(key);
      return keys.has(key);
    },
    add: async (key) => void keys.add(key),
  };
}

it('tells models, targets and versions apart', async () => {
  const one = new Uint8Array(200_000);
  const other = one.slice();
  other[100_001] = 1;
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

it('remembers a backend that has passed, and loads it again without the test', async () => {
  const memory = recorded();
  const options = { ort, files: nodeFiles(`${root}/models/default`), name: 'default' };
  const first = await loadTested(options, memory);
  expect([...memory.keys]).toEqual([expect.stringContaining('-wasm-int8-')]);
  await first.dispose();
  const opened: string[] = [];
  const watched = { ...options, files: { open: (name: string) => (opened.push(name), options.files.open(name)) } };
  const second = await loadTested(watched, memory);
  expect(second.backend).toMatchObject({ device: 'wasm', precision: 'int8' });
  await second.dispose();
  expect(memory.asked).toHaveLength(2);
});
