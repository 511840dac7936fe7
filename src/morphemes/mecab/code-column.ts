import { type ColumnRule, LITERAL_END, LITERAL_ESCAPE, toKatakana, lengthenVowels } from '../columns.ts';
import type { ColumnLayout } from '../meta.ts';

export interface CodedColumn {
  readonly layout: ColumnLayout;
  readonly codes?: Uint8Array;
  readonly literals?: Uint8Array;
}

/** Codes one feature column: by the entries' class where it follows from it, else by rules and literals. */
export function codeColumn(
  surfaces: readonly string[],
  columns: readonly (readonly string[])[],
  classes: ArrayLike<number>,
  column: number,
): CodedColumn {
  const byClass: string[] = [];
  const values = columns[column]!;
  const follows = values.every((value, i) => (byClass[classes[i]!] ??= value) === value);
  if (follows) return { layout: { byClass: Array.from(byClass, (value) => value ?? '*') } };
  return codeByRules(surfaces, columns, column);
}

const MOST_RULES = 255;

function codeByRules(
  surfaces: readonly string[],
  columns: readonly (readonly string[])[],
  column: number,
): CodedColumn {
  const values = columns[column]!;
  const keys = new RuleKeys();
  const constants = constantsOf(values);
  // Per entry its candidates, one after another.
  const starts = new Int32Array(surfaces.length + 1);
  let candidates = new Int32Array(surfaces.length * 4);
  let end = 0;
  surfaces.forEach((surface, i) => {
    for (const key of rulesFor(surface, columns, i, column, keys, constants)) {
      if (end === candidates.length) {
        const larger = new Int32Array(end * 2);
        larger.set(candidates);
        candidates = larger;
      }
      candidates[end++] = key;
    }
    starts[i + 1] = end;
  });
  const counts = new Int32Array(keys.size);
  for (let i = 0; i < end; i++) counts[candidates[i]!]!++;
  const rank = places(keys, counts, RARE);
  // Of the rules that give a value the most frequent one is used; those that remain are numbered by their use.
  const choice = (entry: number, place: Int32Array): number => {
    let best = -1;
    for (let i = starts[entry]!; i < starts[entry + 1]!; i++) {
      const key = candidates[i]!;
      if (place[key]! >= 0 && (best < 0 || place[key]! < place[best]!)) best = key;
    }
    return best;
  };
  const uses = new Int32Array(keys.size);
  for (let i = 0; i < surfaces.length; i++) {
    const key = choice(i, rank);
    if (key >= 0) uses[key]!++;
  }
  const number = places(keys, uses, 0, MOST_RULES);
  const rules: ColumnRule[] = [];
  number.forEach((place, key) => {
    if (place >= 0) rules[place] = JSON.parse(keys.text(key)) as ColumnRule;
  });
  const codes = new Uint8Array(surfaces.length);
  const literals: string[] = [];
  for (let i = 0; i < surfaces.length; i++) {
    const key = choice(i, number);
    if (key < 0) literals.push(values[i]!);
    else codes[i] = number[key]! + 1;
  }
  const alphabet = frequentUnits(literals);
  return { layout: { alphabet, rules }, codes, literals: literalBytes(literals, alphabet) };
}

/** A rule that gives no more values than this is not worth its place. */
const RARE = 2;

/** Values worth a rule of their own. */
function constantsOf(values: readonly string[]): Set<string> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return new Set([...counts].flatMap(([value, count]) => (count > RARE ? [value] : [])));
}

/** Of each key its place among those that count more than `above`, the most frequent first; -1 for the others. */
function places(keys: RuleKeys, counts: Int32Array, above: number, most = Infinity): Int32Array {
  const frequent: number[] = [];
  counts.forEach((count, key) => count > above && frequent.push(key));
  frequent.sort((a, b) => counts[b]! - counts[a]! || (keys.text(a) < keys.text(b) ? -1 : 1));
  const place = new Int32Array(counts.length).fill(-1);
  frequent.forEach((key, i) => i < most && (place[key] = i));
  return place;
}

/** Rules by number. */
class RuleKeys {
  readonly #numbers = new Map<string, number>();
  readonly #rules: ColumnRule[] = [];
  readonly #texts: (string | undefined)[] = [];

  get size(): number {
    return this.#rules.length;
  }

  number(rule: ColumnRule): number {
    const key = `${rule.source}/${rule.long ? 'l' : ''}${rule.cut}/${rule.append}`;
    let number = this.#numbers.get(key);
    if (number === undefined) this.#numbers.set(key, (number = this.#rules.push(rule) - 1));
    return number;
  }

  /** The rule as JSON. */
  text(number: number): string {
    return (this.#texts[number] ??= JSON.stringify(this.#rules[number]));
  }
}

/** Every rule that gives the entry's value and may give others: constants, and one replaced ending per source. */
function rulesFor(
  surface: string,
  columns: readonly (readonly string[])[],
  entry: number,
  column: number,
  keys: RuleKeys,
  constants: ReadonlySet<string>,
): number[] {
  const value = columns[column]![entry]!;
  const found = constants.has(value) ? [keys.number({ source: null, cut: 0, append: value })] : [];
  const add = (source: ColumnRule['source'], from: string, long?: true) => {
    let shared = 0;
    while (shared < from.length && shared < value.length && from[shared] === value[shared]) shared++;
    if (shared === 0) return;
    found.push(keys.number({ source, ...(long && { long }), cut: from.length - shared, append: value.slice(shared) }));
  };
  add('surface', surface);
  add('katakana', toKatakana(surface));
  for (let i = 0; i < column; i++) {
    const other = columns[i]![entry]!;
    if (other === '*') continue;
    add(i, other);
    const long = lengthenVowels(other);
    if (long !== other) add(i, long, true);
  }
  return found;
}

function frequentUnits(literals: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const literal of literals)
    for (let i = 0; i < literal.length; i++) counts.set(literal.charAt(i), (counts.get(literal.charAt(i)) ?? 0) + 1);
  return [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, LITERAL_ESCAPE - 1)
    .map(([unit]) => unit)
    .join('');
}

function literalBytes(literals: readonly string[], alphabet: string): Uint8Array {
  const places = new Map(alphabet.split('').map((unit, i) => [unit, i + 1]));
  const bytes: number[] = [];
  for (const literal of literals) {
    for (let i = 0; i < literal.length; i++) {
      const place = places.get(literal.charAt(i));
      if (place !== undefined) bytes.push(place);
      else bytes.push(LITERAL_ESCAPE, literal.charCodeAt(i) & 0xff, literal.charCodeAt(i) >> 8);
    }
    bytes.push(LITERAL_END);
  }
  return Uint8Array.from(bytes);
}
