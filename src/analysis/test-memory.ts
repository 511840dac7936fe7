import type { ModelFiles } from '../engine/model-files.ts';
import type { Target } from '../engine/precision.ts';

/**
 * Which backends have passed the self-test, and with which model. A background is started anew after every half minute of rest,
 * and the test takes longer than the rest of loading.
 */
export interface TestMemory {
  has(key: string): Promise<boolean>;
  add(key: string): Promise<void>;
}

/** For places that keep nothing: every load is tested. */
export const forgetful: TestMemory = { has: async () => false, add: async () => {} };

/**
 * Empty files in the origin's private file system: the one store that service workers and workers of both browsers share
 * without the extension API. Where it cannot be had (a full disk, a private window) every load is tested.
 */
export function privateFiles(): TestMemory {
  const folder = async () => await (await navigator.storage.getDirectory()).getDirectoryHandle('self-tests', { create: true });
  return {
    has: async (key) =>
      await folder()
        .then((passed) => passed.getFileHandle(key))
        .then(() => true, () => false),
    add: async (key) => {
      await folder()
        .then((passed) => passed.getFileHandle(key, { create: true }))
        .catch(() => {});
    },
  };
}

/** Bytes of the weights that tell two checkpoints of one shape apart. */
const SAMPLE = 65_536;

/** A file name for one model on one target with one version of ONNX Runtime; null for a model without weights. */
export async function testKey(files: ModelFiles, { device, precision }: Target, runtime: string): Promise<string | null> {
  const weights = await files.open('model.safetensors');
  if (!weights) return null;
  const middle = weights.size >> 1;
  const digest = await crypto.subtle.digest('SHA-256', await weights.slice(middle, middle + SAMPLE).arrayBuffer());
  const hash = [...new Uint8Array(digest).slice(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${weights.size}-${hash}-${device}-${precision}-${runtime}`;
}
