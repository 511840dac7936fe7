import { describe, expect, it } from 'vitest';
import { MAX_SENTENCE } from '../../../src/protocol/limits.ts';
import { failure, success } from '../../../src/protocol/outcome.ts';
import type { CallOptions, Params, Service } from '../../../src/protocol/protocol.ts';
import { readingsBetween } from '../../../src/view/practice/readings.ts';
import { createPractice, judge, type Practice } from '../../../src/view/practice/session.ts';

const answeredBy = {
  model: 'test',
  backend: { device: 'wasm', precision: 'int8', threads: 1, tested: true, passedOver: [] },
  milliseconds: 1,
} as const;

/**
 * A service that asks for the first character of each sentence but those in brackets, and finds each word as likely as
 * `likely` says.
 */
function serviceWith(likely: Record<string, number> = {}) {
  const asked: string[] = [];
  const state = { broken: false };
  const service: Service<'practice' | 'alternatives'> = {
    async practice({ text }: Params<'practice'>, { signal }: CallOptions = {}) {
      asked.push(text);
      await Promise.resolve();
      if (signal?.aborted) return failure('aborted', '');
      if (state.broken) return failure('model', 'broken');
      const exercises = text.startsWith('[')
        ? []
        : [{ start: 0, end: 1, answer: text[0]!, probability: 0.9, choices: [text[0]!, 'x', 'y', 'z'] }];
      return success({ ...answeredBy, exercises });
    },
    async alternatives({ texts }) {
      if (state.broken) return failure('model', 'broken');
      return success({ ...answeredBy, alternatives: texts.map((text) => ({ text, score: likely[text] ?? 0.001 })) });
    },
  };
  return { service, asked, state };
}

const settled = (practice: Practice, ...phases: string[]) =>
  expect.poll(() => practice.state.phase).toSatisfy((phase: string) => phases.includes(phase));

async function answer(practice: Practice, given: string | null): Promise<void> {
  await settled(practice, 'asking');
  if (given === null) practice.skip();
  else practice.answer(given);
  await settled(practice, 'answered');
}

describe('an exercise', () => {
  it('goes through a text sentence by sentence and counts what was right', async () => {
    const { service } = serviceWith({ 猫: 0.9, 犬: 0.9, 鳥: 0.9 });
    const practice = createPractice(service);
    practice.start(['猫が鳴く。', '[nothing]', '犬が走る。', '鳥が飛ぶ。'], 'noun');
    await answer(practice, '猫');
    expect(practice.state.answers.at(-1)).toMatchObject({ given: '猫', verdict: 'right' });
    expect(practice.state.answers.at(-1)!.scores.get('猫')).toBe(0.9);
    practice.advance();
    await answer(practice, 'x');
    practice.advance();
    await answer(practice, null);
    practice.advance();
    await settled(practice, 'done');
    expect(practice.state.answers.map(({ verdict }) => verdict)).toEqual(['right', 'wrong', 'skipped']);
    expect(practice.state.more).toBe(false);
  });

  it('asks nothing about what is too long to be looked at', async () => {
    const { service, asked } = serviceWith();
    const practice = createPractice(service);
    practice.start(['＿'.repeat(MAX_SENTENCE + 1), '犬が走る。'], 'noun');
    await settled(practice, 'asking');
    expect(practice.state.question).toMatchObject({ sentence: '犬が走る。', index: 1 });
    expect(asked).toEqual(['犬が走る。']);
    practice.start(['＿'.repeat(MAX_SENTENCE + 1)], 'noun');
    await settled(practice, 'done');
  });

  it('judges an answer again that could not be judged', async () => {
    const { service, state } = serviceWith({ 猫: 0.9 });
    const practice = createPractice(service);
    practice.start(['猫が鳴く。'], 'noun');
    await settled(practice, 'asking');
    state.broken = true;
    practice.answer('猫');
    await expect.poll(() => practice.state.failure).not.toBeNull();
    expect(practice.state.phase).toBe('asking');
    state.broken = false;
    practice.retry();
    await settled(practice, 'answered');
    expect(practice.state).toMatchObject({ failure: null, answers: [{ given: '猫', verdict: 'right' }] });
  });

  it('asks what was missed again, and nothing else', async () => {
    const { service, asked } = serviceWith({ 猫: 0.9, 犬: 0.9 });
    const practice = createPractice(service);
    practice.start(['猫が鳴く。', '犬が走る。'], 'noun');
    await answer(practice, '猫');
    practice.advance();
    await answer(practice, 'x');
    practice.advance();
    await settled(practice, 'done');
    practice.repeat('missed');
    await answer(practice, '犬');
    practice.advance();
    await settled(practice, 'done');
    expect(practice.state.answers.map(({ question }) => question.sentence)).toEqual(['犬が走る。']);
    practice.repeat('all');
    await settled(practice, 'asking');
    expect(practice.state.question!.sentence).toBe('犬が走る。');
    expect(asked).toEqual(['猫が鳴く。', '犬が走る。']);
  });

  it('looks no further ahead than it has to, ends a round after ten, and goes on from there', async () => {
    const { service, asked } = serviceWith();
    const practice = createPractice(service);
    const sentences = Array.from('一二三四五六七八九十百千万', (character) => `${character}。`);
    practice.start(sentences, 'noun');
    await settled(practice, 'asking');
    await expect.poll(() => asked.length).toBe(3);
    for (let count = 0; count < 10; count++) {
      await answer(practice, null);
      practice.advance();
    }
    await settled(practice, 'done');
    expect(practice.state).toMatchObject({ more: true, answers: { length: 10 } });
    practice.repeat('missed');
    await settled(practice, 'asking');
    expect(practice.state.question!.sentence).toBe('一。');
    for (let count = 0; count < 10; count++) {
      await answer(practice, null);
      practice.advance();
    }
    await settled(practice, 'done');
    practice.goOn();
    await answer(practice, '百');
    expect(practice.state.answers).toHaveLength(1);
  });

  it('says so when there is nothing to ask', async () => {
    const practice = createPractice(serviceWith().service);
    practice.start(['[a]', '[b]'], 'verb');
    await settled(practice, 'done');
    expect(practice.state).toMatchObject({ answers: [], more: false });
    practice.start([], 'verb');
    await settled(practice, 'done');
  });

  it('begins anew with another text or class, and forgets what it was looking for', async () => {
    const practice = createPractice(serviceWith({ 犬: 0.9 }).service);
    practice.start(['猫が鳴く。'], 'noun');
    practice.start(['犬が走る。'], 'noun');
    await answer(practice, '犬');
    practice.advance();
    await settled(practice, 'done');
    expect(practice.state.answers.map(({ question }) => question.sentence)).toEqual(['犬が走る。']);
  });

  it('can be tried again after a failure, in search and in judgement', async () => {
    const { service, state } = serviceWith({ 猫: 0.9 });
    const practice = createPractice(service);
    state.broken = true;
    practice.start(['猫が鳴く。'], 'noun');
    await settled(practice, 'failed');
    expect(practice.state.failure).toMatchObject({ code: 'model' });
    state.broken = false;
    practice.retry();
    await settled(practice, 'asking');
    state.broken = true;
    practice.answer('猫');
    await expect.poll(() => practice.state.failure?.code).toBe('model');
    state.broken = false;
    await answer(practice, '猫');
    expect(practice.state).toMatchObject({ failure: null, answers: [{ verdict: 'right' }] });
  });

  it('stays silent once it is stopped', async () => {
    const practice = createPractice(serviceWith().service);
    practice.start(['猫が鳴く。'], 'noun');
    practice.stop();
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(practice.state.phase).toBe('looking');
  });
});

