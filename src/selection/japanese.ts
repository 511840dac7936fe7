/**
 * Kana of any width, or han. Han alone counts although Chinese is written with it too: headings, names and table cells
 * in Japanese are often kanji only, and a text cannot say which of the two it is. 〆 and ー belong to no single script.
 */
const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}〆ーｰ]/u;

/** Whether `text` has at least one character that Japanese is written with; punctuation, digits and Latin do not count. */
export function hasJapanese(text: string): boolean {
  return JAPANESE.test(text);
}
