/** 〆 and ー belong to no single script. */
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}〆ーｰ]/u;
const HAN = /\p{Script=Han}/u;
/** Languages that are written with han and are not Japanese. */
const OTHER = /^(?:zh|yue|wuu|nan|hak|lzh|ko|vi)\b/i;

/**
 * Whether `text` has kana of any width, or han; punctuation, digits and Latin do not count. Han alone counts, although Chinese is
 * written with it too, since headings, names and table cells in Japanese are often kanji only; unless the page says otherwise.
 * @param language What the page says of the text, a BCP 47 tag.
 */
export function hasJapanese(text: string, language = ''): boolean {
  return KANA.test(text) || (HAN.test(text) && !OTHER.test(language));
}
