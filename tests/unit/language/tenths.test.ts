import { describe, expect, it } from 'vitest';
import { readingIn } from './reading-in.ts';

describe('分', () => {
  it.each([
    ['熱が38度5分あります', '5分', 'ごぶ'],
    ['体温は37度8分だった', '8分', 'はちぶ'],
    ['打率3割3分3厘', '3分', 'さんぶ'],
    ['2割5分の値引き', '5分の', 'ごぶの'],
    ['売上の1割8分', '8分', 'はちぶ'],
    ['八分立ての生クリーム', '八分立て', 'はちぶだて'],
    ['七分立てにする', '七分立て', 'しちぶだて'],
    ['五分の魂', '五分の', 'ごぶの'],
    ['盗人にも三分の理', '三分の', 'さんぶの'],
    ['五分に渡り合う', '五分', 'ごぶ'],
    ['一分の隙もない', '一分の', 'いちぶの'],
  ])('is a tenth in %s', (text, written, reading) => expect(readingIn(text, written)).toBe(reading));

  it.each([
    ['北緯35度5分', '5分', 'ごふん'],
    ['5分の休憩', '5分の', 'ごふんの'],
    ['三分の一', '三分の', 'さんぶんの'],
    ['割って5分待つ', '5分', 'ごふん'],
    ['もう一度5分待つ', '5分', 'ごふん'],
    ['5分の隙間時間', '5分の', 'ごふんの'],
    ['5分の理由', '5分の', 'ごふんの'],
    ['3分の勝負', '3分の', 'さんぷんの'],
  ])('is none in %s', (text, written, reading) => expect(readingIn(text, written)).toBe(reading));

  it('is no minute behind what is won and lost', () => expect(readingIn('1勝1敗1分', '1分')).toBeNull());
});
