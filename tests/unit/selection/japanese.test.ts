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
    expect(hasJapanese(text, { language })).toBe(expected);
  });
  it.each<readonly [text: string, language: string, neighbours: string, expected: boolean]>([
    ['我们明天去北京大学', '', '', false],
    ['你們明天去北京大學', '', '', false],
    ['北京大学', '', '', true],
    ['北京大学', '', '他们去北京大学', false],
    ['北京大学', 'zh-CN', '北京大学へ行く', true],
    ['東京都庁', 'zh-CN', '', true],
    ['東京都庁へ行く', 'zh-CN', '', true],
    ['漢字', 'zh-CN', '', false],
    ['东京', '', '', false],
    ['东京', 'ja', '', true],
    ...['会議', '国語', '図書館', '取扱説明書', '株式会社', '齋藤', '髙橋', '学校'].map(
      (text) => [text, '', '', true] as const,
    ),
  ])('%s where the page says “%s” and “%s” stands around: %s', (text, language, neighbours, expected) => {
    expect(hasJapanese(text, { language, around: () => neighbours })).toBe(expected);
  });
  it.each(['', 'Only Latin.', '123', '、。', '「」', '한국어', 'ＡＢＣ', '\ud800', '😀', '※', '　'])(
    '%s has not',
    (text) => {
      expect(hasJapanese(text)).toBe(false);
    },
  );
});
