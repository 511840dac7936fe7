import { kanaOf } from './kana-verbs.ts';
import { toHiragana, UNREAD } from './kana.ts';
import type { ReaderWord } from './reader-word.ts';
import type { ShownReading } from './reading.ts';

/**
 * The reading of a word's dictionary form, as far as its own reading tells: たべられ with 食べ|られ and 食べる is たべる. Null where
 * it does not.
 */
export function baseReading(
  { base, reading, rubies, start, end }: Pick<ReaderWord, 'base' | 'start' | 'end'> & ShownReading,
  text: string,
): string | null {
  if (!UNREAD.test(base)) return null;
  if (reading === null) return UNREAD.test(text.slice(start, end)) ? null : kanaOf(base);
  // 来る is read otherwise in every form: 来た, 来ない.
  if (base === '来る') return 'くる';
  let result = '';
  // お入りください is 入る: what makes it polite is no part of that.
  const first = /^[おご]/.test(text.slice(start)) && !base.startsWith(text.charAt(start)) ? start + 1 : start;
  let at = first;
  for (const { start: from, end: to, text: ruby } of rubies) {
    result += text.slice(at, from) + ruby;
    at = to;
    const written = text.slice(first, to);
    if (base.startsWith(written) && !UNREAD.test(base.slice(written.length)))
      return toHiragana(result + base.slice(written.length));
  }
  return null;
}
