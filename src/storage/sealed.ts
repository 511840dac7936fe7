import { fileIn, removeEntry, writeFile } from '../library/files.ts';
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

/**
 * Where what is written under a new key is whole before the old key goes: were both replaced in place, a disk that is
 * full, or a worker that ends in between, would leave a content that no key opens.
 */
const NEXT = 'next';

/** @param place Holds the files. Only one at a time may use it: the caller holds its lock. */
export function sealedFile(place: Place): SealedFile {
  const folder = () => openPlace(place);
  const bytesOf = async (file: string): Promise<Uint8Array<ArrayBuffer> | null> => {
    const found = await fileIn(await folder(), file);
    return found && new Uint8Array(await found.arrayBuffer());
  };
  const keyBytes = async () => {
    const bytes = await bytesOf('key');
    return bytes?.length === KEY_BYTES ? bytes : null;
  };
  return {
    async read() {
      const bytes = await keyBytes();
      if (!bytes) return null;
      const key = await imported(bytes);
      for (const name of ['content', NEXT]) {
        const sealed = await bytesOf(name);
        const opened = sealed && (await open(key, sealed));
        if (opened !== null) return opened;
      }
      return null;
    },
    async write(content, renew = false) {
      const own = await folder();
      const known = renew ? null : await keyBytes();
      const bytes = known ?? crypto.getRandomValues(new Uint8Array(KEY_BYTES));
      const sealed = await seal(await imported(bytes), content);
      const put = async () => {
        await writeFile(own, 'content', [sealed]);
        await removeEntry(own, NEXT);
      };
      if (known) return await put();
      await writeFile(own, NEXT, [sealed]);
      await writeFile(own, 'key', [bytes]);
      // It is kept already, if it has to stay where it is.
      await put().catch(() => {});
    },
  };
}

const imported = (key: Uint8Array<ArrayBuffer>): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt', 'decrypt']);

async function seal(key: CryptoKey, content: string): Promise<Blob> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  return new Blob([iv, await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, new TextEncoder().encode(content))]);
}

/** Null where it was written by half, or with another key. */
async function open(key: CryptoKey, sealed: Uint8Array<ArrayBuffer>): Promise<string | null> {
  try {
    const iv = sealed.subarray(0, IV_BYTES);
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, sealed.subarray(IV_BYTES));
    return new TextDecoder().decode(plain);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'OperationError') return null;
    throw error;
  }
}
