import { fileURLToPath } from 'node:url';
import { buildPack } from '../../../scripts/dictionary/build.ts';
import { Sources } from '../../../scripts/dictionary/sources.ts';

export const tinySources = () => new Sources(fileURLToPath(new URL('tiny', import.meta.url)), 'utf-8');

/** A dictionary of eleven lines in which left and right context ids differ. */
export const tinyPack = (): Uint8Array =>
  buildPack('tiny 1', tinySources(), { partOfSpeech: [0], baseForm: 1, reading: 2 });
