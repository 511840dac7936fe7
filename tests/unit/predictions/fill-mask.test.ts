import { describe, expect, it } from 'vitest';
import { compareAlternatives } from '../../../src/predictions/compare.ts';
import { predictMasks } from '../../../src/predictions/fill-mask.ts';
import { fillMasks } from '../../../src/predictions/pieces.ts';
import type { Tokenizer } from '../../../src/pieces/encoding.ts';
import { ipadicAnalyzer } from '../../conformance/data.ts';
import { encode, fakeModel, id, show, tokenizer } from './fakes.ts';

const texts = (candidates: readonly { text: string }[]) => candidates.map(({ text }) => text);

describe('predictMasks', () => {
  it('gives whole words only: no continuation alone, no special token', async () => {
    const model = fakeModel(() => ({ '##腹': 0.4, '[UNK]': 0.3, 犬: 0.2, 猫: 0.05 }));
    const [mask] = await predictMasks(encode('僕 は _ が 好き'), [2], tokenizer, model, { topK: 2 });
    expect(texts(mask!.candidates)).toEqual(['犬', '猫']);
    expect(mask!.candidates[0]!.score).toBeCloseTo(0.2, 6);
    expect(mask).toMatchObject({ morphemes: [2], start: 2, end: 4, original: null });
  });

  it('leaves no failure unheard where the model is taken away in the middle', async () => {
    const unheard: unknown[] = [];
    const hear = (error: unknown) => void unheard.push(error);
    process.on('unhandledRejection', hear);
    const gone = async () => {
      throw new Error('gone');
    };
    const model = { ...fakeModel(() => ({})), topK: gone, logProbabilities: gone };
    await expect(predictMasks(encode('僕 は 犬 が 好き'), [2], tokenizer, model, { topK: 2 })).rejects.toThrow('gone');
    await new Promise((resolve) => setTimeout(resolve, 10));
    process.off('unhandledRejection', hear);
    expect(unheard).toEqual([]);
  });

  it('finds words of several pieces and weighs them by how rare such words are', async () => {
    const model = fakeModel((pieces, position) =>
      pieces[position - 1] === 'ゲーム'
        ? { '##センター': 0.9 }
        : pieces[position + 1] === '[MASK]'
          ? { ゲーム: 0.9 }
          : { '##機': 0.9, 犬: 0.03, 猫: 0.02, ゲーム: 0.01 },
    );
    const withWords = { ...tokenizer, analyzer: ipadicAnalyzer() };
    const [mask] = await predictMasks(encode('僕 は _ が 好き'), [2], withWords, model, { topK: 3 });
    expect(texts(mask!.candidates)).toContain('ゲームセンター');
    const found = mask!.candidates.find(({ text }) => text === 'ゲームセンター')!;
    expect(found.pieces).toEqual(['ゲーム', '##センター']);
    expect(found.score).toBeCloseTo(0.9 * 0.9 * 0.0586, 5);
  });

  it('offers no pieces together that no text is divided into', async () => {
    const model = fakeModel((pieces, position) => (pieces[position - 1] === '犬' ? { '##腹': 0.9 } : { 犬: 0.9 }));
    const withWords = { ...tokenizer, analyzer: ipadicAnalyzer() };
    const [mask] = await predictMasks(encode('僕 は _ が 好き'), [2], withWords, model, { topK: 3 });
    expect(texts(mask!.candidates)[0]).toBe('犬');
    expect(texts(mask!.candidates)).not.toContain('犬腹');
  });

  it('asks the dictionary where pieces do not say where words begin and end', async () => {
    const unmarked: Tokenizer = {
      ...tokenizer,
      analyzer: ipadicAnalyzer(),
      kinds: tokenizer.kinds.map((kind) => (kind === 'continuation' ? 'first' : kind)),
      // Pieces of which 日本 is made: the fakes' own texts stand for others.
      texts: tokenizer.texts.map((text) => ({ 猫: '本', ゲーム: '大', センター: '学' })[text] ?? text),
    };
    const model = fakeModel((pieces, position) =>
      pieces[position - 1] === 'ゲーム' ? { '##センター': 0.9 } : { 猫: 0.4, ゲーム: 0.3, 犬: 0.2, 東京: 0.05 },
    );
    const of = async (written: string, masked: number) =>
      texts((await predictMasks(encode(written), [masked], unmarked, model, { topK: 20 }))[0]!.candidates);
    // 日本に is 日本 and に: what stands behind 日 would be half a word.
    expect(await of('日 _ に 行く', 1)).not.toContain('本');
    expect(await of('日 _ に 行く', 1)).toContain('犬');
    const found = await of('昨日 、 _ に 行く', 2);
    expect(found).toContain('本');
    expect(found).toContain('大学');
    // 本 and 犬 are words, but not one.
    expect(found).not.toContain('本犬');
  });

  it('stops looking for longer words when they can no longer be among the best', async () => {
    const model = fakeModel(() => ({ 犬: 0.5, 猫: 0.4 }));
    await predictMasks(encode('_ が 好き'), [0], tokenizer, model, { topK: 2 });
    expect(model.calls).toHaveLength(3);
  });

  it('measures what was written like the candidates', async () => {
    const model = fakeModel(() => ({ 犬: 0.5, 猫: 0.2, 東京: 0.1 }));
    const [mask] = await predictMasks(encode('猫 が 好き'), [0], tokenizer, model, { topK: 1 });
    expect(mask!.original).toMatchObject({ text: '猫', rank: 2 });
    expect(mask!.original!.score).toBeCloseTo(0.2, 6);
  });

  it('scores a written word of several pieces from left to right', async () => {
    const model = fakeModel((pieces, position) => (pieces[position - 1] === 'お' ? { '##腹': 0.5 } : { お: 0.5 }));
    const [mask] = await predictMasks(encode('お-##腹 が'), [0], tokenizer, model, { topK: 1 });
    expect(mask!.original!.score).toBeCloseTo(0.25 * 0.0586, 6);
    expect(model.calls.map((call) => show(call.ids))).toContain('[CLS] お [MASK] が [SEP]');
    expect(mask!.original!.text).toBe('お腹');
  });

  it('says nothing of what the vocabulary cannot write', async () => {
    const [mask] = await predictMasks(
      encode('謎 が'),
      [0],
      tokenizer,
      fakeModel(() => ({ 犬: 0.5 })),
      { topK: 1 },
    );
    expect(mask!.original).toBeNull();
  });

  it('takes adjacent words as one place and others as their own, each masked for the other', async () => {
    const model = fakeModel((pieces, position) =>
      pieces[position - 1] === '東京' ? { が: 0.8 } : { 東京: 0.6, 犬: 0.3 },
    );
    const masks = await predictMasks(encode('猫 は 僕 が 好き だ'), [4, 1, 0, 99], tokenizer, model, { topK: 1 });
    expect(masks.map(({ morphemes }) => morphemes)).toEqual([[0, 1], [4]]);
    expect(masks[0]!.candidates[0]).toMatchObject({ text: '東京が', pieces: ['東京', 'が'] });
    expect(masks[0]!.candidates[0]!.score).toBeCloseTo(0.48, 6);
    expect(model.calls.map((call) => show(call.ids))).toContain('[CLS] [MASK] [MASK] 僕 が [MASK] だ [SEP]');
  });

  it('ranks what is written in place of several words only where all that is likelier was followed', async () => {
    const firsts = { 僕: 0.2, は: 0.15, 犬: 0.14, 猫: 0.13, が: 0.12, 好き: 0.11, だ: 0.1 };
    const model = fakeModel((pieces, position) => (pieces[position - 1] === '[CLS]' ? firsts : { が: 0.9, は: 0.05 }));
    const rankOf = async (written: string) =>
      (await predictMasks(encode(written), [0, 1], tokenizer, model, { topK: 2 }))[0]!.original!.rank;
    expect(await rankOf('猫 が 好き')).toBe(4);
    // だ was left out of the beam, and だが is likelier than both.
    expect(await rankOf('猫 は 好き')).toBeNull();
    expect(await rankOf('東京 は 好き')).toBeNull();
  });

  it('takes words that the vocabulary has nothing of for one, as many pieces as they have', async () => {
    const model = fakeModel(() => ({ 犬: 0.5, 猫: 0.3 }));
    const [mask] = await predictMasks(encode('僕 は 鰐 鱏 が 好き'), [2, 3], tokenizer, model, { topK: 2 });
    expect(texts(mask!.candidates)).toEqual(['犬', '猫']);
    expect(mask).toMatchObject({ morphemes: [2, 3], original: null });
  });

  it('sets Latin words apart', async () => {
    const model = fakeModel((pieces, position) => (pieces[position - 1] === 'A' ? { B: 0.9 } : { A: 0.9 }));
    const [mask] = await predictMasks(encode('犬 猫'), [0, 1], tokenizer, model, { topK: 1 });
    expect(mask!.candidates[0]!.text).toBe('A B');
  });

  it('gives long text in windows at sentence boundaries, with room for long words', async () => {
    const sentence = '僕 は 犬 が 好き だ 。 ';
    const model = fakeModel(() => ({ 猫: 0.5 }), 20);
    const encoding = encode(sentence.repeat(10));
    await predictMasks(encoding, [7 * 5 + 2], tokenizer, model, { topK: 3 });
    for (const { ids } of model.calls) {
      expect(ids.length).toBeLessThanOrEqual(20);
      expect(show(ids)).toMatch(/^\[CLS\] 僕 .*。 \[SEP\]$/);
    }
  });

  it('gives nothing for nothing', async () => {
    expect(
      await predictMasks(
        encode('僕 は'),
        [],
        tokenizer,
        fakeModel(() => ({})),
      ),
    ).toEqual([]);
    expect(
      await predictMasks(
        encode(''),
        [0],
        tokenizer,
        fakeModel(() => ({})),
      ),
    ).toEqual([]);
  });
});

