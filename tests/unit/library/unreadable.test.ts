import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { erasePlace, findPlace } from '../../../src/library/places.ts';
import { ModelStore } from '../../../src/library/store.ts';
import { root } from '../../../scripts/node/paths.ts';
import { folderHandle } from '../../fixtures/folder-handle.ts';

/** Files that the browser cannot read for now: another page has them, or the disk is slow to come back. */
let unreadable: readonly string[];
let folder: string;
let store: ModelStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'anaume-store-'));
  unreadable = [];
  store = new ModelStore(folderHandle(folder, '', (file) => !unreadable.includes(file)));
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await rm(folder, { recursive: true });
});
const left = async () => (await readdir(folder)).sort();
const offer = { model: 'someone/model', revision: 'abc', files: [], bytes: 0 };

describe('what cannot be read for a moment', () => {
  beforeEach(async () => {
    await cp(join(root, 'tests/fixtures/installed/small'), join(folder, 'added'), { recursive: true });
    await mkdir(join(folder, 'begun.part'));
    await writeFile(join(folder, 'begun.part/offer.json'), JSON.stringify(offer));
    await mkdir(join(folder, 'cut-off'));
  });

  it('is not swept away, and is there again afterwards', async () => {
    unreadable = ['model.json', 'offer.json'];
    expect([await store.list(), await store.listUnfinished()]).toEqual([[], []]);
    await store.sweep();
    expect(await left()).toEqual(['added', 'begun.part']);
    unreadable = [];
    expect(await store.list()).toMatchObject([{ name: 'small' }]);
    expect(await store.listUnfinished()).toMatchObject([{ offer }]);
  });

  it('is not said to be missing, nor to be removed', async () => {
    unreadable = ['model.json'];
    await expect(store.open('small')).rejects.toMatchObject({ code: 'damaged', model: 'small' });
    await expect(store.remove('small')).rejects.toMatchObject({ code: 'damaged' });
    unreadable = [];
    await store.choose('small');
    unreadable = ['chosen.json'];
    await expect(store.choice.readModel()).rejects.toMatchObject({ name: 'StoreError', code: 'damaged' });
  });
});

it('what was never finished is still swept away: no record, or one that is no JSON', async () => {
  for (const name of ['none', 'half', 'folder/model.json', 'known.part'])
    await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, 'half/model.json'), '{"version":');
  await store.sweep();
  expect(await left()).toEqual([]);
});

it('a place that cannot be opened is not taken for an empty one', async () => {
  const getDirectory = async () => ({
    getDirectoryHandle: () => Promise.reject(new DOMException('not now', 'InvalidStateError')),
  });
  vi.stubGlobal('navigator', {
    storage: { getDirectory },
    locks: { request: async (_: string, __: object, work: () => Promise<unknown>) => await work() },
  });
  await expect(findPlace('models')).rejects.toThrow('not now');
  await expect(erasePlace('models')).rejects.toThrow('not now');
});
