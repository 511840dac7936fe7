import { describe, expect, it } from 'vitest';
import { scoreText, surprisals } from '../../../src/predictions/scoring.ts';
import { encode, fakeModel, show, tokenizer } from './fakes.ts';

const flat = () => fakeModel(() => ({}));
const inputs = async (written: string, options = {}) => {
  const model = flat();
  await scoreText(encode(written), tokenizer, model, options);
  return model.calls.map((call) => show(call.ids));
};

describe('scoreText', () => {
  it('hides a piece and the rest of its word', async () => {
    expect(await inputs('お-##腹 が')).toEqual([
      '[CLS] [MASK] [MASK] が [SEP]',
      '[CLS] お [MASK] が [SEP]',
      '[CLS] お ##腹 [MASK] [SEP]',
    ]);
  });

  it('hides only the piece itself as Salazar did', async () => {
    expect(await inputs('お-##腹 が', { masking: 'single' })).toEqual([
      '[CLS] [MASK] ##腹 が [SEP]',
      '[CLS] お [MASK] が [SEP]',
      '[CLS] お ##腹 [MASK] [SEP]',
    ]);
  });

  it('scores distant words in one pass', async () => {
    expect(await inputs('僕 は お-##腹 が', { apart: 2 })).toEqual([
      '[CLS] [MASK] は [MASK] [MASK] が [SEP]',
      '[CLS] 僕 は お [MASK] が [SEP]',
      '[CLS] 僕 [MASK] お ##腹 [MASK] [SEP]',
    ]);
  });

  it.each([{}, { masking: 'single' }, { apart: 3 }] as const)(
    'gives every piece its own log probability: %o',
    async (options) => {
      const model = fakeModel((pieces, position) => ({
        僕: 0.01 * position,
        は: 0.02,
        が: 0.03,
        お: 0.04,
        '##腹': pieces[position - 1] === 'お' ? 0.5 : 0.06,
      }));
      const { pll, pieces } = await scoreText(encode('僕 は お-##腹 が'), tokenizer, model, options);
      expect(pieces.map(({ piece }) => piece)).toEqual(['僕', 'は', 'お', '##腹', 'が']);
      const wanted = [0.01, 0.02, 0.04, 0.5, 0.03].map(Math.log);
      pieces.forEach(({ logprob }, i) => expect(logprob).toBeCloseTo(wanted[i]!, 5));
      expect(pll).toBeCloseTo(
        wanted.reduce((a, b) => a + b),
        4,
      );
    },
  );

  it('takes a word without end in windows, in time and memory that grow as the word does', async () => {
    const count = 12_000;
    const model = fakeModel(() => ({ '##腹': 0.5 }));
    const { pieces } = await scoreText(encode(`お${'-##腹'.repeat(count - 1)}`), tokenizer, model);
    expect(pieces).toHaveLength(count);
    const hidden = (at: number) => show(model.calls[at]!.ids).split('[MASK]').length - 1;
    expect(hidden(count - 1)).toBe(1);
    expect(hidden(count / 2)).toBeLessThan(model.maxPositions);
  });

  it('leaves blanks out', async () => {
    const { pieces } = await scoreText(encode('僕 _ が'), tokenizer, flat());
    expect(pieces.map(({ piece }) => piece)).toEqual(['僕', 'が']);
  });

  describe('with spaces that are pieces', () => {
    /** 僕 ␣ は ␣ [MASK] ␣ お腹 ␣: A stands for a space. */
    const spaced = () => {
      const { text, words, pieces } = encode('僕 A は A _ A お-##腹 A');
      const own = words.filter(({ surface }) => surface !== 'A');
      const behind = (at: number) => own.findIndex(({ firstPiece, pieceCount }) => at < firstPiece + pieceCount);
      const wordOf = (at: number) => (behind(at) < 0 ? own.length - 1 : behind(at));
      return { text, words: own, pieces: pieces.map((piece, at) => ({ ...piece, word: wordOf(at) })) };
    };

    it('scores each, masked with the word behind it, or alone', async () => {
      const model = flat();
      const { pieces } = await scoreText(spaced(), tokenizer, model);
      expect(pieces.map(({ piece }) => piece)).toEqual(['僕', 'A', 'は', 'A', 'A', 'お', '##腹', 'A']);
      expect(model.calls.map(({ ids }) => show(ids))).toEqual([
        '[CLS] [MASK] A は A [MASK] A お ##腹 A [SEP]',
        '[CLS] 僕 [MASK] [MASK] A [MASK] A お ##腹 A [SEP]',
        '[CLS] 僕 A [MASK] A [MASK] A お ##腹 A [SEP]',
        '[CLS] 僕 A は [MASK] [MASK] A お ##腹 A [SEP]',
        '[CLS] 僕 A は A [MASK] [MASK] [MASK] [MASK] A [SEP]',
        '[CLS] 僕 A は A [MASK] A [MASK] [MASK] A [SEP]',
        '[CLS] 僕 A は A [MASK] A お [MASK] A [SEP]',
        '[CLS] 僕 A は A [MASK] A お ##腹 [MASK] [SEP]',
      ]);
    });

    it('leaves them out of what a word says', async () => {
      const model = fakeModel(() => ({ A: 0.5, は: 0.25 }));
      const nats = await surprisals(spaced(), tokenizer, model);
      expect(nats).toHaveLength(4);
      expect(nats.slice(1, 3)).toEqual([expect.closeTo(Math.log(4), 5), null]);
    });

    it.each([{}, { apart: 2 }, { masking: 'single' }] as const)('in windows: %o', async (options) => {
      const one = encode('僕 A は 犬 が 好き だ 。');
      const { words, pieces, text } = encode('僕 A は 犬 が 好き だ 。 '.repeat(8));
      const own = words.filter(({ surface }) => surface !== 'A');
      // A space behind a word, as before a blank.
      const encoding = {
        text,
        words: own,
        pieces: pieces.map((piece) => ({ ...piece, word: own.findLastIndex(({ start }) => start <= piece.start) })),
      };
      const model = fakeModel(() => ({ A: 0.5 }), 9);
      const { pieces: scored } = await scoreText(encoding, tokenizer, model, options);
      expect(scored).toHaveLength(8 * one.pieces.length);
      for (const { piece, logprob } of scored) if (piece === 'A') expect(logprob).toBeCloseTo(Math.log(0.5), 5);
    });
  });

  it('scores long text in windows', async () => {
    const model = fakeModel(() => ({ は: 0.5 }), 20);
    const { pieces } = await scoreText(encode('僕 は 犬 が 好き だ 。 '.repeat(8)), tokenizer, model, { apart: 4 });
    expect(pieces).toHaveLength(56);
    expect(model.calls.length).toBeGreaterThan(1);
    for (const { ids } of model.calls) expect(ids.length).toBeLessThanOrEqual(20);
    const particles = pieces.filter(({ piece }) => piece === 'は');
    expect(particles).toHaveLength(8);
    for (const { logprob } of particles) expect(logprob).toBeCloseTo(Math.log(0.5), 5);
  });

  it('has nothing to say of an empty text', async () => {
    expect(await scoreText(encode(''), tokenizer, flat())).toEqual({ pll: 0, pieces: [] });
  });
});

describe('surprisals', () => {
  it('add up a word’s pieces', async () => {
    const model = fakeModel((pieces, position) =>
      pieces[position - 1] === 'お' ? { '##腹': 0.5 } : { お: 0.25, が: 0.5 },
    );
    const result = await surprisals(encode('お-##腹 _ が'), tokenizer, model);
    expect(result).toEqual([expect.closeTo(Math.log(8), 5), null, expect.closeTo(Math.log(2), 5)]);
  });
});
