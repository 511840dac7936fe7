import type { Morpheme } from '../morphemes/morpheme.ts';
import { readingInContext } from './context.ts';
import { isCounter, readCounted, type Counted } from './counters.ts';
import { firstDay } from './first-day.ts';
import type { Ruby } from './furigana.ts';
import { KATAKANA, toHiragana, UNREAD } from './kana.ts';
import type { Morphemes } from './morphemes.ts';
import { headOf, tailOf } from './near.ts';
import { readNumeral, type Numeral } from './numerals.ts';
import { fourOrFive, rangeBefore } from './ranges.ts';
import type { ReaderWord } from './reader-word.ts';
import { isDraw, isTenths } from './tenths.ts';

/** A number in the text, with its counter if it has one. */
interface CountedWord {
  readonly last: number;
  readonly base: string;
  readonly own: ReaderWord['own'];
}

/** The number that begins at morpheme `first`; null where none does. */
export function numberAt(
  text: string,
  morphemes: Morphemes,
  first: number,
  before: readonly ReaderWord[],
): CountedWord | null {
  const morpheme = morphemes[first]!;
  if (!isNumber(morpheme) && !isSeveral(morphemes, first) && !isEightHundred(text, morpheme)) return null;
  let last = first + 1;
  while (isNumberAt(morphemes, last) || (follows(morphemes, last) && separates(morphemes, last))) last++;
  const digits = surfaceOf(morphemes, first, last);
  const counter = gluedAt(morphemes, last) ?? counterAt(morphemes, last);
  // Alone, 何 and 数 are words and no numbers.
  if (!counter && /^[何数幾]$/.test(digits)) return null;
  const end = counter?.last ?? last;
  const base = counter ? digits + counter.text : digits;
  const numeral = readNumeral(digits);
  const start = morpheme.start;
  const middle = morphemes[last - 1]!.end;
  const { rest = '' } = counter ?? {};
  const stop = rest === '' ? morphemes[end - 1]!.end : middle + counter!.text.length;
  const none = { last: end, base, own: { rubies: [], aloud: '' } };
  if (!numeral) return none;
  const beside = { text, start, end: middle, digits };
  if (!counter) {
    const four = fourOrFive(beside);
    if (four === 'span') return { ...none, last };
    const reading = four ? numeral.reading.replace(/よん$/, 'し') : numeral.reading;
    const rubies = UNREAD.test(digits) ? [{ start, end: middle, text: reading }] : [];
    return { last, base, own: { rubies, aloud: reading } };
  }
  const isFirst = counter.text === '日' && /^[1一]$/.test(digits);
  const day = isFirst ? (monthBefore(before, first) ? 'date' : firstDay(text, morphemes, first, stop)) : null;
  if (day === 'either' || (counter.text === '分' && isDraw(text, start))) return none;
  // A fraction where の is a morpheme of its own.
  const divided = counter.text === '分' && morphemes[end]?.surface === 'の' && isNumberAt(morphemes, end + 1);
  const tenths = counter.text === '分' && isTenths(text, start, stop, digits);
  const anyone = counter.text === '人' && digits === '何' && isAnyone(tailOf(text, stop, 60));
  const counted = day
    ? { number: 'ついたち', counter: null }
    : anyone
      ? { number: 'なん', counter: 'ぴと' }
      : divided || tenths
        ? { number: numeral.reading, counter: tenths ? 'ぶ' : 'ぶん' }
        : counter.known
          ? readKnown(numeral, counter.text, {
              range: rangeBefore(beside),
              which: headOf(text, start, 1) === '第' || (counter.text === '組' && yearBefore(before, first)),
              next: follows(morphemes, end) ? (morphemes[end] ?? null) : null,
            })
          : { number: numeral.reading, counter: counter.reading };
  if (!counted) return none;
  const rubies: Ruby[] =
    // One character may be both (㋂): then the reading stands over it.
    counted.counter === null || middle >= stop
      ? [{ start, end: stop, text: counted.number + (counted.counter ?? '') }]
      : [
          ...(UNREAD.test(digits) ? [{ start, end: middle, text: counted.number }] : []),
          ...(UNREAD.test(counter.text) ? [{ start: middle, end: stop, text: counted.counter }] : []),
        ];
  if (UNREAD.test(text.slice(stop, morphemes[end - 1]!.end)))
    rubies.push({ start: stop, end: morphemes[end - 1]!.end, text: rest });
  return { last: end, base, own: { rubies, aloud: counted.number + (counted.counter ?? '') + rest } };
}

