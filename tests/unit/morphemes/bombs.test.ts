import { describe, expect, it } from 'vitest';
import { createAnalyzer } from '../../../src/morphemes/analyzer.ts';
import { DictionaryError } from '../../../src/morphemes/errors.ts';
import { convertDictionary } from '../../../src/morphemes/mecab/convert.ts';
import { compiled, doubling, keysOf, sources } from '../../fixtures/dictionary-files.ts';

/** Dictionaries of a few kilobytes that would cost gigabytes or minutes if they were believed. */
const refused = async (converting: Promise<unknown>) => {
  const started = performance.now();
  const error: unknown = await converting.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(DictionaryError);
  expect(performance.now() - started).toBeLessThan(5_000);
  return (error as DictionaryError).message;
};

describe('a compiled dictionary', () => {
  it('is read where every node has children of its own', async () => {
    const pack = await convertDictionary(compiled(keysOf(20, () => 0, 1)));
    expect(createAnalyzer(pack).analyze('\u0001\u0002')).toHaveLength(2);
  });

  it('whose nodes share their children, which doubles its keys with every level', async () => {
    expect(await refused(convertDictionary(compiled(doubling(20))))).toContain('the same children');
  });

  it('whose words share features, of which each would be read anew', async () => {
    const features = `${'名詞,'.repeat(50_000)}\0`;
    const starts = Array.from({ length: 255 * 60 }, () => 0);
    const keys = keysOf(60, (key) => key * 255, 255);
    expect(await refused(convertDictionary(compiled(keys, starts, features)))).toContain('share their features');
  });
});
