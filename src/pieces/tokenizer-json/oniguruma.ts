import {
  type CharacterSet,
  expressionOf,
  FOLD_TO_ONE,
  joined,
  negated,
  posixBracket,
  property,
  rangeOf,
  shared,
  shorthand,
  Untranslatable,
  word,
} from './oniguruma-sets.ts';

/** Characters of an expression, and how deep brackets are in brackets: published ones have some hundred, and three. */
const MAX_LENGTH = 10_000;
const MAX_DEPTH = 50;

/** What (?i) and (?m) switch on and off, and where an expression is read backwards. */
interface Options {
  readonly anyCase: boolean;
  readonly dotAll: boolean;
  readonly behind: boolean;
}

/** A part as JavaScript has it, with whether it may match nothing. */
interface Translated {
  readonly text: string;
  readonly empty: boolean;
}

const place = (text: string): Translated => ({ text, empty: true });
const character = (text: string): Translated => ({ text, empty: false });

/** Control characters by the letters they are escaped with. */
const CONTROLS: Readonly<Record<string, string>> = {
  a: '\x07',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};
const BEHIND = `(?<=${word})`;
const NOT_BEHIND = `(?<!${word})`;
const BEFORE = `(?=${word})`;
const NOT_BEFORE = `(?!${word})`;
/** Escapes that are no set of characters. ^ is not behind a line feed that ends the text. */
const ESCAPES: Readonly<Record<string, string>> = {
  A: '(?<![^])',
  z: '(?![^])',
  Z: '(?=\\n?(?![^]))',
  b: `(?:${BEHIND}${NOT_BEFORE}|${NOT_BEHIND}${BEFORE})`,
  B: `(?:${BEHIND}${BEFORE}|${NOT_BEHIND}${NOT_BEFORE})`,
  N: '[^\\n]',
  O: '[^]',
  R: '(?:\\r\\n|(?!\\r\\n)[\\n-\\r\\x85\\u2028\\u2029])',
};
const LINE_START = '(?:(?<![^])|(?<=\\n)(?=[^]))';
const LINE_END = '(?![^\\n])';

/**
 * An expression of Oniguruma, as huggingface/tokenizers reads it, for JavaScript: character sets are Unicode's, ^ and $
 * are the line's, brackets only group.
 * @throws Untranslatable naming what has no translation, SyntaxError for what is no expression.
 */
export function translateOniguruma(source: string): RegExp {
  if (source.length > MAX_LENGTH) throw new Untranslatable(`more than ${MAX_LENGTH} characters`);
  return new RegExp(new Translator(source).translate(), 'gu');
}

class Translator {
  readonly #characters: readonly string[];
  #at = 0;
  #depth = 0;
  #atomic = 0;
  /** The literal just read where case does not count: it may be one with the next. */
  #before = '';

  constructor(source: string) {
    this.#characters = Array.from(source);
  }

  translate(): string {
    const result = this.#alternatives({ anyCase: false, dotAll: false, behind: false });
    if (this.#at < this.#characters.length) throw new SyntaxError('a bracket closes nothing');
    return result.text;
  }

  #peek(): string | undefined {
    return this.#characters[this.#at];
  }

