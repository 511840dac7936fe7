import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DictionaryFiles } from '../../src/morphemes/mecab/lexicon.ts';

/** The files of a folder on disk. */
export const folderFiles = (folder: string): DictionaryFiles => ({
  names: readdirSync(folder),
  read: async (name) => readFileSync(join(folder, name)),
});
