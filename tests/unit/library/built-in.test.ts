import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { KERNEL } from '../../../src/engine/running/prepare.ts';
import { BuiltInModel, builtInFolder, refuseToKeep } from '../../../src/library/built-in.ts';
import { Findings } from '../../../src/library/findings.ts';
import { erasePlaces } from '../../../src/library/places.ts';
import { ModelStore } from '../../../src/library/store.ts';
import type { MaskedLanguageModel, TopK } from '../../../src/predictions/model.ts';
import { nodeFiles } from '../../../scripts/node/node-files.ts';
import { root } from '../../../scripts/node/paths.ts';
import { runtimes } from '../../../scripts/node/runtimes.ts';
import { checkpointFolder } from '../../fixtures/checkpoints.ts';
import { folderHandle } from '../../fixtures/folder-handle.ts';

const shipped = nodeFiles(`${root}/models/default`);
/** Prepared in no time, for where it does not matter what is kept. */
const small = nodeFiles(checkpointFolder('safetensors'));
let own: string;
beforeEach(async () => {
  own = await mkdtemp(join(tmpdir(), 'anaume-own-'));
  let last: Promise<unknown> = Promise.resolve();
  const request = async <T>(name: string, ...given: readonly unknown[]): Promise<T> => {
    if (name !== 'built-in') return await (given.at(-1) as () => Promise<T>)();
    const before = last;
    const own = before.then(given.at(-1) as () => Promise<T>);
    last = own.catch(() => {});
    return await own;
  };
  vi.stubGlobal('navigator', { storage: { getDirectory: async () => folderHandle(own) }, locks: { request } });
});
afterEach(async () => {
  vi.unstubAllGlobals();
  // Nobody waits for what is kept behind an answer, so something may still be written there.
  await rm(own, { recursive: true, maxRetries: 20, retryDelay: 20 });
});

const answers = async (model: MaskedLanguageModel) => {
  const [[top]] = (await model.topK([{ ids: Int32Array.of(2, 4, 5, 6, 3), positions: Int32Array.of(1) }], 5)) as [
    [TopK],
  ];
  await model.dispose();
  return [...top.ids, ...top.probabilities];
};
/** Starts it as the worker does, and says what was opened of the package. */
async function started(engine: string, files = small) {
  const opened: string[] = [];
  const watched = { open: (name: string) => (opened.push(name), files.open(name)) };
  const model = new BuiltInModel(watched, builtInFolder(engine));
  const findings = new Findings(() => model.folder(), engine);
  return { top: await answers(await model.start({ runtimes, findings, targets: [KERNEL] })), opened, model };
}
/** Resolves once the model was kept and told to have passed, which nobody waits for. */
const isKept = (engine: string) =>
  vi.waitFor(async () => {
    expect(await readdir(join(own, 'built-in'))).toEqual([engine]);
    const files = await readdir(join(own, 'built-in', engine));
    expect(files.sort()).toEqual(['found-passed-wasm-int8.json', 'model.json', 'self-test.bin', 'wasm-int8.weights']);
  }, 60_000);