describe('a typed answer', () => {
  it.each([
    ['に', { に: 0.8 }, 'right'],
    ['へ', { に: 0.8, へ: 0.1 }, 'fits'],
    ['へ', { に: 0.8, へ: 0.05 }, 'wrong'],
    ['を', { に: 0.8 }, 'wrong'],
  ] as const)('%s is judged by how likely it is beside the answer: %o', (given, scores, verdict) => {
    expect(judge(given, 'に', new Map(Object.entries(scores)))).toBe(verdict);
  });

  it.each([
    ['たべ', '食べ', ['たべ'], 'right'],
    ['タベ', '食べ', ['たべ'], 'right'],
    ['のん', '飲ん', ['ノン'], 'right'],
    ['ねこ', 'ネコ', [], 'right'],
    ['ネコ', 'ねこ', [], 'right'],
    ['たべる', '食べ', ['たべ'], 'wrong'],
    ['食', '食べ', ['たべ'], 'wrong'],
  ] as const)('%s is %s in kana, where that is read %o: %s', (given, answer, readings, verdict) => {
    expect(judge(given, answer, new Map([[answer, 0.8]]), readings)).toBe(verdict);
  });

  it('is right where it is the reading of the text’s word in its sentence', async () => {
    const practice = createPractice(serviceWith({ 猫: 0.9, 犬: 0.9 }).service);
    const asked: unknown[] = [];
    practice.start(['猫が鳴く。', '犬が走る。'], 'noun', ({ index, start, end, answer }) => {
      asked.push([index, start, end]);
      return answer === '犬' ? ['いぬ'] : ['ねこ'];
    });
    await answer(practice, 'ネコ');
    practice.advance();
    await answer(practice, 'いぬ');
    expect(practice.state.answers.map(({ verdict }) => verdict)).toEqual(['right', 'right']);
    expect(asked).toEqual([
      [0, 0, 1],
      [1, 0, 1],
    ]);
  });

  it('counts in full and half width, with spaces around it', async () => {
    const practice = createPractice(serviceWith({ A: 0.9 }).service);
    practice.start(['Ａです。'], 'noun');
    await answer(practice, ' A ');
    expect(practice.state.answers[0]!.verdict).toBe('right');
  });
});

describe('how a stretch is read', () => {
  const words = [
    { start: 0, end: 1, parts: [{ text: 'を', ruby: null }], reading: 'ヲ' },
    {
      start: 1,
      end: 3,
      parts: [
        { text: '飲', ruby: 'の' },
        { text: 'ん', ruby: null },
      ],
      reading: 'ノン',
    },
    { start: 3, end: 4, parts: [{ text: '私', ruby: 'わたくし' }], reading: 'ワタシ' },
    { start: 4, end: 5, parts: [{ text: '彁', ruby: null }], reading: null },
  ];
  it.each([
    [1, 3, ['のん', 'ノン']],
    [0, 3, ['をのん', 'ヲノン']],
    [3, 4, ['わたくし', 'ワタシ']],
    [4, 5, ['彁']],
    [2, 4, []],
    [5, 6, []],
  ])('from %i to %i: %o', (start, end, readings) => {
    expect(readingsBetween(words, start, end)).toEqual(readings);
  });
});
