import type { Morpheme } from '../morphemes/morpheme.ts';
import type { Lexicon } from './lexicon.ts';
import { isAdjacent, type Morphemes } from './morphemes.ts';
import { plainNoun, nounWithEndings } from './noun-endings.ts';
import { MOST_MORPHEMES, ownCompound } from './own-compounds.ts';
import type { WordParts } from './reader-word.ts';

/**
 * The longest compound that begins with morpheme `first`, with what is attached to it; null where none does. All are
 * nouns, whatever their last part is by itself: 原曲 (a family's name), 神々 (a mark), 迷惑千万 (a number), 一目惚れ (a verb).
 */
export function compoundAt(text: string, morphemes: Morphemes, first: number, lexicon: Lexicon): WordParts | null {
  const end = compoundEnd(text, morphemes, first, lexicon);
  if (end === null) return null;
  if (morphemes[end - 1]!.partOfSpeech[0] === '動詞') return plainNoun(morphemes, first, end);
  const parts = nounWithEndings(morphemes, first, end);
  return ['name', 'symbol', 'number', 'prefix'].includes(parts.class) ? { ...parts, class: 'noun' } : parts;
}

/** Where the longest compound ends that begins at morpheme `first`. */
function compoundEnd(text: string, morphemes: Morphemes, first: number, lexicon: Lexicon): number | null {
  const begins = (morpheme: Morpheme) => /^(?:名詞|接頭詞)$/.test(morpheme.partOfSpeech[0] ?? '');
  const { start } = morphemes[first]!;
  let nouns = begins(morphemes[first]!) ? first + 1 : first;
  while (
    nouns > first &&
    nouns < first + 3 &&
    isAdjacent(morphemes, nouns) &&
    (begins(morphemes[nouns]!) || morphemes[nouns]!.surface === '々')
  )
    nouns++;
  let end = first + 1;
  while (end < first + MOST_MORPHEMES && isAdjacent(morphemes, end)) end++;
  for (; end > first + 1; end--) {
    const written = text.slice(start, morphemes[end - 1]!.end);
    if (ownCompound(written) !== null || (end <= nouns && lexicon.compound(written) !== null)) return end;
  }
  return null;
}
