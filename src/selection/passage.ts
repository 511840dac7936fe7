import { characterStart } from '../language/pairs.ts';
import { sentencesOf } from '../language/sentences.ts';
import type { PageReader, Place, Segment, VisibleText } from './text.ts';

/** A selection in what stands around it: UTF-16 offsets into `text`. A caret is [start, start). */
export interface Passage {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** UTF-16 units read on each side: a model reads some 128 word pieces, and few sentences are longer. */
const REACH = 200;
/** Selections longer than this (UTF-16 units) are their own context. */
const ALONE = 2_000;
/** UTF-16 units of the longest emoji that are joined to one: a family of four with a tone of skin each has 19. */
const EMOJI = 24;
/** Text nodes looked at on each side: pages that set every letter apart are no reason to go on for long. */
const NODES = 400;
const SPACE = /[ \t\n\r\f]/;

/** From the beginning of the sentence that [start, end) begins in to the end of the one it ends in. */
export function sentenceAround(text: string, start: number, end: number): Passage {
  const read = characterStart(text, Math.max(0, start - REACH));
  const sentences = sentencesOf(text.slice(read, characterStart(text, end + REACH)));
  const first = sentences.find((sentence) => sentence.end > start - read);
  const last = sentences.findLast((sentence) => sentence.start < Math.max(end, start + 1) - read);
  const from = Math.min(read + (first?.start ?? start), start);
  const to = Math.max(read + (last?.end ?? end), end);
  return { text: text.slice(from, to), start: start - from, end: end - from };
}

/**
 * What a reader sees around a captured selection, over inline elements, to the ends of its sentences. Null where
 * nothing is around it.
 */
export function passageAround(reader: PageReader, { text, segments }: VisibleText): Passage | null {
  const [first, last] = [segments[0], segments.at(-1)];
  if (!first || !last || text.length > ALONE) return null;
  // With a character of the selection on each side: it says what stands between them.
  const start = { node: first.node, offset: first.offset };
  const end = { node: last.node, offset: last.offset + last.length };
  const before = reader.read(edge(reader, start, 'before'), { ...start, offset: start.offset + 1 }, 4 * REACH).text;
  const tail = tailOf(reader, text, end);
  if (before.at(-1) !== text[0] || !tail) return null;
  const after = reader.read(tail.from, edge(reader, end, 'after'), 4 * REACH).text;
  if (!after.startsWith(tail.text)) return null;
  const at = before.length - 1;
  const passage = sentenceAround(before.slice(0, -1) + text + after.slice(tail.text.length), at, at + text.length);
  return passage.text.length > text.length ? passage : null;
}

/**
 * The last of what was read up to `end`, and where reading has to begin to have it so. Mostly that is one unit; of a
 * joined emoji, whose parts are other signs or none at all when they are read alone, it is the whole.
 */
function tailOf(reader: PageReader, text: string, end: Place): { readonly text: string; readonly from: Place } | null {
  for (let units = 1; units <= Math.min(EMOJI, end.offset); units++) {
    const from = { ...end, offset: end.offset - units };
    const read = reader.read(from, end, units).text;
    if (read !== '' && text.endsWith(read)) return { text: read, from };
  }
  return null;
}

/** What a reader sees around a caret, and where in that the caret is. Null where nothing of its node is seen. */
export function textAround(
  reader: PageReader,
  node: Text,
  offset: number,
): { readonly read: VisibleText; readonly at: number } | null {
  const here = { node, offset };
  const read = reader.read(edge(reader, here, 'before'), edge(reader, here, 'after'), 4 * REACH);
  const at = offsetIn(read.segments, node, offset);
  return at === null ? null : { read, at };
}

/** The place `REACH` units that are read before or after `place`, or where its block ends. */
function edge(reader: PageReader, { node, offset }: Place, side: 'before' | 'after'): Place {
  const walker = node.ownerDocument!.createTreeWalker(reader.blockAround(node), NodeFilter.SHOW_TEXT);
  walker.currentNode = node;
  const step = side === 'before' ? -1 : 1;
  let room = REACH;
  let inSpace = false;
  let here: Place = { node, offset };
  for (let count = 0; count < NODES; count++) {
    const { data, length } = here.node as Text;
    const rendering = reader.renderingOf(here.node as Text);
    const last = side === 'before' ? 0 : length;
    let { offset } = here;
    for (; rendering && room > 0 && offset !== last; offset += step) {
      const isSpace = rendering.whiteSpace !== 'preserve' && SPACE.test(data[side === 'before' ? offset - 1 : offset]!);
      // Of the spaces that markup is laid out with one is read.
      if (!isSpace || !inSpace) room -= 1;
      inSpace = isSpace;
    }
    if (room === 0) return { node: here.node, offset: characterStart(data, offset) };
    const next = (side === 'before' ? walker.previousNode() : walker.nextNode()) as Text | null;
    if (!next) return { node: here.node, offset: side === 'before' ? 0 : length };
    here = { node: next, offset: side === 'before' ? next.length : 0 };
  }
  return here;
}

function offsetIn(segments: readonly Segment[], node: Text, offset: number): number | null {
  const own = segments.filter((segment) => segment.node === node);
  const segment = own.findLast((each) => each.offset <= offset) ?? own[0];
  return segment ? segment.start + Math.max(0, Math.min(offset - segment.offset, segment.length)) : null;
}
