import { toBare } from './bare.ts';
import type { Segment } from './text.ts';

/** The page's own reading over a stretch of the text: UTF-16 offsets into it, end exclusive. */
export interface PageRuby {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What of a base is not read: white space, and what nobody sees. */
const UNREAD = /[\s\p{Default_Ignorable_Code_Point}]/gu;

/** The readings that the page sets over its text, where the selection has all that they stand over. */
export function rubiesOf(segments: readonly Segment[]): PageRuby[] {
  const elements = new Set(
    segments.flatMap(({ node: { parentElement } }) => (parentElement && toBare(parentElement).closest('ruby')) ?? []),
  );
  return [...elements].flatMap((ruby) =>
    pairsOf(ruby).flatMap(({ base, reading }) => {
      const own = segments.filter(({ node }) => base.includes(node));
      const covered = own.reduce((sum, { length }) => sum + length, 0);
      const written = base.reduce((sum, { data }) => sum + data.replace(UNREAD, '').length, 0);
      if (own.length === 0 || covered < written || !/^[\p{Script=Hiragana}\p{Script=Katakana}ー・]+$/u.test(reading))
        return [];
      const last = own.at(-1)!;
      return [{ start: own[0]!.start, end: last.start + last.length, text: reading }];
    }),
  );
}

/** The text nodes under each reading of a ruby element, in their order. */
function pairsOf(ruby: Element): { readonly base: readonly Text[]; readonly reading: string }[] {
  const pairs: { base: Text[]; reading: string }[] = [];
  let base: Text[] = [];
  for (const child of ruby.childNodes) {
    const name = child.nodeType === Node.ELEMENT_NODE ? (child as Element).localName : '';
    if (name === 'rt') {
      pairs.push({ base, reading: child.textContent!.trim() });
      base = [];
    } else if (name !== 'rp' && name !== 'rtc') base.push(...textsIn(child));
  }
  return pairs;
}

function textsIn(node: Node): Text[] {
  if (node.nodeType === Node.TEXT_NODE) return [node as Text];
  return [...node.childNodes].flatMap(textsIn);
}
