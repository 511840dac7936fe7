import { beforeAll, describe, expect, it } from 'vitest';
import { loadKnowledge } from '../../../../scripts/node/knowledge.ts';
import type { Knowledge } from '../../../../src/predictions/proofreading/knowledge.ts';
import { nodeFiles } from '../../../../scripts/node/node-files.ts';
import { root } from '../../../../scripts/node/paths.ts';
import { seededRandom } from '../../../../scripts/node/random.ts';
import type { Encoding, Tokenizer } from '../../../../src/pieces/encoding.ts';
import type { MaskedLanguageModel } from '../../../../src/predictions/model.ts';
import { isMeant, judge, usualBeside, type Judged } from '../../../../src/predictions/proofreading/judge.ts';
import { DEFAULT_MODEL, folderOf, loadTokenizer } from '../../../../src/worker/parts.ts';

/** With the dictionary and the vocabulary that ship. */
let tokenizer: Tokenizer;
let knowledge: Knowledge;
beforeAll(async () => {
  const files = nodeFiles(root);
  tokenizer = await loadTokenizer(files, folderOf(files, DEFAULT_MODEL));
  knowledge = await loadKnowledge();
  await tokenizer.analyzer.lexicon();
});

/** A model that no word is likely for, and the tokenizer, both counting: forward passes, and encodings. */
function count() {
  const counts = { passes: 0, calls: 0, encodings: 0 };
  const model: MaskedLanguageModel = {
    name: 'baffled',
    vocabularySize: tokenizer.vocabulary.length,
    maxPositions: 512,
    backend: { device: 'wasm', precision: 'fp32', threads: 1, tested: true, passedOver: [] },
    topK: () => Promise.reject(new Error('nobody asks for it')),
    async logProbabilities(inputs, targets) {
      counts.calls++;
      counts.passes += inputs.length;
      // The same piece is as likely everywhere, so that some versions are better and some worse.
      return targets.map((ids) => Float32Array.from(ids, (id) => -6 - (id % 11)));
    },
    dispose: async () => {},
  };
  const counting: Tokenizer = {
    vocabulary: tokenizer.vocabulary,
    kinds: tokenizer.kinds,
    texts: tokenizer.texts,
    ids: tokenizer.ids,
    analyzer: tokenizer.analyzer,
    idOf: (piece) => tokenizer.idOf(piece),
    encode(text, options): Encoding {
      counts.encodings++;
      return tokenizer.encode(text, options);
    },
  };
  return { counts, model, tokenizer: counting };
}

const randomText = (characters: string, length: number) => {
  const random = seededRandom(3);
  return Array.from({ length }, () => characters[Math.floor(random() * characters.length)]).join('');
};
const HIRAGANA =
  'あいうえおかきくけこさしすせそたちつてとなにねのはひふへほまみめもやゆよらりるれろをんがぐごじだでばぶ';
const READ_ALIKE = '校高公交光考工口紅港航効功厚広行好香候降項稿鋼向皇綱抗孝講購荒恒後構黄耕肯更洪溝幸甲郊';

describe('what is usual in a sentence', () => {
  const usual = (surprise: readonly number[], first: number, last: number, surfaces = surprise.map(() => '語')) => {
    const words = surfaces.map((surface) => ({ surface, morpheme: { surface, partOfSpeech: ['名詞'] } }));
    return usualBeside(surprise, { words } as unknown as Encoding, { first, last });
  };

  it('is the mean surprise of the words that a version neither touches nor stands beside', () => {
    const many = Array.from({ length: 200 }, () => 2);
    expect(usual([...many, 9, 9, 9], 201, 202)).toBeCloseTo(2, 1);
  });

  it('is drawn towards 4 bits where there are few of these, whether they happen to be surprising or expected', () => {
    expect(usual([11, 9, 9, 9], 2, 3)).toBe((11 + 8) / 3);
    expect(usual([9, 9, 0, 0], 0, 1)).toBe((0 + 0 + 8) / 4);
    expect(usual([9], 0, 1)).toBe(4);
  });

  it('leaves marks out, which are expected of any sentence', () => {
    expect(usual([9, 9, 0], 0, 1, ['棚', 'に', '。'])).toBe(4);
  });
});

describe('a particle', () => {
  const judged = (here: number, gain: number, together = 0, told = 0) =>
    ({ version: { proposal: { kind: 'particle' } }, here, gain, likelihood: -1, together, told }) as unknown as Judged;

  it('is meant where it becomes likelier itself, or the words around it by much', () => {
    expect(isMeant(judged(1, 8))).toBe(false);
    expect(isMeant(judged(3, 8))).toBe(true);
    expect(isMeant(judged(1, 11))).toBe(true);
  });

  it('is meant where its noun and verb are seen together with it', () => {
    expect(isMeant(judged(1, 8, 4))).toBe(true);
    expect(isMeant(judged(1, 8, -4))).toBe(false);
  });
});

describe('a text in which every word is odd', { timeout: 120_000 }, () => {
  it.each([
    ['hiragana', randomText(HIRAGANA, 300)],
    ['kanji that are read alike', randomText(READ_ALIKE, 300)],
  ])('has no more of its versions judged than a long sentence: %s', async (_, text) => {
    const { counts, model, tokenizer: counting } = count();
    await judge(tokenizer.encode(text), counting, model, knowledge);
    expect(counts.encodings).toBeLessThanOrEqual(800);
    expect(counts.passes).toBeLessThan(3_000);
  });

  it('lets others in, and is given up by whoever asked', async () => {
    const text = randomText(HIRAGANA, 200);
    const { counts, model, tokenizer: counting } = count();
    const encoding = tokenizer.encode(text);
    const seen: number[] = [];
    await judge(encoding, counting, model, { ...knowledge, pause: async () => void seen.push(counts.encodings) });
    const most = seen.slice(1).reduce((max, made, i) => Math.max(max, made - seen[i]!), 0);
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(32);
    expect(seen.filter((made) => made === 0).length).toBeGreaterThan(20);

    for (const after of [3, seen.length - 2]) {
      const given = new AbortController();
      const again = count();
      let turns = 0;
      const pause = async () => {
        if (++turns === after) given.abort(new Error('given up'));
      };
      const asked = judge(encoding, again.tokenizer, again.model, { ...knowledge, pause, signal: given.signal });
      await expect(asked).rejects.toThrow('given up');
      expect(turns).toBe(after);
    }
  });
});
