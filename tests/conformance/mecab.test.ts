import { describe, expect, it } from 'vitest';
import { ipadicAnalyzer, mecabFormat, readLines, readMecabOutput } from './data.ts';

/** White space of char.def: what MeCab passes over. */
const SPACE = /[ \t\n\v\u00d0]/;

describe.each([
  { set: 'sentences', normalize: true, count: 18281 },
  { set: 'fuzz', normalize: false, count: 8000 },
])('MeCab with IPADIC on $set', ({ set, normalize, count }) => {
  const lines = readLines(`${set}.txt.br`);
  const expected = readMecabOutput(`${set}.mecab.br`);

  it('gives the same words and features', () => {
    const analyzer = ipadicAnalyzer();
    expect(lines).toHaveLength(count);
    expect(expected).toHaveLength(count);
    const different = lines.filter((line, i) => mecabFormat(analyzer.analyze(line, { normalize })) !== expected[i]);
    expect(different).toEqual([]);
  });

  it('covers every character that is not white space exactly once', () => {
    const analyzer = ipadicAnalyzer();
    for (const line of lines) {
      let at = 0;
      for (const { start, end, surface } of analyzer.analyze(line, { normalize: true })) {
        const between = line.slice(at, start).normalize('NFKC');
        if (start < at || end < start || ![...between].every((character) => SPACE.test(character)))
          expect.fail(`${surface} at ${start} to ${end} after ${at} in ${JSON.stringify(line)}`);
        at = end;
      }
      expect(
        [...line.slice(at).normalize('NFKC')].every((character) => SPACE.test(character)),
        line,
      ).toBe(true);
    }
  });
});
