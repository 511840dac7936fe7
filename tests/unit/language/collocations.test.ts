import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ipadicAnalyzer } from '../../conformance/data.ts';
import { root } from '../../../scripts/node/paths.ts';
import { collocationsOf } from '../../../src/language/collocations.ts';
import { Collocations } from '../../../src/language/seen-together.ts';

const analyzer = ipadicAnalyzer();
const found = (text: string) =>
  collocationsOf(analyzer.analyze(text)).map(({ dependent, link, head }) => `${dependent} ${link} ${head}`);

describe('collocations of a text', () => {
  it.each([
    ['席を外しております。', ['席 を 外す']],
    // Case by case, back to the predicate before.
    ['駅で友達を待って、店に入った。', ['駅 で 待つ', '友達 を 待つ', '店 に 入る']],
    ['毎日、本を少しだけ読む。', ['本 を 読む']],
    ['風邪に良く効く。', ['風邪 に 効く']],
    ['責任を厳しく追及する。', ['責任 を 追及']],
    ['駅まで歩く。', ['駅 まで 歩く']],
    ['値段が高くなる。', ['値段 が 高い']],
    // What is done, with the voice that changes its cases.
    ['資料を作成してください。', ['資料 を 作成']],
    ['一般に開放されている。', ['一般 に 開放れる']],
    ['母に叱られた。', ['母 に 叱るれる']],
    ['暑い夏', ['暑い  夏']],
    ['静かな部屋', ['静か な 部屋']],
    ['家の近く', ['家 の 近く']],
    // What makes a word of a noun; not what numbers and names have behind them.
    ['紹介状を書く。', ['紹介  状', '状 を 書く']],
    ['三冊の本', ['冊 の 本']],
    ['社会保障の費用', ['社会  保障', '保障 の 費用']],
    // Names are what they name; of numbers and other names only the case is told.
    ['東京に行く。', ['*地域 に 行く']],
    ['田中さんに聞く。', ['さん に 聞く']],
    ['三を足す。', [' を 足す']],
    ['富士山が見える。', [' が 見える']],
    ['私は魚が苦手です。', ['魚 が 苦手']],
    ['猫が好きな人', ['猫 が 好き', '好き な 人']],
    ['席を。外す。', []],
    ['本は読む。', []],
  ])('%s', (text, expected) => expect(found(text)).toEqual(expected));

  it('are none where the columns are not IPADIC’s', () => {
    const morphemes = analyzer.analyze('席を外す。').map((one) => ({ ...one, features: [...one.features, '*', '*'] }));
    expect(collocationsOf(morphemes)).toEqual([]);
  });
});

describe('how often words are seen together', () => {
  it('is read from the lines of a pack', () => {
    const known = new Collocations(['席 に\t着く12\t立つ1', '席 を\t外す18\t立つ7', '席次 を\t決める2'].join('\n'));
    expect(known.count({ dependent: '席', link: 'を', head: '外す' })).toBe(18);
    expect(known.count({ dependent: '席', link: 'に', head: '着く' })).toBe(12);
    expect(known.count({ dependent: '席', link: 'に', head: '外す' })).toBe(0);
    expect(known.count({ dependent: '机', link: 'を', head: '外す' })).toBe(0);
  });

  const pack = [
    '* が\t渡る10\tする400',
    '* を\t渡る30',
    '*地域 に\t渡る9',
    'これ を\t渡る8',
    '席 に\t着く12\tする6',
    '席 を\t外す18\t外すれる5\t立つ7\tする90',
    '橋 の\t袂4',
    '橋 を\t渡る15\t渡るれる3',
    '眼鏡 を\t外す9',
  ].join('\n');

  it('says which share a case has of those that a predicate has', () => {
    const known = new Collocations(pack);
    // Of 40, and 20 for what is not known.
    expect(known.shareOf({ link: 'を', head: '渡る' })).toBe(0.5);
    expect(known.shareOf({ link: 'に', head: '渡る' })).toBe(0);
    expect(known.shareOf({ link: 'の', head: '渡る' })).toBe(0);
    expect(known.shareOf({ link: 'を', head: '泳ぐ' })).toBe(0);
  });

  it('names what a word is seen with, the most frequent first', () => {
    const known = new Collocations(pack);
    const of = (word: string, most = 10) =>
      known.of(word, most).map(({ dependent, link, head }) => dependent + link + head);
    // None with what goes with everything, nor passives.
    expect(of('席')).toEqual(['席を外す', '席に着く', '席を立つ']);
    expect(of('席', 1)).toEqual(['席を外す']);
    // From the other side too, without any word and any name.
    expect(of('外す')).toEqual(['席を外す', '眼鏡を外す']);
    expect(of('渡る')).toEqual(['橋を渡る']);
    expect(of('袂')).toEqual([]);
    expect(of('机')).toEqual([]);
  });

  it('tells in the pack that ships which words go together', () => {
    const known = new Collocations(readFileSync(join(root, 'models/collocations/collocations.txt'), 'utf8'));
    const count = (dependent: string, link: string, head: string) => known.count({ dependent, link, head });
    expect(count('席', 'を', '外す')).toBeGreaterThan(10);
    expect(count('席', 'が', '外す')).toBe(0);
    expect(count('将棋', 'を', '指す')).toBeGreaterThan(count('将棋', 'を', '打つ'));
    expect(count('暑い', '', '夏')).toBeGreaterThan(10 * count('熱い', '', '夏'));
    expect(count('歯', 'を', '磨く')).toBeGreaterThan(10);
    expect(count('葉', 'を', '磨く')).toBe(0);
  });
});
