import { sha256 as algorithm } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

export interface HashOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onBytes?: ((done: number) => void) | undefined;
}

/**
 * SHA-256 of a Blob in lower-case hexadecimal, read piece by piece: the browser's own wants everything in memory at
 * once, which for a checkpoint is half a gigabyte. Throws the signal's reason when aborted.
 */
export async function sha256(blob: Blob, { signal, onBytes }: HashOptions = {}): Promise<string> {
  const hash = algorithm.create();
  const reader = blob.stream().getReader();
  let done = 0;
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    signal?.throwIfAborted();
    hash.update(chunk.value);
    onBytes?.((done += chunk.value.length));
  }
  return bytesToHex(hash.digest());
}
