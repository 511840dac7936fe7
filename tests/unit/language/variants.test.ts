import { describe, expect, it } from 'vitest';
import { ipadicAnalyzer } from '../../conformance/data.ts';
import { spellingVariants } from '../../../src/language/variants.ts';

const analyzer = ipadicAnalyzer();
const found = (text: string) =>
  spellingVariants(analyzer.analyze(text, { normalize: true }), analyzer).map(
    ({ start, end, written, instead }) => [text.slice(start, end), written, instead] as const,
  );

describe('spelling variants', () => {
  it.each([
    ['子供が遊ぶ。子どもが走る。子供が泣く。', [['子ども', '子ども', '子供']]],
    ['会議を行う。式を行なった。', [['行なっ', '行なう', '行う']]],
    ['サーバーを置く。サーバを止める。', [['サーバ', 'サーバ', 'サーバー']]],
    ['取引を始める。取り引きをやめる。', [['取り引き', '取り引き', '取引']]],
    ['さまざまな人がいる。様々な物がある。様々だ。', [['さまざま', 'さまざま', '様々']]],
    ['美しい。うつくしい花。', [['うつくしい', 'うつくしい', '美しい']]],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it.each([
    '公園で講演を聞く。',
    '橋を渡る。箸で食べる。はしを歩く。',
    '子供が遊ぶ。子供が走る。',
    '時が経つ。ときには休む。',
    '熱い湯。厚い本。あつい日。',
  ])('are none: %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('takes time in proportion to how often a word stands there', () => {
    const [word] = analyzer.analyze('猫');
    const words = Array.from({ length: 100_000 }, () => word!);
    const start = performance.now();
    expect(spellingVariants(words, analyzer)).toEqual([]);
    expect(performance.now() - start).toBeLessThan(4_000);
  });
});
