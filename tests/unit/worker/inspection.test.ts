import { describe, expect, it } from 'vitest';
import { timeAnswer } from '../../../src/worker/asking.ts';
import { keptEncodings } from '../../../src/worker/encodings.ts';
import { inspectionAnswers } from '../../../src/worker/inspection.ts';
import { noInspector, type InspectedInput, type Inspector } from '../../../src/engine/running/inspect.ts';
import type { Outcome } from '../../../src/protocol/outcome.ts';
import { encode, fakeModel, id, tokenizer } from '../predictions/fakes.ts';

const request = () => ({ signal: new AbortController().signal, report: () => {}, progress: () => {} });

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.failure.detail);
  return outcome.value;
}

/** Two layers of two heads; every head of layer n looks from every piece at the piece in position n only. */
function inspector(changes: Partial<Inspector> = {}) {
  const asked: { input: InspectedInput; layer?: number; heads?: readonly number[] | undefined }[] = [];
  const made: Inspector = {
    layers: [0, 1],
    heads: 2,
    hiddenSize: 1,
    maxPositions: 16,
    hasNextSentence: true,
    async attention(input, layer, heads) {
      asked.push({ input, layer, heads });
      const size = input.ids.length;
      return (heads ?? [0, 1]).map(() =>
        Float32Array.from({ length: size * size }, (_, at) => (at % size === layer ? 1 : 0)),
      );
    },
    hiddenStates: async ({ ids }) => new Float32Array(3 * ids.length),
    async nextSentence(input) {
      asked.push({ input });
      return [2, 0];
    },
    dispose: async () => {},
    ...changes,
  };
  // Knows a 犬 where one was spoken of before.
  const model = fakeModel((pieces) =>
    pieces.indexOf('犬') < pieces.indexOf('[MASK]') && pieces.includes('犬') ? { 犬: 0.8 } : { 犬: 0.1 },
  );
  return {
    asked,
    answers: inspectionAnswers(
      async () => [tokenizer, made],
      async (_, work) => await timeAnswer(model, () => work(tokenizer, model)),
      keptEncodings(),
    ),
  };
}

const refused = { name: 'RefusedError', message: 'no word there' };

describe('attention', () => {
  const text = encode('僕 は 犬').text;
  // The fakes' tokenizer reads words between spaces.
  const spaced = '僕 は 犬';

  it('is told of every head: the word it looks at most, and what goes to the marks', async () => {
    const { answers } = inspector();
    const { layers } = value(await answers.attentionHeads({ text: spaced, start: 0, end: 1 }, request()));
    // Layer 0 looks at [CLS], layer 1 at the first word.
    expect(layers).toHaveLength(2);
    for (const head of layers[0]!) expect(head).toMatchObject({ weight: 0, special: 1 });
    for (const head of layers[1]!) expect(head).toEqual({ start: 0, end: 1, weight: 1, special: 0 });
    await expect(answers.attentionHeads({ text: spaced, start: 90, end: 99 }, request())).rejects.toMatchObject(
      refused,
    );
    const none = inspectionAnswers(
      async () => [tokenizer, noInspector],
      async () => Promise.reject(new Error('not asked')),
      keptEncodings(),
    );
    expect(value(await none.attentionHeads({ text: spaced, start: 0, end: 1 }, request()))).toEqual({ layers: [] });
  });

  it('is averaged over layers and heads, or of the one asked for', async () => {
    const { answers, asked } = inspector();
    const average = value(
      await answers.attention({ text: spaced, start: 0, end: 1, layer: null, head: null }, request()),
    );
    expect(average).toMatchObject({ layers: 2, heads: 2, special: 0.5 });
    expect(average.words.map(({ weight }) => weight)).toEqual([0.5, 0, 0]);
    expect(average.words.map(({ start, end }) => text.slice(start, end))).toEqual(['僕', 'は', '犬']);
    const one = value(await answers.attention({ text: spaced, start: 0, end: 1, layer: 1, head: 0 }, request()));
    expect(one).toMatchObject({ special: 0, words: [{ weight: 1 }, { weight: 0 }, { weight: 0 }] });
    expect(asked.map(({ layer, heads }) => [layer, heads])).toEqual([
      [0, undefined],
      [1, undefined],
      [1, [0]],
    ]);
  });

  it.each([
    ['no such layer', { start: 0, end: 1, layer: 2, head: null }],
    ['no such head', { start: 0, end: 1, layer: 0, head: 2 }],
  ])('%s is refused', async (_, question) => {
    expect(await inspector().answers.attention({ text: spaced, ...question }, request())).toMatchObject({
      ok: false,
      failure: { code: 'refused' },
    });
  });

  it('of no word is refused', async () => {
    const question = { text: spaced, start: 0, end: 0, layer: null, head: null };
    await expect(inspector().answers.attention(question, request())).rejects.toMatchObject(refused);
  });
});

describe('next sentence', () => {
  it('is the share of the two logits, for two segments', async () => {
    const { answers, asked } = inspector();
    expect(value(await answers.nextSentence({ first: '僕 は', second: '犬 だ 。' }, request()))).toEqual({
      by: 'head',
      probability: expect.closeTo(1 / (1 + Math.exp(-2)), 6),
    });
    expect([...asked[0]!.input.ids]).toEqual([2, id('僕'), id('は'), 3, id('犬'), id('だ'), id('。'), 3]);
    expect([...asked[0]!.input.tokenTypes!]).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
  });

  it('keeps the parts of long sentences that meet', async () => {
    const { answers, asked } = inspector();
    await answers.nextSentence({ first: `${'僕 '.repeat(20)}は`, second: `犬 ${'だ '.repeat(20)}` }, request());
    const { ids } = asked[0]!.input;
    expect(ids.length).toBeLessThanOrEqual(16);
    const meet = ids.indexOf(3);
    expect([ids[meet - 1], ids[meet + 1]]).toEqual([id('は'), id('犬')]);
  });

  it('is what the first does for the words of the second, where the model has no such head', async () => {
    const { answers, asked } = inspector({ hasNextSentence: false });
    expect(value(await answers.nextSentence({ first: '犬', second: '犬' }, request()))).toMatchObject({
      by: 'words',
      bits: expect.closeTo(3, 5),
    });
    expect(value(await answers.nextSentence({ first: '猫', second: '犬' }, request()))).toMatchObject({
      by: 'words',
      bits: expect.closeTo(0, 5),
    });
    expect(asked).toEqual([]);
  });
});

it('of a model whose insides cannot be seen says so, and of two sentences what their words say', async () => {
  const model = fakeModel(() => ({}));
  const answers = inspectionAnswers(
    async () => [tokenizer, noInspector],
    async (_, work) => await timeAnswer(model, () => work(tokenizer, model)),
    keptEncodings(),
  );
  expect(
    value(await answers.attention({ text: '僕 は 犬', start: 0, end: 1, layer: null, head: null }, request())),
  ).toEqual({ layers: 0, heads: 0, words: [], special: 0 });
  // Whatever word is meant.
  expect(value(await answers.attentionHeads({ text: '僕', start: 5, end: 9 }, request()))).toEqual({ layers: [] });
  expect(value(await answers.nextSentence({ first: '僕', second: '犬' }, request()))).toMatchObject({
    by: 'words',
    bits: 0,
  });
});
