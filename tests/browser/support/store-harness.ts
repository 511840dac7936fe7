import { runtimes } from '../../../src/entrypoints/runtimes.ts';
import type { InstallProgress } from '../../../src/library/install.ts';
import type { InstalledModel } from '../../../src/library/record.ts';
import { KERNEL } from '../../../src/engine/running/prepare.ts';
import { ModelStore } from '../../../src/library/store.ts';
import type { Offer } from '../../../src/library/hub.ts';
import type { Expected } from '../../fixtures/checkpoints.ts';

/** The model store, in a page, for store.test.ts. Errors cross to Node as their code and message. */
export type Tried<T> = { readonly value: T } | { readonly code: string; readonly message: string };

async function attempt<T>(work: () => Promise<T>): Promise<Tried<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    const { code, name, message } = error as { code?: string | number; name: string; message: string };
    return { code: typeof code === 'string' ? code : name, message };
  }
}

const folder = async () =>
  await (await navigator.storage.getDirectory()).getDirectoryHandle('models', { create: true });
const open = async (hub: string) => new ModelStore(await folder(), hub);

export const store = {
  lookUp: (hub: string, name: string) => attempt(async () => await (await open(hub)).lookUp(name)),
  download: (hub: string, offer: Offer, abortAt = Infinity) =>
    attempt(async () => {
      const controller = new AbortController();
      const progress: InstallProgress[] = [];
      const installed = await (
        await open(hub)
      ).download(offer, {
        targets: [{ device: 'wasm', precision: 'fp32' }],
        signal: controller.signal,
        onProgress(reached) {
          progress.push(reached);
          if (reached.step === 'download' && reached.done / reached.total >= abortAt) controller.abort();
        },
      });
      return { installed, progress };
    }),
  importFrom: (
    folderUrl: string,
    files: readonly string[],
    name: string,
    /** Addresses of files that are not those of the folder. */ others: Readonly<Record<string, string>> = {},
  ): Promise<Tried<InstalledModel>> =>
    attempt(async () => {
      const picked = await Promise.all(
        files.map(async (file) => [file, await (await fetch(others[file] ?? folderUrl + file)).blob()] as const),
      );
      return await (await open('http://127.0.0.1:1')).importFiles(name, picked);
    }),
  list: async () => await (await open('')).list(),
  unfinished: async () => await (await open('')).listUnfinished(),
  /**
   * Lists what is unfinished time and again while it is being thrown away, with so many more files in each of its
   * folders.
   */
  unfinishedWhileDiscarded: (name: string, files: number) =>
    attempt(async () => {
      for await (const part of (await folder()).values()) {
        for (let file = 0; file < files; file++)
          await (part as FileSystemDirectoryHandle).getFileHandle(`${file}`, { create: true });
      }
      let discarded = false;
      const discarding = open('')
        .then((store) => store.discard(name))
        .finally(() => (discarded = true));
      while (!discarded) await Promise.all(Array.from({ length: 8 }, () => store.unfinished()));
      await discarding;
      return await store.unfinished();
    }),
  remove: async (name: string) => {
    await (await open('')).remove(name);
    await (await open('')).discard(name);
  },
  /** Everything in the store's folder. */
  async entries(): Promise<string[]> {
    const names: string[] = [];
    for await (const name of (await folder()).keys()) names.push(name);
    return names;
  },
  logProbabilities: (name: string, { ids, tokenTypes, positions }: Expected, selfTest: boolean) =>
    attempt(async () => {
      const stored = await (await open('')).open(name);
      if (!('start' in stored)) throw new TypeError(`${name} is not for our own engine`);
      const model = await stored.start({
        runtimes,
        targets: [{ device: 'webgpu', precision: 'fp16' }, KERNEL],
        findings: { hasPassed: async () => !selfTest, notePassed: async () => {} },
      });
      const [[top]] = (await model.topK(
        [{ ids: Int32Array.from(ids), tokenTypes: Int32Array.from(tokenTypes), positions: Int32Array.from(positions) }],
        model.vocabularySize,
      )) as [[{ ids: Int32Array; probabilities: Float32Array }]];
      const logs = new Array<number>(model.vocabularySize);
      top.ids.forEach((id, rank) => (logs[id] = Math.log(top.probabilities[rank]!)));
      await model.dispose();
      const vocabulary = await stored.files.open('vocab.txt');
      return { logs, words: (await vocabulary!.text()).trimEnd().split('\n').length };
    }),
};

declare global {
  var anaumeStore: typeof store;
}
globalThis.anaumeStore = store;
