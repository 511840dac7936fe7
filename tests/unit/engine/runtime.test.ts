import { expect, it } from 'vitest';
import { makeSerially } from '../../../src/engine/running/runtime.ts';

it('makes sessions in turn, whatever became of the one before', async () => {
  const log: string[] = [];
  const make = (name: string, fails = false) =>
    makeSerially(async () => {
      log.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 5));
      log.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    });
  const [a, b, c] = await Promise.allSettled([make('a'), make('b', true), make('c')]);
  expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  expect([a, c]).toEqual([
    { status: 'fulfilled', value: 'a' },
    { status: 'fulfilled', value: 'c' },
  ]);
  expect(b).toMatchObject({ status: 'rejected', reason: { message: 'b' } });
});
