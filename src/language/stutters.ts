import { isMark } from './classes.ts';
import { readingInContext } from './context.ts';
import { toHiragana } from './kana.ts';
import { adjacentAt, adjacentBefore, isAdjacent, type Morphemes } from './morphemes.ts';
import type { WordParts } from './reader-word.ts';

/** What one says before anything: え、駅？ */
const CALLS = /^[あえ]$/;
/** What may stand before the first word of what is said. */
const BEFORE = /[、，。．.…‥!！?？「『（(【〈《“‘―—]$/;

/**
 * The kana that somebody begins to say a word with, and breaks off: き、君は, す…すみません. It is no word, whatever the analyser
 * makes of it. Null where none is morpheme `first`.
 */
export function stutterAt(text: string, morphemes: Morphemes, first: number): WordParts | null {
  const { surface, partOfSpeech } = morphemes[first]!;
  const [coarse = ''] = partOfSpeech;
  // And not what goes on from before: と、友達が言った.
  if (!/^[ぁ-んァ-ン]$/.test(surface) || surface === 'と' || coarse === '接続詞') return null;
  const before = adjacentBefore(morphemes, first);
  // Behind what closes, a particle: “愛”は、母の言葉.
  if (before && (!isMark(before) || !BEFORE.test(before.surface))) return null;
  const pause = adjacentAt(morphemes, first + 1)?.surface ?? '';
  if (!/^(?:、|…+|\.{2,}|・{2,})$/.test(pause) || !isAdjacent(morphemes, first + 2)) return null;
  const { surface: said, reading } = morphemes[first + 2]!;
  const kana = toHiragana(surface);
  const isCall = CALLS.test(kana) && coarse !== '接頭詞';
  const aloud = readingInContext(text, morphemes, first + 2) ?? toHiragana(reading ?? said);
  if (isCall || !aloud.startsWith(kana)) return null;
  return { last: first + 1, stem: first + 1, class: 'other', base: surface, forms: [] };
}
