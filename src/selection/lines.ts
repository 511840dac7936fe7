/** Where a character stands: a text node and a UTF-16 offset into it. */
export interface Standing {
  readonly node: Text;
  readonly offset: number;
  /** In a box that a script has placed. */
  readonly placed: boolean;
}

/**
 * How the next character stands to the last: in the same line, in the next line or column of the same text, or
 * somewhere else.
 */
export type Relation = 'beside' | 'below' | 'column' | 'elsewhere';

/** How far apart the lines of one text are at most, in heights of a character, centre to centre. */
const APART = 2.2;

/**
 * Boxes that are taken out of the flow, and those of flex containers, begin no line by what they are: what a reader
 * sees decides. Both standings are in one document.
 */
export function relationOf(last: Standing, next: Standing): Relation {
  const [a, b] = [boxOf(last), boxOf(next)];
  if (!a || !b) return 'elsewhere';
  const large = Math.max(a.height, b.height, a.width / 2, b.width / 2);
  const small = Math.min(a.height, b.height);
  const [dx, dy] = [(b.left + b.right - a.left - a.right) / 2, (b.top + b.bottom - a.top - a.bottom) / 2];
  const overlap = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  const gap = b.left - a.right;
  if (overlap >= small / 2 && gap >= -small / 2 && gap <= small) return 'beside';
  if (small < large / 1.4) return 'elsewhere';
  if (Math.abs(dx) <= large / 2 && dy > 0 && dy <= APART * large) return 'column';
  if (dy > 0 && dy <= APART * large && dx < 0) return 'below';
  if (dx < 0 && -dx <= APART * large && dy < -large) return 'column';
  return 'elsewhere';
}

function boxOf({ node, offset }: Standing): DOMRect | null {
  const range = node.ownerDocument.createRange();
  range.setStart(node, offset);
  range.setEnd(node, Math.min(offset + 1, node.length));
  const box = range.getBoundingClientRect();
  return box.width > 0 || box.height > 0 ? box : null;
}
