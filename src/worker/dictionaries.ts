import { dictionaryPack } from '../library/archive.ts';
import { StoreError } from '../library/errors.ts';
import { DictionaryStore } from '../library/dictionaries.ts';
import { createAnalyzer } from '../morphemes/analyzer.ts';
import { success } from '../protocol/outcome.ts';
import type { Handlers } from '../protocol/server.ts';
import type { OtherDictionaries } from './parts.ts';
import { announceChange } from './shelf.ts';

export type DictionaryAnswers = Required<Pick<Handlers, 'dictionaries' | 'importDictionary' | 'removeDictionary'>>;

const FOLDER = 'dictionaries';

/** Null where nothing can be kept: a private window. */
async function openStore(create: boolean): Promise<DictionaryStore | null> {
  try {
    const own = await navigator.storage.getDirectory();
    return new DictionaryStore(await own.getDirectoryHandle(FOLDER, { create }));
  } catch (error) {
    if (create)
      throw new StoreError('private', 'The browser keeps no files here, as in a private window', { cause: error });
    return null;
  }
}

/** The names of the dictionaries that were added. */
export const dictionaryNames = async (): Promise<string[]> =>
  ((await (await openStore(false))?.list()) ?? []).map(({ name }) => name);

/** Analysers over the dictionaries that were added; the last one is kept. */
export function addedDictionaries(): OtherDictionaries {
  return async (name) => {
    const pack = await (await openStore(false))?.open(name);
    return pack ? createAnalyzer(await pack.arrayBuffer()) : null;
  };
}

/** What the options page asks of the dictionaries. */
export const dictionaryAnswers: DictionaryAnswers = {
  dictionaries: async () => success([...((await (await openStore(false))?.list()) ?? [])]),

  async importDictionary({ files }, { signal, progress }) {
    const picked = files.map(({ name, content }) => new File([content], name));
    const pack = await dictionaryPack(picked, {
      async onProgress(fraction) {
        progress({ step: 'prepare', done: fraction, total: 1 });
        // Lets a cancellation through, which arrives as a message.
        await new Promise((resolve) => setTimeout(resolve));
        signal.throwIfAborted();
      },
    });
    const added = await (await openStore(true))!.add(pack as Uint8Array<ArrayBuffer>);
    announceChange();
    return success({ ...added });
  },

  async removeDictionary({ name }) {
    await (await openStore(false))?.remove(name);
    announceChange();
    return success(null);
  },
};
