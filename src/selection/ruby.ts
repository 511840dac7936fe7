import { RUBY_KANA } from '../language/kana.ts';
import { toBare } from './bare.ts';
import type { Segment } from './text.ts';

/** The page's own reading over a stretch of the text: UTF-16 offsets into it, end exclusive. */
export interface PageRuby {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What of a base no reading stands over: white space, and what nobody sees. */
const UNSEEN = /[\s\p{Default_Ignorable_Code_Point}]/gu;
const withoutUnseen = (written: string): string => written.replace(UNSEEN, '');

const READING = new RegExp(`^${RUBY_KANA.source}+$`, 'u');

/** The readings that the page sets over its text, where the selection has all that they stand over. */
export function rubiesOf(segments: readonly Segment[]): PageRuby[] {
  const elements = new Set(
    segments.flatMap(({ node: { parentElement } }) => (parentElement && toBare(parentElement).closest('ruby')) ?? []),
  );
  return [...elements].flatMap((ruby) =>
    pairsOf(ruby).flatMap(({ base, reading }) => {
      const own = segments.filter(({ node }) => base.includes(node));
      const covered = own.reduce((sum, { length }) => sum + length, 0);
      const written = base.reduce((sum, { data }) => sum + withoutUnseen(data).length, 0);
      if (own.length === 0 || covered < written || !READING.test(reading)) return [];
      const last = own.at(-1)!;
      return [{ start: own[0]!.start, end: last.start + last.length, text: reading }];
    }),
  );
}

/** What stands one after the other in a ruby element: bases, and then what is set over them. */
interface Group {
  readonly bases: Text[][];
  readonly readings: string[];
}

/** The text nodes under each reading of a ruby element, in their order. */
const pairsOf = (ruby: Element): { readonly base: readonly Text[]; readonly reading: string }[] =>
  groupsOf(ruby).flatMap(({ bases, readings }) => {
    if (bases.length === readings.length) return bases.map((base, index) => ({ base, reading: readings[index]! }));
    // One base may have a reading in kana and another in Latin; one reading may be of all bases. Else nobody can tell.
    const [kana, ...others] = readings.filter((reading) => READING.test(reading));
    const isClear = others.length === 0 && (bases.length === 1 || readings.length === 1);
    return kana !== undefined && isClear ? [{ base: bases.flat(), reading: kana }] : [];
  });

function groupsOf(ruby: Element): Group[] {
  const groups: Group[] = [];
  let before = '';
  for (const child of ruby.childNodes) {
    const name = child.nodeType === Node.ELEMENT_NODE ? (child as Element).localName : '';
    if (name === 'rt') groups.at(-1)?.readings.push(child.textContent!.trim());
    if (/^(?:rt|rp|rtc)$/.test(name)) continue;
    const texts = textsIn(child).filter(({ data }) => withoutUnseen(data) !== '');
    if (texts.length === 0) continue;
    if (groups.at(-1)?.readings.length !== 0) groups.push({ bases: [], readings: [] });
    const { bases } = groups.at(-1)!;
    // What stands outside `rb` is one base.
    const last = name === 'rb' || before === 'rb' ? undefined : bases.at(-1);
    if (last) last.push(...texts);
    else bases.push(texts);
    before = name;
  }
  return groups;
}

function textsIn(node: Node): Text[] {
  if (node.nodeType === Node.TEXT_NODE) return [node as Text];
  return [...node.childNodes].flatMap(textsIn);
}
