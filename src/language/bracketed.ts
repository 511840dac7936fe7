import type { Span } from '../morphemes/morpheme.ts';
import { HAN, KANA, toHiragana, UNREAD } from './kana.ts';
import type { Morphemes } from './morphemes.ts';

/** Kana that open a bracket after kanji, up to its end or the first mark: 徳川家康（とくがわ いえやす、1543年）. */
const BRACKETED = new RegExp(
  `(?<=${HAN.source}|${KANA.source})[（(](${KANA.source}+(?:[ \u3000・]${KANA.source}+)*)(?=[）)、，,;；／/])`,
  'gu',
);
/** No reading is of more morphemes than these. */
const MOST = 8;
/** A kanji of a name is read as so many kana at most. */
const LONGEST = 4;

/**
 * Readings that a text itself gives in brackets, without the brackets: an analyser takes them apart into words that are
 * not there. A reading is what the dictionary has for the morphemes before it; of names, which dictionaries know in
 * part or read otherwise, whatever is long enough and has two kana in a row from there. By where they begin.
 */
export function bracketedReadings(text: string, morphemes: Morphemes): Map<number, Span> {
  if (!/[（(]/.test(text)) return new Map();
  const ending = new Map(morphemes.map((morpheme, index) => [morpheme?.end, index] as const).reverse());
  const readings = Array.from(text.matchAll(BRACKETED), ({ index, 1: kana = '' }) => ({
    start: index + 1,
    end: index + 1 + kana.length,
    reading: toHiragana(kana.replace(/[ \u3000・]/g, '')),
  })).filter(({ start, reading }) => {
    const last = ending.get(start - 1);
    return last !== undefined && isReadingOf(reading, morphemes, last);
  });
  return new Map(readings.map((span) => [span.start, span]));
}

/** Whether that is how the morphemes up to `last` are read, from some one on. */
function isReadingOf(reading: string, morphemes: Morphemes, last: number): boolean {
  let read = '';
  let kanji = 0;
  let name = false;
  for (let at = last; at >= 0 && last - at < MOST; at--) {
    const morpheme = morphemes[at];
    if (!morpheme || (at < last && morpheme.end !== morphemes[at + 1]!.start)) return false;
    read = toHiragana(morpheme.reading ?? morpheme.surface) + read;
    if (read === reading) return UNREAD.test(morpheme.surface);
    kanji = UNREAD.test(morpheme.surface) ? kanji + [...morpheme.surface].length : Infinity;
    name ||= !morpheme.known || morpheme.partOfSpeech[1] === '固有名詞';
    if (name && reading.length > kanji && reading.length <= LONGEST * kanji && share(read, reading)) return true;
  }
  return false;
}

/** Whether two kana side by side stand in both. */
const share = (read: string, reading: string): boolean =>
  Array.from({ length: read.length - 1 }, (_, at) => read.slice(at, at + 2)).some((two) => reading.includes(two));
