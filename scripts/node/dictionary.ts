import { existsSync, openAsBlob, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { packDictionary } from '../../src/library/archive.ts';
import { convertDictionary } from '../../src/morphemes/mecab/convert.ts';
import type { DictionaryFiles } from '../../src/morphemes/mecab/lexicon.ts';
import { InputError } from './lines.ts';
import { resolveFromCaller } from './paths.ts';

/** The files of a folder on disk. */
export const folderFiles = (folder: string): DictionaryFiles => ({
  names: readdirSync(folder),
  read: async (name) => readFileSync(join(folder, name)),
});

/**
 * A dictionary given on the command line, as a pack: a pack, a folder as MeCab has it or its sources, or an archive
 * with one in it. @param given As the user gave it, its option before it.
 * @throws InputError where there is nothing
 */
export async function openDictionary(path: string, given = path): Promise<Uint8Array> {
  const place = resolveFromCaller(path);
  if (!existsSync(place)) throw new InputError(`${given}: there is no such file or folder`);
  if (statSync(place).isDirectory()) return await convertDictionary(folderFiles(place));
  return await packDictionary([new File([await openAsBlob(place)], basename(place))]);
}
