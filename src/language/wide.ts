import { characterBefore } from '../morphemes/pairs.ts';

/** Kana, kanji and the marks of both, the variation selectors of kanji too. */
const WIDE =
  /^[\u2E80-\u9FFF\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF9F\u{1AFF0}-\u{1B16F}\u{1F200}-\u{1F2FF}\u{20000}-\u{3FFFF}\p{Variation_Selector}]/u;

/**
 * Whether one text ends and the other begins with characters that are as wide as they are high, as kana, kanji and
 * their marks are: a line break in the source between these is no space to a reader.
 */
export const isBetweenWide = (before: string, after: string): boolean =>
  WIDE.test(characterBefore(before, before.length)) && WIDE.test(after);
