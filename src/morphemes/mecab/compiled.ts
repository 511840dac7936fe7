/**
 * MeCab's compiled dictionary. Sources: MeCab 0.996's dictionary.cpp and dictionary.h (sys.dic, unk.dic), connector.cpp
 * (matrix.bin), char_property.cpp and char_property.h (char.bin), darts.h (the double array). All little-endian.
 */
import { DictionaryError } from '../errors.ts';
import { decoderFor, UNDECODABLE } from './encoding.ts';
import {
  type DictionaryFiles,
  type Lexicon,
  MAX_CATEGORIES,
  MAX_UNITS,
  MAX_WORDS,
  type Matrix,
  type MecabDictionary,
  pickCsv,
  parseSettings,
} from './lexicon.ts';
import { CharacterTableBuilder } from './sources.ts';

/** @throws DictionaryError for files that are not what they should be. */
export async function readCompiled(files: DictionaryFiles): Promise<MecabDictionary> {
  const words = readLexicon(await files.read('sys.dic'), 'sys.dic');
  const unknown = readLexicon(await files.read('unk.dic'), 'unk.dic');
  const matrix = readMatrix(await files.read('matrix.bin'));
  const characters = readCharacters(await files.read('char.bin'));
  for (const { left, right } of [words, unknown]) {
    if (left.some((id) => id >= matrix.leftIds) || right.some((id) => id >= matrix.rightIds))
      throw damage('sys.dic', 'it has context ids beyond those of matrix.bin');
  }
  const settings = files.names.includes('dicrc')
    ? parseSettings(new TextDecoder().decode(await files.read('dicrc')))
    : new Map<string, string>();
  return { words, unknown, matrix, characters, settings };
}

const damage = (file: string, what: string) =>
  new DictionaryError('damaged', `${file} is not what MeCab compiles: ${what}.`);

const MAGIC = 0xef718f77;
const VERSION = 102;
const HEADER = 72;
const TOKEN = 16;
/** Bytes of features that may be read beyond all there are. */
const SAMPLED = 1_000_000;

