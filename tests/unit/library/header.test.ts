import { afterEach, expect, it, vi } from 'vitest';
import { blobFiles } from '../../../src/engine/model-files.ts';
import { checkOfferedTensors } from '../../../src/library/header.ts';

const offer = {
  model: 'a/b',
  revision: 'abc',
  bytes: 3,
  files: ['config.json', 'vocab.txt', 'model.safetensors'].map((name) => ({ name, bytes: 1, sha256: null })),
};
const config = (json: object) => blobFiles([['config.json', new Blob([JSON.stringify(json)])]]);
const bert = config({ model_type: 'bert', architectures: ['BertForMaskedLM'] });

/** A safetensors file's beginning, in pieces of `size` bytes, and how much of it was read. */
function served(names: readonly string[], { size = 1000, status = 206, more = 5_000_000 } = {}) {
  const header = new TextEncoder().encode(
    JSON.stringify(Object.fromEntries(names.map((name) => [name, { dtype: 'F32', shape: [1], data_offsets: [0, 4] }]))),
  );
  const bytes = new Uint8Array(8 + header.length + more);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
  bytes.set(header, 8);
  const state = { read: 0, ranges: [] as (string | null)[] };
  vi.stubGlobal('fetch', async (_: string, init: RequestInit) => {
    state.ranges.push(new Headers(init.headers).get('Range'));
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (state.read >= bytes.length) return controller.close();
        controller.enqueue(bytes.slice(state.read, state.read + size));
        state.read += size;
      },
    });
    return new Response(body, { status });
  });
  return state;
}

afterEach(() => void vi.unstubAllGlobals());
const check = (configuration = bert) => checkOfferedTensors(offer, configuration, { hub: 'https://hub.test' });

it.each([206, 200])('refuses an encoder by the first bytes of its weights (status %i)', async (status) => {
  const state = served(['bert.embeddings.word_embeddings.weight', 'bert.pooler.dense.weight'], { status });
  await expect(check()).rejects.toMatchObject({ name: 'ModelError', code: 'unsupported' });
  expect(state.ranges).toEqual(['bytes=0-524287']);
  expect(state.read).toBeLessThan(10_000);
});

it('has nothing against a masked language model, whatever its prefix', async () => {
  for (const prefix of ['bert.', ''])
    for (const size of [3, 100_000]) {
      served([`${prefix}embeddings.LayerNorm.weight`, 'cls.predictions.transform.dense.weight'], { size });
      await expect(check()).resolves.toBeUndefined();
    }
});

it('says nothing where the names cannot be had', async () => {
  served(['x'], { status: 404 });
  await expect(check()).resolves.toBeUndefined();
  served(Array.from({ length: 30_000 }, (_, i) => `tensor.${i}`));
  await expect(check()).resolves.toBeUndefined();
  vi.stubGlobal('fetch', async () => new Response(new Uint8Array([9, 0, 0, 0, 0, 0, 0, 0, ...new Uint8Array(9)])));
  await expect(check()).resolves.toBeUndefined();
  vi.stubGlobal('fetch', async () => new Response('short'));
  await expect(check()).resolves.toBeUndefined();
});

it('asks for nothing where the weights are no safetensors', async () => {
  const state = served([]);
  await checkOfferedTensors({ ...offer, files: offer.files.slice(0, 2) }, bert, { hub: 'https://hub.test' });
  expect(state.ranges).toEqual([]);
});

it('says that the hub cannot be reached where the connection breaks in the middle', async () => {
  vi.stubGlobal(
    'fetch',
    async () => new Response(new ReadableStream({ pull: (controller) => controller.error(new TypeError('network')) })),
  );
  await expect(check()).rejects.toMatchObject({ name: 'StoreError', code: 'unreachable' });
});
