import { describe, expect, it } from 'vitest';
import { toFailure } from '../../../src/worker/failure.ts';
import { cut, wholeWords } from '../../../src/worker/messages.ts';
import { MAX_TEXT } from '../../../src/protocol/limits.ts';
import { DictionaryError } from '../../../src/morphemes/errors.ts';

describe('the limit', () => {
  it('keeps what fits whole', () => {
    const text = 'あ'.repeat(MAX_TEXT);
    expect(cut(text)).toEqual({ kept: text, omitted: 0 });
  });

  it('counts what it leaves out', () => {
    expect(cut('あ'.repeat(MAX_TEXT + 7))).toEqual({ kept: 'あ'.repeat(MAX_TEXT), omitted: 7 });
  });

  it('cuts between sentences', () => {
    const { kept, omitted } = cut('「猫が鳴く。」'.repeat(MAX_TEXT / 7 + 10));
    expect(kept.endsWith('。」')).toBe(true);
    expect(kept.length % 7).toBe(0);
    expect(kept.length).toBeGreaterThan(MAX_TEXT - 8);
    expect(kept.length + omitted).toBe(7 * Math.floor(MAX_TEXT / 7 + 10));
  });

  it('never cuts a surrogate pair in two', () => {
    const { kept, omitted } = cut('あ'.repeat(MAX_TEXT - 1) + '𠮷野家');
    expect(kept).toBe('あ'.repeat(MAX_TEXT - 1));
    expect(omitted).toBe('𠮷野家'.length);
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
});

describe('failures', () => {
  it.each([
    [new DictionaryError('damaged', 'x'), 'dictionary'],
    [new DOMException('stop', 'AbortError'), 'aborted'],
    [new TypeError('x'), 'internal'],
    ['thrown string', 'internal'],
  ])('%s is %s', (error, code) => {
    expect(toFailure(error).code).toBe(code);
  });
});
