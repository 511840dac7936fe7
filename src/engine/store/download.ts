import { StoreError } from './errors.ts';
import { fileUrl, request, type Offer, type OfferedFile } from './hub.ts';
import { sha256 } from './sha256.ts';

/** A part is what is lost at most when the worker is killed; OPFS keeps a file only once it is closed. */
const PART_BYTES = 8 * 1024 * 1024;

export interface DownloadOptions {
  readonly hub: string;
  readonly signal?: AbortSignal | undefined;
  /** Bytes of this file that are here. */
  readonly onBytes: (bytes: number) => void;
}

/**
 * Fetches a file into `folder` as `name.0`, `name.1`, …, continuing after the parts that are there already, and checks it against what was
 * announced. @returns The file, put together without copying, and its hash.
 * @throws StoreError `interrupted` when it broke off (what came is kept), `damaged` when it is not what was announced (all is thrown away).
 */
export async function download(folder: FileSystemDirectoryHandle, offer: Offer, file: OfferedFile, { hub, signal, onBytes }: DownloadOptions): Promise<{ blob: Blob; sha256: string }> {
  let parts = await storedParts(folder, file.name);
  let here = sizeOf(parts);
  onBytes(here);
  if (here < file.bytes) {
    const headers: Record<string, string> = here > 0 ? { Range: `bytes=${here}-` } : {};
    const response = await request(fileUrl(offer, file.name, hub), { headers, ...(signal ? { signal } : {}) });
    // Hidden from pages of another origin; the hash tells in the end.
    const range = response.headers.get('content-range');
    const continues = response.status === 206 && (range === null || range.startsWith(`bytes ${here}-`));
    if (!response.ok || !response.body || (response.status === 206 && !continues)) {
      throw new StoreError('unreachable', `${file.name}: the hub answered ${response.status}`);
    }
    if (response.status === 200 && here > 0) {
      // A server without ranges sends all of it again.
      await removeParts(folder, file.name);
      parts = [];
      here = 0;
    }
    await receive(response.body, folder, file, parts.length, here, { signal, onBytes });
    parts = await storedParts(folder, file.name);
    here = sizeOf(parts);
    if (here < file.bytes) throw new StoreError('interrupted', `${file.name} broke off after ${here} of ${file.bytes} bytes`);
  }
  const blob = new Blob(parts);
  const hash = await sha256(blob, signal);
  if (here !== file.bytes || (file.sha256 !== null && hash !== file.sha256)) {
    await removeParts(folder, file.name);
    throw new StoreError('damaged', `${file.name} is not what the hub announced; it was thrown away`);
  }
  return { blob, sha256: hash };
}

/** Writes a body into parts. However it ends, what came is kept. */
async function receive(
  body: ReadableStream<Uint8Array<ArrayBuffer>>, folder: FileSystemDirectoryHandle, file: OfferedFile, firstPart: number, start: number,
  { signal, onBytes }: Pick<DownloadOptions, 'signal' | 'onBytes'>,
): Promise<void> {
  const reader = body.getReader();
  let [index, here, inPart] = [firstPart, start, 0];
  let part: FileSystemWritableFileStream | null = null;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      signal?.throwIfAborted();
      if (done) break;
      if (here + value.length > file.bytes) throw new StoreError('damaged', `${file.name} is longer than the ${file.bytes} bytes announced`);
      part ??= await (await folder.getFileHandle(`${file.name}.${index}`, { create: true })).createWritable();
      await part.write(value);
      here += value.length;
      inPart += value.length;
      onBytes(here);
      if (inPart >= PART_BYTES) {
        await part.close();
        part = null;
        index++;
        inPart = 0;
      }
    }
  } catch (error) {
    await reader.cancel().catch(() => {});
    if (signal?.aborted || error instanceof StoreError) throw error;
    throw new StoreError('interrupted', `${file.name} broke off after ${here} of ${file.bytes} bytes`, { cause: error });
  } finally {
    await part?.close();
  }
}

async function storedParts(folder: FileSystemDirectoryHandle, name: string): Promise<File[]> {
  const parts: File[] = [];
  for (;;) {
    const handle = await folder.getFileHandle(`${name}.${parts.length}`).catch(() => null);
    if (!handle) return parts;
    parts.push(await handle.getFile());
  }
}

async function removeParts(folder: FileSystemDirectoryHandle, name: string): Promise<void> {
  const count = (await storedParts(folder, name)).length;
  for (let index = 0; index < count; index++) await folder.removeEntry(`${name}.${index}`);
}

const sizeOf = (parts: readonly Blob[]): number => parts.reduce((sum, { size }) => sum + size, 0);
