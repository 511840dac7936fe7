import { clamp } from '../../selection/boxes.ts';

/** Pure geometry, in CSS pixels of the viewport. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Placement {
  readonly left: number;
  readonly top: number;
  /** The room there is: what is larger must scroll inside. */
  readonly maxWidth: number;
  readonly maxHeight: number;
  readonly side: 'below' | 'above' | 'right' | 'left';
}

/** Between selection and tooltip, and between tooltip and the viewport's edge (px). */
export const GAP = 8;
export const MARGIN = 8;

/**
 * It covers no more than this share of the viewport, but for what candidates need (px²) where they have the width to
 * stand in (px).
 */
const SHARE = 0.5;
const NEEDED = 48_000;
const WIDE_ENOUGH = 300;
/** What it grows to once there are candidates (px): whoever has just found its place would lose it. */
const EXPECTED = 300;
/** With less room than this beside the selection, it covers part of it (px). */
const NARROWEST = 220;
const LOWEST = 110;
/** Covering part of it, this height at least stays the page's: a line, and what is between (px). */
const LINE = 56;
/** Above this height, covering half of a viewport leaves nothing of use (px): see `roomOf`. */
const USABLE = 90;

/**
 * Where a tooltip of `size` goes beside a selection: below, above, or beside it; with vertical text left or right of it
 * first. It stays in the viewport, covers at most half of it (more in small frames) and nothing of the selection; only
 * where no side has room does it overlap, at the viewport's bottom.
 * @param selection Its parts in reading order, one for each column; at least one.
 * @param bars The page's own bars beside it: not covered either, and where one stands the other side is better.
 */
export function place(
  selection: readonly Box[],
  size: Size,
  viewport: Size,
  vertical: boolean,
  bars: readonly Box[] = [],
): Placement {
  const seen = selection.map((box) => within(box, viewport)).filter((box) => box !== null);
  const parts = seen.length > 0 ? seen : [selection.at(-1)!];
  const width = Math.min(size.width, viewport.width - 2 * MARGIN);
  const needed = viewport.width - 2 * MARGIN < WIDE_ENOUGH ? 0 : NEEDED;
  const area = Math.max(needed, SHARE * viewport.width * viewport.height);
  const most = Math.max(0, Math.min(viewport.height - 2 * MARGIN, area / width));
  const wanted = { width, height: Math.min(most, Math.max(size.height, EXPECTED)) };

  const barred = new Set(bars.map((bar) => sideOf(middleOf(bar), parts.at(-1)!)));
  const whole = wanted.width * wanted.height;
  let best: { readonly placement: Placement; readonly taken: number; readonly cost: number } | null = null;
  for (const room of freeRooms([...parts, ...bars], viewport)) {
    const maxWidth = room.right - room.left;
    const maxHeight = Math.min(most, room.bottom - room.top);
    if (maxWidth < Math.min(width, NARROWEST) || maxHeight < Math.min(size.height, LOWEST)) continue;
    const { placement, distance } = inRoom(room, parts, size, { maxWidth, maxHeight }, vertical);
    const taken = Math.min(whole, Math.min(maxWidth, wanted.width) * Math.min(maxHeight, wanted.height));
    const behind = barred.has(placement.side) ? sides.horizontal.length : 0;
    const cost = (sides[vertical ? 'vertical' : 'horizontal'].indexOf(placement.side) + behind) * 10_000 + distance;
    if (!best || taken > best.taken || (taken === best.taken && cost < best.cost)) best = { placement, taken, cost };
  }
  if (best) return best.placement;
  if (bars.length > 0) return place(selection, size, viewport, vertical);

  // A selection that fills the viewport leaves no room: the far edge covers the least of it.
  const share = Math.max(viewport.height * SHARE, Math.min(LOWEST, viewport.height - LINE));
  const maxHeight = Math.round(Math.min(most, share));
  return {
    left: clamp(parts[0]!.left, MARGIN, viewport.width - MARGIN - width),
    top: viewport.height - MARGIN - Math.min(size.height, maxHeight),
    maxWidth: viewport.width - 2 * MARGIN,
    maxHeight,
    side: vertical ? 'left' : 'below',
  };
}

