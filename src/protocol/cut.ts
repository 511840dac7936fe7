import { lengthWithin } from '../language/sentences.ts';
import type { RubyMessage } from './analysis.ts';
import { MAX_RUBIES, MAX_TEXT } from './limits.ts';

/**
 * What is read of a text at once: at most MAX_TEXT UTF-16 units, up to the end of the last sentence that fits; one that
 * fits nowhere is cut, but never inside a surrogate pair. `omitted` counts the units of the rest.
 */
export function cut(text: string): { readonly kept: string; readonly omitted: number } {
  const kept = text.slice(0, lengthWithin(text, MAX_TEXT));
  return { kept, omitted: text.length - kept.length };
}

/**
 * Of the rubies that a page sets over a text those over what is kept of it: as many, from its beginning, as may be
 * sent.
 */
export function rubiesOver(kept: string, rubies: readonly RubyMessage[]): RubyMessage[] {
  let units = 0;
  const over = rubies.filter(({ end }) => end <= kept.length).slice(0, MAX_RUBIES);
  const most = over.findIndex(({ text }) => (units += text.length) > MAX_TEXT);
  return most < 0 ? over : over.slice(0, most);
}
