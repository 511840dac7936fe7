import { beforeAll, describe, expect, it } from 'vitest';
import { proposeParticles } from '../../../../src/predictions/proofreading/particles.ts';
import type { Material } from '../../../../src/predictions/proofreading/proposal.ts';
import { carriedOut, loadMaterial } from './material.ts';

let material: (text: string) => Material;
beforeAll(async () => ({ material } = await loadMaterial()));

const of = (text: string) => carriedOut(text, proposeParticles(material(text)));
const priorOf = (text: string, right: string) => {
  const proposals = proposeParticles(material(text));
  return proposals[carriedOut(text, proposals).indexOf(right)]!.prior!;
};

describe('particles', () => {
  it('are likelier where they are taken for に', () => {
    expect(priorOf('駅で待つ。', '駅に待つ。')).toBeGreaterThan(priorOf('駅で待つ。', '駅を待つ。'));
    expect(priorOf('駅で待つ。', '駅は待つ。')).toBeLessThan(priorOf('駅で待つ。', '駅を待つ。'));
  });

  it('are less likely for から, まで and と, which one seldom writes for others', () => {
    expect(priorOf('駅まで歩く。', '駅を歩く。')).toBeLessThan(priorOf('駅へ歩く。', '駅を歩く。'));
  });

  it('are likelier where it is said twice from where or to where it goes', () => {
    expect(priorOf('朝九時まで夜八時まで働く。', '朝九時から夜八時まで働く。')).toBeGreaterThan(0);
    expect(priorOf('朝から晩から働く。', '朝から晩まで働く。')).toBeGreaterThan(0);
    expect(priorOf('朝まで働く。', '朝から働く。')).toBeLessThan(0);
    expect(priorOf('駅まで歩き、家まで走る。', '駅から歩き、家まで走る。')).toBeLessThan(0);
  });

  it('are all others, but が, は and も for each other are a matter of what was said before', () => {
    expect(of('水へ飲む。')).toContain('水を飲む。');
    expect(of('隣を家の犬')).toContain('隣の家の犬');
    expect(of('日本語の話す。')).toContain('日本語を話す。');
    expect(of('一円を残さない。')).toContain('一円も残さない。');
    expect(of('猫は鳴く。')).not.toContain('猫が鳴く。');
    expect(of('猫が鳴く。')).not.toContain('猫も鳴く。');
    expect(of('行くと言った。')).toEqual([]);
  });

  it('are が for は behind a word that asks, which is no topic', () => {
    expect(of('どちらは好きですか。')).toContain('どちらが好きですか。');
    expect(priorOf('誰は来ましたか。', '誰が来ましたか。')).toBeGreaterThan(0);
    expect(of('誰は来て誰は来ないのか。')).not.toContain('誰が来て誰は来ないのか。');
    expect(of('それは好きです。')).not.toContain('それが好きです。');
  });

  it('are も behind a word that asks, where all is denied and nothing asked', () => {
    const inVain = (text: string) =>
      proposeParticles(material(text)).some(({ instead, isInVain = false }) => instead === 'も' && isInVain);
    expect(inVain('朝から何を食べていない。')).toBe(true);
    expect(inVain('教室には誰がいませんでした。')).toBe(true);
    expect(inVain('何が悪いのか分からない。')).toBe(false);
    expect(inVain('誰が来なかったの？')).toBe(false);
    expect(inVain('何を食べた。')).toBe(false);
    expect(inVain('本を食べていない。')).toBe(false);
  });

  it('are まで and までに for each other, which is two words', () => {
    expect(of('金曜日まで出す。')).toContain('金曜日までに出す。');
    expect(of('金曜日までに出す。')).toContain('金曜日まで出す。');
    expect(of('金曜日までに出す。')).not.toContain('金曜日までにに出す。');
  });

  it('are either of が and を where what is done to something stands with both', () => {
    for (const text of ['窓が開けてある。', '水が飲みたい。', '漢字が読みにくい。', '英語が教えられる。'])
      expect(of(text)).not.toContain(text.replace('が', 'を'));
    expect(of('窓が開ける。')).toContain('窓を開ける。');
  });

  it('are no に for が before what is done with respect', () => {
    for (const text of [
      '先生がお話しになりました。',
      'お客様がお待ちになっています。',
      '部長がお電話をおかけになりました。',
    ])
      expect(of(text)).not.toContain(text.replace('が', 'に'));
    expect(of('先生がお世話になりました。')).toContain('先生にお世話になりました。');
  });

  it('are likelier for を where the predicate has another', () => {
    expect(priorOf('猫を外を見る。', '猫が外を見る。')).toBeGreaterThan(priorOf('猫を見る。', '猫が見る。'));
    expect(priorOf('東京を拠点に活動をする。', '東京を拠点に活動がする。')).toBe(priorOf('猫を見る。', '猫が見る。'));
    expect(priorOf('本を読んで外を見る。', '本が読んで外を見る。')).toBe(priorOf('猫を見る。', '猫が見る。'));
  });
});
