import { beforeAll, describe, expect, it } from 'vitest';
import { nodeFiles } from '../../../scripts/node/node-files.ts';
import { root } from '../../../scripts/node/paths.ts';
import { ReadAlike } from '../../../src/language/read-alike.ts';
import type { Tokenizer } from '../../../src/pieces/encoding.ts';
import { DEFAULT_MODEL, folderOf, loadTokenizer } from '../../../src/worker/parts.ts';

let tokenizer: Tokenizer;
beforeAll(async () => {
  const files = nodeFiles(root);
  tokenizer = await loadTokenizer(files, folderOf(files, DEFAULT_MODEL));
});

const table = new ReadAlike(`# ついきゅう *
追及: 責任を 大臣を
追求: 利益を

# たつ *
裁つ: 布を
絶つ: 命を 後を ~ことなく
# ほしょう
保証: ~人 ~書 製品の 横断歩道を
補償: 損害~ 被害者に
# はかる
測る: 距離を
図る: 解決を
# あつい
暑い: 部屋が
厚い: 本が
`);

/** Whether the first morpheme with that surface stands with what it goes with. */
const isAtHome = (text: string, surface: string) => {
  const morphemes = tokenizer.encode(text).words.map(({ morpheme }) => morpheme);
  const at = morphemes.findIndex((morpheme) => morpheme?.surface === surface);
  expect(at, `${surface} in ${text}`).toBeGreaterThanOrEqual(0);
  return table.isAtHome(morphemes, at);
};

describe('a word goes with', () => {
  it.each([
    ['a noun before it', '大臣の責任を追及した。', '追及'],
    ['one further away', '責任を厳しく国会で追及した。', '追及'],
    ['one that は marks', '責任は追及しない。', '追及'],
    ['one that の joins to it', '責任の追及が続く。', '追及'],
    ['one it is a compound with', '責任追及の声が上がる。', '追及'],
    ['the one it describes', '裁った布を縫う。', '裁っ'],
    ['the one it describes, with endings between', '裁っておいた布を縫う。', '裁っ'],
    ['the one it describes by being so', '暑い部屋で待つ。', '暑い'],
    ['one of several morphemes', '横断歩道を保証する。', '保証'],
    ['what stands directly behind it', '保証人を探す。', '保証'],
    ['what stands directly before it', '損害補償を求める。', '補償'],
    ['what is done to, where that stands with が', '責任が追及された。', '追及'],
    ['a noun where it says what can be done', '距離が測れる。', '測れる'],
  ])('%s', (_, text, surface) => {
    expect(isAtHome(text, surface)).toBe(true);
  });

  it.each([
    ['a noun of another word', '利益を追及した。', '追及'],
    ['one of another predicate', '責任を感じ、理想を追及した。', '追及'],
    ['one that の joins to something else', '責任の重さを追及する。', '追及'],
    ['one of the sentence before', '責任がある。追及したい。', '追及'],
    ['one with another particle', '責任に追及した。', '追及'],
    ['one behind a word that only goes on', '布が届き、裁って机に置いた。', '裁っ'],
    ['a part of another word', '保証人気が高い。', '保証'],
    ['one of a clause that ends with the copula', '大臣は有能で、追及した。', '追及'],
    ['one that only stands beside it', '本は部屋が暑いと読めない。', '読め'],
  ])('not %s', (_, text, surface) => {
    expect(isAtHome(text, surface)).toBe(false);
  });
});

it('words of some groups are often mistaken for each other, in any form', () => {
  expect(table.areMistaken('追求', '追及')).toBe(true);
  expect(table.areMistaken('裁っ', '絶ち')).toBe(true);
  expect(table.areMistaken('裁っ', '追及')).toBe(false);
  expect(table.areMistaken('暑い', '厚い')).toBe(false);
  expect(table.areMistaken('机', '追及')).toBe(false);
});

it('the words of a group are told, in their dictionary forms', () => {
  expect(table.alike('追及')).toEqual(['追及', '追求']);
  expect(table.alike('机')).toEqual([]);
});

it('a compound is meant for one with another word that goes with the rest', () => {
  expect(table.isCompoundMeant('補償書', '保証書')).toBe(true);
  expect(table.isCompoundMeant('胃書', '保証書')).toBe(false);
  expect(table.isCompoundMeant('損害保証', '損害補償')).toBe(true);
  expect(table.isCompoundMeant('保証', '補償')).toBe(false);
});

it('examples are shown as they are said', () => {
  expect(table.examplesOf('保証')).toEqual(['保証人', '保証書', '製品の保証', '横断歩道を保証']);
  expect(table.examplesOf('補償')).toEqual(['損害補償', '被害者に補償']);
  expect(table.examplesOf('机')).toEqual([]);
});
