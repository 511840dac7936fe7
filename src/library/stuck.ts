import { fileIn, writeFile } from './files.ts';

/** The models' folder in the extension's private file system; each model has one in it, named by its installation. */
export const STORE_FOLDER = 'models';

/** In a model's own folder: the worker hung in it, and it is not to be used until the user chooses it again. */
const MARK = 'stuck';

export const mark = async (folder: FileSystemDirectoryHandle): Promise<void> =>
  void (await writeFile(folder, MARK, ['']));

export const isStuck = async (folder: FileSystemDirectoryHandle): Promise<boolean> =>
  (await fileIn(folder, MARK)) !== null;

/** Lets a model be tried again. */
export const clearStuck = async (folder: FileSystemDirectoryHandle): Promise<void> =>
  await folder.removeEntry(MARK).catch(() => {});
