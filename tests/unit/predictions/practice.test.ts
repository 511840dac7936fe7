import { beforeAll, describe, expect, it } from 'vitest';
import type { MaskedLanguageModel } from '../../../src/predictions/model.ts';
import { predictMasks } from '../../../src/predictions/fill-mask.ts';
import { findExercises } from '../../../src/predictions/practice.ts';
import type { PracticeKind } from '../../../src/predictions/results.ts';
import type { Tokenizer } from '../../../src/pieces/encoding.ts';
import type { Collocations } from '../../../src/language/seen-together.ts';
import type { Meanings } from '../../../src/language/meanings.ts';
import { loadFolder } from '../../../scripts/node/model.ts';
import { loadKnowledge } from '../../../scripts/node/knowledge.ts';

let tokenizer: Tokenizer;
let model: MaskedLanguageModel;
let meanings: Meanings;
let collocations: Collocations;
beforeAll(async () => {
  ({ tokenizer, model } = await loadFolder(undefined, 'int8'));
  ({ meanings, collocations } = await loadKnowledge());
});

/** What is asked for in a text, and what is offered, by the model that ships. */
async function asked(text: string, kind: PracticeKind): Promise<Record<string, readonly string[]>> {
  const found = await findExercises(tokenizer.encode(text), kind, tokenizer, model, { meanings, collocations });
  return Object.fromEntries(found.map(({ answer, start, choices }) => [`${answer} ${start}`, choices]));
}

describe('an exercise', { timeout: 30_000 }, () => {
  it('asks for particles between nouns and what they belong to, in the order of the text', async () => {
    const found = await asked('私は雨が降ってきたので、傘を買いました。', 'particle');
    expect(Object.keys(found)).toEqual(['は 1', 'が 3', 'を 13']);
    for (const choices of Object.values(found)) expect(new Set(choices).size).toBe(4);
  });

  it('offers nothing as wrong that might stand there just as well', async () => {
    const found = await asked('彼は先生に手紙を書いた。', 'particle');
    expect(Object.keys(found)).toEqual(['は 1', 'に 4', 'を 7']);
    for (const [answer, alike] of [
      ['は 1', ['が', 'も', 'の', 'と']],
      ['に 4', ['から', 'へ', 'も']],
      ['を 7', ['は', 'も']],
    ] as const)
      expect(found[answer]!.filter((choice) => (alike as readonly string[]).includes(choice))).toEqual([]);
  });

  it('leaves a word out of which the model is not sure', async () => {
    // 昨日 may be any day, and it is any animal that sleeps.
    expect(await asked('昨日、猫が寝ていた。', 'noun')).toEqual({});
    expect(await asked('そうですね。', 'particle')).toEqual({});
  });

  it('asks for verbs in their form, and not for the verb that makes one of a noun', async () => {
    const verbs = await asked('東京へ行きたいと思います。', 'verb');
    expect(Object.keys(verbs)).toEqual(['行き 3', '思い 8']);
    for (const choices of Object.values(verbs)) {
      for (const choice of choices)
        expect(tokenizer.encode(`${choice}ます。`).words[0]!.morpheme!.features[5]).toBe('連用形');
    }
    expect(await asked('政府は予算案を発表した。', 'verb')).toEqual({});
  });

  it('offers no word of the same kanji or reading as the answer', async () => {
    const { '雨 0': rain } = await asked('雨が降ってきたので、傘を買いました。', 'noun');
    expect(rain).toHaveLength(4);
    expect(rain!.filter((choice) => choice.includes('雨'))).toEqual(['雨']);
    const { '風邪 0': cold } = await asked('風邪をひいて学校を休んだ。', 'noun');
    expect(cold).not.toContain('かぜ');
  });

  it.each<[string, PracticeKind, string, string]>([
    ['来年もまた京都に行きたい。', 'verb', '行き', 'き ゆき いき 渡り 訪れ 向かい'],
    ['京都へ行きました。', 'verb', '行き', 'き 来 いき 訪れ 渡り 向かい 出かけ'],
    ['彼は毎日コーヒーを飲みます。', 'verb', '飲み', '入れ 買い 作り 減らし'],
    ['駅の近くのレストランで食べた。', 'noun', '近く', '周辺 付近 前 中 南側'],
    ['庭がとても美しくて、静かだ。', 'adverb', 'とても', '比較的 ごく 実に 少し'],
    ['とても静かな町です。', 'adverb', 'とても', 'ごく 比較的 かなり やや'],
    ['部屋を掃除してから、洗濯をした。', 'noun', '掃除', '整理 用意 案内'],
    // Seen together, and far less likely in this sentence all the same.
    ['部屋を掃除してから、洗濯をした。', 'noun', '掃除', '訪問 準備 変更'],
  ])('offers neither the same word nor what would do as well: %s, %s', async (text, kind, answer, alike) => {
    const found = Object.entries(await asked(text, kind)).find(([key]) => key.startsWith(answer))?.[1];
    expect(found?.length ?? 3).toBeGreaterThanOrEqual(3);
    expect(found?.filter((choice) => alike.split(' ').includes(choice)) ?? []).toEqual([]);
  });

  it.each([
    ['子供に絵本を読んだ。', '読ん 6', /^五段・[ガナバマ]行 連用タ接続$/],
    ['母に手紙を書いた。', '書い 5', /^(?:一段|五段・サ行) 連用形$|^五段・[カラワタ]\S+ 連用タ接続$/],
    ['傘を忘れずに持って行った。', '忘れ 2', /未然/],
  ])('offers verbs that take the ending that follows: %s', async (text, answer, forms) => {
    const { [answer]: choices } = await asked(text, 'verb');
    expect(choices!.length).toBeGreaterThanOrEqual(3);
    for (const choice of choices!) {
      const verb = tokenizer.encode(`${choice}${text.slice(Number(answer.at(-1)) + answer.length - 2)}`).words[0]!;
      expect(verb.morpheme!.features.slice(4, 6).join(' '), choice).toMatch(forms);
    }
  });

  it('asks for adjectives, which the model is seldom sure of', async () => {
    const text = [
      'この花は美しい。',
      '冬は寒いので、家にいる。',
      'あの大きい建物は病院です。',
      '新しいパソコンを買いました。',
    ];
    for (const sentence of text) expect(Object.keys(await asked(sentence, 'adjective')), sentence).toHaveLength(1);
  });

  it('offers words far less likely than the answer, in an order that tells nothing', async () => {
    const text = '冷蔵庫に牛乳が入っている。';
    const encoding = tokenizer.encode(text);
    for (const { answer, start, probability, choices } of await findExercises(encoding, 'particle', tokenizer, model, {
      meanings,
      collocations,
    })) {
      expect(choices).toEqual(choices.toSorted());
      expect(probability).toBeGreaterThanOrEqual(0.5);
      const index = encoding.words.findIndex((word) => word.start === start);
      const [place] = await predictMasks(encoding, [index], tokenizer, model, { pool: 256 });
      for (const choice of choices.filter((other) => other !== answer))
        expect(place!.candidates.find(({ text: other }) => other === choice)!.score).toBeLessThan(probability / 50);
    }
  });

  it("asks for nothing in the text's own blanks, in marks and in what no dictionary knows", async () => {
    for (const text of ['友達とXXXXをする。', '！！！', '', 'abc 123', '龘龘'])
      expect(Object.keys(await asked(text, 'noun')), text).toEqual([]);
  });
});
