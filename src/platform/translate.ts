import { browser } from './browser.ts';

/** The message in the browser's language; the key itself if a locale lacks it, so that a gap is seen and nothing is blank. */
export function translate(key: string, substitutions?: string[]): string {
  return browser.i18n.getMessage(key, substitutions) || key;
}
