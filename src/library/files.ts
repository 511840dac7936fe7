import { StoreError } from './errors.ts';

/** The browser's private file system (OPFS), with a full disk as an error of its own. */

/**
 * Writes a whole file, piece by piece; it appears, or replaces what was there, only when all of it is written. @returns
 * Its size in bytes.
 */
export async function writeFile(
  folder: FileSystemDirectoryHandle,
  name: string,
  content: Iterable<Blob | Uint8Array<ArrayBuffer> | string>,
): Promise<number> {
  return await runStoring(async () => {
    const handle = await folder.getFileHandle(name, { create: true });
    const stream = await handle.createWritable();
    try {
      for (const piece of content) await stream.write(piece);
    } catch (error) {
      await stream.abort().catch(() => {});
      throw error;
    }
    await stream.close();
    return (await handle.getFile()).size;
  });
}

/**
 * Whether an error of the file system says that there is no such file or folder; any other may be gone the next moment.
 */
export const isMissing = (error: unknown): boolean =>
  error instanceof DOMException && (error.name === 'NotFoundError' || error.name === 'TypeMismatchError');

/** Null where there is no such file. @throws StoreError `damaged` where it cannot be read */
export async function fileIn(folder: FileSystemDirectoryHandle, name: string): Promise<File | null> {
  return await readIn(name, async () => await (await folder.getFileHandle(name)).getFile());
}

/** What reading a file comes to; null where it is gone. @throws StoreError `damaged` where it cannot be read */
async function readIn<T>(name: string, read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (isMissing(error)) return null;
    throw new StoreError('damaged', `${name} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

/**
 * Bytes of the files in a folder, but for one where it is named. What another page takes away meanwhile, or nobody can
 * read, counts for nothing.
 */
export async function bytesIn(folder: FileSystemDirectoryHandle, except?: string): Promise<number> {
  let bytes = 0;
  try {
    for await (const name of folder.keys())
      if (name !== except) bytes += (await fileIn(folder, name).catch(() => null))?.size ?? 0;
  } catch {
    // The folder itself is gone.
  }
  return bytes;
}

/** Null where there is no such file, or it holds no JSON. @throws StoreError `damaged` where it cannot be read */
export async function readJsonFile(folder: FileSystemDirectoryHandle, name: string): Promise<unknown> {
  const file = await fileIn(folder, name);
  const text = file && (await readIn(name, () => file.text()));
  try {
    return text === null ? null : (JSON.parse(text) as unknown);
  } catch {
    return null;
  }
}

/** Every folder in a folder. */
export async function foldersIn(folder: FileSystemDirectoryHandle): Promise<FileSystemDirectoryHandle[]> {
  const folders: FileSystemDirectoryHandle[] = [];
  for await (const handle of folder.values()) if (handle.kind === 'directory') folders.push(handle);
  return folders;
}

/**
 * Removes a file, or a folder with all that is in it, if it is there. @throws DOMException where it cannot be removed
 */
export async function removeEntry(parent: FileSystemDirectoryHandle, name: string): Promise<void> {
  await parent.removeEntry(name, { recursive: true }).catch((error: unknown) => {
    if (!isMissing(error)) throw error;
  });
}

/** Runs work that stores. @throws StoreError `full` where there is no room; else what the work throws. */
export async function runStoring<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isFull(error)
      ? new StoreError('full', 'There is no room left on the disk, or the browser allows no more', { cause: error })
      : error;
  }
}

/** Chrome and Firefox name an exhausted quota alike; a disk that fills up meanwhile has other words in each. */
export function isFull(error: unknown): boolean {
  return (
    error instanceof Error &&
    (error.name === 'QuotaExceededError' || /quota|no space|disk full|NO_DEVICE_SPACE/i.test(error.message))
  );
}

/** A model's file as it is called in a folder of the private file system, which has no folders in it. */
export const flatName = (name: string): string => name.slice(name.lastIndexOf('/') + 1);
