import { toBare } from '../../selection/bare.ts';

/** No scroll bar is thicker (px), whatever a page makes of it. */
const THICKEST = 40;

/**
 * What a browser says of a box along one axis, in the box's own measure but for `at` and `drawn`, which are the
 * viewport's (px).
 */
interface Axis {
  /** Where the press is, from where the box begins, and how long that is drawn. */
  readonly at: number;
  readonly drawn: number;
  /** All of it, its borders, and where what neither they nor a bar take begins and how long that is. */
  readonly whole: number;
  readonly borders: readonly [number, number];
  readonly from: number;
  readonly client: number;
  /** How long what is in it is, and whether the user may scroll that. */
  readonly content: number;
  readonly overflow: string;
}

/**
 * Whether a press is on a scroll bar, of the page or of a box in it: between what can be seen of its content and its
 * border, which is neither wider than a bar nor there unless the box scrolls. Boxes are taken to be upright.
 */
export function isOnScrollBar({ clientX, clientY, target: pressed }: PointerEvent): boolean {
  const target = pressed && toBare(pressed);
  if (!(target instanceof HTMLElement)) return false;
  const { scrollingElement, documentElement } = target.ownerDocument;
  const [x, y] =
    target === documentElement || target === scrollingElement
      ? axesOfViewport(scrollingElement ?? documentElement, clientX, clientY)
      : axesOf(target, clientX, clientY);
  return (isOnBar(x) && isWithin(y) && scrolls(y)) || (isOnBar(y) && isWithin(x) && scrolls(x));
}

function axesOf(element: HTMLElement, clientX: number, clientY: number): [Axis, Axis] {
  const { left, top, width, height } = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  return [
    {
      at: clientX - left,
      drawn: width,
      whole: element.offsetWidth,
      borders: [parseFloat(style.borderLeftWidth), parseFloat(style.borderRightWidth)],
      from: element.clientLeft,
      client: element.clientWidth,
      content: element.scrollWidth,
      overflow: style.overflowX,
    },
    {
      at: clientY - top,
      drawn: height,
      whole: element.offsetHeight,
      borders: [parseFloat(style.borderTopWidth), parseFloat(style.borderBottomWidth)],
      from: element.clientTop,
      client: element.clientHeight,
      content: element.scrollHeight,
      overflow: style.overflowY,
    },
  ];
}

/** The client box of what scrolls the page is the viewport's, wherever the page is scrolled to. */
function axesOfViewport(scrolling: Element, clientX: number, clientY: number): [Axis, Axis] {
  const { innerWidth, innerHeight } = window;
  const { clientWidth, clientHeight, scrollWidth, scrollHeight } = scrolling;
  const same = { borders: [0, 0], overflow: 'auto' } as const;
  // In a frame that is read from right to left Chromium has it on the left, which nothing else tells.
  const bar = innerWidth - clientWidth;
  const from = getComputedStyle(scrolling).direction === 'rtl' && clientX < bar ? bar : 0;
  return [
    { ...same, at: clientX, drawn: innerWidth, whole: innerWidth, from, client: clientWidth, content: scrollWidth },
    {
      ...same,
      at: clientY,
      drawn: innerHeight,
      whole: innerHeight,
      from: 0,
      client: clientHeight,
      content: scrollHeight,
    },
  ];
}

/** Whether the press is between the borders. */
function isWithin({ at, drawn, whole, borders: [before, after] }: Axis): boolean {
  const place = (at / drawn) * whole;
  return place >= before && place < whole - after;
}

function isOnBar(axis: Axis): boolean {
  const { at, drawn, whole, borders, from, client } = axis;
  const scale = drawn / whole;
  const place = at / scale;
  const thickness = (whole - borders[0] - borders[1] - client) * scale;
  return isWithin(axis) && (place < from || place >= from + client) && thickness <= THICKEST;
}

const scrolls = ({ client, content, overflow }: Axis): boolean =>
  content > client && /^(?:auto|scroll)$/.test(overflow);
