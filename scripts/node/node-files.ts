import { existsSync, openAsBlob } from 'node:fs';
import { join } from 'node:path';
import type { ModelFiles } from '../../src/engine/model-files.ts';

/** The files of a folder on disk. They are read piece by piece, never whole. */
export function nodeFiles(folder: string): ModelFiles {
  return {
    async open(name) {
      const path = join(folder, name);
      return existsSync(path) ? await openAsBlob(path) : null;
    },
  };
}
