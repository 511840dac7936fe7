import { readFileSync } from 'node:fs';
import { registerOf } from './registers.ts';

/** One meaning of a word. */
export interface Sense {
  /** EDICT's tags for its part of speech: n, v5k, adj-i, … */
  readonly parts: readonly string[];
  readonly glosses: readonly string[];
  /** Who says it to whom: honorific, vulgar, … */
  readonly registers: readonly string[];
  /** Usually written in kana. */
  readonly kana: boolean;
  /** Archaic, obsolete or rare. */
  readonly old: boolean;
}

/** One line of EDICT: a way to write a word, and what it means. */
export interface Entry {
  readonly written: string;
  /** Hiragana or katakana; the same as `written` where that is kana. */
  readonly reading: string;
  readonly senses: readonly Sense[];
  readonly common: boolean;
  /** Not to be learnt: irregular, outdated. */
  readonly irregular: boolean;
  /** Only its kanji are: what it is in kana is in use (する, which EDICT has as 為る). */
  readonly kanjiOnly: boolean;
}

const IRREGULAR_KANJI = new Set(['iK', 'oK']);
const IRREGULAR = new Set(['ik', 'ok', 'io', 'oik', ...IRREGULAR_KANJI]);
const OLD = new Set(['arch', 'obs', 'obsc', 'rare', 'ok']);
const PART =
  /^(?:n|n-.*|v\d.*|v[a-z]+-?.*|vs.*|vk|vz|vi|vt|adj.*|adv.*|pn|prt|pref|suf|ctr|num|int|exp|conj|aux.*|cop.*|unc)$/;
/** What denies the gloss behind it, and is no tag: (not) ever, (in)sufficiently. */
const DENIES = /^\((?:not|cannot|nothing)\)|^\((?:in|im|un)\)(?=[a-z])/;
const NUMBER = /^\((\d+)\)\s*/;

/** EDICT as Debian's package has it. */
export function readEdict(path: string): Entry[] {
  const text = new TextDecoder('euc-jp').decode(readFileSync(path));
  // The first line says what the file is.
  return text
    .split('\n')
    .slice(1)
    .flatMap((line) => parseLine(line) ?? []);
}

function parseLine(line: string): Entry | null {
  const match = /^(\S+) (?:\[(\S+)\] )?\/(.*)\/$/.exec(line);
  if (!match) return null;
  const [, written, reading = written!, rest] = match;
  const segments = rest!.split('/');
  const common = segments.includes('(P)');
  const senses: { parts: string[]; glosses: string[]; registers: string[]; kana: boolean; old: boolean }[] = [];
  let [irregular, kanjiOnly] = [false, true];
  for (const segment of segments) {
    if (segment === '(P)' || segment.startsWith('EntL')) continue;
    let left = segment;
    let parts: string[] | null = null;
    let begins = senses.length === 0;
    let [kana, old] = [false, false];
    const registers = new Set<string>();
    // Tags and the number of the sense stand before the gloss, in brackets.
    for (;;) {
      const tag = /^\(([^()]*)\)\s*/.exec(left);
      if (!tag || DENIES.test(left)) break;
      const tags = tag[1]!.split(',');
      const said = tags.flatMap((one) => registerOf(one) ?? []);
      if (NUMBER.test(left)) begins = true;
      else if (tags.every((one) => PART.test(one))) {
        parts = tags;
        begins = true;
      } else if (tags.some((one) => IRREGULAR.has(one))) {
        irregular ||= senses.length === 0;
        kanjiOnly &&= tags.every((one) => IRREGULAR_KANJI.has(one));
      } else if (tags.includes('uk')) kana = true;
      else if (tags.some((one) => OLD.has(one))) old = true;
      else if (said.length > 0) for (const one of said) registers.add(one);
      else if (!/^[a-zA-Z]{1,8}$|^on-mim$/.test(tags[0]!)) break;
      left = left.slice(tag[0].length);
    }
    if (left === '') continue;
    if (begins)
      senses.push({ parts: parts ?? senses.at(-1)?.parts ?? [], glosses: [], registers: [...registers], kana, old });
    senses.at(-1)!.glosses.push(left.trim());
  }
  return senses.length === 0
    ? null
    : { written: written!, reading, senses, common, irregular, kanjiOnly: irregular && kanjiOnly };
}
