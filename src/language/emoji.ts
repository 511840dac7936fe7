const PART = '\\p{Extended_Pictographic}(?:\\ufe0f|\\p{Emoji_Modifier})?';
/**
 * Several emoji that are drawn as one: 👨‍👩‍👧, 🏳️‍🌈.
 * What joins them, U+200D, has a meaning nowhere else in Japanese.
 */
const JOINED = `${PART}(?:\\u200d${PART})+`;
const joined = new RegExp(JOINED, 'gu');
const joinedHere = new RegExp(JOINED, 'uy');

/** Emoji made of several that are joined, in order, as stretches of UTF-16 units. */
export const joinedEmoji = (text: string): { readonly start: number; readonly end: number }[] =>
  text.includes('\u200d')
    ? Array.from(text.matchAll(joined), ({ index: start, 0: { length } }) => ({ start, end: start + length }))
    : [];

/** UTF-16 units of the joined emoji that begins at `at`; 0 where none does. */
export function joinedEmojiAt(text: string, at: number): number {
  joinedHere.lastIndex = at;
  return joinedHere.exec(text)?.[0].length ?? 0;
}
