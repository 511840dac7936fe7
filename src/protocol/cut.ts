import { lengthWithin } from '../language/sentences.ts';
import { MAX_TEXT } from './limits.ts';

/**
 * What is read of a text at once: at most MAX_TEXT UTF-16 units, up to the end of the last sentence that fits; one that
 * fits nowhere is cut, but never inside a surrogate pair. `omitted` counts the units of the rest.
 */
export function cut(text: string): { readonly kept: string; readonly omitted: number } {
  const kept = text.slice(0, lengthWithin(text, MAX_TEXT));
  return { kept, omitted: text.length - kept.length };
}
