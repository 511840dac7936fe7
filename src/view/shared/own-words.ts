import { MAX_OWN_WORD, MAX_OWN_WORDS } from '../../protocol/limits.ts';

/** UTF-16 units of what stands before a particle that are remembered with it. */
const BEFORE = 8;

/** Whether [start, end) of a text lies within one of the user's own words. */
export function isOwn(text: string, start: number, end: number, words: readonly string[]): boolean {
  return words.some((word) => {
    for (let at = text.indexOf(word); at >= 0 && at <= start; at = text.indexOf(word, at + 1))
      if (end <= at + word.length) return true;
    return false;
  });
}

/**
 * What to remember so that [start, end) is no slip any more: what is written there; of a mere kana or two, which stand
 * everywhere, with the word before it.
 */
export function ownWordAt(text: string, start: number, end: number): string {
  const written = text.slice(start, end);
  if (!/^[ぁ-ん]{1,2}$/.test(written)) return written.slice(0, MAX_OWN_WORD);
  const before = text.slice(Math.max(0, start - BEFORE), start);
  const word = /(?:[\p{Script=Han}々]+[ぁ-ん]{0,4}|[ァ-ヺー]+|[A-Za-z0-9]+|[ぁ-ん]{1,4})$/u.exec(before);
  return (word?.[0] ?? '') + written;
}

/**
 * With further words, each once, without what is none. Where there are too many the oldest go: what is said last
 * counts.
 */
export function withOwnWords(words: readonly string[], more: readonly string[]): string[] {
  const added = more.map((word) => word.trim()).filter((word) => word !== '' && word.length <= MAX_OWN_WORD);
  return [...new Set([...words, ...added])].slice(-MAX_OWN_WORDS);
}