describe('fillMasks', () => {
  it('is fill-mask: any piece, all masks of a text in one pass', async () => {
    const model = fakeModel((_, position) => (position === 1 ? { '##腹': 0.6, '[UNK]': 0.2 } : { 犬: 0.9 }));
    const masks = await fillMasks(encode('_ が _'), tokenizer, model, { topK: 2 });
    expect(masks.map(({ candidates }) => texts(candidates))).toEqual([
      ['腹', '[UNK]'],
      ['犬', expect.any(String)],
    ]);
    expect(masks[0]!.candidates[0]!.pieces).toEqual(['##腹']);
    expect(model.calls).toHaveLength(1);
  });

  it('has a name for rows that are of no piece', async () => {
    const padded: Tokenizer = {
      ...tokenizer,
      vocabulary: tokenizer.vocabulary.slice(0, -1),
      kinds: tokenizer.kinds.slice(0, -1),
      texts: tokenizer.texts.slice(0, -1),
    };
    const model = fakeModel(() => ({ B: 0.9 }));
    const [mask] = await fillMasks(encode('_ が'), padded, model, { topK: 1 });
    const name = `[unused${id('B')}]`;
    expect(mask!.candidates).toEqual([{ text: name, pieces: [name], id: id('B'), score: expect.closeTo(0.9, 6) }]);
  });
});

