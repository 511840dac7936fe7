import { describe, expect, it } from 'vitest';
import type { ModelList } from '../../../src/protocol/models.ts';
import { success } from '../../../src/protocol/outcome.ts';
import { keptModels } from '../../../src/view/options/kept-models.ts';
import type { ModelService } from '../../../src/view/options/model-section.ts';

const builtIn = { name: 'default', bytes: 1, installed: null, sha256: {} };
const added = (name: string) => ({ ...builtIn, name, installed: 1 });

function kept(first: ModelList, remembered: string | null = null) {
  const state = { list: first, remembered, asked: 0 };
  const store = {
    models: async () => success(state.list),
    chooseModel: async ({ name }: { name: string | null }) => {
      state.list = { ...state.list, chosen: name };
      return success(null);
    },
    removeModel: async () => success(null),
    installModel: async () => success(added('a')),
    importModel: async () => success(added('b')),
  } as unknown as ModelService;
  const service = keptModels(store, {
    persist: async () => {
      state.asked++;
      throw new Error('the browser would rather not');
    },
    readChoice: async () => state.remembered,
    writeChoice: async (name) => void (state.remembered = name),
  });
  const chosen = async () => {
    const outcome = await service.models({});
    return outcome.ok && outcome.value.chosen;
  };
  return { state, service, chosen };
}
const list = (names: readonly string[], chosen: string | null): ModelList => ({
  models: [builtIn, ...names.map(added)],
  chosen,
  backend: 'measured',
  unfinished: [],
});

describe('models that are kept', () => {
  it('are asked for to be kept when one is added', async () => {
    const { state, service } = kept(list([], null));
    await service.models({});
    expect(state.asked).toBe(0);
    await service.installModel({ offer: { model: 'a', revision: 'r', files: [], bytes: 1 } });
    await service.importModel({ name: 'b', files: [] });
    expect(state.asked).toBe(2);
  });

  it('are named where they have gone with the choice itself', async () => {
    const { state, service, chosen } = kept(list(['a'], null));
    await service.chooseModel({ name: 'a' });
    expect(state.remembered).toBe('a');
    state.list = list([], null);
    expect(await chosen()).toBe('a');
    await service.chooseModel({ name: null });
    expect([state.remembered, await chosen()]).toEqual([null, null]);
  });

  it('are not named where the user has deleted them, or chosen none', async () => {
    const { state, service, chosen } = kept(list(['a'], 'a'), 'a');
    await service.removeModel({ name: 'a' });
    state.list = list([], null);
    expect([state.remembered, await chosen()]).toEqual([null, null]);
    expect(await kept(list(['b'], null), 'b').chosen()).toBeNull();
  });
});
