import { fileIn, removeEntry, writeFile } from './files.ts';

/** In a model's own folder: the worker hung in it, and it is not to be used until the user chooses it again. */
const MARK = 'stuck';

/** Marks the model in a folder as one that hangs. */
export const mark = async (folder: FileSystemDirectoryHandle): Promise<void> =>
  void (await writeFile(folder, MARK, ['']));

/** Whether the model in a folder was marked. */
export const isStuck = async (folder: FileSystemDirectoryHandle): Promise<boolean> =>
  (await fileIn(folder, MARK)) !== null;

/** Lets a model be tried again. @throws DOMException where the mark cannot be removed */
export const clearStuck = async (folder: FileSystemDirectoryHandle): Promise<void> => await removeEntry(folder, MARK);
