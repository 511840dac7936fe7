import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../../src/protocol/analysis.ts';
import { success } from '../../../src/protocol/outcome.ts';
import { fake } from './fake-service.ts';
import { analysisOf, maskAt, plain, predictionOf, seed } from './fixtures.ts';

async function read(analysis: Analysis) {
  const made = fake();
  void made.reader.read(analysis.text);
  await made.last().answer(success(analysis));
  return made;
}

describe('where another model has come to answer, which divides the text otherwise', () => {
  const divided = analysisOf(seed.text, [
    ['友', '名詞'],
    ['達', '名詞'],
    ['と', '助詞'],
    ['XXXX', '', { blank: true }],
    ['を', '助詞'],
    ['する', '動詞'],
  ]);

  it('reads it anew, with the blanks where their words are', async () => {
    const { reader, last } = await read(seed);
    reader.toggle(4);
    await last().answer(success(predictionOf([maskAt(divided, [2]), maskAt(divided, [4])])));
    expect(reader.state).toMatchObject({ phase: 'read', prediction: null, analysis: seed });
    expect(last()).toMatchObject({ method: 'analyze', params: { text: seed.text } });
    await last().answer(success(divided));
    expect(last()).toMatchObject({ method: 'predict', params: { morphemes: [3, 5] } });
    const prediction = predictionOf([maskAt(divided, [3]), maskAt(divided, [5])]);
    await last().answer(success(prediction));
    expect(reader.state).toMatchObject({ analysis: divided, prediction, predicting: false, failure: null });
  });

  it('does so where it has fewer words than were asked about', async () => {
    const { reader, last } = await read(divided);
    reader.toggle(5);
    await last().answer(success(predictionOf([maskAt(divided, [3])])));
    expect(last().method).toBe('analyze');
  });

  it('does so once: then it says that it was interrupted, and tries again when asked to', async () => {
    const { reader, calls, last } = await read(seed);
    const wrong = () => last().answer(success(predictionOf([maskAt(divided, [2])])));
    await wrong();
    await last().answer(success(seed));
    await wrong();
    expect(calls.map(({ method }) => method)).toEqual(['analyze', 'predict', 'analyze', 'predict']);
    expect(reader.state).toMatchObject({ predicting: false, prediction: null, failure: { code: 'interrupted' } });
    reader.retry();
    await wrong();
    expect(last().method).toBe('analyze');
  });

  it('does so where readings are of other words', async () => {
    const ambiguous = { ...plain, words: plain.words.map((word) => ({ ...word, ambiguous: true })) };
    const { reader, last } = await read(ambiguous);
    expect(last().method).toBe('readings');
    const { words } = analysisOf(plain.text, [
      ['猫', '名詞'],
      ['が鳴', '名詞'],
      ['く', '助詞'],
    ]);
    await last().answer(success({ words }));
    expect(reader.state.analysis).toBe(ambiguous);
    expect(last().method).toBe('analyze');
  });

  it('takes words that begin and end within morphemes, where it has them there', async () => {
    const [first, ...others] = plain.words;
    const words = [{ ...first!, end: first!.end + 1, ambiguous: true }, ...others];
    const { reader, last } = await read({ ...plain, words });
    expect(last().method).toBe('readings');
    await last().answer(success({ words: words.map((word) => ({ ...word, ambiguous: false })) }));
    expect(last().method).toBe('readings');
    expect(reader.state.analysis!.words.some(({ ambiguous }) => ambiguous)).toBe(false);
  });

  it('asks anew for what is remembered of other words', () => {
    const { reader, last } = fake();
    reader.show({ analysis: seed, prediction: predictionOf([maskAt(divided, [3])]) });
    expect([...reader.state.masked]).toEqual([2]);
    expect(last()).toMatchObject({ method: 'predict', params: { morphemes: [2] } });
  });
});
