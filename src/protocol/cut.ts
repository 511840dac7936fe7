import { MAX_TEXT } from './limits.ts';

/** UTF-16 units that the last sentence is looked for in. */
const SENTENCE = 1_000;
/** A sentence's end, or a line's, with what closes around it. */
const END = /[。．！？!?\n][」』）)】〉》”’]*/g;

/**
 * What is read of a text at once: at most MAX_TEXT UTF-16 units, up to the end of the last sentence that fits; one that fits nowhere is
 * cut, but never inside a surrogate pair. `omitted` counts the units of the rest.
 */
export function cut(text: string): { readonly kept: string; readonly omitted: number } {
  if (text.length <= MAX_TEXT) return { kept: text, omitted: 0 };
  const last = text.charCodeAt(MAX_TEXT - 1);
  const most = text.slice(0, last >= 0xd800 && last < 0xdc00 ? MAX_TEXT - 1 : MAX_TEXT);
  const tail = Math.max(0, most.length - SENTENCE);
  const ends = [...most.slice(tail).matchAll(END)].map((match) => tail + match.index + match[0].length);
  const kept = most.slice(0, ends.at(-1) ?? most.length);
  return { kept, omitted: text.length - kept.length };
}
