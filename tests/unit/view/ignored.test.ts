import { expect, it } from 'vitest';
import type { Find } from '../../../src/view/writing/checking.ts';
import { ignoredIn } from '../../../src/view/writing/ignored.ts';

/** に for で in a text, at each place. */
const findsIn = (text: string): Find[] =>
  Array.from(text.matchAll(/に/g), ({ index }) => ({
    start: index,
    end: index + 1,
    written: 'に',
    instead: 'で',
    kind: 'particle',
    bits: 9,
    strictness: 'strict',
  }));

it('is what was ignored in its sentence, whatever is written behind it, and nothing like it elsewhere', () => {
  const field = {};
  const left = (text: string, of: object = field) =>
    ignoredIn(of)
      .without(findsIn(text), text)
      .map(({ start }) => start);
  const text = '公園に遊ぶ。学校に勉強する。';
  ignoredIn(field).add(findsIn(text)[0]!, text);
  expect(left(text)).toEqual([8]);
  expect(left('公園に遊ぶのが好きだ。')).toEqual([]);
  expect(left('昨日は寒かった。公園に遊ぶ。')).toEqual([]);
  expect(left(text, {})).toEqual([2, 8]);
});
