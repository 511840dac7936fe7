import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createWatch, DICTIONARY, type Section } from '../../../src/protocol/watchdog.ts';
import { dictionaryAnswers } from '../../../src/worker/dictionaries.ts';
import { doubling, compiled, sources } from '../../fixtures/dictionary-files.ts';
import { folderHandle } from '../../fixtures/folder-handle.ts';

let own: string;
beforeEach(async () => {
  own = await mkdtemp(join(tmpdir(), 'anaume-own-'));
  const locks = { request: async (_: string, __: object, work: () => Promise<unknown>) => await work() };
  vi.stubGlobal('navigator', { storage: { getDirectory: async () => folderHandle(own) }, locks });
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await rm(own, { recursive: true });
});

it.each([
  ['is added', sources('あ,0,0,0,名詞,*,*,*,*,*,*\n')],
  ['is refused', compiled(doubling(20))],
])('the owner hears what the worker is at until a dictionary %s', async (ends, { names, read }) => {
  const files = await Promise.all(
    names.map(async (name) => ({ name, content: new Blob([new Uint8Array(await read(name))]) })),
  );
  const open = new Map<number, Section>();
  let during: Section[] = [];
  const watch = createWatch(
    (section) => void open.set(section.id, section),
    (id) => void open.delete(id),
  );
  const request = {
    signal: new AbortController().signal,
    report: () => {},
    progress: () => void (during = [...open.values()]),
  };
  const adding = dictionaryAnswers(watch).importDictionary({ files }, request);
  const ended = await adding.then(
    () => 'is added',
    () => 'is refused',
  );
  expect(ended).toBe(ends);
  expect(during).toMatchObject([{ what: DICTIONARY }]);
  expect(open.size).toBe(0);
});
