import { describe, expect, it } from 'vitest';
import { hasJapanese } from '../../../src/selection/japanese.ts';

describe('hasJapanese', () => {
  it.each(['あ', 'ア', 'ｱ', '漢', '々', '〆切', '𠮷', 'I like 寿司.', 'ー', '\ud800あ', '㐂'])('%s has', (text) => {
    expect(hasJapanese(text)).toBe(true);
  });
  it.each(['', 'Only Latin.', '123', '、。', '「」', '한국어', 'ＡＢＣ', '\ud800', '😀', '※', '　'])('%s has not', (text) => {
    expect(hasJapanese(text)).toBe(false);
  });
});
