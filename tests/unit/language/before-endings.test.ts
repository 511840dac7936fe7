import { describe, expect, it } from 'vitest';
import { takeTheSame } from '../../../src/language/before-endings.ts';
import { ipadicAnalyzer } from '../../conformance/data.ts';

describe('words that can stand before the same ending', () => {
  const analyze = (text: string) => ipadicAnalyzer().analyze(text);
  /** The first word of each, and what follows the first's. */
  const areAlike = (one: string, other: string) => {
    const [word, next] = analyze(one);
    return takeTheSame(word!, analyze(other)[0]!, next ?? null);
  };

  it.each([
    ['読んだ', '飲んだ'],
    ['読んだ', '泳いだ'],
    ['書いた', '塗った'],
    ['書いた', 'かけた'],
    ['出した', 'かけた'],
    ['読まれる', '書かれる'],
    ['かけたい', '会いたい'],
    ['かけない', '会わない'],
    ['掃除する', '勉強する'],
    ['掃除が', '机が'],
    ['美しかった', '大きかった'],
  ])('%s, %s', (one, other) => expect(areAlike(one, other)).toBe(true));

  it.each([
    ['読んだ', '塗った'],
    ['書いた', '泳いだ'],
    ['書いた', '頼んだ'],
    ['かけた', '会います'],
    ['かけている', '会います'],
    ['読まれる', 'かけられる'],
    ['読ませる', 'かけさせる'],
    ['掃除する', '机が'],
    ['美しかった', '大きくて'],
  ])('not %s, %s', (one, other) => expect(areAlike(one, other)).toBe(false));
});
