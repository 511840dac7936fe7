/** What a number ends in: that decides how the counter after it sounds. */
export type Ending = number | '十' | '百' | '千' | '万' | '億' | '兆' | '何' | '数' | '幾';

/** A number as it is read aloud. */
export interface Numeral {
  /** Hiragana. */
  readonly reading: string;
  readonly ending: Ending;
  /** NaN where it is asked for or vague (何, 数). */
  readonly value: number;
}

const DIGITS = '〇一二三四五六七八九';
const DIGIT_READINGS = ['れい', 'いち', 'に', 'さん', 'よん', 'ご', 'ろく', 'なな', 'はち', 'きゅう'];
const VAGUE: Readonly<Record<string, string>> = { 何: 'なん', 数: 'すう', 幾: 'いく' };
const SMALL: Readonly<Record<string, readonly [reading: string, value: number]>> = {
  十: ['じゅう', 10],
  百: ['ひゃく', 100],
  千: ['せん', 1000],
};
const LARGE: Readonly<Record<string, readonly [reading: string, value: number]>> = {
  万: ['まん', 1e4],
  億: ['おく', 1e8],
  兆: ['ちょう', 1e12],
};
/** Digit and unit that sound otherwise together. */
const TOGETHER: Readonly<Record<string, string>> = {
  一千: 'いっせん',
  三百: 'さんびゃく',
  六百: 'ろっぴゃく',
  八百: 'はっぴゃく',
  何百: 'なんびゃく',
  三千: 'さんぜん',
  八千: 'はっせん',
  何千: 'なんぜん',
  一兆: 'いっちょう',
  八兆: 'はっちょう',
  十兆: 'じゅっちょう',
};
/** Numbers beyond this are read digit by digit, or not at all. */
const MAX_DIGITS = 16;

/** How a component at the end of a number is read when nothing follows it. */
export function endingReading(ending: Ending): string {
  if (typeof ending === 'number') return DIGIT_READINGS[ending]!;
  return VAGUE[ending] ?? SMALL[ending]?.[0] ?? LARGE[ending]![0];
}

/** Digits in threes, which no digit, comma or decimal point stands before, and no digit or comma behind. */
const GROUPS = /(?<![\d,.・])\d{1,3}(?:,\d{3})+(?![\d,])/g;

/**
 * Reads a number written in Arabic digits, in kanji, or in both (3万5千, 二〇二六, 1,234, 3.5).
 * Null for what is no number, or one that is read in more than one way (007, 二三).
 * @param text After NFKC.
 */
export function readNumeral(text: string): Numeral | null {
  const grouped = text.replace(GROUPS, (digits) => digits.replaceAll(',', ''));
  const decimal = /^([\d〇一二三四五六七八九十百千万億兆]+)[.・](\d+|[〇一二三四五六七八九]+)$/.exec(grouped);
  if (decimal) return readDecimal(decimal[1]!, decimal[2]!);
  const written = inKanji(grouped);
  return written === null ? null : readKanji(written);
}

function readDecimal(whole: string, fraction: string): Numeral | null {
  const numeral = readNumeral(whole);
  if (!numeral) return null;
  const digits = Array.from(fraction, digitOf);
  const ending = digits.at(-1)!;
  const short = SHORT_BEFORE_POINT.includes(numeral.ending) ? geminate(numeral) : numeral.reading;
  return {
    reading: `${short}てん${digits.map((digit) => DIGIT_READINGS[digit]).join('')}`,
    ending,
    value: Number(`${numeral.value}.${digits.join('')}`),
  };
}

const SHORT_BEFORE_POINT: readonly Ending[] = [1, 8, '十'];

/** The reading with its last sound shortened, as before k, s, t and p: いち is いっ, じゅう is じゅっ. */
export function geminate({ reading }: Numeral): string {
  return `${reading.slice(0, -1)}っ`;
}

const digitOf = (character: string): number =>
  DIGITS.includes(character) ? DIGITS.indexOf(character) : Number(character);

/** Runs of digits as kanji with units: 1200 is 千二百. A single digit keeps its place before a unit. */
function inKanji(text: string): string | null {
  if (!/^[\d〇零一二三四五六七八九十百千万億兆何数幾]+$/.test(text)) return null;
  let clear = true;
  const written = text
    .replaceAll('零', '〇')
    .replace(/(?<!\d)1000(?=[万億兆])/, '一千')
    .replace(/\d+|[〇一二三四五六七八九]{2,}/g, (run) => {
      const digits = Array.from(run, digitOf);
      // Two kanji digits in a row are as often "two or three" as 23; what begins with 0 is a code.
      if (digits.length > MAX_DIGITS || (digits.length > 1 && digits[0] === 0)) clear = false;
      if (digits.length === 2 && !/\d/.test(run)) clear = false;
      return positional(digits);
    });
  return clear ? written : null;
}

function positional(digits: readonly number[]): string {
  if (digits.length === 1) return DIGITS[digits[0]!]!;
  let result = '';
  for (let at = 0; at < digits.length; at++) {
    const place = digits.length - 1 - at;
    const digit = digits[at]!;
    const small = ['', '十', '百', '千'][place % 4]!;
    if (digit > 0) result += (digit === 1 && small !== '' ? thousand(digits, place) : DIGITS[digit]!) + small;
    const group = digits.slice(Math.max(0, at - 3 + (place % 4)), at + 1);
    if (place % 4 === 0 && place > 0 && group.some((one) => one > 0)) result += ['', '万', '億', '兆'][place / 4] ?? '';
  }
  return result;
}

/** A thousand of a larger unit alone keeps its one: 1000万 is いっせんまん. */
const thousand = (digits: readonly number[], place: number): string =>
  place % 4 === 3 &&
  place > 3 &&
  digits.slice(digits.length - place, digits.length - place + 3).every((one) => one === 0)
    ? '一'
    : '';

function readKanji(written: string): Numeral | null {
  let reading = '';
  let ending: Ending | null = null;
  let value = 0;
  let group = 0;
  /** A digit that waits for its unit. */
  let pending: string | null = null;
  const characters = Array.from(written);
  for (const [at, character] of characters.entries()) {
    if (character in SMALL || character in LARGE) {
      const unit = (SMALL[character] ?? LARGE[character])!;
      const together = TOGETHER[(characters[at - 1] ?? '') + character];
      if (pending === null && together !== undefined) reading = reading.slice(0, -endingReading('十').length);
      reading += together ?? (pending === null ? '' : endingReading(endingOf(pending))) + unit[0];
      const times = pending === null ? 1 : valueOf(pending);
      if (character in SMALL) group += times * unit[1];
      else {
        value += (pending === null ? group || 1 : group + times) * unit[1];
        group = 0;
      }
      pending = null;
    } else {
      // 数 may follow 十 and then stands for digits of its own; a digit after a digit is no number.
      if (pending !== null || (character === '〇' && characters.length > 1)) return null;
      pending = character;
    }
    ending = endingOf(character);
  }
  if (ending === null) return null;
  if (pending !== null) {
    reading += endingReading(endingOf(pending));
    group += valueOf(pending);
  }
  return { reading, ending, value: value + group };
}

const endingOf = (character: string): Ending =>
  DIGITS.includes(character) ? DIGITS.indexOf(character) : (character as Ending);

const valueOf = (character: string): number => (character in VAGUE ? NaN : DIGITS.indexOf(character));
