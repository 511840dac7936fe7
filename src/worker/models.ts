import type { ModelFiles } from '../engine/model-files.ts';
import { StoreError } from '../library/errors.ts';
import type { InstallOptions } from '../library/install.ts';
import type { InstalledModel as Installed } from '../library/record.ts';
import { BuiltInModel } from '../library/built-in.ts';
import { openPlace, type Place } from '../library/places.ts';
import { ModelStore } from '../library/store.ts';
import { preferredTargets } from '../engine/running/targets.ts';
import type { Target } from '../predictions/backend.ts';
import { success } from '../protocol/outcome.ts';
import type { InstalledModel } from '../protocol/models.ts';
import type { ModelMethod } from '../protocol/protocol.ts';
import type { Handlers } from '../protocol/server.ts';
import { runUnwatched, type Watch } from '../protocol/watchdog.ts';
import { dictionaryNames, type DictionaryAnswers } from './dictionaries.ts';
import { checkModel, DEFAULT_MODEL, folderOf } from './parts.ts';
import { requestsElsewhere } from './requests.ts';
import { announceChange } from './change.ts';
import { backendOf } from './kept-choice.ts';
import { singleFlight } from './single-flight.ts';
import { tryTokenizer } from './try-tokenizer.ts';
import { PATIENCE } from './watched.ts';

export type ModelAnswers = Required<Pick<Handlers, Exclude<ModelMethod, keyof DictionaryAnswers> | 'requests'>>;

/** Held by who changes the store, for as long as a download takes. */
const LOCK: Place = 'models';
/** Held for a moment by who tidies up, and waited for by who is about to change something. */
const TIDYING = 'models-tidying';

/** Answers what the options page asks of the model store. @param files The package, by path from its root. */
export function modelAnswers(files: ModelFiles, watch: Watch = runUnwatched): ModelAnswers {
  const store = singleFlight(async () => new ModelStore(await openPlace('models')));
  /** Whether a model can be honoured with the dictionaries that are here. */
  const acceptHere =
    (name: string): NonNullable<InstallOptions['accept']> =>
    async (model, way, names) => {
      await checkModel(model, way, names, await dictionaryNames());
      await tryTokenizer(files, model, way, name, watch);
    };
  const builtIn = singleFlight(() => new BuiltInModel(folderOf(files, DEFAULT_MODEL)).describe());

  return {
    async models() {
      const models = await store.get();
      await tidy(models);
      const unfinished = (await models.listUnfinished()).map(({ offer, here }) => ({
        offer: { ...offer, files: [...offer.files] },
        here,
      }));
      return success({
        models: [await builtIn.get(), ...(await models.list())].map(toMessage),
        chosen: await models.choice.readModel(),
        backend: await backendOf(models),
        unfinished,
      });
    },

    async lookUpModel({ name }, { signal }) {
      const offer = await (await store.get()).lookUp(name, { signal, accept: acceptHere(name) });
      return success({ ...offer, files: [...offer.files] });
    },

    async installModel({ offer }, { signal, progress }) {
      return await changeStore(async () => {
        const models = await store.get();
        const options = { signal, onProgress: progress, accept: acceptHere(offer.model), targets: await targetsHere() };
        const installed = await watch(offer.model, PATIENCE.adding, () => models.download(offer, options));
        return success(await tell(models, installed));
      });
    },

    async importModel({ name, files: picked }, { signal, progress }) {
      return await changeStore(async () => {
        const models = await store.get();
        const contents = picked.map(({ name: file, content }) => [file, content] as const);
        const options = { signal, onProgress: progress, accept: acceptHere(name), targets: await targetsHere() };
        const installed = await watch(name, PATIENCE.adding, () => models.importFiles(name, contents, options));
        return success(await tell(models, installed));
      });
    },

    async removeModel({ name }) {
      return await changeStore(async () => {
        try {
          await (await store.get()).remove(name);
        } finally {
          // It is no longer chosen, even where its files cannot be removed.
          announceChange();
        }
        return success(null);
      });
    },

    async discardDownload({ model }) {
      return await changeStore(async () => {
        await (await store.get()).discard(model);
        return success(null);
      });
    },

    async chooseModel({ name }) {
      await (await store.get()).choose(name);
      announceChange();
      return success(null);
    },

    async chooseBackend({ backend }) {
      await (await store.get()).choice.writeBackend(backend);
      announceChange();
      return success(null);
    },

    requests: async () => success({ elsewhere: requestsElsewhere() }),
  };
}

/** One page or worker changes the store at a time. */
async function changeStore<T>(work: () => Promise<T>): Promise<T> {
  return await navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) => {
    if (!lock) throw new StoreError('busy', 'Another page of the extension is adding or removing a model');
    await navigator.locks.request(TIDYING, () => {});
    return await work();
  });
}

/**
 * Removes what an installation left behind that was cut off: nobody can be at it while nobody holds the lock. The lock
 * itself is not taken: whoever asks for a change at this moment would be told that another page is at it.
 */
async function tidy(store: ModelStore): Promise<void> {
  await navigator.locks.request(TIDYING, async () => {
    const { held = [] } = await navigator.locks.query();
    if (!held.some(({ name }) => name === LOCK)) await store.sweep();
  });
}

/** Whoever uses the model that was just installed anew uses the new one. */
async function tell(store: ModelStore, installed: Installed): Promise<InstalledModel> {
  if ((await store.choice.readModel()) === installed.name) announceChange();
  return toMessage(installed);
}

/** A model of the library; the built-in one was not installed at any time. */
type Described = Pick<Installed, 'name' | 'bytes' | 'sha256'> & { readonly installed?: number };

const toMessage = ({ name, bytes, installed, sha256: hashes }: Described): InstalledModel => ({
  name,
  bytes,
  installed: installed ?? null,
  sha256: { ...hashes },
});

/** The best that runs here, and the CPU, on which everything runs. */
async function targetsHere(): Promise<Target[]> {
  const targets = await preferredTargets();
  return targets.length > 1 ? [targets[0]!, targets.at(-1)] : targets;
}
