import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ipadicAnalyzer } from './data.ts';

describe('the dictionary that ships', () => {
  const folder = new URL('../../models/ipadic/', import.meta.url);
  const card = readFileSync(new URL('README.md', folder), 'utf8');
  const pack = readFileSync(new URL('ipadic.pack', folder));

  it('is the one its card describes', () => {
    expect(card).toContain(createHash('sha256').update(pack).digest('hex'));
    expect(card).toContain(`${pack.length.toLocaleString('en-US')} bytes`);
    expect(readFileSync(new URL('LICENSE', folder), 'utf8')).toContain('NO WARRANTY');
  });

  it("is upstream's IPADIC, without Debian's addition", () => {
    const analyzer = ipadicAnalyzer();
    expect(analyzer.dictionary).toBe('ipadic 2.7.0-20070801');
    expect(analyzer.words('令和')).toEqual(['令', '和']);
    expect(analyzer.words('平成')).toEqual(['平成']);
  });
});
