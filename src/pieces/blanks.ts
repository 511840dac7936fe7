import type { Span } from '../morphemes/morpheme.ts';
import type { AddedToken, TextPart } from './added.ts';
import { endWithout, startWithout, WHITE_SPACE } from './spaces.ts';

/**
 * Blanks as people write them, each run one blank:
 * - XXXX: three or more X of one case and width, not within a word or number of Latin letters and digits;
 * - ＿＿ or __: two or more, not within an identifier;
 * - ○○ or ◯◯: two or more circles; 〇〇 too, unless it is a zero among digits (二〇〇〇年, 〇〇七);
 * - （　） or ( ): parentheses with nothing but spaces, and at least one, between them.
 */
const LETTER = 'A-Za-z0-9Ａ-Ｚａ-ｚ０-９';
const DIGIT = '0-9０-９一二三四五六七八九';
const BLANK = new RegExp(
  [
    `(?<![${LETTER}_＿])(?:X{3,}|x{3,}|Ｘ{3,}|ｘ{3,})(?![${LETTER}_＿])`,
    `(?<![${LETTER}])(?:[_＿]{2,})(?![${LETTER}])`,
    `(?<![${DIGIT}〇十百千万億兆][・．.]?)〇{2,}(?![○◯〇${DIGIT}])`,
    // Looked at where a run begins only: anew from each place in it a page's text of a few thousand circles would take
    // seconds.
    `(?<![○◯〇])(?=〇*[○◯])[○◯〇]{2,}`,
    `[（(][ \\t\\u00a0\\u3000]+[)）]`,
  ].join('|'),
  'gu',
);

/** Blanks in `text`, in order. */
export function findBlanks(text: string): Span[] {
  return Array.from(text.matchAll(BLANK), (match) => ({ start: match.index, end: match.index + match[0].length }));
}

/** The parts of `text` with the blanks in it cut out as `mask` would be, but for those that touch a token. */
export function cutBlanks(
  text: string,
  parts: readonly TextPart[],
  { content: token, lstrip, rstrip }: Pick<AddedToken, 'content' | 'lstrip' | 'rstrip'>,
  space = WHITE_SPACE,
): TextPart[] {
  const tokens = parts.filter((part) => part.token !== null);
  const blanks = findBlanks(text).filter(
    ({ start, end }) => !tokens.some((other) => start < other.end && other.start < end),
  );
  return parts.flatMap((part) => {
    if (part.token !== null) return [part];
    const result: TextPart[] = [];
    let at = part.start;
    const plain = (end: number) => {
      if (end > at) result.push({ start: at, end, token: null });
    };
    for (const { start, end } of blanks) {
      if (start < at || end > part.end) continue;
      plain(lstrip ? at + endWithout(space, text.slice(at, start)) : start);
      result.push({ start, end, token });
      at = rstrip ? end + startWithout(space, text.slice(end, part.end)) : end;
    }
    plain(part.end);
    return result;
  });
}
