import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { folderFiles } from '../../../scripts/node/dictionary.ts';
import { packDictionary } from '../../../src/library/archive.ts';
import { createAnalyzer } from '../../../src/morphemes/analyzer.ts';
import { DictionaryError } from '../../../src/morphemes/errors.ts';
import { convertDictionary } from '../../../src/morphemes/mecab/convert.ts';
import type { DictionaryFiles } from '../../../src/morphemes/mecab/lexicon.ts';
import { tinyFolder, tinyPack } from './tiny.ts';

const archive = (name: string) =>
  new File([readFileSync(fileURLToPath(new URL(`compiled/${name}`, import.meta.url)))], name);

/** A text through every word of the tiny dictionary, and unknown ones. */
const TEXT = 'あい うえ一二 x愛';
const analysed = (pack: Uint8Array) =>
  createAnalyzer(pack)
    .analyze(TEXT)
    .map(({ surface, features }) => [surface, ...features]);

describe("a dictionary as MeCab's users have it", () => {
  it('is read from a zip with the directory of a large one (zip64)', async () => {
    const zip = new Uint8Array(await archive('eucjp.zip').arrayBuffer());
    const at = zip.length - 22;
    const end = new DataView(zip.buffer, at);
    expect(end.getUint32(0, true)).toBe(0x06054b50);
    const end64 = new DataView(new ArrayBuffer(56 + 20));
    end64.setUint32(0, 0x06064b50, true);
    end64.setBigUint64(4, 44n, true);
    end64.setBigUint64(32, BigInt(end.getUint16(10, true)), true);
    end64.setBigUint64(40, BigInt(end.getUint32(12, true)), true);
    end64.setBigUint64(48, BigInt(end.getUint32(16, true)), true);
    end64.setUint32(56, 0x07064b50, true);
    end64.setBigUint64(56 + 8, BigInt(at), true);
    for (const field of [8, 10]) end.setUint16(field, 0xffff, true);
    for (const field of [12, 16]) end.setUint32(field, 0xffffffff, true);
    const large = new File([zip.subarray(0, at), end64.buffer, zip.subarray(at)], 'large.zip');
    expect(analysed(await packDictionary([large]))).toEqual(analysed(await tinyPack()));
  });

  it.each(['utf8.tar.gz', 'eucjp.zip', 'sources.zip'])('is read from %s', async (name) => {
    expect(analysed(await packDictionary([archive(name)]))).toEqual(analysed(await tinyPack()));
  });

  it('is read from a folder, and a pack is taken as it is', async () => {
    const pack = await convertDictionary(folderFiles(tinyFolder));
    expect(analysed(pack)).toEqual(analysed(await tinyPack()));
    expect(await packDictionary([new File([new Uint8Array(pack)], 'x.pack')])).toEqual(pack);
  });

  it('says how far it is', async () => {
    const steps: number[] = [];
    await packDictionary([archive('utf8.tar.gz')], { onProgress: (fraction) => void steps.push(fraction) });
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    expect(steps[0]).toBe(0);
    expect(steps.at(-1)).toBeLessThanOrEqual(1);
    expect(steps.length).toBeGreaterThan(4);
  });
});

