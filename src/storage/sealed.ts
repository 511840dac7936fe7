import { fileIn, writeFile } from '../library/files.ts';
import { openPlace, type Place } from '../library/places.ts';

/**
 * A file in the extension's private file system that can be erased. What is stored in a browser's databases stays in
 * their logs until these are tidied up, which may take months. So the content is encrypted (AES-GCM), and its key is a
 * file of its own, outside any database: with that file the content is gone, whatever copies of it are left. The key is
 * another one after every `renew`.
 */
export interface SealedFile {
  /**
   * Null where there is nothing, or nothing that the key opens. @throws StoreError `private`, or `damaged` where it
   * cannot be read
   */
  read(): Promise<string | null>;
  /**
   * With `renew`, what was in the file before cannot be read any more by anyone. @throws StoreError `private`, or
   * `full`
   */
  write(content: string, renew?: boolean): Promise<void>;
}

const IV_BYTES = 12;
const KEY_BYTES = 32;

/** @param place Holds both files. Only one at a time may use it: the caller holds its lock. */
export function sealedFile(place: Place): SealedFile {
  const folder = () => openPlace(place);
  const bytesOf = async (file: string): Promise<Uint8Array<ArrayBuffer> | null> => {
    const found = await fileIn(await folder(), file);
    return found && new Uint8Array(await found.arrayBuffer());
  };
  const key = async (renew: boolean): Promise<CryptoKey> => {
    let bytes = renew ? null : await bytesOf('key');
    if (bytes?.length !== KEY_BYTES) {
      bytes = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
      await writeFile(await folder(), 'key', [bytes]);
    }
    return await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
  };
  return {
    async read() {
      const bytes = await bytesOf('content');
      if (!bytes) return null;
      try {
        const iv = bytes.subarray(0, IV_BYTES);
        const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, await key(false), bytes.subarray(IV_BYTES));
        return new TextDecoder().decode(plain);
      } catch (error) {
        // Written by half, or with a key that is gone.
        if (error instanceof DOMException && error.name === 'OperationError') return null;
        throw error;
      }
    },
    async write(content, renew = false) {
      const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
      const data = await crypto.subtle.encrypt(
        { name: 'AES-GCM', iv },
        await key(renew),
        new TextEncoder().encode(content),
      );
      await writeFile(await folder(), 'content', [new Blob([iv, data])]);
    },
  };
}
