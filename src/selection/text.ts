import { FlatTree, type OpenRoot } from './flat-tree.ts';
import { Renderings } from './rendering.ts';

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
  readonly segments: readonly Segment[];
  readonly vertical: boolean;
}

/** Never seen: soft hyphen, zero-width space, word joiner, byte order mark. */
const INVISIBLE = /[\u00AD\u200B\u2060\uFEFF]/;
/** A line break in the source between two of these is no space to a reader. */
const WIDE = /[\u2E80-\u9FFF\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF9F]/;

/** Builds the text, collapsing white space as the page's style does, and remembers where each unit came from. */
class Builder {
  readonly parts: string[] = [];
  readonly segments: { start: number; length: number; node: Text; offset: number }[] = [];
  length = 0;
  private pending: '' | ' ' | '\n' | 'break' = '';
  private last = '';

  /** A block boundary or a forced line break. */
  newLine(): void {
    if (this.length > 0) this.pending = '\n';
  }

  add(node: Text, from: number, to: number, whiteSpace: 'collapse' | 'breaks' | 'preserve'): void {
    const { data } = node;
    for (let at = from; at < to; at++) {
      const unit = data[at]!;
      if (INVISIBLE.test(unit)) continue;
      const white = unit === ' ' || unit === '\t' || unit === '\n' || unit === '\r' || unit === '\f';
      if (white && (unit === '\n' || unit === '\r') && whiteSpace !== 'collapse') {
        this.newLine();
      } else if (white && whiteSpace !== 'preserve') {
        // A line break in the source is weaker than a typed space: between wide characters it vanishes.
        if (this.length > 0 && this.pending !== '\n' && this.pending !== ' ')
          this.pending = unit === '\n' || unit === '\r' || this.pending === 'break' ? 'break' : ' ';
      } else {
        this.flush(unit);
        this.append(unit, node, at);
      }
    }
  }

  private flush(next: string): void {
    const { pending } = this;
    this.pending = '';
    if (pending === '' || (pending === 'break' && WIDE.test(this.last) && WIDE.test(next))) return;
    this.parts.push(pending === '\n' ? '\n' : ' ');
    this.length += 1;
  }

  private append(unit: string, node: Text, offset: number): void {
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
    this.last = unit;
  }
}

/**
 * What a reader sees between two places of one document, in the order they see it: ruby text without its readings,
 * nothing that is hidden or not selectable, one `\n` between blocks, cells and lines, white space collapsed as rendered.
 * @param limit UTF-16 units to read at most.
 */
export function visibleText(window: Window, start: Place, end: Place, limit: number, openRoot?: OpenRoot): VisibleText {
  const tree = new FlatTree(openRoot);
  const renderings = new Renderings(window, tree);
  const builder = new Builder();
  const endsAt = boundary(end);
  const startText = start.node.nodeType === Node.TEXT_NODE ? start.node : null;
  const endText = end.node.nodeType === Node.TEXT_NODE ? end.node : null;
  let vertical: boolean | null = null;

  // `node` with `entering` says where the walk is: about to enter a node, or to leave it.
  const startsAt = boundary(start);
  let node: Node | null = startsAt.node;
  let entering = startsAt.entering;
  while (node && builder.length < limit) {
    if (node === endsAt.node && entering === endsAt.entering && node !== endText) break;
    let descend = false;
    if (node.nodeType === Node.TEXT_NODE && entering) {
      const parent = tree.parent(node);
      const rendering = parent && renderings.of(parent);
      if (rendering && !rendering.skipped && !rendering.unreadable && !tree.isUnslotted(node)) {
        vertical ??= rendering.vertical;
        const { length } = node as Text;
        const from = node === startText ? Math.min(start.offset, length) : 0;
        const to = node === endText ? Math.min(end.offset, length) : length;
        builder.add(node as Text, from, Math.min(to, from + limit - builder.length), rendering.whiteSpace);
      }
      if (node === endText) break;
    } else if (node.nodeType === Node.ELEMENT_NODE) {
      const rendering = renderings.of(node as Element);
      if (!rendering.skipped) {
        if (rendering.block || (node as Element).localName === 'br') builder.newLine();
        descend = entering;
      }
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
  return { text: builder.parts.join(''), segments: builder.segments, vertical: vertical ?? false };
}

/** The step of the walk at which a place is reached. */
function boundary({ node, offset }: Place): { node: Node; entering: boolean } {
  if (
    node.nodeType !== Node.ELEMENT_NODE &&
    node.nodeType !== Node.DOCUMENT_FRAGMENT_NODE &&
    node.nodeType !== Node.DOCUMENT_NODE
  )
    return { node, entering: true };
  const child = node.childNodes[offset];
  if (child) return { node: child, entering: true };
  return { node: node.nodeType === Node.DOCUMENT_FRAGMENT_NODE ? (node as ShadowRoot).host : node, entering: false };
}

/** The page's own range for [start, end) of the text; null where the page has changed, or across shadow trees. */
export function rangeIn(document: Document, segments: readonly Segment[], start: number, end: number): Range | null {
  // Where an end falls on a line break or space that stands in no text node, the nearest unit inside counts.
  const first = segments[firstIndex(segments, (segment) => segment.start + segment.length > start)];
  const last = segments[firstIndex(segments, (segment) => segment.start >= end) - 1];
  if (
    !first ||
    !last ||
    first.start > last.start ||
    first.node.getRootNode() !== last.node.getRootNode() ||
    !first.node.isConnected
  )
    return null;
  const from = first.offset + Math.max(0, start - first.start);
  const to = last.offset + Math.min(last.length, end - last.start);
  if (from > first.node.length || to > last.node.length) return null;
  const range = document.createRange();
  range.setStart(first.node, from);
  range.setEnd(last.node, to);
  return range;
}

/** Index of the first segment that `holds` is true of, which it is of all that follow; the length where there is none. */
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
