const WIDE = /[\u2E80-\u9FFF\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF9F]/;

/**
 * Whether a character is as wide as it is high, as kana, kanji and their marks are: a line break in the source between
 * two of these is no space to a reader.
 */
export const isWide = (character: string): boolean => WIDE.test(character);
