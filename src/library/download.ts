import { StoreError } from './errors.ts';
import { fileIn, flatName, runStoring } from './files.ts';
import { fileUrl, refusal, request, type Offer, type OfferedFile } from './hub.ts';
import { sha256 } from './sha256.ts';

/** A part is what is lost at most when the worker is killed; OPFS keeps a file only once it is closed. */
const PART_BYTES = 8 * 1024 * 1024;

export interface DownloadOptions {
  readonly hub: string;
  readonly signal?: AbortSignal | undefined;
  /** Bytes of this file that are here. */
  readonly onBytes: (bytes: number) => void;
  /** Bytes of this file whose hash is taken. */
  readonly onChecked?: (bytes: number) => void;
}

/**
 * Fetches a file into `folder` as `name.0`, `name.1`, …, continuing after the parts that are there already, and checks
 * it against what was announced. @returns The file, put together without copying, and its hash.
 * @throws StoreError `interrupted` when it broke off (what came is kept), `damaged` when it is not what was announced
 * (all is thrown away), `full` when there is no room for it.
 */
export async function download(
  folder: FileSystemDirectoryHandle,
  offer: Offer,
  file: OfferedFile,
  { hub, signal, onBytes, onChecked }: DownloadOptions,
): Promise<{ blob: Blob; sha256: string }> {
  let parts = await storedParts(folder, file.name);
  let here = sizeOf(parts);
  onBytes(here);
  if (here < file.bytes) {
    const headers: Record<string, string> = here > 0 ? { Range: `bytes=${here}-` } : {};
    const response = await request(fileUrl(offer, file.name, hub), { headers, ...(signal ? { signal } : {}) });
    // Hidden from pages of another origin; the hash tells in the end.
    const range = response.headers.get('content-range');
    const continues = response.status === 206 && (range === null || range.startsWith(`bytes ${here}-`));
    const damaged = async (message: string) => {
      await removeParts(folder, file.name);
      return new StoreError('damaged', `${file.name} ${message}; it was thrown away`);
    };
    if (response.status === 416) throw await damaged('is not what the hub announced');
    if (!response.ok || !response.body || (response.status === 206 && !continues)) throw refusal(file.name, response);
    if (response.status === 200 && here > 0) {
      // A server without ranges sends all of it again.
      await removeParts(folder, file.name);
      parts = [];
      here = 0;
    }
    await receive(response.body, folder, file, parts.length, here, { signal, onBytes });
    parts = await storedParts(folder, file.name);
    here = sizeOf(parts);
    const whole = Number(
      range?.split('/')[1] ?? (response.headers.has('content-encoding') ? NaN : response.headers.get('content-length')),
    );
    if (here < file.bytes && whole === here)
      throw await damaged(`has ${here} bytes instead of the ${file.bytes} announced`);
    if (here < file.bytes)
      throw new StoreError('interrupted', `${file.name} broke off after ${here} of ${file.bytes} bytes`);
  }
  const blob = new Blob(parts);
  const hash = await sha256(blob, { signal, onBytes: onChecked });
  if (here !== file.bytes || (file.sha256 !== null && hash !== file.sha256)) {
    await removeParts(folder, file.name);
    throw new StoreError('damaged', `${file.name} is not what the hub announced; it was thrown away`);
  }
  return { blob, sha256: hash };
}

/** Writes a body into parts. What came is kept, however it ends, unless it is longer than what was announced. */
async function receive(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  folder: FileSystemDirectoryHandle,
  file: OfferedFile,
  firstPart: number,
  start: number,
  { signal, onBytes }: Pick<DownloadOptions, 'signal' | 'onBytes'>,
): Promise<void> {
  const reader = body.getReader();
  let [index, here, inPart] = [firstPart, start, 0];
  let part: FileSystemWritableFileStream | null = null;
  let failure: unknown = null;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      signal?.throwIfAborted();
      if (done) break;
      if (here + value.length > file.bytes)
        throw new StoreError(
          'damaged',
          `${file.name} is longer than the ${file.bytes} bytes announced; it was thrown away`,
        );
      part ??= await runStoring(
        async () =>
          await (await folder.getFileHandle(`${flatName(file.name)}.${index}`, { create: true })).createWritable(),
      );
      await runStoring(() => part!.write(value));
      here += value.length;
      inPart += value.length;
      onBytes(here);
      if (inPart >= PART_BYTES) {
        await runStoring(() => part!.close());
        part = null;
        index++;
        inPart = 0;
      }
    }
  } catch (error) {
    await reader.cancel().catch(() => {});
    failure =
      signal?.aborted || error instanceof StoreError
        ? error
        : new StoreError('interrupted', `${file.name} broke off after ${here} of ${file.bytes} bytes`, {
            cause: error,
          });
  }
  try {
    await runStoring(async () => await part?.close());
  } catch (error) {
    // A stream that has failed cannot be closed either: the first failure is the one to tell.
    failure ??= error;
  }
  if (failure instanceof StoreError && failure.code === 'damaged') await removeParts(folder, file.name);
  if (failure !== null) throw failure;
}

async function storedParts(folder: FileSystemDirectoryHandle, name: string): Promise<File[]> {
  const parts: File[] = [];
  for (;;) {
    const part = await fileIn(folder, `${flatName(name)}.${parts.length}`);
    if (!part) return parts;
    parts.push(part);
  }
}

/** Removes what has come of a file. */
export async function removeParts(folder: FileSystemDirectoryHandle, name: string): Promise<void> {
  const count = (await storedParts(folder, name)).length;
  for (let index = 0; index < count; index++) await folder.removeEntry(`${flatName(name)}.${index}`);
}

const sizeOf = (parts: readonly Blob[]): number => parts.reduce((sum, { size }) => sum + size, 0);
