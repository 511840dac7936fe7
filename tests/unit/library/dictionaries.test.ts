import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DictionaryStore } from '../../../src/library/dictionaries.ts';
import { DictionaryError } from '../../../src/morphemes/errors.ts';
import { convertDictionary } from '../../../src/morphemes/mecab/convert.ts';
import type { DictionaryMeta } from '../../../src/morphemes/meta.ts';
import { PackReader, writePack } from '../../../src/morphemes/pack.ts';
import { sources } from '../../fixtures/dictionary-files.ts';
import { folderHandle } from '../../fixtures/folder-handle.ts';

let folder: string;
let store: DictionaryStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'anaume-dictionaries-'));
  store = new DictionaryStore(folderHandle(folder));
});
afterEach(async () => await rm(folder, { recursive: true }));

const pack = (await convertDictionary(sources('今日,0,0,0,名詞,*,*,*,*,*,*\n'))) as Uint8Array<ArrayBuffer>;

/** The pack with some sections changed. */
function changed(change: (sections: Map<string, Uint8Array>) => void): Uint8Array<ArrayBuffer> {
  const reader = new PackReader(pack);
  const sections = new Map<string, Uint8Array>();
  for (let at = 24; at < 24 + 12 * new DataView(pack.buffer).getUint32(20, true); at += 12) {
    const tag = String.fromCharCode(...pack.subarray(at, at + 4));
    sections.set(tag, reader.bytes(tag).slice());
  }
  change(sections);
  return writePack(sections) as Uint8Array<ArrayBuffer>;
}

const withMeta = (change: (meta: DictionaryMeta) => object) =>
  changed((sections) => {
    const meta = JSON.parse(new TextDecoder().decode(sections.get('META'))) as DictionaryMeta;
    sections.set('META', new TextEncoder().encode(JSON.stringify(change(meta))));
  });

describe('the dictionaries', () => {
  it('are kept, one of a name', async () => {
    expect(await store.add(pack)).toEqual({ name: 'jumandic', bytes: pack.length });
    expect(await store.list()).toEqual([{ name: 'jumandic', bytes: pack.length }]);
  });

  it.each([
    ['whose sections do not fit each other', withMeta((meta) => ({ ...meta, tokens: 5 }))],
    [
      'whose characters lie beyond all there are',
      withMeta((meta) => ({ ...meta, characters: { ...meta.characters, ranges: [0, 4e15, 1] } })),
    ],
    ['without a word for what it does not know', withMeta((meta) => ({ ...meta, unknown: [[]], tokens: 2 }))],
    ['whose words have no columns', withMeta((meta) => ({ ...meta, columns: [] }))],
    [
      'with thousands of columns',
      withMeta((meta) => ({ ...meta, columns: Array.from({ length: 9_999 }, () => ({ byClass: [] })) })),
    ],
    [
      'with thousands of words for what it does not know',
      withMeta((meta) => ({ ...meta, unknown: [Array.from({ length: 9_999 }, () => ['名詞'])] })),
    ],
    ['with a description without end', withMeta((meta) => ({ ...meta, more: 'x'.repeat(20_000_000) }))],
  ])('are not replaced by a damaged one %s', async (_, damaged) => {
    await store.add(pack);
    await expect(store.add(damaged)).rejects.toThrow(DictionaryError);
    expect(new Uint8Array(await (await store.open('jumandic'))!.arrayBuffer())).toEqual(pack);
  });
});
