import { afterEach, describe, expect, it, vi } from 'vitest';
import { packDictionary } from '../../../src/library/archive.ts';
import { createAnalyzer } from '../../../src/morphemes/analyzer.ts';
import { DictionaryError } from '../../../src/morphemes/errors.ts';
import { convertDictionary } from '../../../src/morphemes/mecab/convert.ts';
import { compiled, keysOf } from '../../fixtures/dictionary-files.ts';

/** What Chrome, Firefox and Safari throw where an array is too large for what memory there is, and what they don't. */
const errors: readonly (readonly [Error, string, string])[] = [
  [new RangeError('Array buffer allocation failed'), 'memory', 'not enough memory'],
  [Object.assign(new Error('allocation size overflow'), { name: 'InternalError' }), 'memory', 'not enough memory'],
  [new RangeError('Out of memory'), 'memory', 'not enough memory'],
  [new RangeError('Invalid typed array length: -1'), 'damaged', 'makes no sense'],
];
const dictionary = () => compiled(keysOf(20, () => 0, 1));

afterEach(() => void vi.unstubAllGlobals());

describe.each(errors)('%s', (error, code, message) => {
  const said = { name: 'DictionaryError', code, message: expect.stringContaining(message), cause: error };

  it(`in a conversion is ${code}`, async () => {
    const files = { ...dictionary(), read: async () => Promise.reject(error) };
    await expect(convertDictionary(files)).rejects.toMatchObject(said);
  });

  it(`as an archive is unpacked is ${code === 'memory' ? code : 'thrown as it is'}`, async () => {
    const archive = new File(['PK\x03\x04'], 'dictionary.zip');
    // The first look at it tells what it is.
    const slice = archive.slice.bind(archive);
    vi.spyOn(archive, 'slice')
      .mockImplementationOnce(slice)
      .mockImplementation(() => {
        throw error;
      });
    await expect(packDictionary([archive])).rejects.toMatchObject(code === 'memory' ? said : error);
  });

  it(`as an analyser is made is ${code}`, async () => {
    const pack = await convertDictionary(dictionary());
    const Real = Int32Array;
    vi.stubGlobal(
      'Int32Array',
      class extends Real {
        constructor(...args: readonly unknown[]) {
          if (typeof args[0] === 'number') throw error;
          super(...(args as []));
        }
      },
    );
    expect(() => createAnalyzer(pack)).toThrow(expect.objectContaining(said));
  });
});

it('a refusal that speaks of allocation stays what it is', async () => {
  const refusal = new DictionaryError('unsupported', 'allocation.csv: more words of one form than fit.');
  const files = { ...dictionary(), read: async () => Promise.reject(refusal) };
  await expect(convertDictionary(files)).rejects.toBe(refusal);
});
