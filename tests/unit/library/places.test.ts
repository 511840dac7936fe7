import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { bytesAt, erasePlaces, findPlace, openPlace, PLACES } from '../../../src/library/places.ts';
import { ModelStore } from '../../../src/library/store.ts';
import { root } from '../../../scripts/node/paths.ts';
import { folderHandle } from '../../fixtures/folder-handle.ts';

let own: string;
let held: string | null;
beforeEach(async () => {
  own = await mkdtemp(join(tmpdir(), 'anaume-own-'));
  held = null;
  vi.stubGlobal('navigator', {
    storage: { getDirectory: async () => folderHandle(own) },
    locks: {
      async request(name: string, _: object, work: () => Promise<unknown>) {
        if (name === held) throw new DOMException('waited long enough', 'TimeoutError');
        return await work();
      },
    },
  });
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await rm(own, { recursive: true });
});

/** Everything this version and those before it keep. */
async function fill(): Promise<void> {
  await mkdir(join(own, 'models/known.part'), { recursive: true });
  await writeFile(join(own, 'models/chosen.json'), '{"name":"small"}');
  await cp(join(root, 'tests/fixtures/installed/small'), join(own, 'models/0-0'), { recursive: true });
  for (const file of [
    'dictionaries/unidic.pack',
    'built-in/1/model.json',
    'history/key',
    'self-tests/a',
    'verdicts/b',
  ]) {
    await mkdir(join(own, file, '..'), { recursive: true });
    await writeFile(join(own, file), '12345');
  }
}
const left = async () => (await readdir(own, { recursive: true })).sort();

describe('the places', () => {
  it('are all erased, with what earlier versions kept; folders stay for who has them open', async () => {
    await fill();
    const store = new ModelStore((await findPlace('models'))!);
    expect(await store.choice.readModel()).toBe('small');
    expect(
      await Promise.all(['dictionaries', 'built-in', 'history'].map((place) => bytesAt(place as 'history'))),
    ).toEqual([5, 5, 5]);
    expect(await bytesAt('models')).toBeGreaterThan(10_000);
    await erasePlaces();
    expect(await left()).toEqual([...PLACES].sort());
    expect([await store.choice.readModel(), await store.list(), await bytesAt('models')]).toEqual([null, [], 0]);
  });

  it('are erased but for the one that somebody is changing, and that is told', async () => {
    await fill();
    held = 'models';
    await expect(erasePlaces()).rejects.toThrow('waited');
    expect((await left()).filter((name) => !name.startsWith('models/'))).toEqual([...PLACES].sort());
    expect(await left()).toContain('models/chosen.json');
  });

  it('are none where the browser keeps nothing', async () => {
    vi.stubGlobal('navigator', { ...navigator, storage: { getDirectory: () => Promise.reject(new Error('private')) } });
    await expect(openPlace('models')).rejects.toMatchObject({ code: 'private' });
    expect([await findPlace('models'), await bytesAt('models')]).toEqual([null, 0]);
    await erasePlaces();
  });
});
