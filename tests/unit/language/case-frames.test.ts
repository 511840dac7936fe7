import { beforeAll, expect, it } from 'vitest';
import { nodeFiles } from '../../../scripts/node/node-files.ts';
import { root } from '../../../scripts/node/paths.ts';
import { CaseFrames } from '../../../src/language/case-frames.ts';
import type { Tokenizer } from '../../../src/pieces/encoding.ts';
import { DEFAULT_MODEL, folderOf, loadTokenizer } from '../../../src/worker/parts.ts';

let tokenizer: Tokenizer;
beforeAll(async () => {
  const files = nodeFiles(root);
  tokenizer = await loadTokenizer(files, folderOf(files, DEFAULT_MODEL));
});

const frames = new CaseFrames(`@person 友達 先生
@place 公園 駅 東京
会う: @personに・と @placeで 駅まで
測る: 距離を
測定: 距離を
使う: 道具を
借りる: 図書館で
返す: 図書館に
渡る: 横断歩道を
参加: *に *が *で
*になる: *が *に
好きになる: *が *を
電話をかける: @personに
多い: *が *に
立つ: 席が
着く: 時に 時までに 駅に
提出: 時に・までに・から
待つ: 時まで
受け取る: 駅で
`);
/** What is said of the first particle of a sentence. */
const verdict = (text: string) => {
  const morphemes = tokenizer.encode(text).words.map(({ morpheme }) => morpheme);
  return frames.verdict(
    morphemes,
    morphemes.findIndex((morpheme) => morpheme?.partOfSpeech[0] === '助詞' && morpheme.surface !== 'の'),
  );
};

it.each([
  ['友達に会う。', 'right'],
  ['友達と昨日会った。', 'right'],
  ['友達を会う。', 'wrong'],
  ['公園に会う。', 'wrong'],
  // Its own, beside those of its class.
  ['駅まで会う。', 'right'],
  ['駅で会う。', 'right'],
  ['公園まで会う。', 'wrong'],
  // A noun of several morphemes, a place beside another, and names.
  ['横断歩道に渡る。', 'wrong'],
  ['駅の前に会う。', 'wrong'],
  ['京都に会う。', 'wrong'],
  ['田中さんを会う。', 'wrong'],
  // Behind what describes a noun there may be another predicate, to which it may belong as well.
  ['公園に新しい先生と会う。', 'wrong'],
  ['図書館に借りた本を返す。', 'right'],
  ['図書館で借りた本を返す。', 'right'],
  ['公園に遊んだ友達と会う。', undefined],
  ['公園に遊んで友達と会う。', undefined],
  // What can be done stands with が as well.
  ['道具が使える。', 'right'],
  ['道具を使える。', 'right'],
  ['道具に使える。', 'wrong'],
  ['道具が使う。', 'wrong'],
  ['道具が使いたい。', 'right'],
  ['道具が使いやすい。', 'right'],
  ['道具が使ってある。', 'right'],
  ['道具が使ってみる。', 'wrong'],
  ['距離が測定する。', 'wrong'],
  ['距離が測定できる。', 'right'],
  // と may join it to the next noun.
  ['公園と会う。', undefined],
  // Of any noun it is possible; behind what goes on there may be another predicate.
  ['試合に参加する。', 'possible'],
  ['試合を参加する。', 'wrong'],
  ['試合を参加して、帰った。', 'wrong'],
  ['試合を参加しながら見た。', undefined],
  ['試合を参加した人が、帰った。', undefined],
  ['試合を参加したと聞いた。', undefined],
  ['試合を参加するほど好きだ。', undefined],
  ['試合を多い。', 'wrong'],
  ['試合を多くする。', undefined],
  ['試合を多いと思う。', undefined],
  // What looks like what can be done may be another verb, and a verb a part of one.
  ['席が立てる。', 'right'],
  ['席を立てる。', undefined],
  ['友達を会い忘れる。', undefined],
  // A predicate with a noun before it is another, with any noun too; お飲みになる is 飲む.
  ['友達に電話をかける。', 'right'],
  ['友達を電話をかける。', 'wrong'],
  ['部屋を会場になる。', 'wrong'],
  ['部屋が会場になる。', 'possible'],
  ['部屋を好きになる。', 'possible'],
  ['部屋をお使いになる。', undefined],
  ['駅でお受け取りください。', 'right'],
  ['駅にお受け取りください。', 'wrong'],
  // By a time it is done, until then it lasts.
  ['九時までに着く。', 'right'],
  ['九時まで着く。', 'wrong'],
  ['九時まで着いている。', undefined],
  ['九時まで着かない。', undefined],
  ['九時まで提出できる。', undefined],
  ['全部を着く。', undefined],
  ['九時まで待つ。', 'right'],
  ['九時までに待つ。', 'wrong'],
  ['やむまでに待つ。', 'wrong'],
  // What goes with the noun behind it, sets the scene or tells the time may stand before any predicate.
  ['友達への会い方。', undefined],
  ['友達では会えない。', undefined],
  ['翌日に参加する。', 'possible'],
  ['九時から待つ。', undefined],
  ['公園を会場に参加する。', undefined],
  // What makes a word of another is no noun by itself.
  ['先生方を会う。', 'wrong'],
  ['小説家駅を会う。', 'wrong'],
  ['方を参加する。', 'wrong'],
  // Who goes for something may go there: 公園に会いに行く.
  ['公園に会う。', 'wrong'],
  ['公園に会いに行く。', undefined],
  // Nothing is said of what the table has not.
  ['机を会う。', undefined],
  ['友達を見る。', undefined],
  ['友達を。会う。', undefined],
])('%s is %s', (text, expected) => {
  expect(verdict(text)).toBe(expected);
});
