import { beforeAll, describe, expect, it } from 'vitest';
import type { Material } from '../../../../src/predictions/proofreading/proposal.ts';
import { proposeRa, proposeUsage } from '../../../../src/predictions/proofreading/usage.ts';
import { carriedOut, loadMaterial } from './material.ts';

let material: (text: string) => Material;
beforeAll(async () => ({ material } = await loadMaterial()));

describe('what is often written otherwise', () => {
  it.each([
    ['食べれますか。', '食べられますか。'],
    ['起きれない。', '起きられない。'],
    ['見れる', '見られる'],
    ['来れますか', '来られますか'],
  ])('are ら where the stem ends in a vowel: %s', (text, right) => {
    expect(carriedOut(text, proposeRa(material(text)))).toEqual([right]);
  });

  it.each([
    ['英語が話せれる。', '英語が話せる。'],
    ['お酒が飲めれない。', 'お酒が飲めない。'],
    ['ここで泳げれますか。', 'ここで泳げますか。'],
  ])('are no れ behind what says by itself what can be done: %s', (text, right) => {
    expect(carriedOut(text, proposeRa(material(text)))).toContain(right);
  });

  it.each(['目標を立てれる。', '仕事を続けれる。'])(
    'are ら behind what is done to something and only looks as if it could be: %s',
    (text) => expect(carriedOut(text, proposeRa(material(text)))).toEqual([text.replace('れる', 'られる')]),
  );

  it('leave potentials alone that have no ら', () => {
    for (const text of ['売れる', '走れない', '生まれる', '離れる', '入れる'])
      expect(proposeRa(material(text))).toEqual([]);
  });

  it.each([
    ['ご静聴ありがとうございました。', 'ご清聴ありがとうございました。'],
    ['ご静聴いただき、感謝いたします。', 'ご清聴いただき、感謝いたします。'],
    ['少しづつ', '少しずつ'],
    ['お願いたします。', 'お願いいたします。'],
    ['雨が少く、', '雨が少なく、'],
    ['分かりずらい説明', '分かりづらい説明'],
    ['アボガドを切る。', 'アボカドを切る。'],
    ['そうゆうこと', 'そういうこと'],
    ['こんにちわ', 'こんにちは'],
    ['ご静聴に感謝いたします。', 'ご清聴に感謝いたします。'],
    ['田中とゆうひとが来た。', '田中というひとが来た。'],
    ['好きとゆうか、気になる。', '好きというか、気になる。'],
    ['嫌だとゆうかんじがする。', '嫌だというかんじがする。'],
    ['帰りたいとゆうきもち', '帰りたいというきもち'],
    ['休みとゆうことで、', '休みということで、'],
    ['行くとゆうような話', '行くというような話'],
    ['言わざるおえない', '言わざるを得ない'],
  ])('are common misspellings: %s', (text, right) => {
    expect(carriedOut(text, proposeUsage(material(text)))).toEqual([right]);
  });

  it.each([
    'みんないちように驚いた。',
    '言わざるをえない。',
    'やむをえない。',
    'こんにちは。',
    '一つずつ',
    'せざるを得ない',
    'ご静聴願います。',
    'お母さんとゆうびんきょくに行った。',
    '友だちとゆうえんちに行った。',
    'お父さんとゆうひを見ました。',
    'ちょっとゆうがたまで寝た。',
    '全額をベットした。',
    '先にずらかった。',
    '最新らしい機種',
    '多少いただく。',
    '減少いたしました。',
    'アボガドロ定数',
    'パーティーパック',
    'ブルドックソース',
    '花キューピット',
    '買おうかみんなで',
  ])('are no spellings that are right: %s', (text) => expect(proposeUsage(material(text))).toEqual([]));
});
