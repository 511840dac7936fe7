import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { MAX_SENTENCE } from '../../../src/protocol/limits.ts';
import { failure, success, type Outcome } from '../../../src/protocol/outcome.ts';
import type { CallOptions, Service } from '../../../src/protocol/protocol.ts';
import { differences } from '../../../src/view/panel/difference.ts';
import { findsAt } from '../../../src/view/panel/hint-list.tsx';
import { createHeat } from '../../../src/view/panel/heat.ts';
import { isParticle } from '../../../src/view/panel/particle.ts';
import { questionOf } from '../../../src/view/panel/question.ts';
import { bitsOf, stepOf, STEPS } from '../../../src/view/panel/scale.ts';
import type { Hue } from '../../../src/view/shared/part-of-speech.ts';
import { splitSentences } from '../../../src/view/shared/sentences.ts';
import { toDrawnWords } from '../../../src/view/shared/words.ts';
import { analysisOf } from './fixtures.ts';

/**
 * A text whose words are separated by `|`, which is not part of it; a part of speech may follow a word after `/`,
 * others are nouns.
 */
function wordsOf(marked: string) {
  const text = marked.replaceAll(/\/[^|]*|\|/g, '');
  return {
    text,
    words: toDrawnWords(
      analysisOf(
        text,
        marked
          .split('|')
          .map((part) => part.trim())
          .filter((part) => part !== '')
          .map((part) => [part.split('/')[0]!, part.split('/')[1] ?? '名詞'] as const),
      ),
    ),
  };
}
const sentencesOf = (marked: string) => {
  const { text, words } = wordsOf(marked);
  return splitSentences(text, words).map(({ start, end }) => text.slice(start, end));
};

describe('sentences', () => {
  it.each([
    ['猫|だ|。|犬|だ|。', ['猫だ。', '犬だ。']],
    ['「|猫|だ|。|」|犬', ['「猫だ。」', '犬']],
    ['え|？|！|本当|？', ['え？！', '本当？']],
    ['題|\n|本文|。', ['題', '本文。']],
    ['彼|は|「|雨|だ|。|」|と/助詞-格助詞|言っ|た|。', ['彼は「雨だ。」と言った。']],
    ['「|行く|。|」|「|帰る|。|」|と/助詞-格助詞|言う', ['「行く。」', '「帰る。」と言う']],
    ['Yahoo|!|知恵袋|で/助詞-格助詞|聞い|た|。', ['Yahoo!知恵袋で聞いた。']],
    ['え|!|本当|?|はい|。', ['え!', '本当?', 'はい。']],
    ['モーニング|娘|。|は/助詞-係助詞|歌っ|た|。', ['モーニング娘。は歌った。']],
    ['猫|（|名|は|無い|。|）|が/接続詞|、|元気|だ|。', ['猫（名は無い。）が、元気だ。']],
    ['行く|。|が/接続詞|、|嫌|だ|。', ['行く。', 'が、嫌だ。']],
    ['猫|（|名|は|無い|。|）|、|犬', ['猫（名は無い。）、犬']],
    ['猫', ['猫']],
    ['', []],
  ])('%s', (marked, expected) => {
    expect(sentencesOf(marked)).toEqual(expected);
  });

  it('are cut at a pause, or anywhere, where no full stop comes', () => {
    const clause = `${'猫|'.repeat(50)}、|`;
    const cut = sentencesOf(clause.repeat(6));
    expect(cut.length).toBeGreaterThan(1);
    for (const sentence of cut) expect(sentence).toMatch(/、$/);
    const anywhere = sentencesOf('猫|'.repeat(2000));
    expect(anywhere.join('')).toBe('猫'.repeat(2000));
    for (const sentence of anywhere) expect(sentence.length).toBeLessThanOrEqual(MAX_SENTENCE);
  });

  it('are longer only where one word is', () => {
    const blank = '＿'.repeat(MAX_SENTENCE + 50);
    expect(sentencesOf(`氏名|${blank}|を|書く|。`)).toEqual(['氏名', blank, 'を書く。']);
  });

  it('hold every word once, in order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('猫', '。', '」', '、', '走る', '？', '\n', 'あ'.repeat(90)), { maxLength: 200 }),
        (parts) => {
          const { text, words } = wordsOf(parts.join('|'));
          const sentences = splitSentences(text, words);
          expect(sentences.flatMap(({ first, last }) => words.slice(first, last))).toEqual(words);
          for (const { start, end } of sentences) expect(end - start).toBeLessThanOrEqual(MAX_SENTENCE);
        },
      ),
      { seed: 5, numRuns: 300 },
    );
  });
});

