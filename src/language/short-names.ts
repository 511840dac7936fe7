import type { Morpheme } from '../morphemes/morpheme.ts';
import type { Morphemes } from './morphemes.ts';
import { headOf, tailOf } from './near.ts';
import type { WordParts } from './reader-word.ts';

/** Days as timetables and notices write them: how they are read, and what they are short for. */
const days: ReadonlyMap<string, { readonly reading: string; readonly whole: string }> = new Map(
  '月 げつ 月曜|火 か 火曜|水 すい 水曜|木 もく 木曜|金 きん 金曜|土 ど 土曜|日 にち 日曜|祝 しゅく 祝日'
    .split('|')
    .map((line) => line.split(' ') as [string, string, string])
    .map(([written, reading, whole]) => [written, { reading, whole }]),
);
const WEEK = '月火水木金土日';

/** Countries in one character that is first something else in a dictionary: 日米, 日豪. */
const countries: ReadonlyMap<string, string> = new Map([
  ['日', '日本'],
  ['豪', 'オーストラリア'],
  ['伊', 'イタリア'],
]);

const LIST = /^[・、,/]$/;
const RANGE = /^[〜~\-‐–—―ー]$/;
const DAYS = /^(?:[月火水木金土日]曜日?|土日|日祝|土日祝|祝日|祭日|休日|平日)$/;
/** What stands in one list with days; anything else makes elements, planets or countries of them. */
const WITH_DAYS = /^(?:第?[0-9]|第|隔週|毎週|年末|年始|お盆|午[前後]|臨時|不定)/;
/** A date, or a day of one. */
const DATE = /(?:[0-9〇一二三四五六七八九十]日|[本当同翌]日|[毎今先来隔]週|[0-9][/.\-月][0-9]{1,2})\s*[(〔[]$/;
/** No row has more morphemes to either side. */
const MOST = 16;
/** Nor has the end of a date more characters. */
const DATE_LENGTH = 8;

const isJoiner = (morpheme: Morpheme | null | undefined): boolean =>
  morpheme != null && (LIST.test(morpheme.surface) || RANGE.test(morpheme.surface));
const isDay = (morpheme: Morpheme | null | undefined): boolean =>
  morpheme != null && (days.has(morpheme.surface) || DAYS.test(morpheme.surface));

/** The reading of a day of the week in one character: in brackets behind a date (6日（土）), or in a row of such (土・日). */
export function dayReading(text: string, morphemes: Morphemes, index: number): string | null {
  const { surface, start, end } = morphemes[index]!;
  const day = days.get(surface);
  if (!day) return null;
  const isDated = DATE.test(headOf(text, start, DATE_LENGTH)) && /^[)〕\]]/.test(tailOf(text, end, 1));
  return isDated || isInRow(morphemes, index) ? day.reading : null;
}

function isInRow(morphemes: Morphemes, index: number): boolean {
  let [first, last] = [index, index];
  while (index - first < MOST && isJoiner(morphemes[first - 1]) && isDay(morphemes[first - 2])) first -= 2;
  while (last - index < MOST && isJoiner(morphemes[last + 1]) && isDay(morphemes[last + 2])) last += 2;
  if (first === last) return false;
  const row = morphemes.slice(first, last + 1).map((morpheme) => morpheme!.surface);
  const named = row.filter((_, i) => i % 2 === 0);
  const joiners = row.filter((_, i) => i % 2 === 1);
  // A comma joins anything: 火、水.
  const isLoose = joiners.every((joiner) => /^[、,]$/.test(joiner));
  if (isLoose && named.length < 3 && named.every((one) => WEEK.includes(one))) return false;
  return (
    inOrder(
      named.filter((one) => WEEK.includes(one)).map((one) => WEEK.indexOf(one)),
      joiners.some((joiner) => RANGE.test(joiner)),
    ) &&
    endsAt(morphemes[first - 1], morphemes[first - 2], joiners) &&
    endsAt(morphemes[last + 1], morphemes[last + 2], joiners)
  );
}

/**
 * Days are named as they come, the five elements are not (木・火・土・金・水). A row goes over the week's end once, a list of
 * days from the weekend only.
 */
function inOrder(places: readonly number[], ranged: boolean): boolean {
  const turns = places.slice(0, -1).filter((place, i) => places[i + 1]! <= place);
  return turns.length === 0 || (turns.length === 1 && (ranged || turns[0]! >= WEEK.indexOf('土')));
}

/** Whether no more comes in the same row that is no day: 水・金・地・火. */
const endsAt = (
  joiner: Morpheme | null | undefined,
  beyond: Morpheme | null | undefined,
  joiners: readonly string[],
): boolean =>
  !joiner || !beyond || !LIST.test(joiner.surface) || !joiners.includes(joiner.surface) || joiner.surface === '、'
    ? true
    : WITH_DAYS.test(beyond.surface);

/** A day in one character is short for another word: its dictionary form is that. */
export const dayAt = (text: string, morphemes: Morphemes, index: number): WordParts | null =>
  dayReading(text, morphemes, index) === null
    ? null
    : {
        last: index + 1,
        stem: index + 1,
        class: 'noun',
        base: days.get(morphemes[index]!.surface)!.whole,
        forms: [],
      };

/** The country that a name in one character is short for, where a dictionary has that as something else first. */
export const countryOf = ({ surface, partOfSpeech }: Morpheme): string | null =>
  partOfSpeech[3] === '国' ? (countries.get(surface) ?? null) : null;
