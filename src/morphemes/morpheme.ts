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
  /** Part of speech, coarse to fine, without the `*` that fills empty columns: `["名詞", "固有名詞", "地域"]`. */
  readonly partOfSpeech: readonly string[];
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
}
