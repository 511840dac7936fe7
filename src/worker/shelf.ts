import { ModelStore } from '../library/store.ts';
import type { StoredModel, StoredPipeline } from '../library/stored-model.ts';

/** Which installed model the user wants to be used. */
export interface Shelf {
  /** Null for the built-in one. Throws StoreError where the chosen model has gone. */
  chosen(): Promise<StoredModel | StoredPipeline | null>;
  /** Calls `listener` when another is chosen, or the chosen one is installed anew. */
  onChange(listener: () => void): void;
}

/** For places that keep nothing: the built-in model. */
export const emptyShelf: Shelf = { chosen: async () => null, onChange: () => {} };

/**
 * The store is in the origin's private file system, and changes are announced on a broadcast channel: service workers, pages and workers of
 * both browsers share these two without the extension API, so whoever answers learns of a choice wherever it runs.
 */
const FOLDER = 'models';
const CHANNEL = 'models';

export const storeFolder = async (): Promise<FileSystemDirectoryHandle> =>
  await (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true });

export function announceChange(): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(null);
  channel.close();
}

export function privateShelf(): Shelf {
  return {
    async chosen() {
      // Without a file system of our own (a private window) nothing can have been installed.
      const root = await navigator.storage
        .getDirectory()
        .then((own) => own.getDirectoryHandle(FOLDER))
        .catch(() => null);
      if (!root) return null;
      const store = new ModelStore(root);
      const name = await store.chosen();
      return name === null ? null : await store.open(name);
    },
    onChange: (listener) => new BroadcastChannel(CHANNEL).addEventListener('message', listener),
  };
}
