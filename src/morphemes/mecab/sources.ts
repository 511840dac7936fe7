import type { CharacterInfo, CharacterTable } from '../characters.ts';
import { DictionaryError } from '../errors.ts';
import { type Decode, decoderFor, guessCharset, UNDECODABLE } from './encoding.ts';
import {
  type DictionaryFiles,
  type Lexicon,
  MAX_CATEGORIES,
  MAX_WORDS,
  type Matrix,
  type MecabDictionary,
  parseCsv,
  parseSettings,
} from './lexicon.ts';

/**
 * A MeCab dictionary's sources: *.csv and *.def in one encoding.
 * @param order CSV files that come first, in this order; the others follow by name. It decides between entries that
 * cost the same.
 * @throws DictionaryError
 */
export async function readSources(
  files: DictionaryFiles,
  { charset, order = [] }: { readonly charset?: string; readonly order?: readonly string[] } = {},
): Promise<MecabDictionary> {
  const unknown = await files.read('unk.def');
  const decode = decoderFor(charset ?? guessCharset(unknown));
  const check = checkSize();
  const lines = async (name: string) => {
    const bytes = await files.read(name);
    check(name, bytes);
    return decode(bytes).split(/\r?\n/);
  };
  check('unk.def', unknown);
  const unknownLines = decode(unknown).split(/\r?\n/);
  const present = files.names.filter((name) => name.endsWith('.csv')).sort();
  const sorted = [
    ...order.filter((name) => present.includes(name)),
    ...present.filter((name) => !order.includes(name)),
  ];
  if (sorted.length === 0) throw new DictionaryError('damaged', 'The dictionary has no CSV file.');
  const words: string[] = [];
  // Not all by one push: a call takes only so many arguments.
  for (const name of sorted) for (const line of await lines(name)) words.push(line);
  return {
    words: parseLexicon(words),
    unknown: parseLexicon(unknownLines),
    matrix: parseMatrix(await files.read('matrix.def'), decode),
    characters: parseCharacters(await lines('char.def')),
    settings: files.names.includes('dicrc')
      ? parseSettings((await lines('dicrc')).join('\n'))
      : new Map<string, string>(),
  };
}

/** Columns of all files together: NEologd has 3.2 million lines of 13, UniDic 3 has 0.9 of 33. */
const MAX_COLUMNS = 80_000_000;
/** Lines of char.def that say something of characters: at most one each. */
const MAX_MAPPINGS = 0x10000;

/** What is a few kilobytes in an archive may be hundreds of millions of empty lines, or of empty columns. */
function checkSize(): (name: string, bytes: Uint8Array) => void {
  let [lines, columns] = [0, 0];
  return (name, bytes) => {
    for (const byte of bytes) {
      if (byte === 0x0a) lines++;
      else if (byte === 0x2c) columns++;
    }
    if (lines > MAX_WORDS || columns > MAX_COLUMNS)
      throw new DictionaryError('unsupported', `${name}: more lines or columns than any dictionary has.`);
  };
}

/**
 * Lines of CSV: surface, left id, right id, cost, features. JUMAN's dictionary has six entries cut in the middle of a
 * character (AuxV.csv: で and ま with half of what follows); they are left out.
 */
function parseLexicon(lines: readonly string[]): Lexicon {
  const rows = lines.filter((line) => line !== '' && !line.includes(UNDECODABLE)).map(parseCsv);
  const column = (index: number, lowest: number, highest: number) =>
    rows.map((row) => {
      const value = Number(row[index]);
      if (!Number.isInteger(value) || value < lowest || value > highest)
        throw new DictionaryError(
          'damaged',
          `The dictionary's entry ${row.slice(0, 4).join(',').slice(0, 60)} has no ids and cost.`,
        );
      return value;
    });
  const surfaces = rows.map(([surface]) => surface!);
  return {
    surfaces,
    left: Uint16Array.from(column(1, 0, 0xffff)),
    right: Uint16Array.from(column(2, 0, 0xffff)),
    costs: Int16Array.from(column(3, -0x8000, 0x7fff)),
    features: (entry, kept) => kept?.flatMap((column) => rows[entry]![column + 4] ?? []) ?? rows[entry]!.slice(4),
  };
}

/** Bytes of a line of matrix.def (`0 0 0`), and how many pairs may lack theirs, as in a dictionary made for a test. */
const [SHORTEST_LINE, SMALL] = [6, 1_000_000];

