import { type ColumnRule, LITERAL_END, LITERAL_ESCAPE, katakana, lengthened } from '../../src/morphemes/columns.ts';
import type { ColumnLayout } from '../../src/morphemes/dictionary.ts';
import type { Entry } from './sources.ts';

export interface CodedColumn {
  readonly layout: ColumnLayout;
  readonly codes?: Uint8Array;
  readonly literals?: Uint8Array;
}

/** Codes one feature column: by the entries' class where it follows from it, else by rules and literals. */
export function codeColumn(entries: readonly Entry[], classes: readonly number[], column: number): CodedColumn {
  const byClass: string[] = [];
  const follows = entries.every(
    ({ features }, i) => (byClass[classes[i] as number] ??= features[column] as string) === features[column],
  );
  if (follows) return { layout: { byClass: Array.from(byClass, (value) => value ?? '*') } };
  return codeByRules(entries, column);
}

const MOST_RULES = 255;

function codeByRules(entries: readonly Entry[], column: number): CodedColumn {
  const counts = new Map<string, number>();
  const candidates = entries.map((entry) => rulesFor(entry, column));
  for (const keys of candidates) for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  const frequent = [...counts].filter(([, count]) => count > 2).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const rank = new Map(frequent.map(([key], i) => [key, i]));
  // Of the rules that give a value the most frequent one is used; those that remain are numbered by their use.
  const choice = (keys: readonly string[], allowed: ReadonlyMap<string, number>) =>
    keys.reduce<string | null>((best, key) => {
      const place = allowed.get(key);
      return place !== undefined && (best === null || place < (allowed.get(best) as number)) ? key : best;
    }, null);
  const uses = new Map<string, number>();
  for (const keys of candidates) {
    const key = choice(keys, rank);
    if (key !== null) uses.set(key, (uses.get(key) ?? 0) + 1);
  }
  const kept = [...uses].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, MOST_RULES);
  const number = new Map(kept.map(([key], i) => [key, i]));
  const codes = new Uint8Array(entries.length);
  const literals: string[] = [];
  entries.forEach((entry, i) => {
    const key = choice(candidates[i] as string[], number);
    if (key === null) literals.push(entry.features[column] as string);
    else codes[i] = (number.get(key) as number) + 1;
  });
  const alphabet = frequentUnits(literals);
  return {
    layout: { alphabet, rules: kept.map(([key]) => JSON.parse(key) as ColumnRule) },
    codes,
    literals: literalBytes(literals, alphabet),
  };
}

/** Every rule that gives the entry's value: constants, and one replaced ending per source. */
function rulesFor({ surface, features }: Entry, column: number): string[] {
  const value = features[column] as string;
  const keys = [JSON.stringify({ source: null, cut: 0, append: value } satisfies ColumnRule)];
  const add = (source: ColumnRule['source'], from: string, long?: true) => {
    let shared = 0;
    while (shared < from.length && shared < value.length && from[shared] === value[shared]) shared++;
    if (shared === 0) return;
    keys.push(
      JSON.stringify({
        source,
        ...(long && { long }),
        cut: from.length - shared,
        append: value.slice(shared),
      } satisfies ColumnRule),
    );
  };
  add('surface', surface);
  add('katakana', katakana(surface));
  for (let i = 0; i < column; i++) {
    const other = features[i] as string;
    if (other === '*') continue;
    add(i, other);
    if (lengthened(other) !== other) add(i, lengthened(other), true);
  }
  return keys;
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
  const bytes: number[] = [];
  for (const literal of literals) {
    for (let i = 0; i < literal.length; i++) {
      const place = alphabet.indexOf(literal.charAt(i));
      if (place >= 0) bytes.push(place + 1);
      else bytes.push(LITERAL_ESCAPE, literal.charCodeAt(i) & 0xff, literal.charCodeAt(i) >> 8);
    }
    bytes.push(LITERAL_END);
  }
  return Uint8Array.from(bytes);
}
