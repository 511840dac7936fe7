import { DictionaryError } from '../errors.ts';

/** Six characters of EUC-JP which browsers decode as Microsoft does, and iconv, so MeCab, as JIS does. */
const JIS: Readonly<Record<string, string>> = {
  '～': '\u301c',
  '∥': '\u2016',
  '－': '\u2212',
  '￠': '\u00a2',
  '￡': '\u00a3',
  '￢': '\u00ac',
};

/** What stands for bytes that are no character. */
export const UNDECODABLE = '\ufffd';

export type Decode = (bytes: Uint8Array) => string;

/** A decoder for a charset under one of the names MeCab knows it by. @throws DictionaryError for others. */
export function decoderFor(charset: string): Decode {
  const name = charset.toLowerCase().replace(/[^a-z0-9]/g, '');
  if (name === 'utf8') {
    const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
    return (bytes) => utf8.decode(bytes);
  }
  if (name === 'eucjp' || name === 'ujis' || name === 'euc') {
    const euc = new TextDecoder('euc-jp');
    return (bytes) => euc.decode(bytes).replace(/[～∥－￠￡￢]/g, (unit) => JIS[unit]!);
  }
  if (/^(?:sjis|shiftjis|cp932|ms932|windows31j)$/.test(name)) {
    const sjis = new TextDecoder('shift_jis');
    return (bytes) => sjis.decode(bytes);
  }
  throw new DictionaryError('unsupported', `The dictionary's character encoding ${charset} is not known.`);
}

/** UTF-8 where the bytes are that, else EUC-JP: the two in which dictionaries' sources are written. */
export function guessCharset(bytes: Uint8Array): 'utf-8' | 'euc-jp' {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return 'utf-8';
  } catch {
    return 'euc-jp';
  }
}
