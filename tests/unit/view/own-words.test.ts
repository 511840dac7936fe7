import { describe, expect, it } from 'vitest';
import { MAX_OWN_WORD, MAX_OWN_WORDS } from '../../../src/protocol/limits.ts';
import { addOwnWords, isOwn, ownWordAt, withOwnWord } from '../../../src/view/shared/own-words.ts';

describe("a word of the user's own", () => {
  it.each([
    ['シュミレーションを行う', [0, 8], ['シュミレーション'], true],
    ['株式会社ポポタです', [4, 7], ['株式会社ポポタ'], true],
    ['ポポタとポポ', [4, 6], ['ポポタ'], false],
    ['ポポタとポポタ', [4, 7], ['ポポタ'], true],
    ['会議を出席', [2, 3], ['会議を'], true],
    ['会場を出席', [2, 3], ['会議を'], false],
    ['会場', [0, 2], [], false],
  ] as const)('%s %j, %j: %s', (text, [start, end], words, expected) => {
    expect(isOwn(text, start, end, words)).toBe(expected);
  });

  it.each([
    ['来週の会議を出席できません', '会議を', 5, 6],
    ['機械がございましたら', '機械', 0, 2],
    ['お茶へ飲む', '茶へ', 2, 3],
    ['アプリに起動', 'アプリに', 3, 4],
    ['をを', 'をを', 1, 2],
    ['『坊っちゃん』お読みました。', '坊っちゃん』お', 7, 8],
    ['（東京）お訪ねた。', '東京）お', 4, 5],
    ['100％お目指す。', '100％お', 4, 5],
    ['１００㌫お目指す。', '１００㌫お', 4, 5],
    ['彼は「はい」お言った。', 'はい」お', 6, 7],
    ['東京 お訪ねた。', '東京 お', 3, 4],
    ['ﾃﾚﾋﾞお見る', 'ﾃﾚﾋﾞお', 4, 5],
    ['caféお探す', 'caféお', 4, 5],
    // Where no word is before it in its sentence it goes with the one behind it.
    ['お読みました。', 'お読みました', 0, 1],
    ['行った。お読みました。', 'お読みました', 4, 5],
    ['題\nお「読む」', 'お「読む', 2, 3],
    ['会議ヲ出席', '会議ヲ', 2, 3],
  ])('%s is remembered as %s, and silences that place', (text, kept, start, end) => {
    expect(ownWordAt(text, start, end)).toBe(kept);
    expect(isOwn(text, start, end, [kept])).toBe(true);
  });

  it('is kept once, and only where it is one', () => {
    const { words, ...counts } = addOwnWords(['猫'], [' 犬 ', '', '猫', 'あ'.repeat(MAX_OWN_WORD + 1), '犬']);
    expect(words).toEqual(['猫', '犬']);
    expect(counts).toEqual({ added: 1, tooLong: 1, beyond: 0 });
  });

  it('is none of those that go where a list brings more than there is room for', () => {
    const list = Array.from({ length: MAX_OWN_WORDS + 2 }, (_, i) => `語${i}`);
    const { words, ...counts } = addOwnWords(['猫', '語1'], list);
    expect(words).toHaveLength(MAX_OWN_WORDS);
    expect(words.slice(0, 3)).toEqual(['猫', '語1', '語0']);
    expect(counts).toEqual({ added: MAX_OWN_WORDS - 2, tooLong: 0, beyond: 3 });
  });

  it('is kept where there are too many, if it is said now: the oldest goes', () => {
    const full = Array.from({ length: MAX_OWN_WORDS }, (_, i) => `語${i}`);
    expect(withOwnWord(full, '猫')).toEqual([...full.slice(1), '猫']);
  });
});
