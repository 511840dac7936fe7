import { expect, it } from 'vitest';
import { lexiconOf } from '../../../src/language/lexicon.ts';

it('a line tells how a compound is read, of which verb a potential verb is made, or both', () => {
  const { compound, potential } = lexiconOf('今朝\tけさ\n行ける\t\t行く');
  expect(['今朝', '行ける', '今日'].map(compound)).toEqual(['けさ', null, null]);
  expect(['今朝', '行ける', '今日'].map(potential)).toEqual([null, '行く', null]);
});
