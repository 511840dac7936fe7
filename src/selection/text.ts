import { joinedEmojiAt } from '../language/emoji.ts';
import { characterAt, characterStart } from '../language/pairs.ts';
import { isBetweenWide } from '../language/wide.ts';
import { toBare } from './bare.ts';
import { FlatTree, type OpenRoot } from './flat-tree.ts';
import { relationOf, type Standing } from './lines.ts';
import { Renderings, type Rendering } from './rendering.ts';

/** A place in the page: before the `offset`-th child or UTF-16 unit of `node`. */
export interface Place {
  readonly node: Node;
  readonly offset: number;
}

/** A stretch of the text that is, unit for unit, a stretch of one text node. */
export interface Segment {
  /** UTF-16 offset into the text. */
  readonly start: number;
  readonly length: number;
  readonly node: Text;
  /** UTF-16 offset into the node's data. */
  readonly offset: number;
}

export interface VisibleText {
  readonly text: string;
  /** Reading ended at its limit, and more can be seen behind it. */
  readonly goesOn: boolean;
  readonly segments: readonly Segment[];
  readonly vertical: boolean;
}

/** Never seen, but within an emoji: soft hyphen, joiners, marks of direction, variation selectors and the like. */
const INVISIBLE = /^\p{Default_Ignorable_Code_Point}$/u;
/** Of these, what belongs to the character before. */
const SELECTOR = /^\p{Variation_Selector}$/u;
/** Spaces that are drawn as a box or a line to write on are a blank, and so they are read. */
const BOX = /^[\u3000\u00a0]{2,}$/;
/** Every stretch of spaces as it is read where it is drawn so. */
export const asBlanks = (text: string): string =>
  text.replace(/[\u3000\u00a0]{2,}/g, ({ length }) => '＿'.repeat(length));
const isFramed = ({ borderBottomStyle, borderBottomWidth, textDecorationLine }: CSSStyleDeclaration): boolean =>
  (borderBottomStyle !== 'none' && parseFloat(borderBottomWidth) > 0) || textDecorationLine.includes('underline');

/**
 * What stands between the last character and the next: nothing, a space, a line break in the source, a line break that
 * is seen, or what their places tell.
 */
type Between = '' | ' ' | 'break' | 'perhaps' | 'wraps' | '\n';
const STRENGTH: readonly Between[] = ['', 'break', ' ', 'wraps', 'perhaps', '\n'];

/** Builds the text, collapsing white space as the page's style does, and remembers where each unit came from. */
class Builder {
  readonly parts: string[] = [];
  readonly segments: { start: number; length: number; node: Text; offset: number }[] = [];
  length = 0;
  /** Characters that stand one below the other, less those beside each other, of those whose places were looked at. */
  stacked = 0;
  private pending: Between = '';
  private standing: Standing | null = null;

  /** A boundary of a box, or a forced line break. */
  newLine(line: Rendering['line']): void {
    if (this.length === 0 || line === 'never') return;
    this.expect(line === 'always' ? '\n' : line);
  }

  add(node: Text, from: number, to: number, { whiteSpace, placed, style }: Rendering): void {
    const data = BOX.test(node.data) && isFramed(style) ? asBlanks(node.data) : node.data;
    for (let at = from; at < to; at++) {
      const unit = data[at]!;
      // All of Latin but the soft hyphen, and most of what Japanese is written with, needs no asking.
      if (
        unit === '\u00AD' ||
        (unit >= '\u034F' && !(unit >= '\u3001' && unit <= '\u3163') && !(unit >= '\u3165' && unit <= '\u9FFF'))
      ) {
        const emoji = joinedEmojiAt(data, at);
        if (emoji > 0 && at + emoji <= to) {
          this.flush(data, { node, offset: at, placed });
          for (const end = at + emoji; at < end; at++) this.append(data[at]!, { node, offset: at, placed });
          at -= 1;
          continue;
        }
        const character = characterAt(data, at);
        if (INVISIBLE.test(character)) {
          at += character.length - 1;
          continue;
        }
      }
      const white = unit === ' ' || unit === '\t' || unit === '\n' || unit === '\r' || unit === '\f';
      if (white && (unit === '\n' || unit === '\r') && (whiteSpace === 'breaks' || whiteSpace === 'preserve')) {
        this.newLine('always');
      } else if (white && whiteSpace !== 'preserve') {
        // A line break in the source is weaker than a typed space: between wide characters it vanishes.
        if (this.length > 0)
          this.expect(
            unit === '\n' || unit === '\r' || this.pending === 'break' || whiteSpace === 'ruby' ? 'break' : ' ',
          );
      } else {
        this.flush(data, { node, offset: at, placed });
        this.append(unit, { node, offset: at, placed });
      }
    }
  }