/** The compiled files in an archive. */
async function unpacked(name: string): Promise<DictionaryFiles> {
  const found = new Map<string, Uint8Array>();
  const bytes = new Uint8Array(
    await new Response(archive(name).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer(),
  );
  const text = (from: number, length: number) =>
    new TextDecoder().decode(bytes.subarray(from, from + length)).replace(/\0.*$/s, '');
  for (let at = 0; at + 512 <= bytes.length && bytes[at] !== 0;) {
    const size = parseInt(text(at + 124, 12), 8);
    found.set(text(at, 100).replace(/^.*\//, ''), bytes.slice(at + 512, at + 512 + size));
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return { names: [...found.keys()].filter((file) => file !== ''), read: async (file) => found.get(file)! };
}

describe('what is no dictionary', () => {
  it.each([
    ['a text', [new File(['日本'], 'x.txt')], /no whole MeCab dictionary: sys.dic/],
    ['some of its files', [new File(['x'], 'sys.dic'), new File(['x'], 'char.bin')], /unk.dic, matrix.bin is missing/],
    ['sources without their matrix', [new File(['x'], 'a.csv'), new File(['x'], 'unk.def')], /char.def, matrix.def is/],
    [
      'files of other content',
      ['sys.dic', 'unk.dic', 'matrix.bin', 'char.bin'].map((name) => new File(['x'], name)),
      /sys.dic is not what MeCab compiles/,
    ],
    ['half an archive', [new File([archive('utf8.tar.gz').slice(0, 700)], 'x.tar.gz')], /cut short/],
    ['half a zip', [new File([archive('eucjp.zip').slice(0, 700)], 'x.zip')], /cut short/],
  ])('%s is refused', async (_, files, message) => {
    const refused = packDictionary(files);
    await expect(refused).rejects.toThrow(DictionaryError);
    await expect(refused).rejects.toThrow(message);
  });

  it('more than any dictionary has is refused unread, as a folder, a pack or in an archive', async () => {
    const huge = (name: string, start: Uint8Array<ArrayBuffer>) => {
      const file = new File([start], name);
      Object.defineProperty(file, 'size', { value: 1_300_000_000 });
      return file;
    };
    const pack = await tinyPack();
    await expect(packDictionary([huge('x.pack', new Uint8Array(pack))])).rejects.toThrow('more than any');
    await expect(packDictionary([huge('matrix.def', new Uint8Array(9)), new File([], 'x.csv')])).rejects.toThrow(
      'more than any',
    );
    const tar = new Uint8Array(1024);
    new TextEncoder().encodeInto('d/sys.dic', tar);
    new TextEncoder().encodeInto((900_000_000).toString(8).padStart(11, '0'), tar.subarray(124));
    new TextEncoder().encodeInto('ustar', tar.subarray(257));
    await expect(packDictionary([new File([tar], 'x.tar')])).rejects.toThrow('more than any');
  });

  it.each([
    ['lines', { 'a.csv': '\n'.repeat(5_100_000) }, 'more lines or columns'],
    ['columns', { 'a.csv': `猫,0,0,0${','.repeat(81_000_000)}` }, 'more lines or columns'],
    ['costs without a line', { 'matrix.def': '20000 20000\n0 0 0\n' }, 'fewer lines than its size'],
  ])('%s beyond measure, from an archive of a few kilobytes, are refused at once', async (_, own, message) => {
    const plain = { 'a.csv': '猫,0,0,0,x\n', 'unk.def': 'DEFAULT,0,0,0,x\n', 'char.def': 'DEFAULT 0 1 0\n' };
    const files = { ...plain, 'matrix.def': '1 1\n0 0 0\n', ...own };
    const refused = packDictionary(Object.entries(files).map(([name, text]) => new File([text], name)));
    await expect(refused).rejects.toThrow(DictionaryError);
    await expect(refused).rejects.toThrow(message);
  });

  it('damaged files are refused or read, and nothing else happens', async () => {
    const files = await unpacked('utf8.tar.gz');
    const contents = new Map(
      await Promise.all(files.names.map(async (name) => [name, await files.read(name)] as const)),
    );
    const damaged = fc.constantFrom('sys.dic', 'unk.dic', 'matrix.bin').chain((name) =>
      fc.record({
        name: fc.constant(name),
        at: fc.nat(contents.get(name)!.length - 1),
        byte: fc.nat(255),
        cut: fc.boolean(),
      }),
    );
    await fc.assert(
      fc.asyncProperty(damaged, async ({ name, at, byte, cut }) => {
        const read = async (file: string) => {
          const bytes = contents.get(file)!.slice();
          if (file !== name) return bytes;
          bytes[at] = byte;
          return cut ? bytes.slice(0, at) : bytes;
        };
        const pack = await convertDictionary({ names: files.names, read }).catch((error: unknown) => {
          expect(error).toBeInstanceOf(DictionaryError);
          return null;
        });
        if (pack) analysed(pack);
      }),
      { seed: 5, numRuns: 200 },
    );
  }, 60_000);
});