function readLexicon(bytes: Uint8Array, file: string): Lexicon {
  if (bytes.length < HEADER) throw damage(file, `it has ${bytes.length} bytes`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const field = (index: number) => view.getUint32(index * 4, true);
  if ((field(0) ^ MAGIC) >>> 0 !== bytes.length) throw damage(file, 'its magic number does not fit its size');
  if (field(1) !== VERSION) throw damage(file, `its version is ${field(1)} instead of ${VERSION}`);
  const [darts, tokens, features] = [field(6), field(7), field(8)];
  if (HEADER + darts + tokens + features !== bytes.length || darts % 8 !== 0 || tokens % TOKEN !== 0)
    throw damage(file, 'its parts do not make up its size');
  const charset = new TextDecoder().decode(bytes.subarray(40, HEADER)).replace(/\0.*$/s, '');
  const decode = decoderFor(charset);
  const tokenAt = HEADER + darts;
  const featureAt = tokenAt + tokens;

  const surfaces: string[] = [];
  const places: number[] = [];
  let units = 0;
  for (const [key, value] of keys(new DataView(bytes.buffer, bytes.byteOffset + HEADER, darts), file)) {
    const surface = decode(key);
    // Entries cut in the middle of a character, of which JUMAN's dictionary has six, are left out.
    if (surface.includes(UNDECODABLE)) continue;
    const first = value >>> 8;
    units += surface.length;
    if (units > MAX_UNITS || places.length + (value & 0xff) > MAX_WORDS)
      throw new DictionaryError('unsupported', `${file}: more words than any dictionary has.`);
    for (let token = first; token < first + (value & 0xff); token++) {
      if ((token + 1) * TOKEN > tokens) throw damage(file, 'its double array names tokens it does not have');
      surfaces.push(surface);
      places.push(tokenAt + token * TOKEN);
    }
  }
  // Each word has features of its own, which are read once, and a few of them before.
  let unread = 2 * features + SAMPLED;
  return {
    surfaces,
    left: Uint16Array.from(places, (at) => view.getUint16(at, true)),
    right: Uint16Array.from(places, (at) => view.getUint16(at + 2, true)),
    costs: Int16Array.from(places, (at) => view.getInt16(at + 6, true)),
    features(entry, kept) {
      const start = featureAt + view.getUint32(places[entry]! + 8, true);
      const end = bytes.indexOf(0, start);
      if (start >= bytes.length || end < 0) throw damage(file, 'an entry has no features');
      unread -= end - start;
      if (unread < 0) throw damage(file, 'its entries share their features');
      return pickCsv(decode(bytes.subarray(start, end)), kept);
    },
  };
}

/** Longest key in bytes; a double array in a circle is damaged. */
const MAX_KEY = 1024;

/**
 * Every key of a Darts double array with its value, in the order of their bytes. The same array holds each key until
 * the next is asked for.
 * @throws DictionaryError where two nodes share a base: each would have the other's children, so that keys double with
 * every level.
 */
function* keys(units: DataView, file: string): Generator<readonly [Uint8Array, number]> {
  const count = units.byteLength / 8;
  const base = (unit: number) => units.getInt32(unit * 8, true);
  const check = (unit: number) => units.getUint32(unit * 8 + 4, true);
  const visited = new Uint8Array(count);
  const key = new Uint8Array(MAX_KEY);
  // Per depth the base of the node there and the byte that is tried next; byte -1 is the end of a key.
  const bases = new Int32Array(MAX_KEY + 1);
  const next = new Int32Array(MAX_KEY + 1);
  if (count === 0) return;
  bases[0] = base(0);
  next[0] = -1;
  for (let depth = 0; depth >= 0;) {
    const from = bases[depth]!;
    const byte = next[depth]!++;
    if (byte > 0xff) {
      depth--;
      continue;
    }
    const unit = from + byte + 1;
    if (unit < 0 || unit >= count || check(unit) !== from) continue;
    if (visited[unit] === 1) throw damage(file, 'two nodes of its double array have the same children');
    visited[unit] = 1;
    if (byte < 0) {
      const value = base(unit);
      if (value < 0) yield [key.subarray(0, depth), -value - 1];
      continue;
    }
    // A unit whose base is negative is a key's end, which no byte leads to.
    if (base(unit) < 0) continue;
    if (depth === MAX_KEY) throw damage(file, 'its double array does not end');
    key[depth++] = byte;
    bases[depth] = base(unit);
    next[depth] = -1;
  }
}

function readMatrix(bytes: Uint8Array): Matrix {
  if (bytes.length < 4) throw damage('matrix.bin', 'it is empty');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [rightIds, leftIds] = [view.getUint16(0, true), view.getUint16(2, true)];
  if (bytes.length !== 4 + 2 * leftIds * rightIds) throw damage('matrix.bin', 'its size is not what it says');
  return {
    leftIds,
    rightIds,
    costs: new Int16Array(bytes.buffer.slice(bytes.byteOffset + 4, bytes.byteOffset + bytes.length)),
  };
}

/** Codes char.bin has; the last unit is none of them. */
const CODES = 0xffff;
const NAME = 32;

function readCharacters(bytes: Uint8Array): MecabDictionary['characters'] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = bytes.length < 4 ? 0 : view.getUint32(0, true);
  if (count === 0 || count > MAX_CATEGORIES || bytes.length !== 4 + NAME * count + 4 * CODES)
    throw damage('char.bin', 'its size is not what it says');
  const categories = Array.from({ length: count }, (_, i) =>
    new TextDecoder().decode(bytes.subarray(4 + NAME * i, 4 + NAME * (i + 1))).replace(/\0.*$/s, ''),
  );
  const table = new CharacterTableBuilder();
  for (let code = 0; code < CODES; code++) {
    const bits = view.getUint32(4 + NAME * count + 4 * code, true);
    const category = (bits >>> 18) & 0xff;
    if (category >= count) throw damage('char.bin', 'it names a category that it does not have');
    const [length, group, invoke] = [(bits >>> 26) & 0xf, ((bits >>> 30) & 1) === 1, bits >>> 31 === 1];
    table.index[code] = table.info({ category, kinds: bits & 0x3ffff, invoke, group, length });
  }
  return { table: table.finish(), categories };
}