/** 十分 where it is ten minutes, and not enough, as the page's ruby says or what stands around it. */
export function tenMinutesAt(
  text: string,
  morphemes: Morphemes,
  first: number,
  given: readonly Ruby[],
): ReaderWord['own'] {
  const { surface, start, end } = morphemes[first]!;
  if (surface !== '十分') return null;
  const own = given.filter((ruby) => ruby.start >= start && ruby.end <= end).map((ruby) => ruby.text);
  const reading = own.length > 0 ? toHiragana(own.join('')) : readingInContext(text, morphemes, first);
  return reading && reading.endsWith('ぷん') ? { rubies: [{ start, end, text: reading }], aloud: reading } : null;
}

/** Anyone at all, in laws and speeches: 何人たりとも, 何人も…してはならない. */
const isAnyone = (tail: string): boolean =>
  /^(?:たりとも|も、?[^。]*?(?:てはならない|(?:奪|侵|妨げら|問|許さ|強制さ|拘束さ|処せら|差別さ)(?:わ|さ)?れ(?:ない|ず|ることはない)|(?:権利|自由)を有する)|も、[^。]*ことができ|(?:に|から|と)も、?[^。]*(?:てはならない|(?:妨げら|干渉さ|侵さ|強制さ|拘束さ)れ(?:ない|ず)))/.test(
    tail,
  );

/** A number with its counter, where what stands around them says how they are read. */
function readKnown(
  numeral: Numeral,
  counter: string,
  {
    range,
    which,
    next,
  }: { readonly range: 'row' | 'span' | null; readonly which: boolean; readonly next: Morpheme | null },
): Counted | null {
  const read = readCounted(numeral, counter, { range: range !== null, which });
  if (range === 'span') {
    const alone = readCounted(numeral, counter);
    return alone?.number === read?.number && alone?.counter === read?.counter ? read : null;
  }
  if (numeral.reading !== 'なん' || !ASKED.test(counter) || !read) return read;
  const many = countsNext(next);
  return many === null ? null : many ? read : { ...read, number: 'なに' };
}

/** What 何 asks for by name as well: 何県に住んでいますか. */
const ASKED = /^(?:県|市|区|語)$/;

/** Whether it asks how many of them, as what follows tells: 何県回りましたか, 何県も. Null where that cannot be told: 何県か. */
function countsNext(next: Morpheme | null): boolean | null {
  if (!next) return false;
  if (next.surface === 'か') return null;
  return next.partOfSpeech[0] === '動詞' || /^(?:も|ほど|くらい|ぐらい|以上|以下)$/.test(next.surface);
}

/** Words that are none behind a number, but its counter and what stands behind that: 三十分水に浸す, 15分の遅れ, 3つも. */
const GLUED = new Map([
  ['分水', { counter: '分', rest: 'みず' }],
  ['分の', { counter: '分', rest: 'の' }],
  ...Array.from('もとやか', (rest) => [`つ${rest}`, { counter: 'つ', rest }] as const),
]);

/** Such a word at morpheme `at`; a fraction is none: 三分の一. */
function gluedAt(morphemes: Morphemes, at: number): FoundCounter | null {
  const { surface = '' } = morphemes[at] ?? {};
  const glued = GLUED.get(surface);
  if (!glued || !follows(morphemes, at) || (glued.rest === 'の' && isNumberAt(morphemes, at + 1))) return null;
  return { text: glued.counter, last: at + 1, known: true, reading: '', rest: glued.rest };
}

const isNumber = ({ surface, partOfSpeech: [coarse, fine] }: Morpheme): boolean =>
  (coarse === '名詞' && fine === '数' && /^[\d〇零一二三四五六七八九十百千万億兆何数幾]+$/.test(surface)) ||
  (surface === '何' && coarse === '名詞');

