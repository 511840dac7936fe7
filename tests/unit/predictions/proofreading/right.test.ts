import { beforeAll, expect, it } from 'vitest';
import { loadKnowledge } from '../../../../scripts/node/knowledge.ts';
import { Company } from '../../../../src/predictions/proofreading/company.ts';
import { proposeHomophones } from '../../../../src/predictions/proofreading/homophones.ts';
import type { Knowledge } from '../../../../src/predictions/proofreading/knowledge.ts';
import { proposeParticles } from '../../../../src/predictions/proofreading/particles.ts';
import { versionOf } from '../../../../src/predictions/proofreading/version.ts';
import { loadMaterial } from './material.ts';

/** What the handbook that ships says of sentences. */

let made: Awaited<ReturnType<typeof loadMaterial>>;
let knowledge: Knowledge;
beforeAll(async () => {
  made = await loadMaterial();
  knowledge = await loadKnowledge();
});

/** What it speaks for in a sentence. */
function spokenFor(text: string): string[] {
  const material = made.material(text);
  const company = new Company(material.encoding, knowledge);
  return [...proposeParticles(material), ...proposeHomophones(material)].flatMap((proposal) => {
    const version = versionOf(material.encoding, proposal, made.tokenizer);
    return version && company.told(version) > 0 ? [text.slice(proposal.start, proposal.end) + proposal.instead] : [];
  });
}

it.each([
  '東京を出て大阪に向かう。',
  '図書館に借りた本を返した。',
  '薬局で薬をもらって家に帰った。',
  '川に架かる橋を渡った。',
  '公園で転んだ子供が病院に行った。',
  '油を熱して肉を焼く。',
  '花に水をやって家を出た。',
  '東京で有名な店に行く。',
  '水が飲みたい。',
  '窓が開けてある。',
  '本が読みやすい。',
  '手紙が書きかけのままだ。',
  'バスと電車に乗る。',
  '電車よりバスに乗る。',
  'ノートを棚に移した。',
  '犯人が手を上げた。',
  '友人に合う靴を探す。',
  '客に合った料理を出す。',
  '公演会社が倒産した。',
  '公演会場に着いた。',
  '彼はまだ来ない。',
  '彼の見方は正しい。',
  '関心を持って話を聞く。',
  '帽子を取って写真を撮る。',
  '司会を務める。',
  '記念碑が立っている。',
  '車を脇に停めた。',
])('nothing in %s', (text) => {
  expect(spokenFor(text)).toEqual([]);
});

it.each([
  ['野党は大臣の責任を厳しく追求した。', '追求追及'],
  ['はさみで布を断つ。', '断つ裁つ'],
  ['補償書をご提示ください。', '補償書保証書'],
  ['窓際の席が開いていた。', '開い空い'],
  ['味噌汁が覚めないうちに召し上がれ。', '覚め冷め'],
  ['バスが降りて、少し歩きました。', 'がを'],
  ['駅の前に友達を待っています。', 'にで'],
  ['横断歩道に渡ります。', 'にを'],
])('what is meant in %s', (text, expected) => {
  expect(spokenFor(text)).toContain(expected);
});
