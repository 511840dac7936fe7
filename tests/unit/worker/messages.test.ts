import { describe, expect, it } from 'vitest';
import { toFailure } from '../../../src/worker/failure.ts';
import { wholeWords } from '../../../src/worker/messages.ts';
import { TokenizerError } from '../../../src/pieces/errors.ts';
import { DictionaryError } from '../../../src/morphemes/errors.ts';

describe('what went wrong', () => {
  it('is one line that can be seen, and not a long one', () => {
    const { detail } = toFailure(new TokenizerError('unsupported', `a\nb\u202egnp.\u0007${'x'.repeat(100_000)}`));
    expect(detail.startsWith('a b\ufffdgnp.\ufffdx')).toBe(true);
    expect(detail).toHaveLength(300);
    expect(toFailure(undefined)).toEqual({ code: 'internal', detail: 'undefined' });
  });
});

describe('a stretch that was asked about', () => {
  const words = [
    [0, 2],
    [2, 4],
    [4, 6],
    [7, 8],
  ].map(([start, end]) => ({ start: start!, end: end! })) as never;
  const encoding = { text: '食べさせられ た', words, pieces: [] };
  it.each([
    ['whole words are left as they are', { start: 2, end: 4 }, { start: 2, end: 4 }],
    ['a word that is cut is taken whole', { start: 1, end: 4 }, { start: 0, end: 4 }],
    ['at both ends', { start: 3, end: 5 }, { start: 2, end: 6 }],
    ['a caret takes the word after it', { start: 2, end: 2 }, { start: 2, end: 4 }],
    ['a caret in a word takes that', { start: 5, end: 5 }, { start: 4, end: 6 }],
    ['a caret at the end takes the last word', { start: 8, end: 8 }, { start: 7, end: 8 }],
    ['all words are no stretch', { start: 1, end: 8 }, null],
    ['nor is a space', { start: 6, end: 7 }, null],
  ])('%s', (_, selected, expected) => {
    expect(wholeWords(encoding, [], selected)).toEqual(expected);
  });

  it('never cuts a word with furigana in it', () => {
    const text = '私は食（た）べるよ';
    const parts = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((start) => ({ start, end: start + 1 }));
    const read = [{ start: 2, end: 8, first: 2, last: 8, class: 'verb', rubies: [] }] as never;
    const encoding = { text, words: parts as never, pieces: [] };
    expect(wholeWords(encoding, read, { start: 2, end: 3 })).toEqual({ start: 2, end: 8 });
    expect(wholeWords(encoding, read, { start: 0, end: 1 })).toEqual({ start: 0, end: 1 });
  });

  it('never cuts an emoji that is several', () => {
    const text = 'は👨\u200d👩と';
    const parts = [0, 1, 3, 4, 6, 7].map((start, i, all) => ({ start, end: all[i + 1]! })).slice(0, -1);
    const read = [{ start: 1, end: 6, class: 'symbol', rubies: [] }] as never;
    for (const selected of [
      { start: 1, end: 3 },
      { start: 3, end: 4 },
      { start: 4, end: 4 },
    ])
      expect(wholeWords({ text, words: parts as never, pieces: [] }, read, selected)).toEqual({ start: 1, end: 6 });
  });
});

describe('failures', () => {
  it.each([
    [new DictionaryError('damaged', 'x'), 'dictionary'],
    [new DictionaryError('memory', 'x'), 'memory'],
    [new DOMException('stop', 'AbortError'), 'aborted'],
    [new TypeError('x'), 'internal'],
    ['thrown string', 'internal'],
  ])('%s is %s', (error, code) => {
    expect(toFailure(error).code).toBe(code);
  });
});