describe('the heat', () => {
  interface Made {
    readonly method: string;
    readonly text: string;
    readonly options: CallOptions;
    answer(outcome: Outcome<unknown>): Promise<void>;
  }
  const settled = () => new Promise<void>((done) => setTimeout(done));
  const setUp = () => {
    const calls: Made[] = [];
    const made =
      (method: string) =>
      ({ text }: { text: string }, options: CallOptions = {}) =>
        new Promise((resolve) => {
          calls.push({
            method,
            text,
            options,
            answer: async (outcome) => (resolve(outcome), await settled()),
          });
        });
    const status = { model: 'm', state: 'ready', progress: 1, backend: null };
    const service = { score: made('score'), hints: made('hints'), status: async () => success(status) };
    const heat = createHeat(service as unknown as Service<'score' | 'hints' | 'status'>);
    const start = async (marked: string) => {
      const { text, words } = wordsOf(marked);
      heat.start(text, words, splitSentences(text, words));
      await settled();
    };
    return { calls, heat, start, status, last: () => calls.at(-1) };
  };
  const by = { model: 'm', backend: null, milliseconds: 1 };
  afterEach(() => void (by.model = 'm'));
  const score = (...pieces: [start: number, end: number, logprob: number][]) =>
    success({
      ...by,
      pll: 0,
      pieces: pieces.map(([start, end, logprob]) => ({ piece: '', start, end, isSpace: false, logprob })),
    });
  const hints = (...found: [start: number, end: number][]) =>
    success({
      ...by,
      hints: found.map(([start, end]) => ({
        kind: 'homophone' as const,
        start,
        end,
        written: 'a',
        instead: 'b',
        bits: 12,
        strictness: 'balanced' as const,
      })),
    });

  it("scores sentence by sentence, those on screen first, and adds up a word's pieces", async () => {
    const { heat, start, last } = setUp();
    await start('猫|。|犬猿|。|鳥|。');
    expect(last()).toMatchObject({ method: 'score', text: '猫。' });
    heat.look(new Set([2]));
    await last().answer(score([0, 1, -Math.LN2], [1, 2, 0]));
    expect(heat.state).toMatchObject({ phase: 'running', total: 3 });
    expect(heat.state.bits.get(0)).toBeCloseTo(1);
    expect(last()).toMatchObject({ method: 'hints', text: '猫。' });
    await last().answer(hints());
    expect(last()).toMatchObject({ method: 'score', text: '鳥。' });
    await last().answer(score([0, 1, -1]));
    expect(heat.state.bits.get(5)).toBeNull();
    await last().answer(hints());
    expect(last()).toMatchObject({ method: 'score', text: '犬猿。' });
    await last().answer(score([0, 1, -Math.LN2], [1, 2, -2 * Math.LN2]));
    expect(heat.state.bits.get(2)).toBeCloseTo(3);
    await last().answer(hints([0, 2]));
    expect([...heat.state.hints.keys()]).toEqual([2]);
    expect(heat.state.phase).toBe('done');
  });

  it('keeps a find where it begins, whatever words the text is drawn with, also in a sentence that moves', async () => {
    const { heat, start, last } = setUp();
    await start('日本語|だ|。');
    await last()!.answer(score([0, 2, -1], [2, 3, -1]));
    await last()!.answer(hints([0, 2], [2, 3]));
    expect([...heat.state.hints.keys()]).toEqual([0, 2]);
    await start('猫|。|日本語|だ|。');
    expect([...heat.state.hints.keys()]).toEqual([2, 4]);
  });

  it('counts no space with a word', async () => {
    const { heat, start, last } = setUp();
    await start('猫|。');
    const piece = { piece: '', start: 0, end: 1, isSpace: false, logprob: -Math.LN2 };
    await last()!.answer(success({ ...by, pll: 0, pieces: [{ ...piece, isSpace: true }, piece] }));
    expect(heat.state.bits.get(0)).toBeCloseTo(1);
  });

  it('aborts when the text changes, and ignores what still comes', async () => {
    const { calls, heat, start } = setUp();
    await start('猫|。');
    await start('犬|。');
    expect(calls[0]!.options.signal!.aborted).toBe(true);
    await calls[0]!.answer(score([0, 1, -1]));
    expect(heat.state.bits.size).toBe(0);
    await calls[1]!.answer(score([0, 1, -1]));
    expect(heat.state.bits.size).toBe(2);
  });

  it('keeps what is known of sentences that stay, wherever they are by then', async () => {
    const { calls, heat, start, last } = setUp();
    await start('猫|。|犬|。|鳥|。');
    for (const [bits, found] of [
      [1, hints([0, 1])],
      [2, hints()],
      [3, hints([0, 1])],
    ] as const) {
      await last()!.answer(score([0, 1, -bits * Math.LN2]));
      await last()!.answer(found);
    }
    const before = heat.state.hints.get(4);
    // While a text is being analysed there is none.
    await start('');
    await start('馬|も|。|猫|。|鳥|。');
    expect(calls.slice(6).map(({ method, text }) => `${method} ${text}`)).toEqual(['score 馬も。']);
    expect(heat.state.bits.get(3)).toBeCloseTo(1);
    expect(heat.state.bits.get(5)).toBeCloseTo(3);
    expect([...heat.state.hints.keys()]).toEqual([3, 5]);
    // The same find: who has ignored it has ignored it still.
    expect(heat.state.hints.get(5)).toBe(before);
    await last()!.answer(score());
    await last()!.answer(hints());
    expect(heat.state).toMatchObject({ phase: 'done', total: 3 });
  });

  it('leaves out what is too long to be asked about, also for another model', async () => {
    const { calls, heat, start, status, last } = setUp();
    const blank = '＿'.repeat(MAX_SENTENCE + 1);
    for (const model of ['m', 'other']) {
      status.model = by.model = model;
      await start(`氏名|${blank}|を|書く|。`);
      for (let at = 0; at < 2; at++) {
        await last()!.answer(score([0, 1, -Math.LN2]));
        await last()!.answer(hints());
      }
      expect(calls.splice(0).map(({ method, text }) => `${method} ${text}`)).toEqual([
        'score 氏名',
        'hints 氏名',
        'score を書く。',
        'hints を書く。',
      ]);
      expect(heat.state).toMatchObject({ phase: 'done', total: 3, failure: null });
      expect(heat.state.done.size).toBe(3);
      expect(heat.state.bits.get(1)).toBeNull();
    }
  });

  it('stops and goes on', async () => {
    const { calls, heat, start, last } = setUp();
    await start('猫|。|犬|。');
    await last().answer(score());
    await last().answer(hints());
    heat.stop();
    expect(last().options.signal!.aborted).toBe(true);
    expect(heat.state.phase).toBe('stopped');
    heat.resume();
    await settled();
    expect(calls.map(({ method, text }) => `${method} ${text}`)).toEqual([
      'score 猫。',
      'hints 猫。',
      'score 犬。',
      'score 犬。',
    ]);
    await last().answer(score());
    await last().answer(hints());
    expect(heat.state.phase).toBe('done');
    heat.stop();
    expect(heat.state.phase).toBe('done');
  });

  it('says what failed and tries again from there', async () => {
    const { calls, heat, start, last } = setUp();
    await start('猫|。|犬|。');
    await last().answer(score());
    await last().answer(hints());
    await last().answer(failure('model', 'damaged'));
    expect(heat.state).toMatchObject({ phase: 'failed', failure: { code: 'model' } });
    heat.resume();
    await settled();
    expect(heat.state.failure).toBeNull();
    expect(calls).toHaveLength(4);
    expect(last().text).toBe('犬。');
  });

  describe('after another model was chosen', () => {
    const setUpKnown = async () => {
      const made = setUp();
      await made.start('猫|。|犬|。');
      for (const answer of [score([0, 1, -Math.LN2]), hints([0, 1]), score([0, 1, -Math.LN2]), hints()])
        await made.last()!.answer(answer);
      made.calls.length = 0;
      return { ...made, asked: () => made.calls.map(({ method, text }) => `${method} ${text}`) };
    };

    it('says who has answered where nothing is left to ask', async () => {
      const { heat, start, asked } = await setUpKnown();
      await start('犬|。|猫|。');
      expect(asked()).toEqual([]);
      expect(heat.state).toMatchObject({ phase: 'done', model: 'm' });
    });

    it('measures again also where no sentence is another', async () => {
      const { heat, start, status, asked } = await setUpKnown();
      status.model = 'other';
      await start('犬|。|猫|。');
      expect(asked()).toEqual(['score 犬。']);
      expect(heat.state).toMatchObject({ bits: new Map(), hints: new Map(), done: new Set() });
    });

    it('drops what the other has found with the first answer of this one', async () => {
      const { heat, start, last, asked } = await setUpKnown();
      await start('猫|。|鳥|。');
      by.model = 'other';
      await last()!.answer(score([0, 1, -Math.LN2]));
      expect([...heat.state.bits.keys()]).toEqual([2, 3]);
      expect(heat.state).toMatchObject({ hints: new Map(), model: 'other' });
      await last()!.answer(hints());
      expect(asked()).toEqual(['score 鳥。', 'hints 鳥。', 'score 猫。']);
    });

    it('measures a sentence again that one has scored and the other has searched', async () => {
      const { heat, start, last, asked } = await setUpKnown();
      await start('猫|。|鳥|。');
      await last()!.answer(score([0, 1, -Math.LN2]));
      by.model = 'other';
      await last()!.answer(hints([0, 1]));
      expect(heat.state).toMatchObject({ bits: new Map(), hints: new Map(), model: 'other' });
      expect(asked()).toEqual(['score 鳥。', 'hints 鳥。', 'score 猫。']);
    });
  });
});