  private expect(between: Between): void {
    if (STRENGTH.indexOf(between) > STRENGTH.indexOf(this.pending)) this.pending = between;
  }

  private flush(data: string, standing: Standing): void {
    let { pending } = this;
    this.pending = '';
    if (pending === 'perhaps' || pending === 'wraps') pending = this.separate(pending, standing);
    const wide = pending === 'break' && isBetweenWide(this.parts.slice(-2).join(''), data.slice(standing.offset));
    if (pending === '' || wide) return;
    this.parts.push(pending === '\n' ? '\n' : ' ');
    this.length += 1;
  }

  /**
   * What is between the last character and the next by where they stand. Lines that are placed one by one are those of
   * one text.
   */
  private separate(between: 'perhaps' | 'wraps', next: Standing): Between {
    const relation = relationOf(this.standing!, next);
    if (relation === 'beside') this.stacked -= 1;
    if (relation === 'beside') return '';
    if (between === 'perhaps' || !this.standing!.placed || !next.placed || relation === 'elsewhere') return '\n';
    if (relation === 'column') this.stacked += 1;
    return 'break';
  }

  private append(unit: string, standing: Standing): void {
    const { node, offset } = standing;
    const segment = this.segments.at(-1);
    if (
      segment &&
      segment.node === node &&
      segment.offset + segment.length === offset &&
      segment.start + segment.length === this.length
    )
      segment.length += 1;
    else this.segments.push({ start: this.length, length: 1, node, offset });
    this.parts.push(unit);
    this.length += 1;
    this.standing = standing;
  }
}

/** Reads one document as it is now: what it has asked about an element's style it does not ask again. */
export class PageReader {
  readonly #tree: FlatTree;
  readonly #renderings: Renderings;

  constructor(window: Window, openRoot?: OpenRoot) {
    this.#tree = new FlatTree(openRoot);
    this.#renderings = new Renderings(window, this.#tree);
  }

