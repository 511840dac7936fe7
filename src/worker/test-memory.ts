import { peek, type ModelFiles } from '../engine/model-files.ts';
import type { Target } from '../engine/running/precision.ts';
import { fileIn, writeFile } from '../library/files.ts';

/**
 * Which backends have passed the self-test, and with which model; and that model as it was prepared, where that is worth keeping. The test takes longer
 * than the rest of loading, and preparing longer than what is left.
 */
export interface TestMemory {
  has(key: string): Promise<boolean>;
  /** What was kept with the key; null where nothing was. */
  kept(key: string): Promise<Blob | null>;
  /** `kept` takes the place of what was kept before. */
  add(key: string, kept?: Blob): Promise<void>;
}

/** For places that keep nothing: every load is tested. */
export const forgetful: TestMemory = { has: async () => false, kept: async () => null, add: async () => {} };

/**
 * Files in the origin's private file system, empty where nothing is kept: the one store that service workers and workers of both browsers share
 * without the extension API. Where it cannot be had (a full disk, a private window) every load is tested.
 * @param engine Tells versions of the code that prepares models apart.
 */
export function privateFiles(engine: string): TestMemory {
  const folder = async () =>
    await (await navigator.storage.getDirectory()).getDirectoryHandle('self-tests', { create: true });
  const nameOf = (key: string) => `${engine}-${key}`;
  return {
    has: async (key) =>
      await folder()
        .then((passed) => passed.getFileHandle(nameOf(key)))
        .then(
          () => true,
          () => false,
        ),
    kept: async (key) =>
      await folder()
        .then((passed) => fileIn(passed, nameOf(key)))
        .then(
          (file) => (file && file.size > 0 ? file : null),
          () => null,
        ),
    async add(key, kept) {
      try {
        const passed = await folder();
        if (!kept) return void (await passed.getFileHandle(nameOf(key), { create: true }));
        // One model is enough: what was kept of another, or by another version, is of no use any more.
        for await (const other of passed.keys())
          if (other !== nameOf(key) && (await fileIn(passed, other))?.size) await passed.removeEntry(other);
        await writeFile(passed, nameOf(key), [kept]);
      } catch {
        // Then the next load takes as long as this one.
      }
    },
  };
}

/** Bytes at the beginning of the weights that tell two checkpoints of one shape apart: the directory, and some numbers. */
const SAMPLE = 131_072;

/** A file name for one model on one target with one version of ONNX Runtime; null for a model without weights. */
export async function testKey(
  files: ModelFiles,
  { device, precision }: Target,
  runtime: string,
): Promise<string | null> {
  const weights = await peek(files, 'model.safetensors', SAMPLE);
  if (!weights) return null;
  const digest = await crypto.subtle.digest('SHA-256', weights.start);
  const hash = [...new Uint8Array(digest).slice(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${weights.size}-${hash}-${device}-${precision}-${runtime}`;
}
