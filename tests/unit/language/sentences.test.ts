import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endsSentence, lengthWithin, sentencesOf } from '../../../src/language/sentences.ts';

const split = (text: string) => sentencesOf(text).map(({ start, end }) => text.slice(start, end));

describe('sentences', () => {
  it.each([
    ['猫だ。犬だ。', ['猫だ。', '犬だ。']],
    ['え？！本当？', ['え？！', '本当？']],
    ['題\n本文。\r\n\n', ['題', '本文。']],
    ['「猫だ。」犬が鳴いた。', ['「猫だ。」', '犬が鳴いた。']],
    ['彼は「明日は雨だ。」と言った。寒い。', ['彼は「明日は雨だ。」と言った。', '寒い。']],
    ['「行く。でも、遅れる。」と答えた。', ['「行く。でも、遅れる。」と答えた。']],
    ['彼（妹がいる。）は学生だ。', ['彼（妹がいる。）は学生だ。']],
    ['モーニング娘。は人気だ。藤岡弘、も来た。', ['モーニング娘。は人気だ。', '藤岡弘、も来た。']],
    ['北の𩸽。は人気だ。𠮟。と𠮷。もいる。', ['北の𩸽。は人気だ。', '𠮟。と𠮷。もいる。']],
    ['北の🐟。は人気だ。', ['北の🐟。', 'は人気だ。']],
    ['今日は休み。はい、そうです。', ['今日は休み。', 'はい、そうです。']],
    ['Yahoo!知恵袋で聞いた。', ['Yahoo!知恵袋で聞いた。']],
    ['OK! 次です。', ['OK!', '次です。']],
    ['今日は雨。でも行く。', ['今日は雨。', 'でも行く。']],
    ['「閉じない。次の文。', ['「閉じない。', '次の文。']],
    ['そう……。うん。', ['そう……。', 'うん。']],
    ['僕は……君が好きだ。…… そう。', ['僕は……君が好きだ。……', 'そう。']],
    ['今日は雨。が、行く。', ['今日は雨。', 'が、行く。']],
    ['吾輩は猫である（名前はまだ無い。）が、元気だ。', ['吾輩は猫である（名前はまだ無い。）が、元気だ。']],
    ['「猫だ。」だった。「犬だ。」だから、行く。', ['「猫だ。」だった。', '「犬だ。」', 'だから、行く。']],
    ['  空白 。 ', ['空白 。']],
    ['）彼は走った。', ['）彼は走った。']],
    ['」と言った。', ['」と言った。']],
    ['猫', ['猫']],
    ['', []],
  ])('%s', (text, expected) => {
    expect(split(text)).toEqual(expected);
  });

  it('hold everything but white space, once and in order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('猫', 'は', '。', '」', '「', '？', '\n', ' ', '（', '）', '…'), { maxLength: 60 }),
        (parts) => {
          const text = parts.join('');
          const spans = sentencesOf(text);
          expect(
            spans
              .map(({ start, end }) => text.slice(start, end))
              .join('')
              .replace(/\s/g, ''),
          ).toBe(text.replace(/\s/g, ''));
          spans.forEach(({ start, end }, i) => {
            expect(end).toBeGreaterThan(start);
            expect(start).toBeGreaterThanOrEqual(spans[i - 1]?.end ?? 0);
          });
        },
      ),
      { seed: 35 },
    );
  });
});

describe('a text that is too long', () => {
  it.each([
    ['猫だ。犬だ。', 6, '猫だ。犬だ。'],
    ['猫だ。犬だ。', 5, '猫だ。'],
    ['猫だ。 \n犬だ。', 6, '猫だ。 \n'],
    ['猫だ。 \n犬だ。', 4, '猫だ。 '],
    ['題\n本文が続く。', 5, '題\n'],
    ['「行く。」と言った。', 8, '「行く。」と言っ'],
    ['雨だ。「行く。」と言った。', 11, '雨だ。'],
    ['猫と𠮷野家', 3, '猫と'],
    ['', 3, ''],
  ])('%j is taken up to %i', (text, limit, taken) => {
    expect(text.slice(0, lengthWithin(text, limit))).toBe(taken);
  });

  it('is taken as far as possible, at the end of one of its sentences', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('猫', 'は', '。', '」', '「', '？', '\n', ' ', '𠮷'), { maxLength: 60 }),
        fc.integer({ min: 2, max: 70 }),
        (parts, limit) => {
          const text = parts.join('');
          const length = lengthWithin(text, limit);
          expect(length).toBeGreaterThan(text === '' ? -1 : 0);
          expect(length).toBeLessThanOrEqual(Math.min(limit, text.length));
          expect(text.slice(0, length).isWellFormed()).toBe(true);
        },
      ),
      { seed: 73 },
    );
  });
});

it.each([
  ['猫だ。', true],
  ['「猫だ。」', true],
  ['そう……', true],
  ['え？！', true],
  ['猫だ', false],
  ['題（一）', false],
  ['」', false],
  ['', false],
])('%j ends as a sentence does: %s', (text, expected) => {
  expect(endsSentence(text)).toBe(expected);
});
