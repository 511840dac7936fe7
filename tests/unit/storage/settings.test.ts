import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultSettings, type Settings } from '../../../src/protocol/settings.ts';

type Changes = Record<string, { newValue?: unknown }>;

/** storage.local as all contexts share it: every call takes a turn, and what is set is told to all that listen. */
const { kept, local } = vi.hoisted(() => {
  const kept = new Map<string, unknown>();
  const listeners = new Set<(changes: Changes) => void>();
  const turn = () => new Promise((resolve) => setTimeout(resolve));
  const tell = (changes: Changes) => listeners.forEach((listener) => listener(changes));
  const local = {
    full: false,
    async get(keys: string[]) {
      await turn();
      return Object.fromEntries(keys.filter((key) => kept.has(key)).map((key) => [key, kept.get(key)]));
    },
    async set(values: Record<string, unknown>) {
      await turn();
      if (local.full) throw new Error('full');
      for (const [key, value] of Object.entries(values)) kept.set(key, value);
      tell(Object.fromEntries(Object.entries(values).map(([key, newValue]) => [key, { newValue }])));
    },
    async remove(keys: string[]) {
      await turn();
      for (const key of keys) kept.delete(key);
      tell(Object.fromEntries(keys.map((key) => [key, {}])));
    },
    onChanged: {
      addListener: (listener: (changes: Changes) => void) => void listeners.add(listener),
      removeListener: (listener: (changes: Changes) => void) => void listeners.delete(listener),
    },
  };
  return { kept, local };
});
vi.mock('../../../src/extension/browser.ts', () => ({ browser: { storage: { local } } }));

/** The module as one context has it: a content script and a page of ours share nothing but the storage. */
async function context() {
  vi.resetModules();
  return await import('../../../src/storage/settings.ts');
}

beforeEach(() => kept.clear());
afterEach(() => void (local.full = false));

it('keeps all changes made at the same time, and goes on after one that failed', async () => {
  const { changeSettings, readSettings } = await context();
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

it('keeps what a content script and a page of ours change at the same time', async () => {
  const [script, page] = [await context(), await context()];
  await Promise.all([script.changeSettings({ ownWords: ['済む'] }), page.changeSettings({ theme: 'dark' })]);
  expect(await script.readSettings()).toEqual({ ...defaultSettings, ownWords: ['済む'], theme: 'dark' });
});

it('loses no more than the field that cannot be read', async () => {
  const { changeSettings, readSettings } = await context();
  await changeSettings({ theme: 'dark', candidates: 7, textSize: 1.5 });
  for (const [key, value] of kept) if (value === 7) kept.set(key, { seven: true });
  expect(await readSettings()).toEqual({ ...defaultSettings, theme: 'dark', textSize: 1.5 });
});

it('tells of the fields that another context has changed, and of no others', async () => {
  const [here, there] = [await context(), await context()];
  const heard = vi.fn<(changes: Partial<Settings>) => void>();
  const end = here.onSettingsChange(heard);
  await there.changeSettings({ theme: 'dark', candidates: 10 });
  await local.set({ model: 'another' });
  await local.set({ [[...kept.keys()].find((key) => kept.get(key) === 10)!]: 'ten' });
  await local.remove([[...kept.keys()].find((key) => kept.get(key) === 'dark')!]);
  expect(heard.mock.calls).toEqual([
    [{ theme: 'dark', candidates: 10 }],
    [{ candidates: defaultSettings.candidates }],
    [{ theme: defaultSettings.theme }],
  ]);
  end();
  await there.changeSettings({ theme: 'light' });
  expect(heard).toHaveBeenCalledTimes(3);
});

describe('settings of a version that kept them in one object', () => {
  const former = { theme: 'pink', candidates: 7, ownWords: ['済む'], history: false };
  const read = { ...defaultSettings, candidates: 7, ownWords: ['済む'], history: false };

  it('hold before they are taken over, but for what was changed since', async () => {
    kept.set('settings', former);
    const { changeSettings, readSettings } = await context();
    expect(await readSettings()).toEqual(read);
    await changeSettings({ history: true });
    expect(await readSettings()).toEqual({ ...read, history: true });
  });

  it('are taken over once, and the object is gone', async () => {
    kept.set('settings', former);
    const { changeSettings, readSettings, takeOverSettings } = await context();
    await changeSettings({ ownWords: [] });
    await takeOverSettings();
    expect(kept.has('settings')).toBe(false);
    expect(await readSettings()).toEqual({ ...read, ownWords: [] });
    const before = new Map(kept);
    await takeOverSettings();
    expect(kept).toEqual(before);
  });

  it.each([[null], [7], ['x'], [[]]])('count for nothing where they are %j', async (value) => {
    kept.set('settings', value);
    const { readSettings } = await context();
    expect(await readSettings()).toEqual(defaultSettings);
  });
});
