import type { Morpheme } from '../morphemes/morpheme.ts';
import { conjugationForm } from './forms.ts';
import type { Morphemes } from './morphemes.ts';

/** Morphemes that one noun may be made of. */
const LONGEST_NOUN = 4;

/** The nouns that end before morpheme `end`, the shortest first: 歩道, 横断歩道. */
export function nounsBefore(morphemes: Morphemes, end: number): string[] {
  const found: string[] = [];
  for (let first = end - 1; first >= 0 && end - first <= LONGEST_NOUN && isNominal(morphemes[first]); first--)
    found.push((morphemes[first]?.surface ?? '') + (found.at(-1) ?? ''));
  return found;
}

/** The nouns that begin at morpheme `first`, the shortest first: 横断, 横断歩道. */
function nounsFrom(morphemes: Morphemes, first: number): string[] {
  const found: string[] = [];
  for (let at = first; isNominal(morphemes[at]); at++) found.push((found.at(-1) ?? '') + morphemes[at]!.surface);
  return found;
}

/**
 * The nouns that the predicate at morpheme `at` describes, the shortest first: 布 of 裁っておいた布; none of 裁って布を, and of
 * what does not end as before a noun.
 */
export function describedBy(morphemes: Morphemes, at: number): string[] {
  const first = behindEndings(morphemes, at);
  const last = morphemes[first - 1];
  if (!last || last.partOfSpeech[0] === '助詞' || /^(?:連用|未然|仮定|命令)/.test(conjugationForm(last))) return [];
  return nounsFrom(morphemes, first);
}

/** The index behind a predicate's endings: た, て, いる and the like. */
export function behindEndings(morphemes: Morphemes, predicate: number): number {
  let at = predicate + 1;
  while (morphemes[at] && isEnding(morphemes[at]!)) at++;
  return at;
}

/** Verbs that lean on another, as IPADIC, UniDic and JUMAN call them. */
export const LEANS = /^(?:非自立(?:可能)?|接尾)$/;

const isEnding = ({ surface, partOfSpeech: [coarse, fine] }: Morpheme) =>
  coarse === '助動詞' ||
  (coarse === '動詞' && (LEANS.test(fine ?? '') || /^(?:し|する|さ|でき|できる)$/.test(surface))) ||
  (fine === '接続助詞' && /^[てで]$/.test(surface));

const isNominal = (morpheme: Morpheme | null | undefined) =>
  morpheme != null && /^(?:名詞|接頭詞)$/.test(morpheme.partOfSpeech[0] ?? '') && morpheme.partOfSpeech[1] !== '非自立';

/** Whether a morpheme ends a sentence. */
export const isSentenceEnd = ({ surface }: Morpheme): boolean => /^[。！？!?\n]$/.test(surface);

/**
 * Whether what is done to something stands with が as well as with を for what stands behind its verb: 水が飲みたい, 本が読みやすい,
 * 窓が開けてある.
 */
export function letsObjectTakeGa(morphemes: Morphemes, verb: number): boolean {
  const [next, after] = [morphemes[verb + 1], morphemes[verb + 2]];
  if (next && /^[てで]$/.test(next.surface)) return after?.baseForm === 'ある';
  return /^(?:たい|やすい|にくい|づらい|がたい)$/.test(next?.baseForm ?? '');
}

/** A particle of two words, and another than まで: 九時までに着く, 九時まで待つ. */
export const BY = 'までに';
export const UNTIL = 'まで';

/** The particles of nouns in the tables of handbooks, as a pattern. */
export const PARTICLE = `から|${BY}|${UNTIL}|より|[がをにでとのへ]`;
const CASE = new RegExp(`^(.+?)(${PARTICLE})$`);

/** A noun and its particle (責任を), as the tables of handbooks have them; null of anything else. */
export function splitCase(text: string): { readonly noun: string; readonly link: string } | null {
  const [, noun, link] = CASE.exec(text) ?? [];
  return noun === undefined || link === undefined ? null : { noun, link };
}
