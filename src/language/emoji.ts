import type { Morphemes } from './morphemes.ts';

const PART = '\\p{Extended_Pictographic}(?:\\ufe0f|\\p{Emoji_Modifier})?';
/**
 * Several emoji that are drawn as one: 👨‍👩‍👧, 🏳️‍🌈.
 * What joins them, U+200D, has a meaning nowhere else in Japanese.
 */
const JOINED = `${PART}(?:\\u200d${PART})+`;
const joinedHere = new RegExp(JOINED, 'uy');

/** UTF-16 units of the joined emoji that begins at `at`; 0 where none does. */
export function joinedEmojiAt(text: string, at: number): number {
  joinedHere.lastIndex = at;
  return joinedHere.exec(text)?.[0].length ?? 0;
}

/** Whether morpheme `index` goes on with the character before it: in 1️⃣, 👨‍👩‍👧, 葛󠄀. */
export function goesOn(morphemes: Morphemes, index: number): boolean {
  const [before, morpheme] = [morphemes[index - 1], morphemes[index]];
  return (
    !!before &&
    !!morpheme &&
    morpheme.start === before.end &&
    (/^[\p{M}\p{Emoji_Modifier}\u200d]/u.test(morpheme.surface) ||
      (before.surface.endsWith('\u200d') && /^\p{Extended_Pictographic}/u.test(morpheme.surface)))
  );
}

/** Where the morphemes end of the character that begins with morpheme `first`. */
export function characterEnd(morphemes: Morphemes, first: number): number {
  let end = first + 1;
  while (goesOn(morphemes, end)) end++;
  return end;
}
