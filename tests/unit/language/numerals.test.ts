import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { edictLexicon, ipadicAnalyzer } from '../../conformance/data.ts';
import { toHiragana, UNREAD } from '../../../src/language/kana.ts';
import { readText } from '../../../src/language/read.ts';

const file = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url));
const analyzer = ipadicAnalyzer();
const lexicon = edictLexicon();
const words = (text: string) =>
  readText(
    text,
    analyzer.analyze(text, { normalize: true }).map((morpheme) => ({ ...span(morpheme), morpheme })),
    { lexicon },
  );
const span = ({ start, end }: { readonly start: number; readonly end: number }) => ({ start, end });
/** How words of a text are read; ? for what has no reading. */
const aloud = (text: string, found = words(text)) =>
  found.map(({ own, reading, start, end }) => {
    const written = text.slice(start, end);
    return own ? own.aloud || '?' : (reading ?? (UNREAD.test(written) ? '?' : toHiragana(written)));
  });

it.each([
  ['8時15分の電車', 'はちじ じゅうごふんの でんしゃ'],
  ['５分の遅れ', 'ごふんの おくれ'],
  ['徒歩10分の場所', 'とほ じゅっぷんの ばしょ'],
  ['九十分の授業', 'きゅうじゅっぷんの じゅぎょう'],
  ['数分の間', 'すうふんの あいだ'],
  ['何分の電車', 'なんぷん の でんしゃ'],
  ['三分の一', 'さんぶんの いち'],
  ['3分の2', 'さんぶんの に'],
  ['何分の一', 'なんぶんの いち'],
  ['三十分水に浸す', 'さんじゅっぷんみず に ひたす'],
  ['三分咲き', 'さんぶざき'],
  ['七分丈', 'しちぶたけ'],
  ['五分刈り', 'ごぶがり'],
  ['四分音符', 'しぶおんぷ'],
  ['お一人様', 'おひとりさま'],
  ['お二人', 'おふたり'],
  ['御二人', 'おふたり'],
  ['お２人', 'おふたり'],
  ['お三方', 'おさんかた'],
  ['御三人', 'お さんにん'],
  ['各二名', 'かく にめい'],
  ['全三巻', 'ぜん さんかん'],
  ['3対2', 'さん たい に'],
  ['1対1', 'いち たい いち'],
  ['一対の椅子', 'いっつい の いす'],
  ['加賀百万石', 'かが ひゃくまんごく'],
  ['千石', 'せんごく'],
  ['三尺', 'さんじゃく'],
  ['百合', 'ゆり'],
  ['三百合', 'さんびゃくごう'],
  ['次の2文', 'つぎ の にぶん'],
  ['二文の比較', 'にぶん の ひかく'],
  ['何文', 'なんぶん'],
  ['3文目', 'さんぶんめ'],
  ['二文字', 'にもじ'],
  ['三文判', 'さんもんばん'],
  ['三文小説', 'さんもん しょうせつ'],
  ['一文無し', 'いちもんなし'],
  ['二束三文', 'にそくさんもん'],
  ['六文銭', 'ろくもんせん'],
  ['十文半', 'じゅうもんはん'],
  ['三三九度', 'さんさんくど'],
  ['三三五五', 'さんさんごご'],
  ['二百十日', 'にひゃくとおか'],
  ['四十九日', 'しじゅうくにち'],
  ['八百万の神', 'やおよろずのかみ'],
  ['八百万円', 'はっぴゃくまんえん'],
  ['一国', 'いっこく'],
  ['一党', 'いっとう'],
  ['1棟', 'いっとう'],
  ['二重まぶた', 'ふたえまぶた'],
  ['数日間', 'すうじつかん'],
  ['十数日', 'じゅうすうにち'],
  ['りんごを3つ買う', 'りんご を みっつ かう'],
  ['１つください', 'ひとつ ください'],
  ['5つの質問', 'いつつ の しつもん'],
  ['2つ目の信号', 'ふたつめ の しんごう'],
  ['あと8つ', 'あと やっつ'],
  ['4つずつ', 'よっつ ずつ'],
  ['1つ1つ', 'ひとつ ひとつ'],
  ['1つもない', 'ひとつも ない'],
  ['1つか2つ', 'ひとつか ふたつ'],
  ['7つと9つ', 'ななつと ここのつ'],
  ['何つ目', 'いくつめ'],
  ['3つ星の店', 'みつぼし の みせ'],
  ['4つ葉', 'よつば'],
  ['二つ折り', 'ふたつおり'],
  ['10つ', '?'],
  ['2、3つ', 'に 、 ?'],
])('%s is read %s', (text, expected) => expect(aloud(text).join(' ')).toBe(expected));

it('leave what is no part of a counter out of its ruby and its base', () => {
  const text = '15分の電車';
  const [counted] = words(text);
  expect(counted!.base).toBe('15分');
  expect(counted!.rubies.map(({ start, end, text: ruby }) => `${text.slice(start, end)} ${ruby}`)).toEqual(['分 ふん']);
});

/**
 * Numbers of EDICT that are read in two ways, of which it has the other, or as words that are rarer than the number;
 * and what is a number to IPADIC only: 千切る.
 */
const OTHERWISE = new Set(
  (
    '七十 七厘 七種 三毛 三葉 二人前 二十世紀 何時でも 何時に無く 六合 十七 十二分 十四 千切る 千切れる ' + '百歳 百行'
  ).split(' '),
);

it('are read as in EDICT where they are read at all', { timeout: 60_000 }, () => {
  const readings = new Map<string, string[]>();
  for (const line of file('models/edict/glosses.txt').toString('utf8').split('\n')) {
    const [written = '', reading = written] = line.split('\t');
    if (/^[一二三四五六七八九十百千万億兆数何幾]./.test(written) && UNREAD.test(written))
      readings.set(written, [...(readings.get(written) ?? []), toHiragana(reading)]);
  }
  const wrong = [...readings].flatMap(([written, known]) => {
    if (OTHERWISE.has(written)) return [];
    const found = words(written);
    const read = aloud(written, found);
    const isTold = !read.includes('?') && found.some((word) => word.class === 'number');
    return isTold && !known.includes(read.join('')) ? [`${written} ${read.join('')} ${known.join()}`] : [];
  });
  expect(readings.size).toBeGreaterThan(1_000);
  expect(wrong).toEqual([]);
});
