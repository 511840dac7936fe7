import { describe, expect, it } from 'vitest';
import { readLines } from '../../../scripts/node/lines.ts';

async function linesOf(...chunks: readonly (readonly number[] | string)[]): Promise<(string | null)[]> {
  async function* stream() {
    for (const chunk of chunks) yield Buffer.from(chunk as string);
  }
  const found: (string | null)[] = [];
  for await (const lines of readLines(stream())) found.push(...lines);
  return found;
}

describe('lines of a stream', () => {
  it('has a line that is not UTF-8 as none, and all others', async () => {
    expect(await linesOf('犬\n', [0xff, 0x0a], '猫\n')).toEqual(['犬', null, '猫']);
    expect(await linesOf([0x61, 0x0a, 0xff, 0x0a, 0x0a, 0x62, 0x0a, 0xe7])).toEqual(['a', null, '', 'b', null]);
  });

  it('keeps empty lines and takes a last one without its line feed', async () => {
    expect(await linesOf('\n\na\n\nb')).toEqual(['', '', 'a', '', 'b']);
    expect(await linesOf()).toEqual([]);
  });

  it('puts together what chunks cut apart, characters too', async () => {
    const bytes = [...Buffer.from('葉\n花')];
    expect(await linesOf(...bytes.map((byte) => [byte]))).toEqual(['葉', '花']);
  });

  it('leaves out a byte order mark at the beginning alone', async () => {
    expect(await linesOf('\ufeff犬\n\ufeff猫\n')).toEqual(['犬', '\ufeff猫']);
    expect(await linesOf([0xef], [0xbb], [0xbf, 0x61], [0x62])).toEqual(['ab']);
    expect(await linesOf([0xef, 0xbb], [0xbf, 0x0a], '\ufeff猫')).toEqual(['', '\ufeff猫']);
    expect(await linesOf([0xef, 0xbb], [0xbf])).toEqual([]);
    expect(await linesOf([0xef, 0xbb], 'a\n')).toEqual([null]);
  });
});
