import { openAsBlob } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelFiles } from '../src/engine/model-files.ts';

/** A folder on disk as a model's files; nothing is read before it is needed. */
export function folderFiles(folder: string): ModelFiles {
  return {
    async open(name) {
      const path = join(folder, name);
      const found = await stat(path).catch(() => null);
      return found?.isFile() ? await openAsBlob(path) : null;
    },
  };
}
