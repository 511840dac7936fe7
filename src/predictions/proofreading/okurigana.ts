import { toHiragana, UNREAD } from '../../language/kana.ts';
import type { Lexicon } from '../../morphemes/morpheme.ts';
import { characterBefore } from '../../morphemes/pairs.ts';
import type { Material, Proposal } from './proposal.ts';

/** Kana written twice, kanji of a word, and kana behind them that stay. */
const LONGEST_TAKEN = 2;
const LONGEST_KANJI = 3;
const LONGEST_TAIL = 4;
/** Bits by which it is rarer than to leave a kana out. */
const RARER = -1;

/**
 * Kana behind kanji that the kanji are read as already: 楽のしい for 楽しい, 全べて for 全て. The rest is a word of the dictionary,
 * and what is written is none.
 */
export function proposeOkurigana({ encoding: { text }, lexicon }: Material): Proposal[] {
  return Array.from(text.matchAll(/\p{Script=Han}(?=[ぁ-ゖ]{2})/gu)).flatMap(({ 0: last, index }) => {
    const start = index + last.length;
    return Array.from({ length: LONGEST_TAKEN }, (_, i) => start + i + 1)
      .filter((end) => /^[ぁ-ゖ]+$/.test(text.slice(start, end + 1)) && isReadAgain(text, start, end, lexicon))
      .map((end): Proposal => ({ kind: 'okurigana', start, end, instead: '', prior: RARER, isReadAgain: true }));
  });
}

function isReadAgain(text: string, start: number, end: number, lexicon: Lexicon): boolean {
  const taken = text.slice(start, end);
  let from = start;
  for (let kanji = 0; kanji < LONGEST_KANJI; kanji++) {
    const before = characterBefore(text, from);
    if (!UNREAD.test(before)) break;
    from -= before.length;
    for (let to = end + 1; to <= end + LONGEST_TAIL && /[ぁ-ゖ]/.test(text.charAt(to - 1)); to++) {
      const tail = text.slice(end, to);
      const isWord = lexicon
        .entries(text.slice(from, start) + tail)
        .some(
          ({ reading, partOfSpeech }) => partOfSpeech[1] !== '固有名詞' && toHiragana(reading).endsWith(taken + tail),
        );
      if (isWord && lexicon.entries(text.slice(from, to)).length === 0) return true;
    }
  }
  return false;
}
