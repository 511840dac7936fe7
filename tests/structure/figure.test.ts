import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../../scripts/node/paths.ts';
import { drawFigure, needed } from './figure.ts';
import { pureRooms, roomImports } from './rooms.ts';

it('leaves out arrows that follow from others', () => {
  expect(needed({ a: ['b', 'c', 'd'], b: ['c'], c: [], d: [] })).toEqual([
    ['a', 'b'],
    ['a', 'd'],
    ['b', 'c'],
  ]);
});

// Another figure is written with `npx vitest run tests/structure/figure.test.ts -u`.
it('shows in docs/architecture.svg what the imports say', async () => {
  await expect(drawFigure(roomImports(), pureRooms)).toMatchFileSnapshot(join(root, 'docs/architecture.svg'));
});
