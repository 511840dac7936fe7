import type { ModelList } from '../../protocol/models.ts';
import type { ModelService } from './model-section.ts';

/**
 * What surrounds the model store in a page: what only a page may ask for, and what survives when the browser empties
 * the store.
 */
export interface Keeping {
  /** Asks the browser not to throw away what is stored. */
  readonly persist: () => Promise<unknown>;
  readonly readChoice: () => Promise<string | null>;
  readonly writeChoice: (name: string | null) => Promise<void>;
}

/**
 * The model store, whose models the browser is asked to keep as soon as one is added, and in whose list a chosen model
 * is named that has gone with all the rest: then nothing in the store itself knows of it any more.
 */
export function keptModels(store: ModelService, { persist, readChoice, writeChoice }: Keeping): ModelService {
  const keep = () => void persist().catch(() => {});
  return {
    ...store,
    async models(params, options) {
      const [outcome, chosen] = await Promise.all([store.models(params, options), readChoice()]);
      return outcome.ok ? { ...outcome, value: withGone(outcome.value, chosen) } : outcome;
    },
    async chooseModel(params, options) {
      const outcome = await store.chooseModel(params, options);
      if (outcome.ok) await writeChoice(params.name);
      return outcome;
    },
    async removeModel(params, options) {
      const outcome = await store.removeModel(params, options);
      if (outcome.ok && (await readChoice()) === params.name) await writeChoice(null);
      return outcome;
    },
    installModel(params, options) {
      keep();
      return store.installModel(params, options);
    },
    importModel(params, options) {
      keep();
      return store.importModel(params, options);
    },
  };
}

const withGone = (list: ModelList, chosen: string | null): ModelList =>
  list.chosen === null && chosen !== null && !list.models.some(({ name }) => name === chosen)
    ? { ...list, chosen }
    : list;
