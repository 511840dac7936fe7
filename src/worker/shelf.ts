import * as v from 'valibot';
import { StoreError } from '../library/errors.ts';
import { ModelStore } from '../library/store.ts';
import { STORE_FOLDER } from '../library/stuck.ts';
import type { StoredModel, StoredPipeline } from '../library/stored-model.ts';
import { BackendChoice } from '../protocol/models.ts';

/** Which installed model the user wants to be used. */
export interface Shelf {
  /** Null for the built-in one. Throws StoreError where the chosen model has gone. */
  chosen(): Promise<StoredModel | StoredPipeline | null>;
  /** Where the user wants models to run. */
  backend(): Promise<BackendChoice>;
  /** Calls `listener` when another is chosen, or the chosen one is installed anew. */
  onChange(listener: () => void): void;
}

/** For places that keep nothing: the built-in model. */
export const emptyShelf: Shelf = { chosen: async () => null, backend: async () => 'measured', onChange: () => {} };

/** What was said, or that what is faster is taken. */
export const backendOf = async (store: ModelStore | null): Promise<BackendChoice> =>
  v.parse(v.fallback(BackendChoice, 'measured'), await store?.backend());

/**
 * The store is in the origin's private file system, and changes are announced on a broadcast channel: service workers, pages and workers of
 * both browsers share these two without the extension API, so whoever answers learns of a choice wherever it runs.
 */
const CHANNEL = 'models';

/** @throws StoreError `private` where the browser keeps nothing */
export async function storeFolder(): Promise<FileSystemDirectoryHandle> {
  const own = await navigator.storage.getDirectory().catch((error: unknown) => {
    throw new StoreError('private', 'The browser keeps no files here, as in a private window', { cause: error });
  });
  return await own.getDirectoryHandle(STORE_FOLDER, { create: true });
}

/** Tells whoever answers, wherever it runs, that another model is chosen or the chosen one is another. */
export function announceChange(): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(null);
  channel.close();
}

/** The choice that is kept in the origin's private file system. */
export function privateShelf(): Shelf {
  // Without a file system of our own (a private window) nothing can have been installed, or said.
  const store = async () =>
    await navigator.storage
      .getDirectory()
      .then(async (own) => new ModelStore(await own.getDirectoryHandle(STORE_FOLDER)))
      .catch(() => null);
  return {
    async chosen() {
      const found = await store();
      const name = await found?.chosen();
      return name == null ? null : await found!.open(name);
    },
    backend: async () => await backendOf(await store()),
    onChange: (listener) => new BroadcastChannel(CHANNEL).addEventListener('message', listener),
  };
}
