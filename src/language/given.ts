import type { Ruby } from './furigana.ts';

/** Readings that plain text gives itself, as Aozora Bunko writes them: 理《ことわり》, ｜聖剣《エクスカリバー》. */
export function writtenRubies(text: string): Ruby[] {
  return [
    ...text.matchAll(
      // Kanji are looked at where a run begins only: anew from each one in it, thousands in a row would take seconds.
      /(?:[｜|]([^｜|《》\n]+)|(?<![\p{Script=Han}々ヶ])([\p{Script=Han}々ヶ]+))《([\p{Script=Hiragana}\p{Script=Katakana}ー・]+)》/gu,
    ),
  ].map((match) => {
    const written = match[1] ?? match[2]!;
    const start = match.index + match[0].indexOf(written);
    return { start, end: start + written.length, text: match[3]! };
  });
}
