import { packDictionary } from '../library/archive.ts';
import { findPlace, openPlace, type Place } from '../library/places.ts';
import { DictionaryStore } from '../library/dictionaries.ts';
import { createAnalyzer } from '../morphemes/analyzer.ts';
import { success } from '../protocol/outcome.ts';
import type { Handlers } from '../protocol/server.ts';
import { DICTIONARY, runUnwatched, type Watch } from '../protocol/watchdog.ts';
import type { OtherDictionaries } from './parts.ts';
import { announceChange } from './change.ts';
import { PATIENCE } from './watched.ts';

export type DictionaryAnswers = Required<Pick<Handlers, 'dictionaries' | 'importDictionary' | 'removeDictionary'>>;

/** Held by who changes the dictionaries, for as long as an import takes: what is erased is not written after. */
const PLACE: Place = 'dictionaries';

/** Null where none was added. */
async function findStore(): Promise<DictionaryStore | null> {
  const folder = await findPlace(PLACE);
  return folder && new DictionaryStore(folder);
}

/** The names of the dictionaries that were added. */
export const dictionaryNames = async (): Promise<string[]> =>
  ((await (await findStore())?.list()) ?? []).map(({ name }) => name);

/** Analysers over the dictionaries that were added, each made anew when it is asked for. */
export function addedDictionaries(): OtherDictionaries {
  return async (name) => {
    const pack = await (await findStore())?.open(name);
    return pack ? createAnalyzer(await pack.arrayBuffer()) : null;
  };
}

/** What the options page asks of the dictionaries. */
export const dictionaryAnswers = (watch: Watch = runUnwatched): DictionaryAnswers => ({
  dictionaries: async () => success([...((await (await findStore())?.list()) ?? [])]),

  async importDictionary({ files }, { signal, progress }) {
    const picked = files.map(({ name, content }) => new File([content], name));
    const added = await navigator.locks.request(PLACE, { signal }, () =>
      watch(DICTIONARY, PATIENCE.adding, async () => {
        const pack = await packDictionary(picked, {
          async onProgress(fraction) {
            progress({ step: 'prepare', done: fraction, total: 1 });
            // Lets a cancellation through, which arrives as a message.
            await new Promise((resolve) => setTimeout(resolve));
            signal.throwIfAborted();
          },
        });
        return await new DictionaryStore(await openPlace(PLACE)).add(pack as Uint8Array<ArrayBuffer>);
      }),
    );
    announceChange();
    return success({ ...added });
  },

  async removeDictionary({ name }) {
    await navigator.locks.request(PLACE, async () => await (await findStore())?.remove(name));
    announceChange();
    return success(null);
  },
});