/** In order of preference. */
const sides = {
  horizontal: ['below', 'above', 'right', 'left'],
  vertical: ['left', 'right', 'below', 'above'],
} as const;

/**
 * In `room`, as near as it can be to where the selection ends, or begins where the room is above it; and how near that
 * is.
 */
function inRoom(
  room: Box,
  parts: readonly Box[],
  size: Size,
  limits: { readonly maxWidth: number; readonly maxHeight: number },
  vertical: boolean,
): { readonly placement: Placement; readonly distance: number } {
  const [first, last] = [parts[0]!, parts.at(-1)!];
  const width = Math.min(size.width, limits.maxWidth);
  const height = Math.min(size.height, limits.maxHeight);
  const end = room.bottom <= first.top ? first : last;
  const near = vertical
    ? { left: end.left - GAP - width, top: end.top }
    : { left: end.left, top: room.bottom <= end.top ? end.top - GAP - height : end.bottom + GAP };
  const left = clamp(near.left, room.left, room.right - width);
  const top = clamp(near.top, room.top, room.bottom - height);
  return {
    placement: { left, top, ...limits, side: sideOf(room, end) },
    distance: Math.abs(left - near.left) + Math.abs(top - near.top),
  };
}

function middleOf({ left, top, right, bottom }: Box): Box {
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  return { left: x, right: x, top: y, bottom: y };
}

function sideOf(room: Box, end: Box): Placement['side'] {
  if (room.top >= end.bottom) return 'below';
  if (room.bottom <= end.top) return 'above';
  return room.left >= end.right ? 'right' : 'left';
}

/** The largest rectangles of the viewport with nothing of the selection in them. */
function freeRooms(parts: readonly Box[], viewport: Size): Box[] {
  const taken = parts.map(({ left, top, right, bottom }) => ({
    left: left - GAP,
    top: top - GAP,
    right: right + GAP,
    bottom: bottom + GAP,
  }));
  const [farRight, farBottom] = [viewport.width - MARGIN, viewport.height - MARGIN];
  const edges = (near: (box: Box) => number, far: (box: Box) => number, end: number) => ({
    from: unique([MARGIN, ...taken.map(far)].filter((at) => at >= MARGIN && at < end)),
    to: unique([end, ...taken.map(near)].filter((at) => at > MARGIN && at <= end)),
  });
  const x = edges(
    ({ left }) => left,
    ({ right }) => right,
    farRight,
  );
  const y = edges(
    ({ top }) => top,
    ({ bottom }) => bottom,
    farBottom,
  );
  const rooms: Box[] = [];
  for (const left of x.from)
    for (const right of x.to)
      for (const top of y.from)
        for (const bottom of y.to) {
          if (right <= left || bottom <= top) continue;
          const free = taken.every(
            (box) => box.left >= right || box.right <= left || box.top >= bottom || box.bottom <= top,
          );
          if (free) rooms.push({ left, top, right, bottom });
        }
  return rooms;
}

const unique = (values: readonly number[]): number[] => [...new Set(values)];

/** How a tooltip is drawn in the height it may have: with less of it, or as one line that points elsewhere. */
export function roomOf({ maxHeight }: Pick<Placement, 'maxHeight'>): 'full' | 'low' | 'tiny' {
  if (maxHeight < USABLE) return 'tiny';
  return maxHeight < 200 ? 'low' : 'full';
}

/** Null for a box of which nothing is in the viewport. */
function within(box: Box, viewport: Size): Box | null {
  if (isOutOfView(box, viewport)) return null;
  return {
    left: Math.max(0, box.left),
    top: Math.max(0, box.top),
    right: Math.min(viewport.width, box.right),
    bottom: Math.min(viewport.height, box.bottom),
  };
}

/** True when nothing of the anchor is in the viewport any more. */
export function isOutOfView(anchor: Box, viewport: Size): boolean {
  return anchor.bottom < 0 || anchor.top > viewport.height || anchor.right < 0 || anchor.left > viewport.width;
}
