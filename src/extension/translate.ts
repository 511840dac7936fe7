import { browser } from './browser.ts';

/** Plain messages, asked for word by word: a call into the browser for each adds up. */
const known = new Map<string, string>();

/**
 * The message in the browser's language; the key itself if a locale lacks it, so that a gap is seen and nothing is
 * blank.
 */
export function translate(key: string, substitutions?: string[]): string {
  if (substitutions) return browser.i18n.getMessage(key, substitutions) || key;
  let message = known.get(key);
  if (message === undefined) known.set(key, (message = browser.i18n.getMessage(key) || key));
  return message;
}
