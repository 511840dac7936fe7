import type { Span } from '../morphemes/morpheme.ts';
import type { Cutting } from './added.ts';
import type { Origin, Tokenizer } from './encoding.ts';

/** A tokenizer that says which pieces a text has, but not where: what a tokenizer.json describes. */
export interface Splitter {
  readonly origin: Origin;
  /** Tokens as they may be written in a text, with their ids. */
  readonly written: ReadonlyMap<string, number>;
  /** How a text is cut at them. */
  readonly cutting: Cutting;
  /**
   * Pieces of a text without special tokens, with their places, from a tokenizer that knows them. Masks do not change
   * what is around them, but what begins the text may (`first`, true when absent).
   */
  locatePieces(text: string, first?: boolean): readonly Located[];
  /** Whether its model was made of words that stood apart, and wants them so. */
  readonly ofWords?: boolean;
  /** Whether every word begins with a space, also where none is written. */
  readonly spaced?: boolean;
  /**
   * By id: `▁` stands for a space, `##` before what continues a word; special tokens as the file writes them
   * (`<mask>`).
   */
  readonly vocabulary: readonly string[];
  readonly ids: Tokenizer['ids'];
  /** Ids that stand for no text of their own: `<s>`, `<unk>`. */
  readonly specials: ReadonlySet<number>;
  /** Ids that stand for bytes which are no whole character, with these bytes. */
  readonly fragments: ReadonlyMap<number, Uint8Array>;
  /** Ids of a text, special tokens written in it included, none added. */
  split(text: string): readonly number[];
}

/** A piece in a text: UTF-16 offsets. */
export interface Located extends Span {
  readonly id: number;
}

/** SentencePiece's sign for a space. */
export const SPACE = '▁';
