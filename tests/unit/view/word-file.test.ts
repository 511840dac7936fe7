import { describe, expect, it } from 'vitest';
import { wordsInFile } from '../../../src/view/options/word-file.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, little = true) => {
  const bytes = new Uint8Array(2 * text.length + 2);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0xfeff, little);
  for (let at = 0; at < text.length; at++) view.setUint16(2 * at + 2, text.charCodeAt(at), little);
  return bytes;
};

describe('a file of words', () => {
  it.each([
    ['UTF-8', utf8('東京\n京都\n')],
    ['UTF-8 with a mark', utf8('\ufeff東京\n京都\n')],
    ['UTF-8 with the line breaks of Windows', utf8('東京\r\n京都\r\n')],
    ['Shift_JIS', Uint8Array.of(0x93, 0x8c, 0x8b, 0x9e, 13, 10, 0x8b, 0x9e, 0x93, 0x73, 13, 10)],
    [
      'Shift_JIS that ends as files did under DOS',
      Uint8Array.of(0x93, 0x8c, 0x8b, 0x9e, 10, 0x8b, 0x9e, 0x93, 0x73, 10, 0x1a),
    ],
    ['UTF-16', utf16('東京\r\n京都\r\n')],
    ['UTF-16, the other way round', utf16('東京\n京都\n', false)],
  ])('is read in %s', (_, bytes) => {
    expect(wordsInFile(bytes)).toEqual(['東京', '京都', '']);
  });

  it('of an input method has its words in the second column', () => {
    const text =
      '!Microsoft IME Dictionary Tool\r\n!Version:\r\n\r\nとうきょう\t東京\t地名その他\r\nきょうと\t京都\t地名その他\t古都\r\n';
    expect(wordsInFile(utf16(text))).toEqual(['東京', '京都']);
  });

  it.each([
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 0x1a, 10, 0, 0, 0, 13)],
    ['zeros', new Uint8Array(20)],
    ['UTF-16 without a mark', utf16('東京a').slice(2)],
    ['UTF-16 that is cut off', utf16('東京').slice(0, -1)],
    ['characters of control', utf8('東京\u0007\n')],
    ['bytes of no encoding', Uint8Array.of(0xff, 0xff, 0x80, 0xfd)],
  ])('is none where it is %s', (_, bytes) => {
    expect(wordsInFile(bytes)).toBeNull();
  });

  it('may be empty', () => {
    expect(wordsInFile(new Uint8Array())).toEqual(['']);
  });
});
