import { expect, it } from 'vitest';
import { keptEncodings } from '../../../src/worker/encodings.ts';
import type { Tokenizer } from '../../../src/pieces/encoding.ts';

/** A tokenizer that notes what it splits. */
function noting(): Tokenizer & { readonly split: string[] } {
  const split: string[] = [];
  return {
    split,
    encode: (text: string) => (split.push(text), { text, words: [], pieces: [] }),
  } as unknown as Tokenizer & { readonly split: string[] };
}

it('splits a text that was split before no more, and forgets what was not asked for of late', () => {
  const tokenizer = noting();
  const encode = keptEncodings(2);
  const first = encode(tokenizer, 'a');
  encode(tokenizer, 'b');
  expect(encode(tokenizer, 'a')).toBe(first);
  expect(tokenizer.split).toEqual(['a', 'b']);
  encode(tokenizer, 'c');
  expect(encode(tokenizer, 'a')).toBe(first);
  encode(tokenizer, 'b');
  expect(tokenizer.split).toEqual(['a', 'b', 'c', 'b']);
});

it('splits by each tokenizer anew', () => {
  const [one, other] = [noting(), noting()];
  const encode = keptEncodings();
  encode(one, 'a');
  encode(other, 'a');
  expect([one.split, other.split]).toEqual([['a'], ['a']]);
});
