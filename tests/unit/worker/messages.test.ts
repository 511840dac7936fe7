import { describe, expect, it } from 'vitest';
import { toFailure } from '../../../src/worker/failure.ts';
import { cut } from '../../../src/worker/messages.ts';
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

  it('never cuts a surrogate pair in two', () => {
    const { kept, omitted } = cut('あ'.repeat(MAX_TEXT - 1) + '𠮷野家');
    expect(kept).toBe('あ'.repeat(MAX_TEXT - 1));
    expect(omitted).toBe('𠮷野家'.length);
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