  #next(): string {
    const one = this.#characters[this.#at++];
    if (one === undefined) throw new SyntaxError('it ends in the middle');
    return one;
  }

  /** As much as any of the constructs has that are told at once. */
  #ahead(at = this.#at): string {
    return this.#characters.slice(at, at + 20).join('');
  }

  /** Takes a text where it comes next. */
  #take(text: string): boolean {
    if (this.#characters.slice(this.#at, this.#at + text.length).join('') !== text) return false;
    this.#at += text.length;
    return true;
  }

  #until(end: string): string {
    let text = '';
    for (let one = this.#next(); one !== end; one = this.#next()) text += one;
    return text;
  }

  /** Up to the bracket that closes, which is left, or the end. */
  #alternatives(options: Options): Translated {
    if (++this.#depth > MAX_DEPTH) throw new Untranslatable(`more than ${MAX_DEPTH} brackets in each other`);
    let text = '';
    /** Of the alternatives so far, and of the one that is read. */
    let [empty, own] = [false, true];
    this.#before = '';
    for (let one = this.#peek(); one !== undefined && one !== ')'; one = this.#peek()) {
      if (one === '|') {
        this.#before = '';
        text += this.#next();
        [empty, own] = [empty || own, true];
        continue;
      }
      const switched = this.#switch(options);
      // What is switched holds to the end of the bracket, across alternatives.
      const part = switched ? this.#alternatives(switched) : this.#repeated(this.#atom(options), options);
      text += switched ? `(?:${part.text})` : part.text;
      own &&= part.empty;
    }
    this.#depth--;
    this.#before = '';
    return { text, empty: empty || own };
  }

  /** (?i) and the like, which switch for all that follows. */
  #switch(options: Options): Options | null {
    const written = /^\(\?([a-zA-Z]*(?:-[a-zA-Z]*)?)\)/.exec(this.#ahead());
    if (!written) return null;
    this.#at += written[0].length;
    return switchOptions(options, written[1]!);
  }

  #atom(options: Options): Translated {
    const one = this.#next();
    const before = this.#before;
    this.#before = '';
    switch (one) {
      case '(':
        return this.#group(options);
      case '[':
        return character(expressionOf(this.#set(options)));
      case '\\':
        return this.#escape(options, before);
      case '.':
        return character(options.dotAll ? '[^]' : '[^\\n]');
      case '^':
        return place(LINE_START);
      case '$':
        return place(LINE_END);
      case '*':
      case '+':
      case '?':
        throw new Untranslatable(`${one} behind nothing`);
      default:
        if (one === '{' && this.#interval(this.#at - 1)) throw new Untranslatable('{ behind nothing');
        return this.#literal(one, options, before);
    }
  }

  #literal(one: string, options: Options, before: string): Translated {
    if (!options.anyCase) return character(one.replace(/[\^$\\.*+?()[\]{}|/]/, '\\$&'));
    if (FOLD_TO_ONE.test(before + one)) throw new Untranslatable(`${before + one} in any case`);
    this.#before = one;
    return character(expressionOf(rangeOf(one, one, true)));
  }

  #group(options: Options): Translated {
    const close = (opened: string, inner = options): Translated => {
      const { text, empty } = this.#alternatives(inner);
      this.#next();
      return { text: `${opened}${text})`, empty: empty || /[=!]$/.test(opened) };
    };
    if (this.#peek() === '*') throw new Untranslatable('(*');
    if (!this.#take('?')) return close('(?:');
    if (this.#take('#')) {
      this.#until(')');
      return place('');
    }
    for (const look of [':', '=', '!']) if (this.#take(look)) return close(`(?${look}`);
    for (const look of ['<=', '<!']) if (this.#take(look)) return close(`(?${look}`, { ...options, behind: true });
    if (this.#take('>')) {
      const { text, empty } = close('(?:');
      return { text: this.#whole(text, options), empty };
    }
    if (this.#take('<')) {
      const name = this.#until('>');
      if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) throw new Untranslatable(`(?<${name}>`);
      return close('(?:');
    }
    const switched = /^([a-zA-Z]*(?:-[a-zA-Z]*)?):/.exec(this.#ahead());
    if (!switched) throw new Untranslatable(`(?${this.#peek() ?? ''}`);
    this.#at += switched[0].length;
    return close('(?:', switchOptions(options, switched[1]!));
  }

  /** What gives nothing back once it has matched: looked for ahead, and then taken as it was found. */
  #whole(inside: string, { behind }: Options): string {
    if (behind) throw new Untranslatable('(?> and the like in (?<');
    const name = `a${this.#atomic++}`;
    return `(?:(?=(?<${name}>${inside}))\\k<${name}>)`;
  }

  #repeated(atom: Translated, options: Options): Translated {
    let { text, empty } = atom;
    for (let one = this.#peek(); one !== undefined; one = this.#peek()) {
      let lazy: boolean;
      let whole = false;
      let times = one;
      if (one === '*' || one === '+' || one === '?') {
        this.#at++;
        lazy = this.#take('?');
        whole = !lazy && this.#take('+');
      } else {
        const interval = one === '{' ? this.#interval(this.#at) : null;
        if (!interval) break;
        const { from, to, length } = interval;
        if (to !== '' && Number(from) > Number(to)) throw new Untranslatable(`{${from},${to}}`);
        this.#at += length;
        times = from === to ? `{${from}}` : `{${from},${to}}`;
        // Of a number that is fixed there is no fewer: what follows is another repetition.
        lazy = from !== to && this.#take('?');
      }
      if (text === '') throw new Untranslatable(`${one} behind nothing`);
      // Oniguruma ends there when nothing was matched, JavaScript looks for something first.
      if (empty && times !== '{1}') throw new Untranslatable(`${times} of what may be nothing`);
      // What is repeated anew is put in brackets, as JavaScript does not know it otherwise.
      const repeated = `${text === atom.text ? text : `(?:${text})`}${times}${lazy ? '?' : ''}`;
      text = whole ? this.#whole(repeated, options) : repeated;
      empty ||= /^[*?]|^\{0/.test(times);
      this.#before = '';
    }
    return { text, empty };
  }

  /** {n}, {n,}, {,m} or {n,m} at a place; else the bracket stands for itself. */
  #interval(at: number): { readonly from: string; readonly to: string; readonly length: number } | null {
    const found = /^\{(?:(\d+)(?:(,)(\d*))?|,(\d+))\}/.exec(this.#ahead(at));
    if (!found) return null;
    const [{ length }, from = '0', comma, upTo, most] = found;
    return { from, to: most ?? (comma === undefined ? from : upTo!), length };
  }

  #escape(options: Options, before: string): Translated {
    const one = this.#next();
    if (Object.hasOwn(ESCAPES, one)) return { text: ESCAPES[one]!, empty: !/[NOR]/.test(one) };
    const set = shorthand(one, true) ?? this.#property(one, true);
    return set ? character(expressionOf(set)) : this.#literal(this.#escaped(one), options, before);
  }

  #property(one: string, alone: boolean): CharacterSet | null {
    if ((one !== 'p' && one !== 'P') || !this.#take('{')) return null;
    return property(this.#until('}'), one === 'P', alone);
  }

  /** The character that is escaped so. */
  #escaped(one: string): string {
    if (Object.hasOwn(CONTROLS, one)) return CONTROLS[one]!;
    if (one === 'u' || one === 'x') {
      const found = (one === 'u' ? /^([\dA-Fa-f]{4})/ : /^(?:([0-7][\dA-Fa-f])|\{([\dA-Fa-f]{1,8})\})/).exec(
        this.#ahead(),
      );
      const code = parseInt(found?.[1] ?? found?.[2] ?? '', 16);
      if (!found || !(code <= 0x10ffff)) throw new Untranslatable(`\\${one}`);
      this.#at += found[0].length;
      return String.fromCodePoint(code);
    }
    // Other letters and digits are backward references, calls, and what else there is.
    if (/[A-Za-z0-9]/.test(one)) throw new Untranslatable(`\\${one}`);
    return one;
  }

  /** What is between [ and ]. */
  #set(options: Options): CharacterSet {
    if (++this.#depth > MAX_DEPTH) throw new Untranslatable(`more than ${MAX_DEPTH} brackets in each other`);
    const not = this.#take('^');
    /** Between two && each. */
    const sides: CharacterSet[][] = [[]];
    for (let first = true; first || this.#peek() !== ']'; first = false) {
      if (this.#take('&&')) sides.push([]);
      else sides.at(-1)!.push(this.#member(options));
    }
    this.#at++;
    this.#depth--;
    if (sides.length > 1) refuseCase('&&', options);
    const set = shared(sides.map(joined));
    return not ? negated(set) : set;
  }

  /** A set within brackets, or a character, or one and those up to another. */
  #member(options: Options): CharacterSet {
    const one = this.#next();
    if (one === '[') {
      const name = /^:(\^?\w+):\]/.exec(this.#ahead());
      if (!name) return refuseCase(this.#set(options), options);
      this.#at += name[0].length;
      return refuseCase(posixBracket(name[1]!), options);
    }
    if (one !== '\\') return this.#range(one, options);
    const letter = this.#next();
    const set = shorthand(letter, false) ?? this.#property(letter, false);
    if (set) return /[dhs]/i.test(letter) ? set : refuseCase(set, options);
    return this.#range(this.#escapedInside(letter), options);
  }

  #escapedInside(letter: string): string {
    return letter === 'b' ? '\b' : this.#escaped(letter);
  }

  #range(from: string, options: Options): CharacterSet {
    const { anyCase } = options;
    const hyphen = this.#at;
    if (!this.#take('-')) return rangeOf(from, from, anyCase);
    if (this.#peek() === ']') {
      this.#at = hyphen;
      return rangeOf(from, from, anyCase);
    }
    if (this.#peek() === '[' || this.#ahead().startsWith('&&')) throw new Untranslatable(`${from}-${this.#peek()}`);
    const to = this.#take('\\') ? this.#escapedInside(this.#next()) : this.#next();
    const range = rangeOf(from, to, anyCase);
    // A hyphen behind a range stands for itself.
    return this.#take('-') ? joined([range, rangeOf('-', '-', anyCase)]) : range;
  }
}

/** Sets that are others where case does not count. */
function refuseCase<T extends CharacterSet | string>(set: T, options: Options): T {
  if (options.anyCase) throw new Untranslatable(`${typeof set === 'string' ? set : expressionOf(set)} in any case`);
  return set;
}

function switchOptions(options: Options, letters: string): Options {
  const [on = '', off = ''] = letters.split('-');
  for (const letter of on + off) if (letter !== 'i' && letter !== 'm') throw new Untranslatable(`(?${letters}`);
  const is = (letter: string, before: boolean) => !off.includes(letter) && (on.includes(letter) || before);
  return { ...options, anyCase: is('i', options.anyCase), dotAll: is('m', options.dotAll) };
}
