import { describe, expect, it } from 'vitest';
import { ipadicAnalyzer } from '../../conformance/data.ts';
import { KanjiReadings } from '../../../src/morphemes/kanji-readings.ts';

describe('how kanji are read within words', () => {
  const lexicon = ipadicAnalyzer().lexicon();

  it('is learnt from words of two', () => {
    const readings = new KanjiReadings();
    for (const [surface, reading] of [
      ['学校', 'ガッコウ'],
      ['学生', 'ガクセイ'],
      ['学習', 'ガクシュウ'],
      ['先生', 'センセイ'],
      ['人生', 'ジンセイ'],
      ['校長', 'コウチョウ'],
      ['校舎', 'コウシャ'],
      ['猫', 'ネコ'],
      ['お茶', 'オチャ'],
    ] as const)
      readings.add(surface, reading);
    expect(readings.of('生')).toEqual(['セイ']);
    expect(readings.of('校')[0]).toBe('コウ');
    expect(readings.of('猫')).toEqual([]);
  });

  it.each([
    ['創', 'ソウ'],
    ['甲', 'コウ'],
    ['担', 'タン'],
    ['示', 'ジ'],
    ['影', 'エイ'],
  ])('%s is %s, by the dictionary that ships', async (kanji, reading) => {
    expect((await lexicon).kanjiReadings(kanji)).toContain(reading);
  });
});