describe('the finds of a text', () => {
  it('are those that it has in their places', () => {
    const hint = { kind: 'homophone', start: 2, end: 3, written: '語', instead: '後', bits: 12 } as const;
    const finds = new Map([
      [0, { ...hint, strictness: 'balanced' as const }],
      [2, { ...hint, strictness: 'balanced' as const }],
    ]);
    const settings = { strictness: 'balanced' as const, ownWords: [] };
    expect([...findsAt(finds, '日本語だ。', settings, new Set()).keys()]).toEqual([2]);
  });
});

describe('the scale', () => {
  it('has five steps that rise with the bits', () => {
    expect([0, ...STEPS].map(stepOf)).toEqual([0, 1, 2, 3, 4]);
    expect(stepOf(STEPS[0] - 0.04)).toBe(1);
    expect(stepOf(STEPS[0] - 0.06)).toBe(0);
    expect(bitsOf(Math.log(1 / 8))).toBeCloseTo(3);
    expect(bitsOf(1e-9)).toBe(0);
  });
});

describe('differences', () => {
  const marked = (a: string, b: string) =>
    differences([...a], [...b]).map((list, side) => [...(side === 0 ? a : b)].filter((_, i) => list[i]).join(''));
  it.each([
    ['学校へ行く', '学校に行く', ['へ', 'に']],
    ['猫', '猫', ['', '']],
    ['', '猫', ['', '猫']],
    ['彼は行く', '彼はすぐ行く', ['', 'すぐ']],
  ])('%s / %s', (a, b, expected) => {
    expect(marked(a, b)).toEqual(expected);
  });
});

