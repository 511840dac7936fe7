import type { Span } from '../morphemes/morpheme.ts';
import type { Tokenizer } from './encoding.ts';

/** A tokenizer that says which pieces a text has, but not where: what a tokenizer.json describes. */
export interface Splitter {
  /** Special tokens as they may be written in a text, with their ids; beside the usual spellings of the mask. */
  readonly written?: ReadonlyMap<string, number>;
  /** Pieces of a text without special tokens, with their places, from a tokenizer that knows them. Masks do not change what is around them, but what begins the text may (`first`, true when absent). */
  located?(text: string, first?: boolean): readonly Located[];
  /** Whether its model was made of words that stood apart, and wants them so. */
  readonly ofWords?: boolean;
  /** Whether every word begins with a space, also where none is written. */
  readonly spaced?: boolean;
  /** Written tokens by id that take white space before or behind them along. */
  readonly stripping?: ReadonlyMap<number, { readonly lstrip: boolean; readonly rstrip: boolean }>;
  /** Written tokens by id that are such only where no letter, digit or underscore is beside them. */
  readonly alone?: ReadonlySet<number>;
  /** By id: `▁` stands for a space, `##` before what continues a word; special tokens as the file writes them (`<mask>`). */
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

/** Whether no letter, digit or underscore is beside [start, end). */
export const isAlone = (text: string, start: number, end: number): boolean =>
  !/[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_C}]$/u.test(text.slice(Math.max(0, start - 2), start)) &&
  !/^[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_C}]/u.test(text.slice(end, end + 2));

/** Any of these texts, the longest at a place; nothing where there are none. */
export const patternOfAny = (texts: Iterable<string>): RegExp => {
  const longestFirst = [...new Set(texts)].sort((a, b) => b.length - a.length);
  return new RegExp(longestFirst.map((text) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|') || '(?!)', 'g');
};
