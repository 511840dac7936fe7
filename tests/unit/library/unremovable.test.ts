import { cp, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ModelStore } from '../../../src/library/store.ts';
import { modelAnswers } from '../../../src/worker/models.ts';
import { blobFiles } from '../../../src/engine/model-files.ts';
import { nodeFiles } from '../../../scripts/node/node-files.ts';
import { root } from '../../../scripts/node/paths.ts';
import { checkpointFolder } from '../../fixtures/checkpoints.ts';
import { folderHandle } from '../../fixtures/folder-handle.ts';

/** Folders that the browser does not remove: a file in them is being read, or written. */
let held: (name: string) => boolean;
let folder: string;
let handle: FileSystemDirectoryHandle;
let store: ModelStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'anaume-store-'));
  held = () => false;
  const free = folderHandle(folder);
  handle = Object.assign(folderHandle(folder), {
    async removeEntry(name: string) {
      if (held(name)) throw new DOMException('in use', 'NoModificationAllowedError');
      await free.removeEntry(name);
    },
  });
  store = new ModelStore(handle);
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await rm(folder, { recursive: true });
});
const left = async () => (await readdir(folder)).sort();

const FILES = ['config.json', 'tokenizer_config.json', 'vocab.txt', 'model.safetensors'];
const checkpoint = async () => {
  const files = nodeFiles(checkpointFolder('safetensors'));
  return await Promise.all(FILES.map(async (name) => [name, (await files.open(name))!] as const));
};

it('a folder that cannot be removed keeps nobody from sweeping the others, and goes with the next sweep', async () => {
  for (const name of ['a', 'b', 'c']) await mkdir(join(folder, name));
  held = (name) => name === 'b';
  await store.sweep();
  expect(await left()).toEqual(['b']);
  held = () => false;
  await store.sweep();
  expect(await left()).toEqual([]);
});

it('a model that is installed anew while the former is in use, or its parts are, is installed', async () => {
  await cp(join(root, 'tests/fixtures/installed/small'), join(folder, 'former'), { recursive: true });
  const files = await checkpoint();
  vi.stubGlobal('fetch', async (url: string) => new Response(files.find(([name]) => url.endsWith(`/${name}`))![1]));
  held = (name) => name === 'former' || name.endsWith('.part');
  const installed = await store.download({
    model: 'small',
    revision: 'abc',
    files: files.map(([name, { size: bytes }]) => ({ name, bytes, sha256: null })),
    bytes: files.reduce((sum, [, { size }]) => sum + size, 0),
  });
  expect(await store.list()).toEqual([installed]);
  expect(await left()).toContain('former');
  held = () => false;
  await store.sweep();
  expect(await left()).not.toContain('former');
});

it('a model whose removal fails is told of all the same, as it is chosen no longer', async () => {
  await cp(join(root, 'tests/fixtures/installed/small'), join(folder, 'small'), { recursive: true });
  await store.choose('small');
  const told: string[] = [];
  vi.stubGlobal('navigator', {
    storage: { getDirectory: async () => ({ getDirectoryHandle: async () => handle }) },
    locks: {
      request: async (...args: readonly unknown[]) => await (args.at(-1) as (lock: object) => unknown)({}),
    },
  });
  vi.stubGlobal(
    'BroadcastChannel',
    class {
      constructor(readonly name: string) {}
      postMessage = () => told.push(this.name);
      close = () => {};
    },
  );
  held = () => true;
  const request = { signal: new AbortController().signal, report: () => {}, progress: () => {} };
  await expect(modelAnswers(blobFiles([])).removeModel({ name: 'small' }, request)).rejects.toThrow('in use');
  expect(await store.choice.readModel()).toBeNull();
  expect(told).toEqual(['models']);
});
