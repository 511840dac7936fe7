import { beforeAll, describe, expect, it } from 'vitest';
import type { MaskedLanguageModel } from '../../../src/predictions/model.ts';
import { chooseReadings, scoreReadings } from '../../../src/predictions/readings.ts';
import type { Tokenizer } from '../../../src/pieces/encoding.ts';
import { loadFolder } from '../../../scripts/node/model.ts';

let tokenizer: Tokenizer;
let model: MaskedLanguageModel;
beforeAll(async () => ({ tokenizer, model } = await loadFolder(undefined, 'int8')));

/** The readings chosen for the words of a text that are written as others are, by the model that ships. */
async function chosen(text: string): Promise<Record<string, string | null>> {
  const encoding = tokenizer.encode(text);
  const readings = await chooseReadings(encoding, tokenizer, model);
  return Object.fromEntries([...readings].map(([word, reading]) => [encoding.words[word]!.surface, reading]));
}

describe('a word that is written as another is', { timeout: 30_000 }, () => {
  it.each([
    ['お腹が空いたから何か食べよう。', { 空い: 'すい' }],
    ['席が空いていたので座った。', { 空い: 'あい' }],
    ['次の角を左に曲がる。', { 角: 'かど' }],
    ['三角形の角を測る。', { 角: 'かく' }],
    ['株式市場が暴落した。', { 市場: 'しじょう' }],
    ['朝、市場で魚を買った。', { 市場: 'いちば' }],
    ['この唐辛子はとても辛い。', { 辛い: 'からい' }],
  ])('%s', async (text, expected) => {
    expect(await chosen(text)).toEqual(expected);
  });

  it('has no reading where the best is hardly better than the next', async () => {
    const text = 'それは辛い。';
    const [found] = await scoreReadings(tokenizer.encode(text), tokenizer, model);
    const [best, next] = found!.scores.toSorted((a, b) => b - a) as [number, number];
    expect(best - next).toBeLessThan(1);
    expect(await chosen(text)).toEqual({ 辛い: null });
  });

  it('is asked about once, with all its readings in one batch, and nothing is asked of other words', async () => {
    const batches: number[] = [];
    const counting: MaskedLanguageModel = {
      ...model,
      logProbabilities: async (inputs, targets, run) => {
        batches.push(inputs.length);
        return await model.logProbabilities(inputs, targets, run);
      },
    };
    await chooseReadings(tokenizer.encode('猫が鳴く。'), tokenizer, counting);
    expect(batches).toEqual([]);
    const both = await chooseReadings(tokenizer.encode('角を曲がると市場がある。'), tokenizer, counting);
    expect([...both.keys()]).toEqual([0, 4]);
    expect(batches).toHaveLength(1);
  });
});
