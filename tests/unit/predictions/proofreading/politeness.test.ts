import { beforeAll, expect, it } from 'vitest';
import { proposePoliteness } from '../../../../src/predictions/proofreading/politeness.ts';
import type { Material } from '../../../../src/predictions/proofreading/proposal.ts';
import { carriedOut, loadMaterial } from './material.ts';

let material: (text: string) => Material;
beforeAll(async () => ({ material } = await loadMaterial()));

it.each([
  ['先生がおっしゃられた。', '先生がおっしゃった。'],
  ['先生がおっしゃられます。', '先生がおっしゃいます。'],
  ['昼食を召し上がられましたか。', '昼食を召し上がりましたか。'],
  ['資料をご覧になられてください。', '資料をご覧になってください。'],
  ['お客様がお帰りになられました。', 'お客様がお帰りになりました。'],
  ['どうぞお掛けになられてください。', 'どうぞお掛けになってください。'],
  ['先生がお話しになられました。', '先生がお話しになりました。'],
  ['お客様がお待ちになられている。', 'お客様がお待ちになっている。'],
  ['もうお出かけになられました。', 'もうお出かけになりました。'],
  ['ご心配なさられました。', 'ご心配なさいました。'],
  ['教えてくださられた。', '教えてくださった。'],
  ['ご利用になられる方', 'ご利用になる方'],
  ['お越しになられる方', 'お越しになる方'],
  ['伺わさせていただきます。', '伺わせていただきます。'],
  ['本を読まさせてください。', '本を読ませてください。'],
])('%s says its respect twice', (text, right) =>
  expect(carriedOut(text, proposePoliteness(material(text)))).toEqual([right]),
);

it.each([
  '先生が話された。',
  '会長になられた。',
  'おいくつになられましたか。',
  'お元気になられて本当によかったです。',
  'ご病気になられたと聞きました。',
  'お母さんになられたそうです。',
  '立派なおとなになられましたね。',
  '急に寒くなられた。',
  '経験を生かさせていただく。',
  '食べさせてください。',
  '考えさせられた。',
  'ご覧になった。',
  '罪はなされた。',
  '食べられる。',
  '名前を呼ばれた。',
])('%s does not', (text) => expect(proposePoliteness(material(text))).toEqual([]));
