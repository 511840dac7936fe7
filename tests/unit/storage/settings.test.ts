import { expect, it, vi } from 'vitest';
import { changeSettings, readSettings } from '../../../src/storage/settings.ts';

const { local } = vi.hoisted(() => {
  const kept = new Map<string, unknown>();
  const turn = () => new Promise((resolve) => setTimeout(resolve));
  return {
    local: {
      full: false,
      get: async (key: string) => (await turn(), { [key]: kept.get(key) }),
      set: async (values: Record<string, unknown>) => {
        await turn();
        if (local.full) throw new Error('full');
        for (const [key, value] of Object.entries(values)) kept.set(key, value);
      },
    },
  };
});
vi.mock('../../../src/extension/browser.ts', () => ({ browser: { storage: { local } } }));

it('keeps all changes made at the same time, and goes on after one that failed', async () => {
  await Promise.all([
    changeSettings({ pieces: true }),
    changeSettings({ candidates: 7 }),
    changeSettings({ rules: true }),
  ]);
  expect(await readSettings()).toMatchObject({ pieces: true, candidates: 7, rules: true });
  local.full = true;
  await expect(changeSettings({ pieces: false })).rejects.toThrow('full');
  local.full = false;
  await changeSettings({ candidates: 3 });
  expect(await readSettings()).toMatchObject({ pieces: true, candidates: 3, rules: true });
});
