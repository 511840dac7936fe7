import type { Morpheme } from '../morphemes/morpheme.ts';
import { isMarks } from './classes.ts';
import { conjugationForm } from './forms.ts';
import type { Morphemes } from './morphemes.ts';
import { headOf, tailOf } from './near.ts';

/** What a rule of reading sees: a morpheme and those around it, null where there is none or something else stands. */
export interface Place {
  readonly morpheme: Morpheme;
  /** What stands before `before`. */
  readonly prior: Morpheme | null;
  readonly before: Morpheme | null;
  readonly after: Morpheme | null;
  /** What stands behind `after`. */
  readonly beyond: Morpheme | null;
  /** The text before it, and after it: `NEAR` characters of each, after NFKC. */
  readonly head: string;
  readonly tail: string;
}

/** How far a rule sees: what ends a text of any length is found in the same time. */
const NEAR = 16;

/** The place of morpheme `index`. */
export function placeOf(text: string, morphemes: Morphemes, index: number): Place {
  const morpheme = morphemes[index]!;
  const { start, end } = morpheme;
  return {
    morpheme,
    prior: morphemes[index - 2] ?? null,
    before: morphemes[index - 1] ?? null,
    after: morphemes[index + 1] ?? null,
    beyond: morphemes[index + 2] ?? null,
    head: headOf(text, start, NEAR),
    tail: tailOf(text, end, NEAR),
  };
}

/** A reading in hiragana, null where nobody can tell, of what is written so and stands so. */
export type Rule = readonly [surface: string, reading: string | null, when: (place: Place) => boolean];

/** Rules by what is written, in their order. */
export function bySurface(rules: readonly Rule[]): ReadonlyMap<string, readonly Rule[]> {
  const found = new Map<string, Rule[]>();
  for (const rule of rules) found.set(rule[0], [...(found.get(rule[0]) ?? []), rule]);
  return found;
}

/** Everywhere else. */
export const always = (): boolean => true;
/** Behind text that ends so. */
export const behind =
  (pattern: RegExp) =>
  ({ head }: Place): boolean =>
    pattern.test(head);
/** Before text that begins so. */
export const ahead =
  (pattern: RegExp) =>
  ({ tail }: Place): boolean =>
    pattern.test(tail);

/** Nouns that say when or how much, besides those that IPADIC has as such: what follows is no part of them. */
const WHEN =
  /^(?:毎日|朝|普段|結局|もの|食[前後間]|放課後|[前次]回|昨晩|翌[週月]|年[内中]|.+[日年晩夜]中|夜中|正月|先ほど|最[初後]|直前|生まれつき|生れつき|全員|皆|大半|元々|.つ)$/;
/** Seasons make compounds: 冬道, 夏虫. */
const SEASON = /^[春夏秋冬]$/;
/** Counters of times, and of what one takes: 1日3回薬を飲む. */
const TIMES = /^(?:[日月年時分秒晩回度歳才杯錠個泊人]|.*間|[かヶカヵケ]月)$/;

/** Whether a noun says when, how often or how much. */
function saysWhen({ surface, partOfSpeech: [, fine, finer] }: Morpheme): boolean {
  if (WHEN.test(surface)) return true;
  if (finer === '助数詞') return TIMES.test(surface);
  return (fine === '副詞可能' || finer === '副詞可能') && !SEASON.test(surface);
}

/** What stands in brackets is a noun: 『サンデー・ミラー』紙. */
const CLOSING = /^[』」）)\]】〉》”]/;

/** An adjective that respect makes a noun of to IPADIC: お忙しい. */
export const isPoliteAdjective = ({ surface, partOfSpeech: [coarse] }: Morpheme): boolean =>
  coarse === '名詞' && /^お.+しい$/.test(surface);

/**
 * Whether a noun stands by itself and is no part of a compound: what is before it is no noun, or one that says when.
 */
export function isLoose({ morpheme, before }: Pick<Place, 'morpheme' | 'before'>): boolean {
  if (!before || before.end < morpheme.start) return true;
  const [coarse] = before.partOfSpeech;
  // What is left of an adjective: キモい虫.
  if (before.surface === 'い' || isPoliteAdjective(before)) return true;
  if (coarse === '名詞') return saysWhen(before) || (isMarks(before.surface) && !CLOSING.test(before.surface));
  if (coarse === '記号') return !CLOSING.test(before.surface);
  if (coarse === '動詞' || coarse === '形容詞') return conjugationForm(before) === '基本形';
  return coarse !== '接頭詞';
}

/** Whether it stands so, and no noun behind it. */
export const isAlone = ({ morpheme, before, after }: Pick<Place, 'morpheme' | 'before' | 'after'>): boolean =>
  isLoose({ morpheme, before }) && !(after?.partOfSpeech[0] === '名詞' && after.start === morpheme.end);