describe('the built-in model', () => {
  it('is kept as an added model is, and answers from there without a look at the package', async () => {
    const first = await started('1', shipped);
    expect(first.opened).toEqual(['config.json', 'model.safetensors']);
    await isKept('1');
    const second = await started('1', shipped);
    expect(second.opened).toEqual([]);
    expect(second.top).toEqual(first.top);
    const store = new ModelStore(await folderHandle(own).getDirectoryHandle('built-in'));
    expect(await store.list()).toMatchObject([{ name: 'default', targets: [KERNEL] }]);
    const inspector = await second.model.inspect({ runtimes });
    expect(inspector.layers.length).toBeGreaterThan(0);
    await inspector.dispose();
    expect(second.opened).toEqual([]);
  });

  it('is prepared anew by another version, which leaves nothing of what earlier ones kept', async () => {
    for (const former of ['self-tests', 'verdicts']) {
      const folder = await folderHandle(own).getDirectoryHandle(former, { create: true });
      await (await folder.getFileHandle('old', { create: true })).getFile();
    }
    await started('1');
    await isKept('1');
    expect((await started('2')).opened).toContain('model.safetensors');
    await isKept('2');
    await vi.waitFor(async () => expect(await readdir(own)).toEqual(['built-in']));
  });

  it.each([
    ['weights that were cut short', (at: string) => truncate(join(at, 'wasm-int8.weights'), 1000)],
    ['no weights', (at: string) => rm(join(at, 'wasm-int8.weights'))],
    ['a record that is no JSON', (at: string) => writeFile(join(at, 'model.json'), '{')],
    ['a record of another shape', (at: string) => writeFile(join(at, 'model.json'), '{"version":4,"prepared":7}')],
    [
      'a record without what is needed',
      async (at: string) => {
        const record = JSON.parse(await readFile(join(at, 'model.json'), 'utf8')) as object;
        await writeFile(join(at, 'model.json'), JSON.stringify({ ...record, prepared: [] }));
      },
    ],
    [
      'a record whose segments lie elsewhere',
      async (at: string) => {
        const record = JSON.parse(await readFile(join(at, 'model.json'), 'utf8')) as {
          prepared: [{ segments: { offset: number }[] }];
        };
        for (const segment of record.prepared[0].segments) segment.offset += 1e9;
        await writeFile(join(at, 'model.json'), JSON.stringify(record));
      },
    ],
    [
      'a record whose names are of nothing',
      async (at: string) => {
        const record = await readFile(join(at, 'model.json'), 'utf8');
        await writeFile(join(at, 'model.json'), record.replaceAll(/"words":"[^"]*"/g, '"words":"nothing"'));
      },
    ],
    [
      'weights that no backend gives the right answers with',
      async (at: string) => {
        await rm(join(at, 'found-passed-wasm-int8.json'));
        await writeFile(
          join(at, 'wasm-int8.weights'),
          new Uint8Array((await stat(join(at, 'wasm-int8.weights'))).size),
        );
      },
    ],
  ])('is prepared anew where what was kept has %s', async (_, damage) => {
    const { top } = await started('1');
    await isKept('1');
    const at = join(own, 'built-in', '1');
    const record = await readFile(join(at, 'model.json'), 'utf8');
    const weights = await readFile(join(at, 'wasm-int8.weights'));
    const passed = async () => (await stat(join(at, 'found-passed-wasm-int8.json'))).mtimeMs;
    const before = await passed();
    await damage(at);
    const again = await started('1');
    expect(again.opened).toContain('model.safetensors');
    expect(again.top).toEqual(top);
    await vi.waitFor(async () => {
      const anew = JSON.parse(await readFile(join(at, 'model.json'), 'utf8')) as object;
      expect(anew).toEqual({ ...(JSON.parse(record) as object), installed: expect.any(Number) });
      expect(weights.equals(await readFile(join(at, 'wasm-int8.weights')))).toBe(true);
      // The last that is written.
      expect(await passed()).toBeGreaterThan(before);
    }, 60_000);
  });

  it('is kept while nobody else changes its place', async () => {
    let release = () => {};
    const held = navigator.locks.request('built-in', () => new Promise<void>((done) => (release = done)));
    await started('1');
    await new Promise((done) => setTimeout(done, 300));
    expect(await readdir(join(own, 'built-in', '1'))).not.toContain('model.json');
    release();
    await held;
    await isKept('1');
  });

  it('is not kept of a start that began before all was erased, and of the next it is', async () => {
    let open = () => {};
    const gate = new Promise<void>((done) => (open = done));
    const asked: string[] = [];
    const slow = {
      async open(name: string) {
        asked.push(name);
        await gate;
        return await small.open(name);
      },
    };
    const model = new BuiltInModel(slow, builtInFolder('1'));
    const findings = new Findings(() => model.folder(), '1');
    const begun = model.start({ runtimes, findings, targets: [KERNEL] });
    await vi.waitFor(() => expect(asked).not.toEqual([]));
    await erasePlaces();
    open();
    await answers(await begun);
    await new Promise((done) => setTimeout(done, 300));
    expect(await readdir(join(own, 'built-in'))).toEqual([]);
    await answers(await model.start({ runtimes, findings, targets: [KERNEL] }));
    await isKept('1');
  });

  it('answers where nothing can be kept', async () => {
    const model = new BuiltInModel(small, refuseToKeep);
    const findings = new Findings(() => model.folder(), '1');
    expect(await answers(await model.start({ runtimes, findings, targets: [KERNEL] }))).toHaveLength(10);
    expect(await readdir(own)).toEqual([]);
  });
});

it('what another version found out counts for nothing', async () => {
  const folder = async () => folderHandle(own);
  await new Findings(folder, '1').notePassed(KERNEL);
  await new Findings(folder, '1').write('gpu', { adapter: 'x' });
  expect(await new Findings(folder, '1').hasPassed(KERNEL)).toBe(true);
  expect(await new Findings(folder, '1').read('gpu')).toEqual({ adapter: 'x' });
  expect(await new Findings(folder, '1').hasPassed({ device: 'webgpu', precision: 'fp16' })).toBe(false);
  expect(await new Findings(folder, '2').hasPassed(KERNEL)).toBe(false);
  await writeFile(join(own, 'found-gpu.json'), '{"engine":7}');
  expect(await new Findings(folder, '1').read('gpu')).toBeNull();
});
