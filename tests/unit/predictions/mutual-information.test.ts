import { describe, expect, it } from 'vitest';
import { mutualInformation } from '../../../src/predictions/mutual-information.ts';
import { encode, fakeModel, show, tokenizer } from './fakes.ts';

const flat = (maxPositions?: number) => fakeModel(() => ({}), maxPositions);

describe('what one sentence says of the next', () => {
  it("is asked with and without the first, and of the second's pieces only", async () => {
    const model = flat();
    expect(await mutualInformation(encode('僕 は'), encode('お-##腹 が'), tokenizer, model)).toBe(0);
    expect(model.calls.map(({ ids }) => show(ids))).toEqual([
      '[CLS] 僕 は [MASK] [MASK] が [SEP]',
      '[CLS] 僕 は お [MASK] が [SEP]',
      '[CLS] 僕 は お ##腹 [MASK] [SEP]',
      '[CLS] [MASK] [MASK] が [SEP]',
      '[CLS] お [MASK] が [SEP]',
      '[CLS] お ##腹 [MASK] [SEP]',
    ]);
    expect(model.calls.map(({ positions }) => positions.length)).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it('is the gain in bits for each word, below 0 where the first misleads', async () => {
    // After 猫, が is four times as likely and お half as likely; ##腹 is the same.
    const model = fakeModel((pieces, position) =>
      pieces[position - 1] === 'お'
        ? { '##腹': 0.5 }
        : pieces.includes('猫')
          ? { が: 0.4, お: 0.05 }
          : { が: 0.1, お: 0.1 },
    );
    expect(await mutualInformation(encode('猫 。'), encode('が'), tokenizer, model)).toBeCloseTo(2, 5);
    expect(await mutualInformation(encode('猫 。'), encode('お-##腹'), tokenizer, model)).toBeCloseTo(-1, 5);
    expect(await mutualInformation(encode('猫 。'), encode('お-##腹 が'), tokenizer, model)).toBeCloseTo(0.5, 5);
    expect(await mutualInformation(encode('犬 。'), encode('お-##腹 が'), tokenizer, model)).toBeCloseTo(0, 5);
  });

  it.each([
    [30, 3],
    [3, 30],
    [30, 30],
  ])('keeps what meets of sentences too long for the model: %i and %i words', async (first, second) => {
    const model = flat(22);
    await mutualInformation(
      encode(`${'僕 '.repeat(first - 1)}は`),
      encode(`犬 ${'だ '.repeat(second - 1)}`),
      tokenizer,
      model,
    );
    const joined = model.calls.map(({ ids }) => show(ids)).filter((ids) => /は/.test(ids));
    expect(joined.length).toBe(Math.min(second, first === 3 ? 17 : 10));
    expect(joined[0]).toMatch(/は \[MASK\] だ/);
    for (const { ids } of model.calls) expect(ids.length).toBeLessThanOrEqual(22);
    // With and without: the same words.
    expect(model.calls.length).toBe(2 * joined.length);
  });

  it('never cuts a word', async () => {
    const model = flat(13);
    await mutualInformation(
      encode('お-##腹 お-##腹 お-##腹 お-##腹'),
      encode('ゲーム-##センター ゲーム-##センター ゲーム-##センター ゲーム-##センター'),
      tokenizer,
      model,
    );
    for (const { ids } of model.calls) expect(show(ids)).not.toMatch(/\[CLS\] ##|(お|ゲーム) \[SEP\]/);
  });

  it.each([
    ['', '犬'],
    ['犬', ''],
    ['', ''],
    ['犬', '_'],
  ])('of %o and %o is nothing', async (first, second) => {
    expect(await mutualInformation(encode(first), encode(second), tokenizer, flat())).toBe(0);
  });
});
