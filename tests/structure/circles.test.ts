import { expect, it } from 'vitest';
import { circlesOf } from './circles.ts';

it('finds circles, and the shortest way round them', () => {
  const graph = (edges: Record<string, readonly string[]>) => new Map(Object.entries(edges));
  expect(circlesOf(graph({ a: ['b'], b: ['c'], c: [] }))).toEqual([]);
  expect(circlesOf(graph({ a: ['b'], b: ['c', 'd'], c: ['a'], d: ['d'] }))).toEqual([['a', 'b', 'c'], ['d']]);
});
