import { describe, expect, it } from 'vitest';
import { arcProbabilities, bestTree } from '../../../src/language/trees.ts';

/** Every way to give each bunsetsu but the last a later head without crossings, found by trying all. */
function allTrees(count: number): number[][] {
  let partial: number[][] = [[]];
  for (let i = 0; i < count - 1; i++)
    partial = partial.flatMap((heads) =>
      Array.from({ length: count - 1 - i }, (_, k) => [...heads, i + 1 + k]).filter(noCrossing),
    );
  return partial.map((heads) => [...heads, -1]);
}

const noCrossing = (heads: readonly number[]) =>
  heads.every((head, i) => heads.every((other, j) => !(i < j && j < head && head < other)));

const sum = (heads: readonly number[], scores: Float64Array, count: number) =>
  heads.reduce((total, head, i) => (head < 0 ? total : total + scores[i * count + head]!), 0);

/** Numbers that look random and are the same every time. */
const scoresOf = (count: number, seed: number) =>
  Float64Array.from({ length: count * count }, (_, i) => 3 * Math.sin((i + 1) * 12.9898 * seed + seed));

describe('the trees of a sentence', () => {
  it('are as many as Catalan says', () => {
    expect([1, 2, 3, 4, 5, 6, 7].map((count) => allTrees(count).length)).toEqual([1, 1, 2, 5, 14, 42, 132]);
  });

  const cases = [1, 2, 3, 4, 5, 6, 7].flatMap((count) => [1, 2, 3, 4, 5].map((seed) => [count, seed] as const));
  it.each(cases)('the best of %i bunsetsu is the best of all (%i)', (count, seed) => {
    const scores = scoresOf(count, seed);
    const best = allTrees(count).reduce((a, b) => (sum(b, scores, count) > sum(a, scores, count) ? b : a));
    expect(bestTree(scores, count)).toEqual(best);
  });

  it.each(cases)('the probabilities of %i bunsetsu are the shares of all (%i)', (count, seed) => {
    const scores = scoresOf(count, seed);
    const trees = allTrees(count);
    const weights = trees.map((heads) => Math.exp(sum(heads, scores, count)));
    const total = weights.reduce((a, b) => a + b, 0);
    const expected = new Float64Array(count * count);
    trees.forEach((heads, t) =>
      heads.forEach((head, i) => head >= 0 && (expected[i * count + head]! += weights[t]! / total)),
    );
    const found = arcProbabilities(scores, count);
    found.forEach((probability, at) => expect(probability).toBeCloseTo(expected[at]!, 10));
  });

  it('there is one for no bunsetsu, for one, and for scores that are no numbers', () => {
    expect(bestTree([], 0)).toEqual([]);
    expect(arcProbabilities([], 0)).toHaveLength(0);
    expect(bestTree([0], 1)).toEqual([-1]);
    const heads = bestTree(new Float64Array(16).fill(NaN), 4);
    heads.slice(0, 3).forEach((head, i) => expect(head).toBeGreaterThan(i));
    expect(heads[3]).toBe(-1);
  });

  it('is found at once for the longest text there is', () => {
    const count = 250;
    const scores = scoresOf(count, 1);
    const heads = bestTree(scores, count);
    expect(noCrossing(heads.slice(0, -1))).toBe(true);
    const arcs = arcProbabilities(scores, count);
    for (let i = 0; i < count - 1; i++)
      expect(arcs.slice(i * count, (i + 1) * count).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 8);
  });
});
