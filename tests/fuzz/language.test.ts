import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ipadicAnalyzer } from '../conformance/data.ts';
import { readText } from '../../src/language/read.ts';

const analyzer = ipadicAnalyzer();

/** Words take every morpheme once, and readings are kana over stretches of their word, one after the other. */
function check(text: string): void {
  const units = analyzer
    .analyze(text, { normalize: true })
    .map((morpheme) => ({ start: morpheme.start, end: morpheme.end, morpheme }));
  let at = 0;
  for (const word of readText(text, units)) {
    expect(word.first, text).toBe(at);
    expect(word.last).toBeGreaterThan(word.first);
    expect(word.stem).toBeGreaterThan(word.first);
    expect(word.stem).toBeLessThanOrEqual(word.last);
    at = word.last;
    let end = word.start;
    for (const ruby of word.rubies) {
      expect(ruby.start, text).toBeGreaterThanOrEqual(end);
      expect(ruby.end, text).toBeGreaterThan(ruby.start);
      expect(ruby.end, text).toBeLessThanOrEqual(word.end);
      expect(ruby.text, text).toMatch(/^[\p{Script=Hiragana}\p{Script=Katakana}ー・]+$/u);
      end = ruby.end;
    }
  }
  expect(at).toBe(units.length);
}

describe('words of any text', () => {
  it.each(['々', '々々々々', '4月と㋂と㍙', '十々', '〇々', '何', '数', '二、', '3.', 'じゃない', 'かも', 'ではない'])(
    '%s',
    check,
  );

  it('of adversarial strings', () => {
    const lines = brotliDecompressSync(readFileSync(new URL('../conformance/data/fuzz.txt.br', import.meta.url)))
      .toString('utf8')
      .split('\n');
    for (const line of lines.slice(0, 2000)) check(line);
  });

  it('of words put together at random', () => {
    const part = fc.constantFrom(
      ...'一二三十百千何数〇々人日月本分階つのではないじゃかもしれますてたりばそうだな食べ静か勉強する、。・.,1234５６'.split(
        '',
      ),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20 }), (parts) => check(parts.join(''))),
      { seed: 17, numRuns: 2000 },
    );
  });
});
