import { describe, expect, it } from 'vitest';
import { createAnalyzer } from '../../../src/morphemes/analyzer.ts';
import { DictionaryError } from '../../../src/morphemes/errors.ts';
import { packDictionary } from '../../../src/library/archive.ts';
import { convertDictionary } from '../../../src/morphemes/mecab/convert.ts';
import { parseSettings } from '../../../src/morphemes/mecab/lexicon.ts';
import { Trie } from '../../../src/morphemes/trie.ts';
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

describe('sources', () => {
  it('of a hundred thousand words of one form', async () => {
    const words = Array.from(
      { length: 100_000 },
      (_, i) => `あ,${i % 1000},${Math.floor(i / 1000)},0,名詞,*,*,*,*,*,*`,
    );
    const converting = convertDictionary(sources(words.join('\n')));
    expect(await refused(converting)).toContain('more words of one form');
  });

  it('of as many columns as make a list each', async () => {
    // Between those that are looked at to tell which dictionary it is.
    const words = Array.from({ length: 30_000 }, (_, i) => `${i},0,0,0,名詞,*,*,*,*,*,*`);
    words[29_999] += ','.repeat(100_000);
    expect(await refused(convertDictionary(sources(words.join('\n'))))).toContain('columns');
  });

  it.each([
    ['lines', 'DEFAULT 0 1 0\n', '0x0000..0xFFFF DEFAULT\n', 200_000],
    ['categories', 'DEFAULT 0 1 0\n', 'DEFAULT 0 1 0\n', 20_000],
  ])('whose char.def has very many %s', async (_, start, line, count) => {
    const characters = start + line.repeat(count);
    const converting = convertDictionary(sources('あ,0,0,0,名詞,*,*,*,*,*,*\n', { 'char.def': characters }));
    expect(await refused(converting)).toContain('char.def');
  });
});

describe('a pack', () => {
  it('whose trie lies so far apart that it takes gigabytes', () => {
    const nodes = 20_000_000;
    const levels = {
      subtrees: Uint32Array.of(1, nodes, 1, 0, 0),
      childCounts: new Uint16Array(nodes),
      labels: new Uint16Array(nodes),
      tokenCounts: new Uint8Array(nodes),
    };
    expect(() => new Trie({ ...levels, bases: Int32Array.of(150_000_000) }, 1)).toThrow(DictionaryError);
    expect(new Trie({ ...levels, bases: Int32Array.of(1_000_000) }, 1).tokens).toBe(0);
  });
});

describe('settings', () => {
  it('of a line with very many spaces', async () => {
    const dicrc = `cost-factor =${' '.repeat(300_000)}800${' '.repeat(300_000)}x`;
    const started = performance.now();
    await convertDictionary(sources('あ,0,0,0,名詞,*,*,*,*,*,*\n', { dicrc }));
    expect(performance.now() - started).toBeLessThan(5_000);
    expect([...parseSettings(' a =  b c \n# d = e\r\nf=\n')]).toEqual([
      ['a', 'b c'],
      ['f', ''],
    ]);
  });
});

describe('an archive', () => {
  /** The head of a file in a tar. */
  const head = (name: string, size: number, type = '0') => {
    const bytes = new Uint8Array(512);
    const put = (text: string, at: number) => bytes.set(new TextEncoder().encode(text), at);
    put(name, 0);
    put(size.toString(8).padStart(11, '0'), 124);
    put(type, 156);
    put('ustar', 257);
    return bytes;
  };
  const tar = (...parts: Uint8Array<ArrayBuffer>[]) => packDictionary([new File(parts, 'x.tar')]);

  it('of thousands of empty files', async () => {
    expect(await refused(tar(...Array.from({ length: 5_000 }, (_, i) => head(`${i}.csv`, 0))))).toContain('1000 files');
  });

  it('with a name of hundreds of megabytes', async () => {
    expect(await refused(tar(head('x', 700_000_000, 'L')))).toContain('700000000 bytes');
  });

  it('with something in it that is larger than any archive, which would be read to its end', async () => {
    expect(await refused(tar(head('film.mp4', 8_500_000_000)))).toContain('bytes');
  });
});