function parseMatrix(bytes: Uint8Array, decode: Decode): Matrix {
  // A matrix of UniDic's size is longer than a string may be, so it is read number by number.
  let at = 0;
  const next = (): number => {
    while (bytes[at]! <= 0x20) at++;
    const negative = bytes[at] === 0x2d;
    if (negative) at++;
    let value = 0;
    for (; bytes[at]! >= 0x30 && bytes[at]! <= 0x39; at++) value = value * 10 + bytes[at]! - 0x30;
    if (at < bytes.length && bytes[at]! > 0x20)
      throw new DictionaryError('damaged', `matrix.def: ${decode(bytes.subarray(at, at + 20))} is no number.`);
    return negative ? -value : value;
  };
  const [rightIds, leftIds] = [next(), next()];
  if (!(rightIds > 0 && leftIds > 0 && rightIds <= 0xffff && leftIds <= 0xffff))
    throw new DictionaryError('damaged', 'matrix.def does not begin with its size.');
  // Every pair has a line of its own; a size that the lines do not fill is a mistake, or wants gigabytes.
  if (leftIds * rightIds > Math.max(SMALL, bytes.length / SHORTEST_LINE))
    throw new DictionaryError('damaged', 'matrix.def has fewer lines than its size says.');
  const costs = new Int16Array(leftIds * rightIds);
  const blank = () => {
    while (at < bytes.length && bytes[at]! <= 0x20) at++;
    return at >= bytes.length;
  };
  while (!blank()) {
    const [right, left, cost] = [next(), next(), next()];
    if (right >= rightIds || left >= leftIds)
      throw new DictionaryError('damaged', 'matrix.def names ids beyond its size.');
    costs[left * rightIds + right] = cost;
  }
  return { leftIds, rightIds, costs };
}

/** char.def, and the names of its categories in their order. */
function parseCharacters(lines: readonly string[]): { table: CharacterTable; categories: string[] } {
  const categories: string[] = [];
  const definitions: Pick<CharacterInfo, 'invoke' | 'group' | 'length'>[] = [];
  const mappings: { first: number; last: number; names: string[] }[] = [];
  for (const raw of lines) {
    const fields = raw.replace(/#.*/, '').trim().split(/\s+/);
    const head = fields[0]!;
    if (head === '') continue;
    if (head.startsWith('0x')) {
      const [first, last = first] = head.split('..').map(Number) as [number, number?];
      mappings.push({ first, last, names: fields.slice(1) });
    } else {
      categories.push(head);
      definitions.push({ invoke: fields[1] === '1', group: fields[2] === '1', length: Number(fields[3]) });
    }
  }
  if (categories.length > MAX_CATEGORIES || mappings.length > MAX_MAPPINGS)
    throw new DictionaryError('unsupported', 'char.def: more categories or lines than any dictionary has.');
  const table = new CharacterTableBuilder();
  const infoOf = (names: string[]): number => {
    const ids = names.map((name) => categories.indexOf(name));
    if (ids.length === 0 || ids.includes(-1))
      throw new DictionaryError('damaged', `char.def maps characters to an undefined category: ${names.join(' ')}.`);
    const category = ids[0]!;
    return table.info({ category, kinds: ids.reduce((kinds, id) => kinds | (1 << id), 0), ...definitions[category]! });
  };
  infoOf(['DEFAULT']);
  // Later lines override earlier ones, as in MeCab.
  for (const { first, last, names } of mappings) table.index.fill(infoOf(names), first, last + 1);
  return { table: table.finish(), categories };
}

/** Numbers what is said of characters, and finds the ranges that are alike. */
export class CharacterTableBuilder {
  readonly index = new Uint16Array(0x10000);
  readonly #infos: CharacterInfo[] = [];
  readonly #known = new Map<string, number>();

  info(info: CharacterInfo): number {
    const key = `${info.category} ${info.kinds} ${info.invoke} ${info.group} ${info.length}`;
    let found = this.#known.get(key);
    if (found === undefined) this.#known.set(key, (found = this.#infos.push(info) - 1));
    return found;
  }

  finish(): CharacterTable {
    const { index } = this;
    const ranges: number[] = [];
    for (let code = 0; code < 0x10000; code++) {
      if (index[code] === 0) continue;
      const first = code;
      while (code + 1 < 0x10000 && index[code + 1] === index[first]) code++;
      ranges.push(first, code, index[first]!);
    }
    return { infos: this.#infos, ranges, space: this.#infos[index[0x20]!]!.kinds };
  }
}
