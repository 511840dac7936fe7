import { createAnalyzer } from '../morphemes/analyzer.ts';
import { DictionaryError, noMemory } from '../morphemes/errors.ts';
import type { Analyzer } from '../morphemes/morpheme.ts';
import { bytesIn, fileIn, writeFile } from './files.ts';

/** A dictionary that is here beside the one that ships. */
export interface StoredDictionary {
  /** As mecab_kwargs calls it: `unidic_lite`. */
  readonly name: string;
  readonly bytes: number;
}

/** The dictionaries that models ask for. */
const WANTED_DICTIONARIES = ['unidic_lite', 'unidic', 'jumandic'] as const;

/** Dictionary packs in the browser's private file system, one of a name. */
export class DictionaryStore {
  readonly #root: FileSystemDirectoryHandle;

  /** @param root A folder for dictionaries alone. */
  constructor(root: FileSystemDirectoryHandle) {
    this.#root = root;
  }

  async list(): Promise<StoredDictionary[]> {
    const found = await Promise.all(
      WANTED_DICTIONARIES.map(async (name) => ({ name, bytes: (await fileIn(this.#root, fileOf(name)))?.size ?? 0 })),
    );
    return found.filter(({ bytes }) => bytes > 0);
  }

  /** The pack of a name; null where there is none. */
  async open(name: string): Promise<Blob | null> {
    return WANTED_DICTIONARIES.some((wanted) => wanted === name) ? await fileIn(this.#root, fileOf(name)) : null;
  }

  /**
   * Keeps a pack, once something was analysed with it, in place of the one of its name. @throws DictionaryError for one
   * that no model asks for, StoreError `full`
   */
  async add(pack: Uint8Array<ArrayBuffer>): Promise<StoredDictionary> {
    const name = tryPack(pack).split(' ')[0]!;
    if (!WANTED_DICTIONARIES.some((wanted) => wanted === name))
      throw new DictionaryError(
        'unsupported',
        `The dictionary is ${name}, which no model asks for; models ask for ${WANTED_DICTIONARIES.join(', ')}.`,
      );
    return { name, bytes: await writeFile(this.#root, fileOf(name), [pack]) };
  }

  async remove(name: string): Promise<void> {
    if (await this.open(name)) await this.#root.removeEntry(fileOf(name));
  }

  /** What all of them take up. */
  async bytes(): Promise<number> {
    return await bytesIn(this.#root);
  }
}

/** Characters of every kind, one of two units among them. */
const TEXT = '今日は東京で１０個のカレーをABCと𠮷野家、食べました。';

/** Analyses something with a pack. @returns Its name. @throws DictionaryError for one with which that fails */
function tryPack(pack: Uint8Array): string {
  const analyzer = createAnalyzer(pack);
  if (!isUsable(analyzer))
    throw new DictionaryError('damaged', 'This dictionary pack is damaged: nothing can be analysed with it.');
  return analyzer.dictionary;
}

/** Whether all of a text is found again in its analysis, with features. @throws DictionaryError `memory` */
function isUsable(analyzer: Analyzer): boolean {
  try {
    const morphemes = analyzer.analyze(TEXT);
    return (
      morphemes.every(({ features }) => features.length > 0) &&
      morphemes.map(({ surface }) => surface).join('') === TEXT
    );
  } catch (error) {
    const refusal = noMemory(error);
    if (refusal) throw refusal;
    return false;
  }
}

const fileOf = (name: string) => `${name}.pack`;
