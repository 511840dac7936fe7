import type { Span } from '../morphemes/morpheme.ts';
import { toHiragana, UNREAD } from './kana.ts';

/** Hiragana over a stretch of the text. */
export interface Ruby extends Span {
  readonly text: string;
}

/** Kanji side by side, and what is between them. */
const STRETCHES = new RegExp(`${UNREAD.source}+|[^${UNREAD.source}]+`, 'gv');

/**
 * Sets a reading over the kanji of a word only: kana before, between and after them are read as written. `食べ物`, `たべもの`
 * gives 食(た) べ 物(もの). Where kana fit in more than one way (物の怪), and where the reading lacks them, it stands over the
 * whole.
 * @param reading Hiragana or katakana.
 * @param at Where the word begins in the text.
 */
export function furigana(written: string, reading: string | null, at = 0): Ruby[] {
  const hiragana = reading === null ? '' : toHiragana(reading);
  if (hiragana === '' || !UNREAD.test(written) || hiragana === toHiragana(written)) return [];
  const whole = [{ start: at, end: at + written.length, text: hiragana }];
  const stretches = written.match(STRETCHES)!;
  const match = (any: string) =>
    new RegExp(
      `^${stretches.map((stretch) => (UNREAD.test(stretch) ? `(${any})` : `(${escape(toHiragana(stretch))})`)).join('')}$`,
      'u',
    ).exec(hiragana);
  const [shortest, longest] = [match('.+?'), match('.+')];
  if (!shortest || !longest || shortest.some((part, i) => part !== longest[i])) return whole;
  let start = at;
  return stretches.flatMap((stretch, i) => {
    const span = { start, end: start + stretch.length };
    start = span.end;
    return UNREAD.test(stretch) ? [{ ...span, text: shortest[i + 1]! }] : [];
  });
}

const escape = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
