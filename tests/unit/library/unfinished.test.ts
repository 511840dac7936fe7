import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Offer } from '../../../src/library/hub.ts';
import { ModelStore } from '../../../src/library/store.ts';
import { folderHandle } from '../../fixtures/folder-handle.ts';

let folder: string;
let store: ModelStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'anaume-store-'));
  store = new ModelStore(folderHandle(folder));
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await rm(folder, { recursive: true });
});

const offered = (...names: readonly string[]): Offer => ({
  model: 'someone/model',
  revision: 'abc',
  files: names.map((name) => ({ name, bytes: 10, sha256: null })),
  bytes: names.length * 10,
});

/** Downloads until the connection breaks, in the middle of a large file. @returns What was asked for. */
async function begin(offer: Offer): Promise<string[]> {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (url: string, { headers }: RequestInit) => {
    asked.push(`${url.slice(url.indexOf('/abc/') + 5)} ${new Headers(headers).get('Range') ?? 'whole'}`);
    return new Response(new Uint8Array(/model\.[a-z]+$/.test(url) ? 4 : 10));
  });
  await expect(store.download(offer)).rejects.toMatchObject({ code: 'interrupted' });
  return asked;
}

it('a download that is begun one way and continued another is listed as the other, with its own parts', async () => {
  const onnx = offered('config.json', 'tokenizer.json', 'onnx/model.onnx');
  const checkpoint = offered('config.json', 'vocab.txt', 'model.safetensors');
  await begin(onnx);
  expect(await store.listUnfinished()).toEqual([{ offer: onnx, here: 24 }]);
  const asked = await begin(checkpoint);
  // What both ways have is not fetched again.
  expect(asked).toEqual(['vocab.txt whole', 'model.safetensors whole']);
  expect(await store.listUnfinished()).toEqual([{ offer: checkpoint, here: 24 }]);
  const [parts] = await readdir(folder);
  expect((await readdir(join(folder, parts!))).sort()).toEqual([
    'config.json.0',
    'model.safetensors.0',
    'offer.json',
    'vocab.txt.0',
  ]);
});

it('parts of a file that has the same name in another folder are not taken for it', async () => {
  await begin(offered('onnx/model.onnx'));
  const other = offered('model.onnx');
  expect(await begin(other)).toEqual(['model.onnx whole']);
  expect(await store.listUnfinished()).toEqual([{ offer: other, here: 4 }]);
});
