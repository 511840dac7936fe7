import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { Analysis, Prediction } from '../../../src/protocol/analysis.ts';
import { failure, success } from '../../../src/protocol/outcome.ts';
import { MAX_ASKED_WORDS, MAX_TEXT } from '../../../src/protocol/limits.ts';
import { protocol, type Params } from '../../../src/protocol/protocol.ts';
import { omittedKey } from '../../../src/view/shared/omitted.ts';
import { preview } from '../../../src/view/shared/preview-parts.ts';
import { createReader, shownWords } from '../../../src/view/shared/reader.ts';
import { fake } from './fake-service.ts';
import { analysisOf, maskAt, plain, predictionOf, seed } from './fixtures.ts';

async function read(analysis: Analysis) {
  const made = fake();
  void made.reader.read(analysis.text);
  await made.last().answer(success(analysis));
  return made;
}

const status = { model: 'default', state: 'loading', progress: 0.4, backend: null } as const;
const seedPrediction: Prediction = predictionOf([maskAt(seed, [2])]);

describe('a reader', () => {
  it('shows the words before anything is predicted, and asks for nothing where there is no blank', async () => {
    const { reader, calls } = await read(plain);
    expect(reader.state).toMatchObject({ phase: 'read', predicting: false });
    expect(reader.state.words).toHaveLength(3);
    expect(calls.map(({ method }) => method)).toEqual(['analyze']);
  });

  it.each([
    [{ omitted: 0 }, null],
    [{ omitted: 7 }, 'omitted'],
    [{ omitted: 7, goesOn: true }, 'omittedAtLeast'],
    [{ omitted: 0, goesOn: true }, 'selectionGoesOn'],
  ] as const)('says of a text of which %j no more than is known: %s', (left, key) => {
    expect(omittedKey(left)).toBe(key);
  });

  it.each([0, 1])(
    'says in the last part, too, that the selection goes on; its lines joined or not: %i',
    async (join) => {
      const { calls, reader, last } = fake();
      const answer = () => {
        const { text, omitted = 0, goesOn } = last()!.params as Params<'analyze'>;
        return last()!.answer(success({ ...analysisOf(text, [[text, '名詞']]), omitted, ...(goesOn && { goesOn }) }));
      };
      void reader.read('あ'.repeat(MAX_TEXT + 3), { goesOn: true });
      await answer();
      if (join) reader.joinLines();
      if (join) await answer();
      expect(omittedKey(reader.state.analysis!)).toBe('omittedAtLeast');
      reader.goOn();
      await answer();
      expect(calls.at(-1)!.params).toEqual({ text: 'あああ', goesOn: true });
      expect(omittedKey(reader.state.analysis!)).toBe('selectionGoesOn');
    },
  );

  it.each([MAX_TEXT + 1, 250_000])('reads as much of %i units as may be sent, and counts the rest', async (length) => {
    const { calls, reader, last } = fake();
    void reader.read('あ'.repeat(length));
    const omitted = length - MAX_TEXT;
    const params = { text: 'あ'.repeat(MAX_TEXT), omitted };
    expect(calls[0]!.params).toEqual(params);
    expect(v.safeParse(protocol.analyze.params, params).success).toBe(true);
    await last()!.answer(success({ ...analysisOf(params.text, [[params.text, '名詞']]), omitted }));
    expect(reader.state.rest).toHaveLength(omitted);
    expect(reader.state.analysis!.omitted).toBe(omitted);
    reader.goOn();
    expect(calls.at(-1)!.params).toMatchObject({ text: 'あ'.repeat(Math.min(omitted, MAX_TEXT)) });
  });

  it('predicts the blanks of the text at once', async () => {
    const { reader, last } = await read(seed);
    expect(reader.state).toMatchObject({ phase: 'read', predicting: true });
    expect(last()).toMatchObject({ method: 'predict', params: { text: seed.text, morphemes: [2], candidates: 5 } });
    await last().answer(success(seedPrediction));
    expect(reader.state).toMatchObject({ predicting: false, prediction: seedPrediction });
  });

  it('asks at once about a selection of a word or two, which it shows alone', async () => {
    const { reader, last } = fake();
    void reader.read(plain.text, { selected: { start: 2, end: 4 } });
    expect(last().params).toEqual({ text: plain.text, selected: { start: 2, end: 4 } });
    await last().answer(success({ ...plain, selected: { start: 2, end: 4 } }));
    expect(shownWords(reader.state).map(({ text }) => text)).toEqual(['鳴く']);
    expect(reader.state.asked).toBe(2);
    expect(last()).toMatchObject({ method: 'predict', params: { text: plain.text, morphemes: [2] } });
  });

  it('reads the lines of a text as one and as they were, and says which', async () => {
    const { reader, last } = await read(
      analysisOf('猫が\n鳴く', [
        ['猫が', '名詞'],
        ['鳴く', '動詞'],
      ]),
    );
    reader.joinLines();
    expect(last()).toMatchObject({ method: 'analyze', params: { text: '猫が鳴く' } });
    await last().answer(success(plain));
    expect(reader.state).toMatchObject({ joined: true, text: '猫が鳴く' });
    reader.joinLines();
    expect(last()).toMatchObject({ method: 'analyze', params: { text: '猫が\n鳴く' } });
    expect(reader.state.joined).toBe(false);
  });

  it('keeps the blanks that the user made where a text grows, and lets go of those it made itself', async () => {
    const { reader, last } = await read(plain);
    reader.toggle(0);
    const more = analysisOf('黒猫が鳴く', [
      ['黒', '名詞'],
      ['猫', '名詞'],
      ['が', '助詞'],
      ['鳴く', '動詞'],
    ]);
    void reader.read(more.text, { changed: true });
    // What is shown until then is the text before, which nobody can change any more.
    expect(reader.state).toMatchObject({ phase: 'read', text: plain.text });
    const asked = last();
    reader.toggle(2);
    expect(last()).toBe(asked);
    await asked.answer(success(more));
    expect([...reader.state.masked]).toEqual([1]);
    expect(last()).toMatchObject({ method: 'predict', params: { text: more.text, morphemes: [1] } });

    const { reader: other, last: latest } = fake();
    void other.read(plain.text, { selected: { start: 2, end: 4 } });
    await latest().answer(success({ ...plain, selected: { start: 2, end: 4 } }));
    expect([...other.state.masked]).toEqual([2]);
    void other.read(plain.text, { changed: true });
    await latest().answer(success(plain));
    expect([...other.state.masked]).toEqual([]);
  });

  it('blanks nothing in a longer selection, or where nothing is around it', async () => {
    const { reader, calls } = await read(plain);
    expect(reader.state.masked.size).toBe(0);
    reader.show({ analysis: { ...seed, selected: { start: 0, end: 8 } }, prediction: null });
    expect([...reader.state.masked]).toEqual([2]);
    expect(calls.at(-1).method).toBe('predict');
  });

  it('masks and unmasks words, but never the text’s own blanks', async () => {
    const { reader, calls, last } = await read(seed);
    reader.toggle(4);
    reader.toggle(0);
    expect(last().params).toMatchObject({ morphemes: [0, 2, 4] });
    reader.toggle(0);
    reader.toggle(2);
    expect(last().params).toMatchObject({ morphemes: [2, 4] });
    expect(calls).toHaveLength(5);
    reader.toggle(99);
    expect(calls).toHaveLength(5);
  });

  it('aborts the old request when a new one begins, and ignores its answer', async () => {
    const { reader, calls, last } = await read(seed);
    const first = last();
    reader.toggle(0);
    expect(first.options.signal!.aborted).toBe(true);
    await first.answer(success(predictionOf([])));
    expect(reader.state.prediction).toBeNull();
    void reader.read('別の文');
    expect(calls.at(-2).options.signal!.aborted).toBe(true);
    await calls.at(-2).answer(success(seedPrediction));
    expect(reader.state).toMatchObject({ text: '別の文', phase: 'analyzing', prediction: null });
  });

  it('gives up the readings of a text with the text, and not with one of its blanks', async () => {
    const { reader, calls } = fake();
    const ambiguous = { ...plain, words: plain.words.map((word) => ({ ...word, ambiguous: true })) };
    const asked = () =>
      calls.filter(({ method }) => method === 'readings').map(({ options }) => options.signal!.aborted);
    reader.show({ analysis: ambiguous, prediction: null });
    reader.toggle(0);
    expect(asked()).toEqual([false]);
    reader.show({ analysis: { ...ambiguous, text: '猫が鳴く。' }, prediction: null });
    expect(asked()).toEqual([true, false]);
    void reader.read(seed.text);
    expect(asked()).toEqual([true, true]);
  });

  it('unmasking the last word asks for nothing', async () => {
    const { reader, calls } = await read(plain);
    reader.toggle(0);
    reader.toggle(0);
    expect(calls.filter(({ method }) => method === 'predict')).toHaveLength(1);
    expect(calls.at(-1).options.signal!.aborted).toBe(true);
    expect(reader.state).toMatchObject({ predicting: false, prediction: null });
  });

  it('reports loading while it lasts', async () => {
    const { reader, last } = await read(seed);
    last().options.onStatus!(status);
    expect(reader.state.loading).toEqual(status);
    await last().answer(success(seedPrediction));
    expect(reader.state.loading).toBeNull();
  });

  it('says what failed, and retries just that', async () => {
    const { reader, calls, last } = fake();
    void reader.read(seed.text);
    await last().answer(failure('interrupted', 'stopped'));
    expect(reader.state).toMatchObject({ phase: 'failed', failure: { code: 'interrupted' } });
    reader.retry();
    await last().answer(success(seed));
    await last().answer(failure('model', 'damaged'));
    expect(reader.state).toMatchObject({ phase: 'read', failure: { code: 'model' } });
    expect(reader.state.words).toHaveLength(5);
    reader.retry();
    expect(reader.state.failure).toBeNull();
    expect(calls.map(({ method }) => method)).toEqual(['analyze', 'analyze', 'predict', 'predict']);
  });

  it('knows a text for that of a field only as it is written there, from its beginning', async () => {
    const { reader, last } = fake();
    void reader.read(`猫が\n鳴く${'。'.repeat(MAX_TEXT)}`, { editable: true });
    const answer = () => {
      const { text, omitted = 0 } = last()!.params as Params<'analyze'>;
      return last()!.answer(success({ ...analysisOf(text, [[text, '名詞']]), omitted }));
    };
    const states = [];
    for (const change of [() => {}, reader.joinLines, reader.joinLines, reader.goOn]) {
      change();
      await answer();
      states.push([reader.state.editable, (last()!.params as Params<'analyze'>).editable ?? false]);
    }
    expect(states).toEqual([true, false, true, false].map((field) => [field, field]));
    reader.show({ analysis: plain, prediction: null, field: { tabId: 1, frameId: 0 } });
    expect(reader.state.editable).toBe(true);
    reader.show({ analysis: seed, prediction: null });
    expect(reader.state.editable).toBe(false);
  });

  it('retries with all that was known of the text, joined or as it is written', async () => {
    const { reader, last } = fake();
    const more = { selected: { start: 3, end: 5 }, ruby: [{ start: 0, end: 1, text: 'ねこ' }], editable: true };
    void reader.read('猫が\n鳴く', more);
    const asked = last()!.params;
    expect(asked).toMatchObject(more);
    await last()!.answer(failure('interrupted', 'stopped'));
    reader.retry();
    expect(last()).toMatchObject({ method: 'analyze', params: asked });
    await last()!.answer(failure('interrupted', 'stopped'));
    reader.joinLines();
    const joined = last()!.params;
    expect(joined).toMatchObject({ text: '猫が鳴く', ruby: more.ruby });
    await last()!.answer(failure('interrupted', 'stopped'));
    reader.retry();
    expect(last()).toMatchObject({ method: 'analyze', params: joined });
    await last()!.answer(failure('interrupted', 'stopped'));
    reader.joinLines();
    expect(last()).toMatchObject({ method: 'analyze', params: asked });
  });

  it('has the meanings of any number of words, a list for each, or says what failed', async () => {
    const { reader, calls, last } = fake();
    const words = Array.from({ length: 2 * MAX_ASKED_WORDS + 1 }, (_, i) => ({ text: `${i}` }));
    const found = reader.meanings(words);
    const answers = [
      success({ meanings: Array.from({ length: MAX_ASKED_WORDS }, () => ['a']) }),
      success({ meanings: Array.from({ length: MAX_ASKED_WORDS }, () => []) }),
      success({ meanings: [['b']] }),
    ];
    for (const [i, answer] of answers.entries()) await calls[i]!.answer(answer);
    expect(await found).toEqual(success(words.map((_, i) => [['a'], [], ['b']][Math.floor(i / MAX_ASKED_WORDS)])));
    const failed = reader.meanings(words);
    await last()!.answer(answers[0]!);
    await last()!.answer(failure('interrupted', 'stopped'));
    expect(await failed).toMatchObject({ ok: false, failure: { code: 'interrupted' } });
  });

  it('asks for the meanings of one list after another, however many are drawn at once', async () => {
    const { reader, calls } = fake();
    const found = Array.from({ length: 64 }, (_, i) => reader.meanings([{ text: `${i}` }]));
    for (let i = 0; i < found.length; i++) {
      expect(calls).toHaveLength(i + 1);
      await calls[i]!.answer(i === 1 ? failure('interrupted', 'stopped') : success({ meanings: [[`${i}`]] }));
    }
    expect(await found[1]).toMatchObject({ ok: false });
    expect(await found[63]).toEqual(success([['63']]));
  });

  it('shows what is known already without asking again', () => {
    const { reader, calls } = fake();
    reader.show({ analysis: plain, prediction: predictionOf([maskAt(plain, [0])]) });
    expect([...reader.state.masked]).toEqual([0]);
    expect(calls).toHaveLength(0);
    reader.show({ analysis: seed, prediction: null });
    expect(calls.map(({ method }) => method)).toEqual(['predict']);
  });

  it('shows the entry of what was blanked out, and of a blank of the text none', async () => {
    const { reader, last } = fake();
    reader.show({ analysis: seed, prediction: predictionOf([maskAt(seed, [2, 3])]) });
    expect(reader.state).toMatchObject({ masked: new Set([2, 3]), asked: 3 });
    reader.readAnew();
    await last()!.answer(success(seed));
    expect(reader.state).toMatchObject({ masked: new Set([2, 3]), asked: 3 });
    reader.show({ analysis: seed, prediction: predictionOf([maskAt(seed, [2])]) });
    expect(reader.state).toMatchObject({ masked: new Set([2]), asked: null });
  });

  it.each([
    [{ candidates: 5, anyClass: false }, 0],
    [{ candidates: 10, anyClass: false }, 1],
    [{ candidates: 5, anyClass: true }, 1],
  ])('shows what was asked for as %j, and asks anew where the settings are others now', (asked, count) => {
    const { reader, calls } = fake();
    const prediction = predictionOf([maskAt(plain, [0])]);
    reader.show({ analysis: plain, prediction, asked });
    expect(reader.state).toMatchObject({ prediction, masked: new Set([0]) });
    expect(calls.map(({ method, params }) => ({ method, params }))).toEqual(
      Array.from({ length: count }, () => ({
        method: 'predict',
        params: { text: plain.text, morphemes: [0], candidates: 5 },
      })),
    );
  });

  it('begins a text that is known already like any other: nothing that was asked of the last is left', async () => {
    const { reader, calls, last } = fake();
    void reader.read(seed.text, { selected: { start: 0, end: 8 } });
    await last()!.answer(success({ ...seed, selected: { start: 0, end: 8 } }));
    const asked = last()!;
    asked.options.onStatus!({
      ...status,
      insteadOf: { model: 'a/model', failure: { code: 'modelDamaged', detail: '' } },
    });
    expect(reader.state).toMatchObject({ predicting: true, loading: { state: 'loading' }, selected: { start: 0 } });
    const states: unknown[] = [];
    reader.subscribe(() => states.push(reader.state.phase));
    reader.show({ analysis: plain, prediction: null });
    expect(reader.state).toMatchObject({ predicting: false, loading: null, insteadOf: null, selected: null });
    // Never without words in between.
    expect(new Set(states)).toEqual(new Set(['read']));
    expect(asked.options.signal!.aborted).toBe(true);
    await asked.answer(success(seedPrediction));
    expect(reader.state.prediction).toBeNull();
    reader.show({ analysis: { ...plain, selected: { start: 2, end: 4 } }, prediction: null });
    expect(reader.state.selected).toEqual({ start: 2, end: 4 });
    expect(calls.map(({ method }) => method)).toEqual(['analyze', 'predict', 'predict']);
  });

  it('changes nothing after closing', async () => {
    const { reader, last } = await read(seed);
    let redrawn = 0;
    reader.subscribe(() => redrawn++);
    reader.close();
    await last().answer(success(seedPrediction));
    expect(redrawn).toBe(0);
    expect(last().options.signal!.aborted).toBe(true);
  });
});

