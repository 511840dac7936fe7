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
  /** The room there is on that side: what is larger must scroll inside. */
  readonly maxWidth: number;
  readonly maxHeight: number;
  readonly side: 'below' | 'above' | 'right' | 'left';
}

/** Between selection and tooltip, and between tooltip and the viewport's edge (px). */
export const GAP = 8;
export const MARGIN = 8;

/** With less room than this on its side, the tooltip takes the roomier one (px). */
const ENOUGH = 160;

/**
 * Where a tooltip of `size` goes beside `anchor`: below, else above; for vertical text left, else right.
 * It stays in the viewport and off the anchor; only where no side has room at all does it overlap.
 */
export function place(anchor: Box, size: Size, viewport: Size, vertical: boolean): Placement {
  const across = { width: viewport.width - 2 * MARGIN, height: viewport.height - 2 * MARGIN };
  const room = {
    below: viewport.height - MARGIN - GAP - anchor.bottom,
    above: anchor.top - GAP - MARGIN,
    right: viewport.width - MARGIN - GAP - anchor.right,
    left: anchor.left - GAP - MARGIN,
  };
  const [first, second] = vertical ? (['left', 'right'] as const) : (['below', 'above'] as const);
  const wanted = vertical ? size.width : size.height;
  const enough = Math.min(wanted, vertical ? 280 : ENOUGH);
  const fits = (side: keyof typeof room) => room[side] >= wanted;
  let side: Placement['side'];
  if (fits(first)) side = first;
  else if (fits(second)) side = second;
  else side = room[first] >= room[second] ? first : second;

  // A selection that fills the viewport leaves no room: the far edge covers the least of it.
  const cramped = room[side] < enough;
  if (cramped) {
    const maxHeight = Math.min(size.height, Math.round(across.height / 2));
    return {
      left: clamp(anchor.left, MARGIN, viewport.width - MARGIN - size.width),
      top: viewport.height - MARGIN - maxHeight,
      maxWidth: across.width,
      maxHeight: Math.round(across.height / 2),
      side,
    };
  }
  const maxWidth = side === 'left' || side === 'right' ? room[side] : across.width;
  const maxHeight = side === 'below' || side === 'above' ? room[side] : across.height;
  const width = Math.min(size.width, maxWidth);
  const height = Math.min(size.height, maxHeight);
  const along = {
    left: clamp(anchor.left, MARGIN, viewport.width - MARGIN - width),
    top: clamp(anchor.top, MARGIN, viewport.height - MARGIN - height),
  };
  switch (side) {
    case 'below':
      return { left: along.left, top: anchor.bottom + GAP, maxWidth, maxHeight, side };
    case 'above':
      return { left: along.left, top: anchor.top - GAP - height, maxWidth, maxHeight, side };
    case 'right':
      return { left: anchor.right + GAP, top: along.top, maxWidth, maxHeight, side };
    case 'left':
      return { left: anchor.left - GAP - width, top: along.top, maxWidth, maxHeight, side };
  }
}

/** True when nothing of the anchor is in the viewport any more. */
export function outOfView(anchor: Box, viewport: Size): boolean {
  return anchor.bottom < 0 || anchor.top > viewport.height || anchor.right < 0 || anchor.left > viewport.width;
}

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(value, most));
