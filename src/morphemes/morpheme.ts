import type { Tagset } from './tagsets.ts';

/** A stretch of the text as the user selected it: UTF-16 offsets, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One node of the best path through the lattice, in MeCab's terms. */
export interface Morpheme extends Span {
  /** The surface as the analyser saw it: after NFKC, so not always `text.slice(start, end)`. */
  readonly surface: string;
  /** False for a word made by the unknown-word rules (MeCab's `%s` status 1). */
  readonly known: boolean;
  /** The dictionary's feature columns as MeCab prints them: nine for known IPADIC words, seven for unknown ones. */
  readonly features: readonly string[];
  /**
   * Part of speech, coarse to fine, without the `*` that fills empty columns: `["名詞", "固有名詞", "地域"]`. In
   * IPADIC's names, of UniDic's dictionaries, too; of others in their own.
   */
  readonly partOfSpeech: readonly string[];
  /** Whose columns `features` are. */
  readonly tagset: Tagset;
  /** Dictionary form, or null where the dictionary has none. */
  readonly baseForm: string | null;
  /** Reading in katakana, or null where the dictionary has none. */
  readonly reading: string | null;
  /** Pronunciation in katakana (助詞 は is ワ), or null. */
  readonly pronunciation: string | null;
}

/** Whatever splits text into morphemes: MeCab's algorithm here; Sudachi or Juman++ could stand behind the same face. */
export interface Analyzer {
  /** For example `ipadic 2.7.0-20070801`. */
  readonly dictionary: string;
  /**
   * Splits `text` (not normalised; `normalize` asks for NFKC first, with spans mapped back).
   * Every character that is not white space lies in exactly one morpheme.
   */
  analyze(text: string, options?: { readonly normalize?: boolean }): Morpheme[];
  /**
   * What the best path through `text` (not normalised) costs: the lower, the likelier the dictionary finds it. Units
   * are the dictionary's.
   */
  cost(text: string): number;
  /** All words of the dictionary that are written as a morpheme is, in its place; it may be one of them. */
  homographs(morpheme: Morpheme): Morpheme[];
  /**
   * The dictionary's words by reading. Made when first asked for, which takes about half a second of computing.
   * @param pause Called now and then meanwhile, so that whoever waits for an analysis need not wait for all of it.
   */
  lexicon(pause?: () => Promise<void>): Promise<Lexicon>;
}

/** A word of the dictionary: one of the entries of its surface. */
export interface LexiconEntry {
  readonly surface: string;
  /** As in `Morpheme`. */
  readonly features: readonly string[];
  readonly partOfSpeech: readonly string[];
  readonly reading: string;
  /** What the word alone costs on a path: the lower, the more common. */
  readonly cost: number;
}

/** Look-ups in a dictionary that do not start from running text. */
export interface Lexicon {
  /** All entries of a surface that have a reading. */
  entries(surface: string): LexiconEntry[];
  /** Words written with kanji that are read so (katakana), proper nouns left out; the most common first. */
  readAs(reading: string): LexiconEntry[];
  /** How a kanji is read within words (katakana); the most common first. */
  kanjiReadings(kanji: string): readonly string[];
}