describe('the preview', () => {
  const texts = (reader: ReturnType<typeof createReader>) =>
    preview(reader.state)
      ?.map(({ text, kind }) => (kind === 'text' ? text : `<${kind} ${text}>`))
      .join('');

  it('puts chosen candidates in, leaves other blanks, and brings back what was written', async () => {
    const { reader, last } = await read(seed);
    reader.toggle(0);
    reader.toggle(4);
    const prediction = predictionOf([maskAt(seed, [0], ['先生']), maskAt(seed, [2]), maskAt(seed, [4])]);
    await last().answer(success(prediction));
    expect(texts(reader)).toBeUndefined();
    reader.choose(prediction.masks[0]!, prediction.masks[0]!.candidates[0]!);
    expect(texts(reader)).toBe('<chosen 先生>と<blank XXXX>をする');
    reader.choose(prediction.masks[1]!, prediction.masks[1]!.candidates[1]!);
    expect(texts(reader)).toBe('<chosen 先生>と<chosen 仕事>をする');
    reader.choose(prediction.masks[1]!, prediction.masks[1]!.candidates[1]!);
    expect(texts(reader)).toBe('<chosen 先生>と<blank XXXX>をする');
    reader.toggle(0);
    expect(texts(reader)).toBeUndefined();
  });

  it.each([
    ['grows', [0], 1, [0, 1]],
    ['grows in front', [1], 0, [0, 1]],
    ['shrinks', [0, 1], 1, [0]],
  ])('drops what was chosen for a blank that %s', async (_, first, toggled, then) => {
    const { reader, last } = await read(plain);
    for (const index of first) reader.toggle(index);
    const before = predictionOf([maskAt(plain, first)]);
    await last().answer(success(before));
    reader.choose(before.masks[0]!, before.masks[0]!.candidates[0]!);
    expect(reader.state.chosen.size).toBe(1);
    reader.toggle(toggled);
    expect(reader.state.chosen.size).toBe(0);
    // Chosen from the list that is still there while the new one is asked for.
    reader.choose(before.masks[0]!, before.masks[0]!.candidates[0]!);
    await last().answer(success(predictionOf([maskAt(plain, then)])));
    expect(reader.state.chosen.size).toBe(0);
  });
});
