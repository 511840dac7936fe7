import { union } from './boxes.ts';

/** More columns than this are taken for one stretch. */
const MOST = 4;

/**
 * The boxes of a selection's lines as one box a column, in reading order: where text goes on at the head of the next
 * column, what lies between is not selected.
 * @param lines In reading order, lines from top to bottom; one at least.
 */
export function partsOf(lines: readonly DOMRect[]): DOMRect[] {
  const parts: DOMRect[] = [];
  let before: DOMRect | null = null;
  for (const line of lines) {
    if (line.width === 0 || line.height === 0) continue;
    const part = parts.at(-1);
    if (!part || !before || line.bottom <= before.top) parts.push(line);
    else parts[parts.length - 1] = union(part, line);
    before = line;
  }
  return parts.length <= MOST ? parts : [parts.reduce(union)];
}