describe('compareAlternatives', () => {
  it('puts particles side by side', async () => {
    const model = fakeModel(() => ({ は: 0.6, が: 0.2 }));
    const alternatives = await compareAlternatives(encode('僕 は 犬'), [1], ['は', 'が', '謎'], tokenizer, model);
    expect(alternatives).toEqual([
      { text: 'は', score: expect.closeTo(0.6, 6) },
      { text: 'が', score: expect.closeTo(0.2, 6) },
      { text: '謎', score: 0 },
    ]);
  });

  it('measures what is no candidate as it measures candidates, in place of one word or of several', async () => {
    // お腹 has two pieces and 猫が has two: in place of two words neither is rarer for it.
    const model = fakeModel((pieces, position) => (pieces[position - 1] === 'お' ? { '##腹': 0.5 } : { お: 0.5 }));
    const twoPieces: Tokenizer = { ...tokenizer, encode: (text) => encode(text === 'お腹' ? 'お-##腹' : text) };
    const scoreIn = async (words: readonly number[]) =>
      (await compareAlternatives(encode('猫 が 好き'), words, ['お腹', '謎'], twoPieces, model))[0]!.score;
    expect(await scoreIn([0])).toBeCloseTo(0.25 * 0.0586, 6);
    expect(await scoreIn([0, 1])).toBeCloseTo(0.25, 6);
    // 犬猫好き is no candidate for two words: it has three pieces.
    const flat = fakeModel(() => ({ 犬: 0.5 }));
    const [three] = await compareAlternatives(encode('猫 が 好き'), [0, 1], ['犬 犬 犬'], twoPieces, flat);
    expect(three!.score).toBeCloseTo(0.125, 6);
  });

  it('wants one place', async () => {
    await expect(
      compareAlternatives(
        encode('僕 は 犬'),
        [0, 2],
        ['は'],
        tokenizer,
        fakeModel(() => ({})),
      ),
    ).rejects.toThrow(RangeError);
  });
});
