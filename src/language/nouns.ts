import type { Morpheme } from '../morphemes/morpheme.ts';

type Morphemes = readonly (Morpheme | null)[];

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
export function nounsFrom(morphemes: Morphemes, first: number): string[] {
  const found: string[] = [];
  for (let at = first; isNominal(morphemes[at]); at++) found.push((found.at(-1) ?? '') + morphemes[at]!.surface);
  return found;
}

/** The index behind a predicate's endings: た, て, いる and the like; what begins there may be what it describes. */
export function behindEndings(morphemes: Morphemes, predicate: number): number {
  let at = predicate + 1;
  while (morphemes[at] && isEnding(morphemes[at]!)) at++;
  return at;
}

/** Verbs that lean on another, as IPADIC, UniDic and JUMAN call them. */
export const LEANS = /^(?:非自立(?:可能)?|接尾)$/;

const isEnding = ({ surface, partOfSpeech: [coarse, fine] }: Morpheme) =>
  coarse === '助動詞' ||
  (coarse === '動詞' && (LEANS.test(fine ?? '') || /^(?:し|する|さ|でき)$/.test(surface))) ||
  (fine === '接続助詞' && /^[てで]$/.test(surface));

const isNominal = (morpheme: Morpheme | null | undefined) =>
  morpheme != null && /^(?:名詞|接頭詞)$/.test(morpheme.partOfSpeech[0] ?? '') && morpheme.partOfSpeech[1] !== '非自立';
