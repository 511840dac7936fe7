import { beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_MODEL, folder, loadTokenizer } from '../../../src/worker/parts.ts';
import { lookFrom } from '../../../src/predictions/attention.ts';
import { findHints, THRESHOLDS } from '../../../src/predictions/hints.ts';
import { homophones } from '../../../src/predictions/homophones.ts';
import type { MaskedLanguageModel } from '../../../src/predictions/model.ts';
import type { Tokenizer } from '../../../src/pieces/encoding.ts';
import { nodeFiles } from '../../../scripts/node/node-files.ts';
import { root } from '../../../scripts/node/paths.ts';

/** With the dictionary and the vocabulary that ship; models are made up. */
let tokenizer: Tokenizer;
beforeAll(async () => {
  const files = nodeFiles(root);
  tokenizer = await loadTokenizer(files, folder(files, DEFAULT_MODEL));
}, 60_000);

const morphemeOf = (text: string) => tokenizer.encode(text).words[0]!.morpheme!;

/** A model that finds `probabilities` in every place, and everything else equally unlikely. */
function model(probabilities: Record<string, number>): MaskedLanguageModel {
  const named = Object.entries(probabilities)
    .map(([text, p]) => [tokenizer.idOf(text)!, p] as const)
    .sort((a, b) => b[1] - a[1]);
  const other = (1 - named.reduce((sum, [, p]) => sum + p, 0)) / (tokenizer.vocabulary.length - named.length);
  return {
    name: 'made up',
    vocabularySize: tokenizer.vocabulary.length,
    maxPositions: 128,
    backend: { device: 'wasm', precision: 'fp32', threads: 1, tested: true, passedOver: [] },
    topK: async (inputs) =>
      inputs.map(() => [
        { ids: Int32Array.from(named, ([id]) => id), probabilities: Float32Array.from(named, ([, p]) => p) },
      ]),
    logProbabilities: async (inputs, targets) =>
      inputs.map((_, i) =>
        Float32Array.from(targets[i]!, (id) => Math.log(named.find(([known]) => known === id)?.[1] ?? other)),
      ),
    dispose: async () => {},
  };
}

describe('homophones', { timeout: 30_000 }, () => {
  it('are read alike, written with kanji, and of one part of speech', async () => {
    let pauses = 0;
    const index = await homophones(tokenizer, async () => void pauses++);
    expect(pauses).toBeGreaterThan(10);
    const of = (text: string) => index.of(morphemeOf(text)).map((id) => tokenizer.vocabulary[id]);
    expect(of('以外')).toContain('意外');
    expect(of('講座')).toContain('口座');
    expect(of('講座')).not.toContain('講座');
    expect(of('会っ')).toContain('合っ');
    expect(of('は')).toEqual([]);
    expect(of('ゲーム')).toEqual([]);
  });
});

describe('hints', { timeout: 30_000 }, () => {
  const hints = (text: string, probabilities: Record<string, number>) =>
    findHints(tokenizer.encode(text), tokenizer, model(probabilities));
  const enough = {
    reading: Math.min(0.9, THRESHOLDS.reading.probability * 2),
    particle: Math.min(0.9, THRESHOLDS.particle.probability * 1.5),
  };
  const little = (kind: 'reading' | 'particle', p: number) => p / 2 ** (THRESHOLDS[kind].bits + 1);

  it('point at a homophone that is far likelier', async () => {
    const text = '投資講座を開く。';
    const found = await hints(text, { 口座: enough.reading, 講座: little('reading', enough.reading) });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      kind: 'reading',
      start: 2,
      end: 4,
      written: { text: '講座' },
      likelier: { text: '口座' },
    });
    expect(found[0]!.likelier.score).toBeCloseTo(enough.reading);
  });

  it('point at another particle that is far likelier', async () => {
    const found = await hints('リンゴへ食べる。', { を: enough.particle, へ: little('particle', enough.particle) });
    expect(found.map(({ kind, written, likelier }) => [kind, written.text, likelier.text])).toEqual([
      ['particle', 'へ', 'を'],
    ]);
  });

  it('keep quiet where the other is only somewhat likelier, or unlikely itself, or another word altogether', async () => {
    expect(
      await hints('投資講座を開く。', {
        口座: enough.reading,
        講座: enough.reading / 2 ** (THRESHOLDS.reading.bits - 1),
      }),
    ).toEqual([]);
    expect(await hints('投資講座を開く。', { 口座: THRESHOLDS.reading.probability / 2, 講座: 1e-12 })).toEqual([]);
    expect(await hints('投資講座を開く。', { 会社: 0.9, 講座: 1e-12 })).toEqual([]);
    expect(await hints('＿＿', { を: 0.9 })).toEqual([]);
    expect(await hints('', { を: 0.9 })).toEqual([]);
  });

  it('do not decide between は and が, which hangs on what was said before', async () => {
    expect(await hints('リンゴが赤い。', { は: 0.9, が: 1e-9 })).toEqual([]);
    expect(await hints('リンゴは赤い。', { が: 0.9, は: 1e-9 })).toEqual([]);
  });

  it('take a quoting と or a conjunctive が for what it is', async () => {
    expect(await hints('行くと言った。', { を: 0.99 })).toEqual([]);
    expect(await hints('行ったが、いなかった。', { を: 0.99 })).toEqual([]);
  });
});

describe('looking', () => {
  it('averages maps and rows, adds up the pieces of a word, and sums to 1', () => {
    const encoding = tokenizer.encode('お腹が痛い');
    expect(encoding.pieces.map(({ piece }) => piece)).toEqual(['お', '##腹', 'が', '痛', '##い']);
    const look = lookFrom(encoding, [0], tokenizer, 128);
    expect(look.ids).toHaveLength(7);
    const size = 7;
    // In the first map piece i looks only at piece i + 1, in the second everywhere alike.
    const next = Float32Array.from({ length: size * size }, (_, at) =>
      at % size === Math.floor(at / size) + 1 ? 1 : 0,
    );
    const alike = new Float32Array(size * size).fill(1 / size);
    const { words, special } = look.shares([next, alike]);
    expect(words.map(({ start, end }) => encoding.text.slice(start, end))).toEqual(['お腹', 'が', '痛い']);
    // お looks at 腹, 腹 at が; of the other map two, one and two sevenths.
    [0.25 + 1 / 7, 0.25 + 1 / 14, 1 / 7].forEach((expected, i) => expect(words[i]!.weight).toBeCloseTo(expected, 5));
    expect(words.reduce((sum, { weight }) => sum + weight, special)).toBeCloseTo(1, 5);
  });

  it('stays inside the positions of the model', () => {
    const encoding = tokenizer.encode('猫が鳴く。'.repeat(60));
    const look = lookFrom(encoding, [150], tokenizer, 32);
    expect(look.ids.length).toBeLessThanOrEqual(32);
    const { words } = look.shares([new Float32Array(look.ids.length ** 2).fill(1 / look.ids.length)]);
    expect(words.some(({ start }) => start === encoding.words[150]!.start)).toBe(true);
  });
});
