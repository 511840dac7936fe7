import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { lastErasure } from '../../../src/storage/erased.ts';
import { eraseEverything } from '../../../src/storage/erase.ts';
import { readHistory, remember } from '../../../src/storage/history.ts';
import { keepAnalysis, keepPrediction, readLatest } from '../../../src/storage/latest.ts';
import { changeSettings, readSettings } from '../../../src/storage/settings.ts';
import { dictionaryAnswers } from '../../../src/worker/dictionaries.ts';
import { sources } from '../../fixtures/dictionary-files.ts';
import { folderHandle } from '../../fixtures/folder-handle.ts';
import { analysisOf, maskAt, predictionOf } from '../view/fixtures.ts';

const { local, session } = vi.hoisted(() => {
  const area = () => {
    const kept = new Map<string, unknown>();
    const turn = () => new Promise((resolve) => setTimeout(resolve));
    const listOf = (keys: string | string[]) => [keys].flat();
    return {
      kept,
      get: async (keys: string | string[] | null) => {
        await turn();
        return Object.fromEntries([...kept].filter(([key]) => keys === null || listOf(keys).includes(key)));
      },
      set: async (values: object) => {
        await turn();
        for (const [key, value] of Object.entries(values)) kept.set(key, value);
      },
      remove: async (keys: string | string[]) => {
        await turn();
        for (const key of listOf(keys)) kept.delete(key);
      },
      clear: async () => {
        await turn();
        kept.clear();
      },
    };
  };
  return { local: area(), session: area() };
});
vi.mock('../../../src/extension/browser.ts', () => ({ browser: { storage: { local, session } } }));

/** Web Locks as far as they are needed: one after the other. */
function makeLocks() {
  const last = new Map<string, Promise<unknown>>();
  return {
    request(name: string, options: unknown, given?: () => Promise<unknown>): Promise<unknown> {
      const work = given ?? (options as () => Promise<unknown>);
      const result = (last.get(name) ?? Promise.resolve()).then(work);
      last.set(
        name,
        result.catch(() => {}),
      );
      return result;
    },
  };
}

let own: string;
beforeEach(async () => {
  own = await mkdtemp(join(tmpdir(), 'anaume-own-'));
  vi.stubGlobal('navigator', { storage: { getDirectory: async () => folderHandle(own) }, locks: makeLocks() });
  vi.stubGlobal('indexedDB', { databases: async () => [] });
  local.kept.clear();
  session.kept.clear();
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await rm(own, { recursive: true });
});

const cat = analysisOf('猫', [['猫', '名詞']]);

describe('what is kept', () => {
  it('is gone after erasing, though its analysis ends only then', async () => {
    const before = await lastErasure();
    await remember('前', before);
    await keepAnalysis({ analysis: cat }, before);
    await eraseEverything();
    await remember('猫', before);
    await keepAnalysis({ analysis: cat }, before);
    expect([await readHistory(), await readLatest()]).toEqual([[], null]);
    // However short a time has passed, and whatever the clock says.
    const after = await lastErasure();
    await remember('犬', after);
    await keepAnalysis({ analysis: cat }, after);
    expect(await readHistory()).toMatchObject([{ text: '犬' }]);
    expect(await readLatest()).toMatchObject({ analysis: { text: '猫' } });
  });

  it('of recent texts says which tab and session they are of', async () => {
    const read = async (text: string, tab: number) => {
      await remember(text, await lastErasure(), tab);
      return (await readHistory())[0]!;
    };
    const [first, second] = [await read('猫', 1), await read('犬', 1)];
    expect(second).toMatchObject({ text: '犬', tab: 1, session: first.session });
    session.kept.clear();
    const third = await read('鳥', 1);
    expect(third.session).toMatch(/./);
    expect(third.session).not.toBe(first.session);
  });

  it('is gone though it is being written while all is erased', async () => {
    const before = await lastErasure();
    await keepAnalysis({ analysis: cat }, before);
    const keeping = [
      keepPrediction('猫', predictionOf([maskAt(cat, [0])])),
      keepAnalysis({ analysis: cat }, before),
      remember('猫', before),
    ];
    await eraseEverything();
    await Promise.all(keeping);
    expect([await readHistory(), await readLatest()]).toEqual([[], null]);
  });

  it('is gone though a dictionary is being added, which is written before', async () => {
    const { names, read } = sources('あ,0,0,0,名詞,*,*,*,*,*,*\n');
    const files = await Promise.all(
      names.map(async (name) => ({ name, content: new Blob([new Uint8Array(await read(name))]) })),
    );
    let erasing: Promise<void> | undefined;
    const answers = dictionaryAnswers();
    const request = {
      signal: new AbortController().signal,
      report: () => {},
      progress: () => void (erasing ??= eraseEverything()),
    };
    expect(await answers.importDictionary({ files }, request)).toMatchObject({ value: { name: 'jumandic' } });
    await erasing;
    expect(await answers.dictionaries({}, request)).toMatchObject({ value: [] });
  });
});

describe('the settings', () => {
  it('are erased with their sites and words, but nobody is recorded who did not want to be', async () => {
    await changeSettings({ history: false, sitesOff: ['a.example'], ownWords: ['語'], theme: 'dark' });
    let isOff = true;
    const { remove } = local;
    local.remove = async (keys) => {
      await remove(keys);
      isOff &&= !(await readSettings()).history;
    };
    await eraseEverything();
    local.remove = remove;
    expect(isOff).toBe(true);
    expect([...local.kept]).toEqual([['settings.history', false]]);
  });

  it('are erased to the last one where recent texts are kept, as of a version before this one', async () => {
    await changeSettings({ history: true, sitesOff: ['a.example'] });
    await eraseEverything();
    expect([...local.kept]).toEqual([]);
    local.kept.set('settings', { history: false, sitesOff: ['a.example'] });
    await eraseEverything();
    expect([...local.kept]).toEqual([['settings.history', false]]);
  });
});
