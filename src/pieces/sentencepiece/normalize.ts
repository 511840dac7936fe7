import type { MappedText } from '../../morphemes/normalization.ts';
import { checkGrown } from '../grown.ts';
import { SPACE } from '../splitter.ts';
import type { Charsmap } from './charsmap.ts';
import type { Normalization } from './model-file.ts';

/** Finds what has to stay as it is: user-defined symbols. */
export interface Kept {
  /** The UTF-16 units of the longest of them at a place; 0 for none. */
  at(text: string, place: number): number;
}

const REPLACEMENT = '\ufffd';

/**
 * SentencePiece's normalisation (normalizer.cc), with the place each unit comes from. A dummy space has the place of
 * what it stands before.
 */
export function normalize(text: string, settings: Normalization, charsmap: Charsmap, kept: Kept): MappedText {
  const { addDummyPrefix, removeExtraWhitespaces, escapeWhitespaces } = settings;
  const space = escapeWhitespaces ? SPACE : ' ';
  const { bytes, byteAt } = utf8Places(text);
  /** What stands at a place, and where it ends. */
  const prefix = (at: number): readonly [string, number] => {
    const symbol = kept.at(text, at);
    if (symbol > 0) return [text.slice(at, at + symbol), at + symbol];
    const found = charsmap.longestPrefix(bytes, byteAt[at]!);
    if (found) {
      let end = at;
      for (const target = byteAt[at]! + found.length; byteAt[end]! < target;) end++;
      return [found.replacement, end];
    }
    const code = text.codePointAt(at)!;
    if (code >= 0xd800 && code <= 0xdfff) return [REPLACEMENT, at + 1];
    return [String.fromCodePoint(code), at + (code > 0xffff ? 2 : 1)];
  };
  let at = 0;
  if (removeExtraWhitespaces) {
    while (at < text.length) {
      const [form, end] = prefix(at);
      if (form !== ' ') break;
      at = end;
    }
  }
  let result = '';
  const starts: number[] = [];
  const ends: number[] = [];
  const add = (form: string, start: number, end: number) => {
    checkGrown(result.length + form.length);
    for (let i = 0; i < form.length; i++) {
      starts.push(start);
      ends.push(end);
    }
    result += form;
  };
  if (at < text.length && addDummyPrefix) add(space, at, at);
  let afterSpace = removeExtraWhitespaces;
  while (at < text.length) {
    const [whole, end] = prefix(at);
    let form = whole;
    if (afterSpace) form = form.replace(/^ +/, '');
    if (form !== '') {
      add(escapeWhitespaces ? form.replaceAll(' ', SPACE) : form, at, end);
      afterSpace = form.endsWith(' ');
    }
    if (!removeExtraWhitespaces) afterSpace = false;
    at = end;
  }
  if (removeExtraWhitespaces) {
    let length = result.length;
    while (length > 0 && result[length - 1] === space) length--;
    result = result.slice(0, length);
    starts.length = ends.length = length;
  }
  return { text: result, starts: Int32Array.from(starts), ends: Int32Array.from(ends) };
}

/** A text's UTF-8, and the byte at which each UTF-16 unit begins; a lone surrogate is U+FFFD. */
function utf8Places(text: string): { bytes: Uint8Array; byteAt: Int32Array } {
  const bytes = new TextEncoder().encode(text);
  const byteAt = new Int32Array(text.length + 1);
  let byte = 0;
  for (let i = 0; i < text.length; i++) {
    byteAt[i] = byte;
    const code = text.codePointAt(i)!;
    if (code > 0xffff) byteAt[++i] = byte;
    byte += utf8Length(code);
  }
  byteAt[text.length] = byte;
  return { bytes, byteAt };
}

/** Bytes of a code point in UTF-8. */
export const utf8Length = (code: number): number => (code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4);