describe('particles', () => {
  it('are the nine, used as particles', () => {
    const used = (text: string, hue: Hue, partOfSpeech = ['助詞', '格助詞', '一般']) =>
      isParticle({ text, hue, partOfSpeech });
    expect(used('が', 'particle')).toBe(true);
    expect(used('で', 'auxiliary')).toBe(false);
    expect(used('よ', 'particle')).toBe(false);
    // 本を読んで寝る, そう思うと, 行くから: no noun is before them.
    for (const fine of ['接続助詞', '終助詞', '副詞化']) expect(used('で', 'particle', ['助詞', fine])).toBe(false);
  });
});

describe('what is asked about a word', () => {
  const settings = { pieces: false, candidates: 5, anyClass: false };
  const { text, words } = wordsOf('一|人|で/助詞-格助詞|行く');
  const joint = { indexes: [0, 1], text: '一人', parts: [] };
  const second = { ...words[1]!, joint };

  it('is another question with every setting that the answer depends on', () => {
    expect(questionOf(second, text, settings)).toEqual({
      prediction: { text, morphemes: [0, 1], candidates: 5 },
      particles: null,
    });
    expect(questionOf(second, text, { ...settings, pieces: true }).prediction.morphemes).toEqual([1]);
    expect(questionOf(second, text, { ...settings, candidates: 9 }).prediction.candidates).toBe(9);
    expect(questionOf(second, text, { ...settings, anyClass: true }).prediction.anyClass).toBe(true);
  });

  it('has the nine at a particle, and candidates of any class', () => {
    expect(questionOf(words[2]!, text, settings)).toMatchObject({
      prediction: { morphemes: [2], anyClass: true },
      particles: { text, start: 2, end: 3, texts: expect.arrayContaining(['は', 'まで']) },
    });
  });
});