  /**
   * What a reader sees between two places, in the order they see it: ruby text without its readings, nothing that is
   * hidden or not selectable, one `\n` between blocks, cells and lines, white space collapsed as rendered.
   * @param limit UTF-16 units to read at most.
   */
  read(start: Place, end: Place, limit: number): VisibleText {
    return visibleText(this.#tree, this.#renderings, start, end, limit);
  }

  /** How a text node is drawn; null where none of it is read. */
  renderingOf(node: Text): Rendering | null {
    return renderingOf(this.#tree, this.#renderings, node);
  }

  /**
   * The nearest element around `node` that begins and ends a line whatever is beside it, or the root of its tree. The
   * boxes of a flex container that is a block (a menu, cards) have sentences of their own, however near they stand.
   */
  blockAround(node: Node): Node {
    let root = node;
    for (let parent = toBare(node).parentNode; parent; parent = toBare(parent).parentNode) {
      const line = isElement(root) ? this.#renderings.of(root).line : 'never';
      if (line === 'always') break;
      if (line === 'perhaps' && isElement(parent) && /^(?:flex|grid)$/.test(this.#renderings.of(parent).style.display))
        break;
      root = parent;
    }
    return root;
  }
}

const isElement = (node: Node): node is Element => toBare(node).nodeType === Node.ELEMENT_NODE;

function renderingOf(tree: FlatTree, renderings: Renderings, node: Node): Rendering | null {
  const parent = tree.parent(node);
  const rendering = parent && renderings.of(parent);
  return rendering && !rendering.skipped && !rendering.unreadable && !tree.isUnslotted(node) ? rendering : null;
}

function visibleText(tree: FlatTree, renderings: Renderings, start: Place, end: Place, limit: number): VisibleText {
  const builder = new Builder();
  const endsAt = boundary(end);
  const around = elementsAround(tree, endsAt);
  const startText = toBare(start.node).nodeType === Node.TEXT_NODE ? start.node : null;
  const endText = toBare(end.node).nodeType === Node.TEXT_NODE ? end.node : null;
  let vertical: boolean | null = null;
  let goesOn = false;

  // `node` with `entering` says where the walk is: about to enter a node, or to leave it.
  const startsAt = boundary(start);
  let node: Node | null = startsAt.node;
  let entering = startsAt.entering;
  while (node && !goesOn) {
    if (entering ? endsAt.entering && node === endsAt.node && node !== endText : around.has(node)) break;
    let descend = false;
    const { nodeType } = toBare(node);
    if (nodeType === Node.TEXT_NODE && entering) {
      const rendering = renderingOf(tree, renderings, node);
      if (rendering) {
        vertical ??= rendering.vertical;
        const { length } = node as Text;
        const from = node === startText ? Math.min(start.offset, length) : 0;
        const to = node === endText ? Math.min(end.offset, length) : length;
        const { data } = node as Text;
        const most = from + limit - builder.length;
        const last = to <= most ? to : characterStart(data, most);
        builder.add(node as Text, from, last, rendering);
        goesOn = last < to && /\S/.test(data.slice(last, to));
      }
      if (node === endText) break;
    } else if (nodeType === Node.ELEMENT_NODE) {
      const rendering = renderings.of(node as Element);
      if (!rendering.skipped) {
        builder.newLine(rendering.line);
        descend = entering;
      } else if (around.has(node)) break;
    }
    const child: Node | null = descend ? tree.firstChild(node) : null;
    if (child) {
      node = child;
    } else if (descend) {
      entering = false;
    } else {
      const sibling: Node | null = tree.nextSibling(node);
      node = sibling ?? tree.parent(node);
      entering = sibling !== null;
    }
  }
  return {
    text: builder.parts.join(''),
    goesOn,
    segments: builder.segments,
    vertical: vertical || builder.stacked > 0,
  };
}

/**
 * Those that reading ends with at the latest: what it steps over (a ruby's reading, what is hidden or in no slot) may
 * have the end in it.
 */
function elementsAround(tree: FlatTree, { node, entering }: ReturnType<typeof boundary>): Set<Node> {
  const around = new Set<Node>();
  for (let at = entering ? tree.parent(node) : node; at; at = tree.parent(at)) around.add(at);
  return around;
}

/** The parts of a selection, each in lines of its own. */
export function joinTexts(parts: readonly VisibleText[]): VisibleText {
  const readable = parts.filter(({ text }) => text !== '');
  let length = 0;
  const segments = readable.flatMap((part) => {
    const moved = part.segments.map((segment) => ({ ...segment, start: segment.start + length }));
    length += part.text.length + 1;
    return moved;
  });
  return {
    text: readable.map(({ text }) => text).join('\n'),
    segments,
    goesOn: parts.some(({ goesOn }) => goesOn),
    vertical: readable[0]?.vertical ?? false,
  };
}

/** The step of the walk at which a place is reached. */
function boundary({ node, offset }: Place): { node: Node; entering: boolean } {
  const { nodeType, childNodes } = toBare(node);
  if (nodeType !== Node.ELEMENT_NODE && nodeType !== Node.DOCUMENT_FRAGMENT_NODE && nodeType !== Node.DOCUMENT_NODE)
    return { node, entering: true };
  const child = childNodes[offset];
  if (child) return { node: child, entering: true };
  return { node: nodeType === Node.DOCUMENT_FRAGMENT_NODE ? (node as ShadowRoot).host : node, entering: false };
}

/** Whether a segment's text node says what it said: pages use their nodes for other texts. */
export function holdsStill({ node, offset, start, length }: Segment, text: string): boolean {
  const read = text.slice(start, start + length);
  return node.data.startsWith(read, offset) || asBlanks(node.data).startsWith(read, offset);
}

/** The page's own range for [start, end) of the text; null where the page has changed, or across shadow trees. */
export function rangeIn(
  document: Document,
  { text, segments }: Pick<VisibleText, 'text' | 'segments'>,
  start: number,
  end: number,
): Range | null {
  // Where an end falls on a line break or space that stands in no text node, the nearest unit inside counts.
  const first = segments[firstIndex(segments, (segment) => segment.start + segment.length > start)];
  const last = segments[firstIndex(segments, (segment) => segment.start >= end) - 1];
  if (
    !first ||
    !last ||
    first.start > last.start ||
    first.node.getRootNode() !== last.node.getRootNode() ||
    !first.node.isConnected ||
    !holdsStill(first, text) ||
    !holdsStill(last, text)
  )
    return null;
  const from = first.offset + Math.max(0, start - first.start);
  let to = last.offset + Math.min(last.length, end - last.start);
  while (to < last.node.length && SELECTOR.test(characterAt(last.node.data, to)))
    to += characterAt(last.node.data, to).length;
  const range = document.createRange();
  range.setStart(first.node, from);
  range.setEnd(last.node, to);
  return range;
}

/**
 * Index of the first segment that `holds` is true of, which it is of all that follow; the length where there is none.
 */
function firstIndex(segments: readonly Segment[], holds: (segment: Segment) => boolean): number {
  let low = 0;
  let high = segments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(segments[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}
