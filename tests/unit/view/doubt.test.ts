import { describe, expect, it } from 'vitest';
import { doubtfulSplit } from '../../../src/view/shared/doubt.ts';
import type { DrawnWord } from '../../../src/view/shared/words.ts';

/** Words between bars; those in brackets are in no dictionary, a blank is `_`, and a space before one is kept. */
const words = (written: string) =>
  written.split('|').map(
    (each): DrawnWord =>
      ({
        text: each.replace(/[[\] ]/g, ''),
        markedUnknown: each.includes('['),
        blank: each.trim() === '_',
        before: each.startsWith(' ') ? 'space' : 'none',
      }) as DrawnWord,
  );

describe('a split', () => {
  it.each([
    ['猫|が|鳴く', null],
    ['[龘]|の|字', null],
    ['[龘]|[龗]|の|字', '龘龗'],
    ['これ|は|[ぽよ]|[ぴえん]|[ぱおん]', 'ぽよぴえんぱおん'],
    ['[aaa]| [bbb]', null],
    ['[a]|_|[b]', null],
    ['', null],
  ])('%s: %s', (written, doubtful) => {
    expect(doubtfulSplit(words(written))).toBe(doubtful);
  });
});
