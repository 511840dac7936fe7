import type { Ruby } from './furigana.ts';
import { RUBY_KANA, UNREAD } from './kana.ts';

// Kanji are looked at where a run begins only: anew from each one in it, thousands in a row would take seconds.
const WRITTEN = new RegExp(
  `(?:[｜|]([^｜|《》\\n]+)|(?<!${UNREAD.source})(${UNREAD.source}+))《(${RUBY_KANA.source}+)》`,
  'gu',
);

/** Readings that plain text gives itself, as Aozora Bunko writes them: 理《ことわり》, ｜聖剣《エクスカリバー》. */
export function writtenRubies(text: string): Ruby[] {
  return Array.from(text.matchAll(WRITTEN), (match) => {
    const written = match[1] ?? match[2]!;
    const start = match.index + match[0].indexOf(written);
    return { start, end: start + written.length, text: match[3]! };
  });
}
