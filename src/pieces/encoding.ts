import type { Analyzer, Morpheme, Span } from '../morphemes/morpheme.ts';

/**
 * What a piece is: `first` can begin a word, `continuation` goes on with one, `unknown` stands for what the vocabulary
 * lacks, `special` is no text, `space` a space alone, `byte` a part of a character.
 */
export type PieceKind = 'first' | 'continuation' | 'unknown' | 'special' | 'space' | 'byte';

/** One entry of the model's input, without [CLS] and [SEP]. */
export interface WordPiece extends Span {
  /** As in the vocabulary: `##腹` continues a word, `[UNK]` stands for what the vocabulary lacks. */
  readonly piece: string;
  readonly id: number;
  /** True where the vocabulary lacks what is written here. */
  readonly unknown?: true;
  /**
   * Index into `Encoding.words`. A piece that stands for a space alone comes before its word's first piece, or, where
   * no word follows, behind its last, and is no part of it.
   */
  readonly word: number;
}

/** A word as the tokenizer sees it: a morpheme, or a special token or blank written in the text. */
export interface Word extends Span {
  readonly surface: string;
  /** Null for special tokens, blanks, and tokenizers without morphemes. */
  readonly morpheme: Morpheme | null;
  /** True where the text itself has a blank: `[MASK]`, `XXXX`, `＿＿`, `〇〇`, `（　）`. */
  readonly blank: boolean;
  /** Its pieces: `pieces.slice(firstPiece, firstPiece + pieceCount)`. */
  readonly firstPiece: number;
  readonly pieceCount: number;
}

/** Text as a BERT reads it. */
export interface Encoding {
  readonly text: string;
  readonly words: readonly Word[];
  readonly pieces: readonly WordPiece[];
}

/** A tokenizer as transformers has it. */
export interface Origin {
  /** As the model's files name it. */
  readonly class: string;
  /** Whether the model brings that class itself, as code: transformers runs it only where it is told to. */
  readonly ownCode: boolean;
  /** What cuts words first: MeCab's dictionary, as mecab_kwargs calls it, or Juman++; null where nothing does. */
  readonly words: string | null;
  /** Its pieces are those of a SentencePiece model. */
  readonly sentencePiece: boolean;
}

/** What a checkpoint's vocab.txt and tokenizer_config.json describe. */
export interface Tokenizer {
  /** Absent where it was made of no model's files. */
  readonly origin?: Origin;
  readonly vocabulary: readonly string[];
  /** By id: what each piece is, and the text that it stands for. */
  readonly kinds: readonly PieceKind[];
  readonly texts: readonly string[];
  readonly ids: {
    readonly cls: number;
    /** What stands behind a text; null where nothing does. */
    readonly sep: number | null;
    readonly mask: number;
    readonly unk: number;
    readonly pad: number;
  };
  /** What splits text into the words that are split into pieces, or only names them. */
  readonly analyzer: Analyzer;
  /** The id of a piece, or undefined. */
  idOf(piece: string): number | undefined;
  /**
   * Never throws on any string, lone surrogates included. With `blanks` (the default), blanks in the text become
   * [MASK].
   */
  encode(text: string, options?: EncodeOptions): Encoding;
}

export interface EncodeOptions {
  /** Whether blanks in the text become masks; they do when absent. */
  readonly blanks?: boolean;
  /**
   * Whether words that share a piece are read each by itself, so that any of them can be masked; they are when absent.
   * If not, pieces are those of the published tokenizer, and such words are one; without blanks a mask is then what
   * that tokenizer calls so, and no other spelling of it.
   */
  readonly apart?: boolean;
}

/** A text's ids as the model takes them. */
export const addSpecialTokens = (ids: readonly number[], { cls, sep }: Tokenizer['ids']): number[] =>
  sep === null ? [cls, ...ids] : [cls, ...ids, sep];
