import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GAP, MARGIN, isOutOfView, place, roomOf, type Box, type Size } from '../../../src/view/tooltip/placement.ts';

const viewport = { width: 1000, height: 800 };
const line = (top: number, left = 100, width = 200): Box => ({ left, top, right: left + width, bottom: top + 24 });
const size = { width: 400, height: 300 };

describe('place', () => {
  it.each([
    ['below a line', line(100), false, 'below'],
    ['above a line near the bottom', line(760), false, 'above'],
    ['left of vertical text', { left: 600, right: 640, top: 50, bottom: 700 }, true, 'left'],
    ['right of vertical text at the left edge', { left: 20, right: 60, top: 50, bottom: 700 }, true, 'right'],
  ] as const)('goes %s', (_, anchor, vertical, side) => {
    expect(place([anchor], size, viewport, vertical).side).toBe(side);
  });

  it('takes the roomier side and scrolls inside where neither has room for all', () => {
    const { side, maxHeight } = place([line(500, 0, 1000)], { width: 400, height: 900 }, viewport, false);
    expect(side).toBe('above');
    expect(maxHeight).toBe(500 - GAP - MARGIN);
  });

  it('goes beside a selection that leaves no room above and below', () => {
    expect(place([{ left: 20, right: 400, top: 10, bottom: 790 }], size, viewport, false).side).toBe('right');
    expect(place([{ left: 600, right: 990, top: 10, bottom: 790 }], size, viewport, false).side).toBe('left');
  });

  it('goes between the columns of a selection, where it ends', () => {
    const columns = [
      { left: 20, right: 480, top: 500, bottom: 790 },
      { left: 520, right: 980, top: 10, bottom: 200 },
    ];
    expect(place(columns, size, viewport, false)).toMatchObject({ side: 'below', left: 520, top: 200 + GAP });
  });

  it("takes the other side of where the page's own bar stands, and covers none where it has no choice", () => {
    const [at, bar] = [line(390), { left: 100, right: 260, top: 424, bottom: 460 }];
    expect(place([at], size, viewport, false).side).toBe('below');
    expect(place([at], size, viewport, false, [bar]).side).toBe('above');
    const top = place([line(20)], size, viewport, false, [{ left: 100, right: 260, top: 50, bottom: 90 }]);
    expect(top.top >= 90 + GAP || top.left >= 260 + GAP).toBe(true);
    // Where bars leave no room at all they are covered as the selection would be.
    expect(place([line(20)], size, viewport, false, [{ left: 0, right: 1000, top: 50, bottom: 800 }]).side).toBe(
      'below',
    );
  });

  it('keeps its side when candidates make it higher', () => {
    const at = line(480, 0, 1000);
    const low = place([at], { width: 400, height: 90 }, viewport, false);
    expect(low.side).toBe(place([at], { width: 400, height: 300 }, viewport, false).side);
  });

  it.each([
    [{ width: 1366, height: 657 }, 'full'],
    [{ width: 320, height: 480 }, 'full'],
    [{ width: 455, height: 219 }, 'low'],
    [{ width: 600, height: 60 }, 'tiny'],
  ] as const)('covers at most half of %o, drawn %s', (window, room) => {
    const placed = place([{ left: 8, right: 120, top: 8, bottom: 30 }], { width: 440, height: 400 }, window, false);
    const width = Math.min(440, placed.maxWidth);
    expect(width * Math.min(400, placed.maxHeight)).toBeLessThanOrEqual((window.width * window.height) / 2 + 1);
    expect(roomOf(placed)).toBe(room);
  });

  it.each([
    ['as Chromium has it', { width: 340, height: 180 }],
    ['less the scroll bars of Firefox', { width: 325, height: 165 }],
  ])('in a small frame, %s, takes what candidates need, and not the selection', (_, frame) => {
    const selected = { left: 88, right: 184, top: 16, bottom: 42 };
    for (const height of [88, 170, 400]) {
      const { top, maxHeight } = place([selected], { width: 420, height }, frame, false);
      expect(maxHeight).toBeGreaterThanOrEqual(105);
      expect(top).toBeGreaterThanOrEqual(selected.bottom);
      expect(roomOf({ maxHeight })).toBe('low');
    }
  });

  it('keeps to the viewport and, wherever there is room, off the selection', () => {
    const box = fc
      .record({
        left: fc.integer({ min: 0, max: 900 }),
        top: fc.integer({ min: 0, max: 700 }),
        width: fc.integer({ min: 1, max: 600 }),
        height: fc.integer({ min: 1, max: 600 }),
      })
      .map(({ left, top, width, height }): Box => ({
        left,
        top,
        right: Math.min(1000, left + width),
        bottom: Math.min(800, top + height),
      }));
    const sizes = fc.record({ width: fc.integer({ min: 100, max: 500 }), height: fc.integer({ min: 40, max: 540 }) });
    fc.assert(
      fc.property(box, sizes, fc.boolean(), (anchor: Box, wanted: Size, vertical) => {
        const { left, top, maxWidth, maxHeight, side } = place([anchor], wanted, viewport, vertical);
        const right = left + Math.min(wanted.width, maxWidth);
        const bottom = top + Math.min(wanted.height, maxHeight);
        expect(left).toBeGreaterThanOrEqual(MARGIN);
        expect(top).toBeGreaterThanOrEqual(MARGIN);
        expect(right).toBeLessThanOrEqual(viewport.width - MARGIN);
        expect(bottom).toBeLessThanOrEqual(viewport.height - MARGIN);
        const overlaps = left < anchor.right && right > anchor.left && top < anchor.bottom && bottom > anchor.top;
        const [before, after] = vertical ? [anchor.left, 1000 - anchor.right] : [anchor.top, 800 - anchor.bottom];
        if (Math.max(before, after) >= (vertical ? 300 : 180)) expect(overlaps, side).toBe(false);
      }),
      { seed: 19_46_05_08 },
    );
  });

  it('knows a selection that was scrolled away', () => {
    expect(isOutOfView(line(-30), viewport)).toBe(true);
    expect(isOutOfView(line(801), viewport)).toBe(true);
    expect(isOutOfView(line(-20), viewport)).toBe(false);
  });
});
