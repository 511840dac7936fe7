import type { FeatureRoles } from '../meta.ts';
import { DictionaryError, noMemory } from '../errors.ts';
import { buildPack } from './build.ts';
import { readCompiled } from './compiled.ts';
import type { DictionaryFiles, MecabDictionary } from './lexicon.ts';
import { readSources } from './sources.ts';

/** What a compiled dictionary consists of, and what its sources do. */
const COMPILED = ['sys.dic', 'unk.dic', 'matrix.bin', 'char.bin'];
const SOURCES = ['char.def', 'unk.def', 'matrix.def'];

/** Whether a file of a folder or an archive, by its name without folders, belongs to a MeCab dictionary. */
export const isDictionaryFile = (name: string): boolean =>
  [...COMPILED, ...SOURCES, 'dicrc'].includes(name) || name.endsWith('.csv');

/** Whether files make up a MeCab dictionary, compiled or as sources. */
const isDictionary = (names: readonly string[]): boolean =>
  COMPILED.every((name) => names.includes(name)) ||
  (SOURCES.every((name) => names.includes(name)) && names.some((name) => name.endsWith('.csv')));

export interface ConvertOptions {
  /** Called with 0 to 1, and awaited. */
  readonly onProgress?: (fraction: number) => Promise<void> | void;
}

/**
 * Makes a dictionary pack of a MeCab dictionary, compiled (which is preferred) or as sources.
 * @throws DictionaryError naming what is missing, damaged or not known, or that there is no memory.
 */
export async function convertDictionary(
  files: DictionaryFiles,
  { onProgress }: ConvertOptions = {},
): Promise<Uint8Array> {
  const compiled = COMPILED.every((name) => files.names.includes(name));
  if (!compiled && !isDictionary(files.names)) {
    const wanted = files.names.some((name) => name.endsWith('.def') || name.endsWith('.csv')) ? SOURCES : COMPILED;
    const missing = wanted.filter((name) => !files.names.includes(name)).join(', ') || 'CSV files';
    throw new DictionaryError('damaged', `This is no whole MeCab dictionary: ${missing} is missing.`);
  }
  try {
    return await convert(files, compiled, onProgress);
  } catch (error) {
    const refusal = noMemory(error);
    if (refusal) throw refusal;
    // What a stranger's files say lies beyond what they have, which is then undefined.
    if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
    throw new DictionaryError('damaged', 'The dictionary is damaged: its content makes no sense.', { cause: error });
  }
}

async function convert(
  files: DictionaryFiles,
  compiled: boolean,
  onProgress: ConvertOptions['onProgress'],
): Promise<Uint8Array> {
  await onProgress?.(0);
  const dictionary = compiled ? await readCompiled(files) : await readSources(files);
  await onProgress?.(PARSING);
  const { name, ...kind } = recognise(dictionary);
  return await buildPack(dictionary, {
    name,
    ...kind,
    ...(onProgress && { onProgress: (fraction: number) => onProgress(PARSING + (1 - PARSING) * fraction) }),
  });
}

/** Share of the work that reading is. */
const PARSING = 0.2;

interface Kind {
  /** What mecab_kwargs calls it, or what it is. */
  readonly name: string;
  /**
   * Where IPADIC's nine columns are: part of speech (four), conjugation type and form, base form, reading,
   * pronunciation.
   */
  readonly columns?: readonly number[];
  readonly roles: FeatureRoles;
}

const IPADIC_ROLES: FeatureRoles = { partOfSpeech: [0, 1, 2, 3], baseForm: 6, reading: 7, pronunciation: 8 };

/** Tells a dictionary by its columns. UniDic's are brought into IPADIC's order; the rest of them is left out. */
function recognise({ words }: Pick<MecabDictionary, 'words'>): Kind {
  // Most entries have all columns; a few at the beginning may not.
  const width = Math.max(...sample(words.surfaces.length).map((entry) => words.features(entry).length));
  const unidic = (reading: number) => ({ columns: [0, 1, 2, 3, 4, 5, 10, reading, 9], roles: IPADIC_ROLES });
  switch (width) {
    case 7:
      return { name: 'jumandic', roles: { partOfSpeech: [0, 1], baseForm: 4, reading: 5 } };
    case 9:
      return { name: 'ipadic', roles: IPADIC_ROLES };
    case 17:
      return { name: 'unidic_2.1.2', ...unidic(6) };
    case 26:
      // What tells unidic-lite from NINJAL's 2.1.2 of 2013: it was given the era of 2019, and its single letters were
      // taken away.
      return { name: words.surfaces.includes('令和') ? 'unidic_lite' : 'unidic_2.1.2', ...unidic(17) };
    case 29:
      return { name: 'unidic', ...unidic(20) };
    default:
      return {
        name: 'unknown',
        columns: Array.from({ length: Math.min(4, width) }, (_, i) => i),
        roles: { partOfSpeech: [0, 1, 2, 3].slice(0, width) },
      };
  }
}

/** A hundred entries or so, evenly spread. */
const sample = (length: number): number[] =>
  Array.from({ length: Math.min(length, 100) }, (_, i) => Math.floor((i * length) / Math.min(length, 100)));
