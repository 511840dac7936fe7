import type { ReadAlike } from '../../language/read-alike.ts';
import type { SlipKind } from '../results.ts';
import type { Encoding } from '../../pieces/encoding.ts';
import type { Analyzer, Lexicon } from '../../morphemes/morpheme.ts';

/**
 * Something that may have been meant: the text with [start, end) replaced by `instead`. Nobody has asked the model yet.
 */
export interface Proposal {
  readonly kind: SlipKind;
  /** UTF-16 offsets into the text. */
  readonly start: number;
  readonly end: number;
  readonly instead: string;
  /**
   * How much likelier this slip is made than others, in bits: the error model of a noisy channel (Kernighan, Church and
   * Gale 1990, "A Spelling Correction Program Based on a Noisy Channel Model"), where the language model says what is
   * likely to be meant. 0 when absent.
   */
  readonly prior?: number;
  /** Whether it is the same word, written with other kanji (墜ちる, 落ちる; 固い, 硬い). Absent is no. */
  readonly sameWord?: boolean;
  /** Whether it is a word that the model takes what is written for, where that is right (移動, 異動). Absent is no. */
  readonly isTaken?: boolean;
  /** Whether what it takes out are kana that the kanji before them are read as already. Absent is no. */
  readonly isReadAgain?: boolean;
  /** Whether it is も behind a word that asks, where all is denied (何も食べない). Absent is no. */
  readonly isInVain?: boolean;
}

/** What proposals are made from. */
export interface Material {
  readonly encoding: Encoding;
  readonly analyzer: Analyzer;
  readonly lexicon: Lexicon;
  /** Whether the model knows a word as one piece: those are the common ones. */
  isPiece(word: string): boolean;
  /** Whether two dictionary forms are one word, written in two ways. */
  isSameWord(one: string, other: string): boolean;
  /** Tells which words are among those that people take for each other. */
  readonly readAlike: ReadAlike;
}
