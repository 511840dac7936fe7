import { describe, expect, it } from 'vitest';
import { hasJapanese } from '../../../src/selection/japanese.ts';

describe('hasJapanese', () => {
  it.each(['あ', 'ア', 'ｱ', '漢', '々', '〆切', '𠮷', 'I like 寿司.', 'ー', '\ud800あ', '㐂'])('%s has', (text) => {
    expect(hasJapanese(text)).toBe(true);
  });
  it.each([
    ['漢字', '', true],
    ['漢字', 'ja', true],
    ['漢字', 'en-US', true],
    ['汉字', 'zh-CN', false],
    ['漢字', 'zh', false],
    ['漢字', 'yue-Hant', false],
    ['かな', 'zh-TW', true],
  ])('%s where the page says “%s”: %s', (text, language, expected) => {
    expect(hasJapanese(text, language)).toBe(expected);
  });
  it.each(['', 'Only Latin.', '123', '、。', '「」', '한국어', 'ＡＢＣ', '\ud800', '😀', '※', '　'])(
    '%s has not',
    (text) => {
      expect(hasJapanese(text)).toBe(false);
    },
  );
});
