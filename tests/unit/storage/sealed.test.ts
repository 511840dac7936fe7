import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sealedFile } from '../../../src/storage/sealed.ts';
import { folderHandle } from '../../fixtures/folder-handle.ts';

let own: string;
/** Which files there is no room for. */
let full = (_name: string) => false;
let aborted = 0;
/** The place's folder on a disk that may be full. */
function place(): FileSystemDirectoryHandle {
  const folder = folderHandle(own);
  const getFileHandle = async (...asked: Parameters<typeof folder.getFileHandle>) => {
    const file = await folder.getFileHandle(...asked);
    const refuse = () => Promise.reject(new DOMException('no more', 'QuotaExceededError'));
    const stream = { write: refuse, close: refuse, abort: async () => void aborted++ };
    return full(asked[0]) ? { ...file, createWritable: async () => stream } : file;
  };
  return { ...folder, getFileHandle } as unknown as FileSystemDirectoryHandle;
}
beforeEach(async () => {
  own = await mkdtemp(join(tmpdir(), 'anaume-own-'));
  [full, aborted] = [() => false, 0];
  vi.stubGlobal('navigator', { storage: { getDirectory: async () => ({ getDirectoryHandle: async () => place() }) } });
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await rm(own, { recursive: true });
});

describe('a sealed file', () => {
  it('gives back what was written, and nothing of it is readable on the disk', async () => {
    const file = sealedFile('history');
    expect(await file.read()).toBeNull();
    await file.write('秘密');
    expect(await file.read()).toBe('秘密');
    expect((await readdir(own)).sort()).toEqual(['content', 'key']);
    expect((await readFile(join(own, 'content'))).includes('秘密')).toBe(false);
  });

  it('cannot be read any more once its key is another', async () => {
    const file = sealedFile('history');
    await file.write('秘密');
    const before = await readFile(join(own, 'content'));
    await file.write('', true);
    await writeFile(join(own, 'content'), before);
    expect(await file.read()).toBeNull();
  });

  it('stays as it was where the disk is full, which has an error of its own', async () => {
    const file = sealedFile('history');
    await file.write('一');
    full = () => true;
    await expect(file.write('二')).rejects.toMatchObject({ name: 'StoreError', code: 'full' });
    expect(aborted).toBe(1);
    full = () => false;
    expect(await file.read()).toBe('一');
  });

  it.each(['next', 'key'])('stays as it was where there is no room for a new %s', async (name) => {
    const file = sealedFile('history');
    await file.write('一');
    full = (asked) => asked === name;
    await expect(file.write('二', true)).rejects.toMatchObject({ name: 'StoreError', code: 'full' });
    full = () => false;
    expect(await file.read()).toBe('一');
  });

  it('is what was written under a new key, though there was no more room, or no more time, to tidy up', async () => {
    const file = sealedFile('history');
    await file.write('一');
    full = (asked) => asked === 'content';
    await file.write('二', true);
    expect(await file.read()).toBe('二');
    await expect(file.write('三')).rejects.toMatchObject({ code: 'full' });
    expect(await file.read()).toBe('二');
    full = () => false;
    await file.write('三');
    expect(await file.read()).toBe('三');
    expect((await readdir(own)).sort()).toEqual(['content', 'key']);
  });
});
