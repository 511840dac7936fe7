import { fileURLToPath } from 'node:url';
import { folderFiles } from '../../../scripts/node/dictionary.ts';
import { buildPack } from '../../../src/morphemes/mecab/build.ts';
import { readSources } from '../../../src/morphemes/mecab/sources.ts';

export const tinyFolder = fileURLToPath(new URL('tiny', import.meta.url));
export const tinySources = () => readSources(folderFiles(tinyFolder));

/** A dictionary of eleven lines in which left and right context ids differ. */
export const tinyPack = async (): Promise<Uint8Array> =>
  await buildPack(await tinySources(), { name: 'tiny 1', roles: { partOfSpeech: [0], baseForm: 1, reading: 2 } });
