import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CharacterInfo, CharacterTable } from '../../src/morphemes/characters.ts';

/** One line of a dictionary's CSV files. */
export interface Entry {
  readonly surface: string;
  /** Context ids: what the word is to its left and to its right neighbours. */
  readonly left: number;
  readonly right: number;
  readonly cost: number;
  readonly features: readonly string[];
}

/** Six characters of EUC-JP which browsers decode as Microsoft does, and iconv, so MeCab, as JIS does. */
const JIS: Readonly<Record<string, string>> = {
  '～': '\u301c',
  '∥': '\u2016',
  '－': '\u2212',
  '￠': '\u00a2',
  '￡': '\u00a3',
  '￢': '\u00ac',
};

/** JUMAN's dictionary has six entries cut in the middle of a character (AuxV.csv: で and ま with half of what follows); they are left out. */
const UNDECODABLE = '\ufffd';

/** A MeCab dictionary's sources: a folder of *.csv and *.def files in one encoding. */
export class Sources {
  readonly #folder: string;
  readonly #decoder: TextDecoder;
  readonly #jis: boolean;
  readonly #order: readonly string[];

  /** `order`: CSV files that come first, in this order; the others follow by name. */
  constructor(folder: string, encoding: string, order: readonly string[] = []) {
    this.#folder = folder;
    this.#decoder = new TextDecoder(encoding);
    this.#jis = encoding === 'euc-jp';
    this.#order = order;
  }

  #lines(file: string): string[] {
    const text = this.#decoder.decode(readFileSync(join(this.#folder, file)));
    return (this.#jis ? text.replace(/[～∥－￠￡￢]/g, (unit) => JIS[unit] as string) : text).split(/\r?\n/);
  }

  /** Entries of all CSV files: the order of files and lines decides between entries that cost the same. */
  entries(): Entry[] {
    const present = readdirSync(this.#folder)
      .filter((name) => name.endsWith('.csv'))
      .sort();
    const files = [
      ...this.#order.filter((name) => present.includes(name)),
      ...present.filter((name) => !this.#order.includes(name)),
    ];
    return files.flatMap((file) =>
      this.#lines(file)
        .filter((line) => line !== '' && !line.includes(UNDECODABLE))
        .map(parseEntry),
    );
  }

  /** unk.def: entries whose surface is a character category. */
  unknown(): Entry[] {
    return this.#lines('unk.def')
      .filter((line) => line !== '')
      .map(parseEntry);
  }

  /** matrix.def as costs[left id of the right node * right ids + right id of the left node]. */
  matrix(): { leftIds: number; rightIds: number; costs: Int16Array } {
    const lines = this.#lines('matrix.def');
    const [rightIds, leftIds] = (lines[0] as string).split(' ').map(Number) as [number, number];
    const costs = new Int16Array(leftIds * rightIds);
    for (const line of lines.slice(1)) {
      if (line === '') continue;
      const [right, left, cost] = line.split(' ').map(Number) as [number, number, number];
      costs[left * rightIds + right] = cost;
    }
    return { leftIds, rightIds, costs };
  }

  /** char.def, and the names of its categories in their order. */
  characters(): { table: CharacterTable; categories: string[] } {
    const categories: string[] = [];
    const definitions: Pick<CharacterInfo, 'invoke' | 'group' | 'length'>[] = [];
    const mappings: { first: number; last: number; names: string[] }[] = [];
    for (const raw of this.#lines('char.def')) {
      const fields = raw.replace(/#.*/, '').trim().split(/\s+/);
      const head = fields[0] as string;
      if (head === '') continue;
      if (head.startsWith('0x')) {
        const [first, last = first] = head.split('..').map(Number) as [number, number?];
        mappings.push({ first, last, names: fields.slice(1) });
      } else {
        categories.push(head);
        definitions.push({ invoke: fields[1] === '1', group: fields[2] === '1', length: Number(fields[3]) });
      }
    }
    const infos: CharacterInfo[] = [];
    const known = new Map<string, number>();
    const infoOf = (names: string[]): number => {
      const key = names.join(' ');
      const found = known.get(key);
      if (found !== undefined) return found;
      const ids = names.map((name) => categories.indexOf(name));
      if (ids.includes(-1)) throw new Error(`char.def maps characters to an undefined category: ${key}`);
      const category = ids[0] as number;
      infos.push({
        category,
        kinds: ids.reduce((kinds, id) => kinds | (1 << id), 0),
        ...(definitions[category] as (typeof definitions)[number]),
      });
      known.set(key, infos.length - 1);
      return infos.length - 1;
    };
    infoOf(['DEFAULT']);
    // Later lines override earlier ones, as in MeCab.
    const index = new Uint8Array(0x10000);
    for (const { first, last, names } of mappings) index.fill(infoOf(names), first, last + 1);
    const ranges: number[] = [];
    for (let code = 0; code < 0x10000; code++) {
      if (index[code] === 0) continue;
      const first = code;
      while (code + 1 < 0x10000 && index[code + 1] === index[first]) code++;
      ranges.push(first, code, index[first] as number);
    }
    return { table: { infos, ranges, space: (infos[index[0x20] as number] as CharacterInfo).kinds }, categories };
  }
}

/** Splits one CSV line: fields may be quoted, a doubled quote stands for one. */
export function parseCsv(line: string): string[] {
  if (!line.includes('"')) return line.split(',');
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    (match) => match[1]?.replaceAll('""', '"') ?? match[2] ?? '',
  );
}

function parseEntry(line: string): Entry {
  const [surface, left, right, cost, ...features] = parseCsv(line) as [string, string, string, string, ...string[]];
  return { surface, left: Number(left), right: Number(right), cost: Number(cost), features };
}
