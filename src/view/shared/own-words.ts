import { MAX_OWN_WORD, MAX_OWN_WORDS } from '../../protocol/limits.ts';

/** UTF-16 units beside a particle in which a word is looked for that is remembered with it. */
const BESIDE = 8;
/** Kanji with the kana behind them, katakana, kana, or letters and digits of any other kind. */
const WORD = String.raw`(?:\p{Script=Han}+[ぁ-ん]{0,4}|[ァ-ヺー]+|[ぁ-ん]{1,4}|[[\p{L}\p{N}]--[ぁ-ヺー\p{Script=Han}]]+)`;
/** Marks between it and a particle in one sentence: 「はい」を, 100％を. */
const MARKS = String.raw`[^\p{L}\p{N}。．！？!?\t\n\r\u2028\u2029]{0,3}`;
const WORD_BEFORE = new RegExp(`${WORD}${MARKS}$`, 'v');
const WORD_BEHIND = new RegExp(`^${MARKS}${WORD}`, 'v');

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
 * everywhere, with the word before it, or the one behind it where its sentence begins with it.
 */
export function ownWordAt(text: string, start: number, end: number): string {
  const written = text.slice(start, end);
  if (!/^(?:[ぁ-ん]{1,2}|[ァ-ヺ])$/.test(written)) return written.slice(0, MAX_OWN_WORD);
  const before = WORD_BEFORE.exec(text.slice(Math.max(0, start - BESIDE), start));
  if (before) return before[0] + written;
  return written + (WORD_BEHIND.exec(text.slice(end, end + BESIDE))?.[0] ?? '');
}

/** With a further word; where there are too many the oldest goes: what is said last counts. */
export const withOwnWord = (words: readonly string[], word: string): string[] =>
  [...new Set([...words, word])].slice(-MAX_OWN_WORDS);

/** What becomes of further words for a list. */
export interface Addition {
  readonly words: string[];
  /** How many are new in it, and how many were left out: too long, or more than there is room for. */
  readonly added: number;
  readonly tooLong: number;
  readonly beyond: number;
}

/** A list with further words, each once; nothing that stands in it has to go. */
export function addOwnWords(words: readonly string[], more: readonly string[]): Addition {
  const known = new Set(['', ...words]);
  const found = [...new Set(more.map((word) => word.trim()))].filter((word) => !known.has(word));
  const fit = found.filter((word) => word.length <= MAX_OWN_WORD);
  const added = fit.slice(0, Math.max(0, MAX_OWN_WORDS - words.length));
  return {
    words: [...words, ...added],
    added: added.length,
    tooLong: found.length - fit.length,
    beyond: fit.length - added.length,
  };
}
