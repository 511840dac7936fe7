/**
 * Feature columns that do not follow from the context id (base form, reading, pronunciation), coded per token as one
 * byte: 0 for a literal of its own, or the number of a rule that derives the value from the surface or another column.
 */

/** `source` with its last `cut` UTF-16 units replaced by `append`. */
export interface ColumnRule {
  /**
   * What the rule starts from: the surface, the surface in katakana, an earlier column or that column with long vowels
   * as ー; null for a constant.
   */
  readonly source: 'surface' | 'katakana' | number | null;
  readonly long?: boolean | undefined;
  readonly cut: number;
  readonly append: string;
}

/** Hiragana to katakana, other characters unchanged. */
export function toKatakana(text: string): string {
  let result = '';
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    result += String.fromCharCode(code >= 0x3041 && code <= 0x3096 ? code + 0x60 : code);
  }
  return result;
}

const O_ROW = 'オコソトノホモヨロゴゾドボポョォ';
const U_ROW = 'ウクスツヌフムユルグズヅブプュゥ';
const E_ROW = 'エケセテネヘメレゲゼデベペェ';

/** A reading as it is mostly pronounced: ウ after the o and u rows and イ after the e row lengthen the vowel. */
export function lengthenVowels(reading: string): string {
  let result = '';
  for (let i = 0; i < reading.length; i++) {
    const kana = reading.charAt(i);
    const before = i > 0 ? reading.charAt(i - 1) : '';
    const long =
      before !== '' &&
      ((kana === 'ウ' && (O_ROW.includes(before) || U_ROW.includes(before))) ||
        (kana === 'イ' && E_ROW.includes(before)));
    result += long ? 'ー' : kana;
  }
  return result;
}

/** What a column says of an entry by its rule. @param columns The entry's others, as its dictionary has them. */
function applyRule(rule: ColumnRule, surface: string, columns: readonly string[]): string {
  const source =
    rule.source === null
      ? ''
      : rule.source === 'surface'
        ? surface
        : rule.source === 'katakana'
          ? toKatakana(surface)
          : (columns[rule.source] ?? '');
  const from = rule.long ? lengthenVowels(source) : source;
  return from.slice(0, from.length - rule.cut) + rule.append;
}

/** Literals of a column: strings ended by a zero byte, in a byte code of the column's own. */
export const LITERAL_END = 0;
/** Followed by two bytes, low first: a UTF-16 unit that has no byte of its own. */
export const LITERAL_ESCAPE = 255;

const CHECKPOINT = 64;

/** Random access to one coded column. */
export class Column {
  readonly #codes: Uint8Array;
  readonly #literals: Uint8Array;
  readonly #alphabet: string;
  readonly #rules: readonly ColumnRule[];
  /** Where the literals of every CHECKPOINT-th token start; made when first asked for. */
  #checkpoints: Uint32Array | null = null;

  constructor(codes: Uint8Array, literals: Uint8Array, alphabet: string, rules: readonly ColumnRule[]) {
    this.#codes = codes;
    this.#literals = literals;
    this.#alphabet = alphabet;
    this.#rules = rules;
  }

  value(token: number, surface: string, columns: readonly string[]): string {
    const code = this.#codes[token] as number;
    if (code !== 0) {
      const rule = this.#rules[code - 1];
      return rule ? applyRule(rule, surface, columns) : '';
    }
    this.#checkpoints ??= this.#findCheckpoints();
    let at = this.#checkpoints[Math.floor(token / CHECKPOINT)] as number;
    for (let t = token - (token % CHECKPOINT); t < token; t++) if (this.#codes[t] === 0) at = this.#skip(at);
    return this.#decode(at);
  }

  #findCheckpoints(): Uint32Array {
    const checkpoints = new Uint32Array(Math.ceil(this.#codes.length / CHECKPOINT));
    let at = 0;
    for (let token = 0; token < this.#codes.length; token++) {
      if (token % CHECKPOINT === 0) checkpoints[token / CHECKPOINT] = at;
      if (this.#codes[token] === 0) at = this.#skip(at);
    }
    return checkpoints;
  }

  #skip(at: number): number {
    const literals = this.#literals;
    while (at < literals.length && literals[at] !== LITERAL_END) at += literals[at] === LITERAL_ESCAPE ? 3 : 1;
    return at + 1;
  }

  #decode(at: number): string {
    const literals = this.#literals;
    let result = '';
    for (; at < literals.length && literals[at] !== LITERAL_END; at++) {
      const byte = literals[at] as number;
      if (byte === LITERAL_ESCAPE) {
        result += String.fromCharCode((literals[at + 1] as number) | ((literals[at + 2] as number) << 8));
        at += 2;
      } else result += this.#alphabet.charAt(byte - 1);
    }
    return result;
  }
}
