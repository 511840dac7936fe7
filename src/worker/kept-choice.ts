import * as v from 'valibot';
import { findPlace } from '../library/places.ts';
import { ModelStore } from '../library/store.ts';
import { BackendChoice } from '../protocol/models.ts';
import { onChange } from './change.ts';
import type { LibraryModel } from './source.ts';

/** Which installed model the user wants to be used, and where. */
export interface KeptChoice {
  /** Null for the built-in one. Throws StoreError where the chosen model has gone. */
  readChosen(): Promise<LibraryModel | null>;
  /** Where the user wants models to run. */
  backend(): Promise<BackendChoice>;
  /** Calls `listener` when another is chosen, or the chosen one is installed anew. */
  onChange(listener: () => void): void;
}

/** For places that keep nothing: the built-in model. */
export const noChoice: KeptChoice = {
  readChosen: async () => null,
  backend: async () => 'measured',
  onChange: () => {},
};

/** What was said, or that what is faster is taken. */
export const backendOf = async (store: ModelStore | null): Promise<BackendChoice> =>
  v.parse(v.fallback(BackendChoice, 'measured'), await store?.choice.readBackend());

/** The choice that is kept in the origin's private file system. */
export function keptChoice(): KeptChoice {
  // Without a file system of our own (a private window) nothing can have been installed, or said.
  const store = async () => {
    const folder = await findPlace('models');
    return folder && new ModelStore(folder);
  };
  return {
    async readChosen() {
      const found = await store();
      const name = await found?.choice.readModel();
      return name == null ? null : await found!.open(name);
    },
    backend: async () => await backendOf(await store()),
    onChange,
  };
}
