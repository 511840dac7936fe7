import { beforeAll, expect, it } from 'vitest';
import { nodeFiles } from '../../../../scripts/node/node-files.ts';
import { root } from '../../../../scripts/node/paths.ts';
import { CaseFrames } from '../../../../src/language/case-frames.ts';
import { ReadAlike } from '../../../../src/language/read-alike.ts';
import { Collocations } from '../../../../src/language/seen-together.ts';
import type { Tokenizer } from '../../../../src/pieces/encoding.ts';
import { Company } from '../../../../src/predictions/proofreading/company.ts';
import type { SlipKind } from '../../../../src/predictions/results.ts';
import { DEFAULT_MODEL, folderOf, loadTokenizer } from '../../../../src/worker/parts.ts';

let tokenizer: Tokenizer;
beforeAll(async () => {
  const files = nodeFiles(root);
  tokenizer = await loadTokenizer(files, folderOf(files, DEFAULT_MODEL));
});

const collocations = new Collocations(
  ['* が\t外す20', '* を\t外す60', '席 から\t立つ3', '席 に\t着く3', '席 を\t外す7\t立つ3'].join('\n'),
);
const readAlike = new ReadAlike('# ついきゅう\n追及: 責任を 大臣を\n追求: 利益を');
const caseFrames = new CaseFrames('@place 公園 駅\n会う: 友達に 友達と @placeで');
const meanings = { has: (word: string) => ['市外線', '制作'].includes(word) };
const seen = (written: string, other: string, kind: SlipKind) => {
  const [mine, its] = [tokenizer.encode(written), tokenizer.encode(other)];
  const first = Math.max(
    0,
    mine.words.findIndex(({ surface }, at) => surface !== its.words[at]?.surface),
  );
  const company = new Company(mine, { meanings, collocations, readAlike, caseFrames });
  let same = 0;
  while (mine.words.at(-1 - same)!.surface === its.words.at(-1 - same)?.surface && same < mine.words.length - 1) same++;
  const [last, lastHere] = [mine, its].map(({ words }) => Math.max(first + 1, words.length - same));
  return { company, version: { encoding: its, first, last: last!, lastHere: lastHere!, proposal: { kind } } };
};
const gain = (written: string, other: string, kind: SlipKind = 'homophone') => {
  const { company, version } = seen(written, other, kind);
  return company.gain(version);
};
const told = (written: string, other: string, kind: SlipKind = 'homophone') => {
  const { company, version } = seen(written, other, kind);
  return company.told(version);
};

it('a version gains by pairs that are seen oftener, in bits', () => {
  expect(gain('席が外れる。', '席が外れる。')).toBe(0);
  // log2(1 + 7 / 0.5)
  expect(gain('席が外しております。', '席を外しております。')).toBeCloseTo(3.91, 2);
  expect(gain('席を外しております。', '席が外しております。')).toBeCloseTo(-3.91, 2);
  // Against what is written, if that is seen too.
  expect(gain('席を立つ。', '席を外す。')).toBeCloseTo(3.91 - 2.81, 2);
  // Pairs that both have say nothing.
  expect(gain('席に着く。席が外す。', '席に着く。席を外す。')).toBeCloseTo(3.91, 2);
});

it('a pair counts as often as it stands there', () => {
  expect(gain('席を外す。席が外す。', '席を外す。席を外す。')).toBeCloseTo(3.91, 2);
});

it('a particle gains by the cases of its predicate too, less by far than by its noun', () => {
  // Of 100, with the few that any predicate is given, 60 are を: log2((1 + 0.6 * 16) / (1 + 0.2 * 16)).
  expect(gain('窓が外す。', '窓を外す。', 'particle')).toBeCloseTo(1.34, 2);
  expect(gain('窓が外す。', '窓を外す。')).toBe(0);
  expect(gain('席が外す。', '席を外す。', 'particle')).toBeGreaterThan(2.5);
});

it('a particle that is no case is not weighed against one that is', () => {
  expect(gain('席は外す。', '席を外す。', 'particle')).toBe(0);
  expect(gain('席を外す。', '席は外す。', 'particle')).toBeLessThan(-3);
  expect(gain('席まで外す。', '席を外す。', 'particle')).toBe(0);
  expect(gain('席まで立つ。', '席から立つ。', 'particle')).toBeGreaterThan(0);
});

it('handbooks speak for a word where they have it with what is there, and not the one that is written', () => {
  // Of words they do not tell apart they say nothing.
  expect(told('責任を追究した。', '責任を追及した。')).toBe(0);
  expect(told('責任を厳しく追求した。', '責任を厳しく追及した。')).toBe(1);
  expect(told('責任を厳しく追及した。', '責任を厳しく追求した。')).toBe(-1);
  expect(told('真実を追求した。', '真実を追及した。')).toBe(0);
});

it('textbooks speak for a particle that a noun can have before its verb, and against one that it cannot', () => {
  expect(told('公園に会う。', '公園で会う。', 'particle')).toBe(1);
  expect(told('友達を会う。', '友達に会う。', 'particle')).toBe(1);
  expect(told('友達と会う。', '友達に会う。', 'particle')).toBe(0);
  expect(told('公園で会う。', '公園に会う。', 'particle')).toBe(-1);
  // と may join it to the next noun, and は stands for any case.
  expect(told('公園と会う。', '公園で会う。', 'particle')).toBe(0);
  expect(told('公園は会う。', '公園で会う。', 'particle')).toBe(0);
  expect(told('学校に会う。', '学校で会う。', 'particle')).toBe(0);
});

it('a dictionary speaks for a word where what is written is none, and nearly the same', () => {
  expect(told('まさに絶対絶命だった。', 'まさに絶体絶命だった。')).toBeGreaterThan(1);
  expect(told('先入感を捨てる。', '先入観を捨てる。')).toBeGreaterThan(1);
  // Of two kanji there are names and new words without end; what is beside it may belong to it; and some are words.
  expect(told('現因を探る。', '原因を探る。')).toBe(0);
  expect(told('私先入感を捨てる。', '私先入観を捨てる。')).toBe(0);
  expect(told('市外線で話す。', '紫外線で話す。')).toBe(0);
  expect(told('先入観を捨てる。', '先入感を捨てる。')).toBe(0);
  expect(told('3歳年長だった。', '3最年長だった。')).toBe(0);
  expect(told('浅野側が言う。', '浅野川が言う。')).toBe(0);
  expect(told('番組の制作者。', '番組の製作者。')).toBe(0);
  expect(told('競技会に出る。', '協議会に出る。')).toBe(0);
  expect(told('呑兵衛が来た。', '飲兵衛が来た。')).toBe(0);
});
