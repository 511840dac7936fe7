import { readFileSync } from 'node:fs';
import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { KERNEL } from '../../../src/engine/running/prepare.ts';
import { ModelStore } from '../../../src/library/store.ts';
import { StoredModel } from '../../../src/library/stored-model.ts';
import { nodeFiles } from '../../../scripts/node/node-files.ts';
import { root } from '../../../scripts/node/paths.ts';
import { runtimes } from '../../../scripts/node/runtimes.ts';
import { checkpointFolder, expectedOutputs, toInput } from '../../fixtures/checkpoints.ts';
import { folderHandle } from '../../fixtures/folder-handle.ts';

const FILES = ['config.json', 'tokenizer_config.json', 'vocab.txt', 'model.safetensors'];
/**
 * What the first release left on disk for the small checkpoint, int8 for our own kernel. Never made anew: where this
 * fails, what users have installed no longer works, and the record wants a new version that knows this one.
 */
const RELEASED = join(root, 'tests/fixtures/installed');

const picked = async () => {
  const files = nodeFiles(checkpointFolder('safetensors'));
  return await Promise.all(FILES.map(async (name) => [name, (await files.open(name))!] as const));
};
/** Every start is tested. */
const findings = { hasPassed: async () => false, notePassed: async () => {} };
const start = async (store: ModelStore, name: string) =>
  await ((await store.open(name)) as StoredModel).start({ runtimes, targets: [KERNEL], findings });

/** How far the model's probabilities are from PyTorch's at most. */
async function distance(model: Awaited<ReturnType<typeof start>>): Promise<number> {
  const [sentence] = expectedOutputs('safetensors');
  const [tops] = await model.topK([toInput(sentence!)], model.vocabularySize);
  return Math.max(
    ...tops!.flatMap(({ ids, probabilities }, p) =>
      [...ids].map((id, rank) => Math.abs(probabilities[rank]! - Math.exp(sentence!.logProbabilities[p]![id]!))),
    ),
  );
}

describe('an installed model', () => {
  let folder: string;
  beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'anaume-store-'))));
  afterEach(async () => await rm(folder, { recursive: true }));

  it('starts from what was written, is tested, gives way to a newer one, and leaves nothing once it is removed', async () => {
    const store = new ModelStore(folderHandle(folder));
    await store.importFiles('small', await picked());
    expect((await store.list()).map(({ name }) => name)).toEqual(['small']);
    const model = await start(store, 'small');
    expect(model.backend).toMatchObject({ device: 'wasm', precision: 'int8', passedOver: [] });
    expect(await distance(model)).toBeLessThan(0.02);
    await model.dispose();
    await store.importFiles('small', await picked());
    expect(await readdir(folder)).toHaveLength(1);
    await store.remove('small');
    expect(await readdir(folder)).toEqual([]);
  });

  it('gives way to a newer one whose clock was set back', async () => {
    const store = new ModelStore(folderHandle(folder));
    await store.importFiles('small', await picked());
    const [former] = await readdir(folder);
    vi.spyOn(Date, 'now').mockReturnValue(1);
    await store.importFiles('small', await picked());
    vi.restoreAllMocks();
    expect(await readdir(folder)).not.toContain(former);
    expect(await store.list()).toHaveLength(1);
  });
});

it('a model that the first release installed still starts, and says what it said', async () => {
  const model = await start(new ModelStore(folderHandle(RELEASED)), 'small');
  expect(model.backend).toMatchObject({ device: 'wasm', precision: 'int8', passedOver: [] });
  expect(await distance(model)).toBeLessThan(0.02);
  await model.dispose();
});

describe('a record of the right version', () => {
  const released = JSON.parse(readFileSync(join(RELEASED, 'small/model.json'), 'utf8')) as Released;
  it.each<[string, (record: Released) => unknown, string]>([
    ['is another shape', (record) => ({ ...record, prepared: 7 }), 'missing'],
    ['lacks what it needs', (record) => ({ ...record, selfTest: undefined }), 'missing'],
    ['has a name that is none', (record) => ({ ...record, name: null }), 'missing'],
    [
      'has weights that are longer than their file',
      ({ prepared: [target], ...record }) => {
        const segments = target.segments.map(({ offset, length }) => ({ offset: offset + 4096, length }));
        return { ...record, prepared: [{ ...target, segments }] };
      },
      'damaged',
    ],
    [
      'has files of other lengths',
      (record) => ({ ...record, sizes: { ...record.sizes, 'wasm-int8.weights': 1 } }),
      'damaged',
    ],
  ])('that %s is no model, and is said to be so', async (_, change, code) => {
    const folder = await mkdtemp(join(tmpdir(), 'anaume-store-'));
    await cp(RELEASED, folder, { recursive: true });
    await writeFile(join(folder, 'small/model.json'), JSON.stringify(change(released)));
    await expect(start(new ModelStore(folderHandle(folder)), 'small')).rejects.toMatchObject({
      name: 'StoreError',
      code,
    });
    await rm(folder, { recursive: true });
  });
});

interface Released {
  readonly sizes: Record<string, number>;
  readonly selfTest: unknown;
  readonly prepared: readonly [{ readonly segments: readonly { readonly offset: number; readonly length: number }[] }];
}
