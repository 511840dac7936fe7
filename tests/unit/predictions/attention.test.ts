import { beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_MODEL, folderOf, loadTokenizer } from '../../../src/worker/parts.ts';
import { queryAttention } from '../../../src/predictions/attention.ts';
import type { Tokenizer } from '../../../src/pieces/encoding.ts';
import { nodeFiles } from '../../../scripts/node/node-files.ts';
import { root } from '../../../scripts/node/paths.ts';

/** With the dictionary and the vocabulary that ship. */
let tokenizer: Tokenizer;
beforeAll(async () => {
  const files = nodeFiles(root);
  tokenizer = await loadTokenizer(files, folderOf(files, DEFAULT_MODEL));
});

describe('looking', () => {
  it('averages maps and rows, adds up the pieces of a word, and sums to 1', () => {
    const encoding = tokenizer.encode('お腹が痛い');
    expect(encoding.pieces.map(({ piece }) => piece)).toEqual(['お', '##腹', 'が', '痛', '##い']);
    const query = queryAttention(encoding, [0], tokenizer, 128);
    expect(query.ids).toHaveLength(7);
    const size = 7;
    // In the first map piece i looks only at piece i + 1, in the second everywhere alike.
    const next = Float32Array.from({ length: size * size }, (_, at) =>
      at % size === Math.floor(at / size) + 1 ? 1 : 0,
    );
    const alike = new Float32Array(size * size).fill(1 / size);
    const { words, special } = query.shares([next, alike]);
    expect(words.map(({ start, end }) => encoding.text.slice(start, end))).toEqual(['お腹', 'が', '痛い']);
    // お looks at 腹, 腹 at が; of the other map two, one and two sevenths.
    [0.25 + 1 / 7, 0.25 + 1 / 14, 1 / 7].forEach((expected, i) => expect(words[i]!.weight).toBeCloseTo(expected, 5));
    expect(words.reduce((sum, { weight }) => sum + weight, special)).toBeCloseTo(1, 5);
  });

  it('counts no last word as a mark where a model has none behind the text', () => {
    const open: Tokenizer = { ...tokenizer, ids: { ...tokenizer.ids, sep: null } };
    const encoding = tokenizer.encode('お腹が痛い');
    const query = queryAttention(encoding, [0], open, 128);
    expect(query.ids).toHaveLength(6);
    const { words, special } = query.shares([new Float32Array(36).fill(1 / 6)]);
    expect(special).toBeCloseTo(1 / 6, 6);
    expect(words.reduce((sum, { weight }) => sum + weight, special)).toBeCloseTo(1, 5);
  });

  it('stays inside the positions of the model', () => {
    const encoding = tokenizer.encode('猫が鳴く。'.repeat(60));
    const query = queryAttention(encoding, [150], tokenizer, 32);
    expect(query.ids.length).toBeLessThanOrEqual(32);
    const { words } = query.shares([new Float32Array(query.ids.length ** 2).fill(1 / query.ids.length)]);
    expect(words.some(({ start }) => start === encoding.words[150]!.start)).toBe(true);
  });
});
