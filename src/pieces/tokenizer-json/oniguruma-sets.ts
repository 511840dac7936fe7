/** Sets of characters in Oniguruma's expressions, for JavaScript's under the flag u: some V8 err under the flag v. */

/** What an expression cannot be translated for; the message names it. */
export class Untranslatable extends Error {}

/** What is in one pair of brackets, and what JavaScript cannot have in them, each an expression of one character. */
export interface CharacterSet {
  readonly inside: string;
  readonly others: readonly string[];
}

const plain = (inside: string): CharacterSet => ({ inside, others: [] });
const other = (expression: string): CharacterSet => ({ inside: '', others: [expression] });

/** A set as an expression. */
export function expressionOf({ inside, others }: CharacterSet): string {
  if (others.length === 0) return `[${inside}]`;
  return `(?:${[...(inside === '' ? [] : [`[${inside}]`]), ...others].join('|')})`;
}

/** All characters but those. */
export const negated = (set: CharacterSet): CharacterSet =>
  other(set.others.length === 0 ? `[^${set.inside}]` : `(?:(?!${expressionOf(set)})[^])`);

/** The characters that are in any of some sets. */
export const joined = (sets: readonly CharacterSet[]): CharacterSet => ({
  inside: sets.map(({ inside }) => inside).join(''),
  others: sets.flatMap(({ others }) => others),
});

/** The characters that are in each of some sets. */
export const shared = ([first, ...rest]: readonly CharacterSet[]): CharacterSet =>
  rest.length === 0
    ? first!
    : other(`(?:${rest.map((set) => `(?=${expressionOf(set)})`).join('')}${expressionOf(first!)})`);

const WORD = '\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}';
const GRAPH = negated(plain('\\p{White_Space}\\p{Cc}\\p{Cn}\\p{Cs}'));

/** \w by itself and the boundaries of words: a table of Latin-1 has them, which is not asked within brackets. */
const WORD_ALONE = `${WORD}\u00b2\u00b3\u00b9\u00bc-\u00be`;
export const word = `[${WORD_ALONE}]`;

/** What a name in [: :] or \p{ } stands for. */
const NAMED: Readonly<Record<string, CharacterSet>> = {
  alnum: plain('\\p{Alphabetic}\\p{Nd}'),
  alpha: plain('\\p{Alphabetic}'),
  ascii: plain('\\p{ASCII}'),
  blank: plain('\\p{Zs}\\t'),
  cntrl: plain('\\p{Cc}'),
  digit: plain('\\p{Nd}'),
  graph: GRAPH,
  lower: plain('\\p{Lowercase}'),
  print: joined([GRAPH, plain('\\p{Zs}')]),
  punct: plain('\\p{P}\\p{S}'),
  space: plain('\\p{White_Space}'),
  upper: plain('\\p{Uppercase}'),
  xdigit: plain('0-9A-Fa-f'),
  word: plain(WORD),
};

const signed = (set: CharacterSet, not: boolean): CharacterSet => (not ? negated(set) : set);

/** \w, \d, \s and \h, and their opposites in upper case; null for other letters. @param alone Not within brackets. */
export function shorthand(letter: string, alone: boolean): CharacterSet | null {
  if (!/^[wdsh]$/i.test(letter)) return null;
  const name = { w: 'word', d: 'digit', s: 'space', h: 'xdigit' }[letter.toLowerCase()]!;
  return signed(name === 'word' && alone ? plain(WORD_ALONE) : NAMED[name]!, letter !== letter.toLowerCase());
}

/** `name` of [:name:], where ^ stands for not. */
export function posixBracket(name: string): CharacterSet {
  const bare = name.replace('^', '');
  if (!Object.hasOwn(NAMED, bare)) throw new Untranslatable(`[:${name}:]`);
  return signed(NAMED[bare]!, name !== bare);
}

/**
 * `name` of \p{name}, where ^ stands for not: POSIX's, general categories, scripts, and what is true or false of a
 * character.
 * @param not Whether it is of \P{name}.
 */
export function property(name: string, not: boolean, alone: boolean): CharacterSet {
  const bare = name.replace(/^\^/, '');
  const negative = (bare !== name) !== not;
  const key = bare.toLowerCase().replace(/[ _-]/g, '');
  if (key === 'punct') return signed(plain('\\p{P}'), negative);
  if (key === 'word' && alone) return signed(plain(WORD_ALONE), negative);
  if (Object.hasOwn(NAMED, key)) return signed(NAMED[key]!, negative);
  const titled = bare
    .toLowerCase()
    .split(/[ _-]+/)
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('_');
  for (const spelt of /^[A-Za-z0-9 _-]+$/.test(bare) ? [bare, titled] : [])
    for (const known of [spelt, `Script=${spelt}`])
      if (isKnown(`\\p{${known}}`)) return plain(`\\${negative ? 'P' : 'p'}{${known}}`);
  throw new Untranslatable(`\\${not ? 'P' : 'p'}{${name}}`);
}

function isKnown(expression: string): boolean {
  try {
    return new RegExp(expression, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

/** Characters from one to another. */
export function rangeOf(from: string, to: string, anyCase: boolean): CharacterSet {
  const [low, high] = [from.codePointAt(0)!, to.codePointAt(0)!];
  if (low > high) throw new Untranslatable(`${from}-${to}`);
  if (!anyCase) return plain(low === high ? escaped(from) : `${escaped(from)}-${escaped(to)}`);
  if (high - low > 0xffff) throw new Untranslatable(`${from}-${to} in any case`);
  let inside = '';
  for (let code = low; code <= high; code++) inside += inAnyCase(String.fromCodePoint(code));
  return plain(inside);
}

const escaped = (character: string): string =>
  /[\0-/:-@[-`{-~]/.test(character) ? `\\u{${character.codePointAt(0)!.toString(16)}}` : character;

/** What folds to a letter of ASCII beside its two cases. */
const FOLDED: Readonly<Record<string, string>> = { k: '\u212a', s: '\u017f' };

function inAnyCase(character: string): string {
  const [lower, upper] = [character.toLowerCase(), character.toUpperCase()];
  if (/^[A-Za-z]$/.test(character)) return lower + upper + (FOLDED[lower] ?? '');
  if (lower !== character || upper !== character || /[\p{Cased}\u0345]/u.test(character))
    throw new Untranslatable(`${character} in any case`);
  return escaped(character);
}

/** Two characters that are, in any case, the same as one: ß is ss. */
export const FOLD_TO_ONE = /^(?:ss|st|f[fil]|\u02bcn|[a-z][\p{M}\u02be])$/iu;
