import { expect, it } from 'vitest';
import { classOf } from '../../../src/language/classes.ts';

it.each([
  [['名詞', '一般'], '猫', 'noun'],
  [['名詞', '固有名詞'], '東京', 'name'],
  [['名詞', '形容動詞語幹'], '静か', 'naAdjective'],
  [['動詞'], '見る', 'verb'],
  [['フィラー'], 'えと', 'interjection'],
  [['接頭詞', '名詞接続'], 'お', 'prefix'],
  [['記号', '句点'], '。', 'symbol'],
  [['名詞', 'サ変接続'], '！？', 'symbol'],
  [['名詞', 'サ変接続'], '々', 'noun'],
  [['その他', '間投'], 'よ', 'other'],
  [[], '猫', 'other'],
  [['constructor'], '猫', 'other'],
] as const)('%j, %s is %s', (partOfSpeech, surface, expected) => {
  expect(classOf({ surface, partOfSpeech: [...partOfSpeech] })).toBe(expected);
});
