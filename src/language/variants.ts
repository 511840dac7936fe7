import { ALL_KANA, KATAKANA, kanjiOf } from './kana.ts';
import type { Analyzer, Morpheme, Span } from '../morphemes/morpheme.ts';

/** A word that the same text spells in another way, too. */
export interface Variant extends Span {
  /** As it is written here, and as the text has it more often, or first; both as in a dictionary. */
  readonly written: string;
  readonly instead: string;
}

/** Of fewer kana, too many words are spelt alike. */
const LEAST_KANA = 3;
/** Katakana from this length on may or may not have a long mark at the end: コンピュータ, コンピューター. */
const LEAST_KATAKANA = 3;

interface Spelt {
  readonly word: Morpheme;
  readonly base: string;
}

/**
 * Equal readings spelt in two ways in one text (表記ゆれ): 子供 and 子ども, 行う and 行なう, サーバ and サーバー. Homophones, which share no
 * kanji, are other words.
 */
export function spellingVariants(words: readonly Morpheme[], analyzer: Analyzer): Variant[] {
  const groups = new Map<string, Spelt[]>();
  const readings = new Map<string, string | null>();
  const readingOf = (base: string) => {
    let reading = readings.get(base);
    if (reading === undefined) {
      const split = analyzer.analyze(base, { normalize: true });
      reading = split.length === 1 ? (split[0]!.reading ?? (KATAKANA.test(base) ? base : null)) : null;
      readings.set(base, reading);
    }
    return reading;
  };
  for (const word of words) {
    if (!isContent(word)) continue;
    const base = word.baseForm ?? word.surface;
    const reading = readingOf(base);
    if (reading === null) continue;
    const key = `${word.partOfSpeech[0]} ${KATAKANA.test(base) && reading.length >= LEAST_KATAKANA ? reading.replace(/ー$/, '') : reading}`;
    const group = groups.get(key);
    if (group) group.push({ word, base });
    else groups.set(key, [{ word, base }]);
  }
  return [...groups.values()].flatMap(variantsIn).sort((a, b) => a.start - b.start);
}

/** Words that mean something by themselves. */
function isContent({ partOfSpeech: [coarse, fine] }: Morpheme): boolean {
  if (coarse === '名詞') return /^(?:一般|サ変接続|形容動詞語幹|副詞可能)$/.test(fine ?? '');
  return coarse === '動詞' || coarse === '形容詞' ? fine === '自立' : coarse === '副詞';
}

function variantsIn(group: readonly Spelt[]): Variant[] {
  const counts = new Map<string, number>();
  for (const { base } of group) counts.set(base, (counts.get(base) ?? 0) + 1);
  if (counts.size < 2) return [];
  // Sorting keeps the order of those that are equally frequent: the first in the text wins.
  const spellings = [...counts].sort(([, a], [, b]) => b - a).map(([base]) => base);
  return group.flatMap(({ word: { start, end }, base }): Variant[] => {
    const instead = spellings.find((other) => other === base || areOne(base, other, spellings));
    return instead === undefined || instead === base ? [] : [{ start, end, written: base, instead }];
  });
}

/**
 * Whether two spellings that are read alike are of one word: the same kanji, more or fewer of them, or kana for the
 * only one with kanji.
 */
function areOne(a: string, b: string, spellings: readonly string[]): boolean {
  const [mine, its] = [kanjiOf(a), kanjiOf(b)];
  if (mine !== '' && its !== '') return isWithin(mine, its) || isWithin(its, mine);
  if (KATAKANA.test(a) && KATAKANA.test(b)) return true;
  const kana = mine === '' ? a : b;
  return (
    ALL_KANA.test(kana) && kana.length >= LEAST_KANA && spellings.filter((one) => kanjiOf(one) !== '').length === 1
  );
}

/** Whether the characters of `part` stand in `whole` in this order. */
function isWithin(part: string, whole: string): boolean {
  let at = 0;
  for (const character of part) {
    at = whole.indexOf(character, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
