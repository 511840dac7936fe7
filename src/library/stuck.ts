import { fileIn, writeFile } from './files.ts';

/** The models' folder in the extension's private file system. */
export const STORE_FOLDER = 'models';

/** In a model's own folder: the worker hung in it, and it is not to be used until the user chooses it again. */
const MARK = 'stuck';

/** Marks an installed model as one that hangs. @param id Of the installation: the name of its folder. */
export async function markStuck(id: string): Promise<void> {
  const store = await (await navigator.storage.getDirectory()).getDirectoryHandle(STORE_FOLDER);
  await writeFile(await store.getDirectoryHandle(id), MARK, ['']);
}

export const isStuck = async (folder: FileSystemDirectoryHandle): Promise<boolean> =>
  (await fileIn(folder, MARK)) !== null;

/** Lets a model be tried again. */
export const clearStuck = async (folder: FileSystemDirectoryHandle): Promise<void> =>
  await folder.removeEntry(MARK).catch(() => {});
