import { bytesIn, foldersIn, isMissing, removeEntry } from './files.ts';
import { StoreError } from './errors.ts';

/**
 * All that the extension keeps in the browser's private file system (OPFS), a folder each. It belongs to the
 * extension's own origin: all of its pages and workers reach it without the extension API, and no content script does.
 * What is written anywhere else there, nobody would erase. Whoever changes one holds the lock of its name, but for
 * files that are written whole and by themselves.
 */
export const PLACES = ['models', 'dictionaries', 'built-in', 'history'] as const;
export type Place = (typeof PLACES)[number];

/** What earlier versions wrote and none reads any more. */
const FORMER = ['self-tests', 'verdicts'] as const;

/** Milliseconds to wait for who changes a place: a text is remembered in less, a download takes longer. */
const PATIENCE = 1000;

const ownFolder = async (): Promise<FileSystemDirectoryHandle> => await navigator.storage.getDirectory();

/**
 * A place's folder, made where there is none. @throws StoreError `private` where the browser keeps nothing, as in a
 * private window
 */
export async function openPlace(place: Place): Promise<FileSystemDirectoryHandle> {
  const root = await ownFolder().catch((error: unknown) => {
    throw new StoreError('private', 'The browser keeps no files here, as in a private window', { cause: error });
  });
  return await root.getDirectoryHandle(place, { create: true });
}

/**
 * A place's folder; null where there is none, or the browser keeps nothing. @throws DOMException where it cannot be
 * opened
 */
export async function findPlace(place: Place): Promise<FileSystemDirectoryHandle | null> {
  const root = await ownFolder().catch(() => null);
  if (!root) return null;
  return await root.getDirectoryHandle(place).catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
}

/** Bytes of the files in a place, and in its folders. */
export async function bytesAt(place: Place): Promise<number> {
  const folder = await findPlace(place);
  if (!folder) return 0;
  const folders = [folder, ...(await foldersIn(folder).catch(() => []))];
  return (await Promise.all(folders.map((each) => bytesIn(each)))).reduce((sum, bytes) => sum + bytes, 0);
}

/**
 * Erases what is in every place, once nobody is changing it. @throws where something is left, when all the rest is gone
 */
export async function erasePlaces(): Promise<void> {
  const erasing = [...PLACES.map(erasePlace), eraseFormer()];
  for (const end of await Promise.allSettled(erasing)) if (end.status === 'rejected') throw end.reason;
}

/**
 * Empties a place; the folder stays, for whoever has it open. @throws where somebody is changing it, or something is
 * left
 */
export async function erasePlace(place: Place): Promise<void> {
  await navigator.locks.request(place, { signal: AbortSignal.timeout(PATIENCE) }, async () => {
    const folder = await findPlace(place);
    if (!folder) return;
    const names: string[] = [];
    for await (const name of folder.keys()) names.push(name);
    for (const name of names) await removeEntry(folder, name);
  });
}

/** Removes what is of no use since the last update. */
export async function eraseFormer(): Promise<void> {
  const root = await ownFolder().catch(() => null);
  if (root) for (const name of FORMER) await removeEntry(root, name);
}