const isNumberAt = (morphemes: Morphemes, index: number): boolean =>
  follows(morphemes, index) && !!morphemes[index] && isNumber(morphemes[index]);

const follows = (morphemes: Morphemes, index: number): boolean => morphemes[index - 1]?.end === morphemes[index]?.start;

/** A comma or point between digits. */
function separates(morphemes: Morphemes, index: number): boolean {
  const [before, mark, after] = [morphemes[index - 1], morphemes[index], morphemes[index + 1]];
  return (
    !!before &&
    !!mark &&
    !!after &&
    /^[,.]$/.test(mark.surface) &&
    /^\d+$/.test(before.surface) &&
    /^\d/.test(after.surface) &&
    follows(morphemes, index + 1)
  );
}

const surfaceOf = (morphemes: Morphemes, from: number, to: number): string =>
  morphemes
    .slice(from, to)
    .map((morpheme) => morpheme!.surface)
    .join('');

interface FoundCounter {
  readonly text: string;
  readonly last: number;
  readonly known: boolean;
  readonly reading: string;
  /** The reading of what belongs to the same morpheme and to the counter no more. */
  readonly rest?: string;
}

/**
 * The counter at morpheme `at`: the longest that the table knows, of up to three morphemes, or one that the dictionary
 * calls so.
 */
function counterAt(morphemes: Morphemes, at: number): FoundCounter | null {
  let found: FoundCounter | null = null;
  let text = '';
  for (let last = at; last < at + 3 && follows(morphemes, last) && morphemes[last]?.known; last++) {
    const { surface, partOfSpeech } = morphemes[last]!;
    const counts = last === at ? mayCount(morphemes[last]!) : partOfSpeech[0] === '名詞';
    if (!counts) break;
    // Three against two, and no three pairs.
    if (surface === '対' && isNumberAt(morphemes, last + 1)) break;
    text += surface;
    if (isCounter(text)) found = { text, last: last + 1, known: true, reading: '' };
  }
  const first = morphemes[at];
  if (found || !first || !follows(morphemes, at) || !first.partOfSpeech.includes('助数詞') || first.reading === null)
    return found;
  return { text: first.surface, last: at + 1, known: !isPlain(first.reading), reading: toHiragana(first.reading) };
}

/** Counters, and nouns that count only behind a number; つ behind digits is a part of a verb to IPADIC. */
const mayCount = ({ surface, partOfSpeech: [coarse, fine, finer] }: Morpheme): boolean =>
  surface === 'つ' ||
  (coarse === '名詞' && (finer === '助数詞' || fine === '接尾' || (isCounter(surface) && !KATAKANA.test(surface))));

/** Sounds that do not change behind a number. */
const isPlain = (reading: string): boolean => !/^[カキクケコサシスセソタチツテトハヒフヘホパピプペポ]/.test(reading);

/** A month before a day: 4月, which is a number and its counter, and 四月, which IPADIC has as one noun. */
const MONTH = /^(?:(?:[一二三四五六七八九]|十[一二]?|\d{1,2})月|[先今来翌毎同正]月)$/;

const monthBefore = (before: readonly ReaderWord[], first: number): boolean => {
  const last = before.at(-1);
  return last?.last === first && MONTH.test(last.base);
};

/** A year of school before a class: 3年1組, which says which it is. */
const yearBefore = (before: readonly ReaderWord[], first: number): boolean => {
  const last = before.at(-1);
  return last?.last === first && last.class === 'number' && /(?:年|年生|学年)$/.test(last.base);
};

/** 数 of 数百 is a noun to IPADIC. */
const isSeveral = (morphemes: Morphemes, first: number): boolean =>
  /^[数幾]$/.test(morphemes[first]!.surface) &&
  follows(morphemes, first + 1) &&
  /^[十百千万億兆]/.test(morphemes[first + 1]!.surface) &&
  isNumber(morphemes[first + 1]!);

/** 八百 is やお to IPADIC, as in 八百屋. */
const isEightHundred = (text: string, { surface, end }: Morpheme): boolean =>
  surface === '八百' && !/^[屋長]/.test(text.slice(end, end + 1));
