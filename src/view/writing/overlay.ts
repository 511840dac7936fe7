import { toBare } from '../../selection/bare.ts';
import { clippingAround, type Edges } from '../../selection/clipping.ts';
import { isVertical } from '../../selection/field-anchor.ts';
import type { FirstEvents } from '../../selection/first.ts';
import { scaleOf } from '../../selection/scale.ts';
import type { Stretch, Written } from '../../selection/written.ts';
import { openConcealed } from '../shared/concealed.ts';
import { createElement } from '../shared/elements.ts';
import { applyAppearance, type ViewSettings } from '../shared/settings.ts';
import { unzoom } from '../shared/unzoom.ts';
import { isDark } from '../tooltip/page-theme.ts';
import { coveringOf, isSeen } from './covering.ts';

export interface Overlay {
  /** Underlines these stretches of what was read last. */
  show(stretches: readonly Stretch[]): void;
  /** Hides the underlines: the text is changing under them. Costs next to nothing. */
  hide(): void;
  /** The box of a stretch that is underlined, in the coordinates of the viewport. */
  boxOf(stretch: Stretch): DOMRect | null;
  close(): void;
}

/** How thick an underline is (px). */
const THICK = 3;
/**
 * A page moves, hides and covers its fields for reasons that nobody is told of: it is looked at this often (ms), and at
 * every frame while it moves.
 */
const LOOK = 100;
/** At so many points of the underlines, in turn, a look asks what is on top: each has the page hit as by a mouse. */
const POINTS = 4;

/** A point of an underline, and what was on top there when it was placed. */
interface Spot {
  readonly x: number;
  readonly y: number;
  readonly hit: Element | null;
}

/**
 * Underlines over what is being written, in an element of ours that takes no presses. The page's own elements stay as
 * they are.
 */
export function openOverlay(written: Written, events: FirstEvents, settings: () => ViewSettings): Overlay {
  const { element: field } = written;
  const { ownerDocument: document } = field;
  const window = document.defaultView!;
  const [marks, ruler] = [createElement(document, 'div', 'marks'), createElement(document, 'div', 'ruler')];
  const concealed = openConcealed(field, events, [marks, ruler], () => close());
  const listeners = new AbortController();

  const covering = coveringOf(field);

  let shown: readonly Stretch[] = [];
  let boxes: readonly (readonly DOMRect[])[] = [];
  let frame = 0;
  let timer = 0;
  let placedAt = '';
  let spots: readonly Spot[] = [];
  let next = 0;
  const standing = () => (toBare(field).isConnected && isSeen(field) ? written.standing(shown) : '');
  /** The marks of boxes, but those that something else is laid over. */
  const draw = (drawn: readonly DOMRect[]): HTMLElement[] => {
    const vertical = isVertical(getComputedStyle(field));
    const clip = clippingAround(field)(toBare(field).getBoundingClientRect());
    return drawn.flatMap((box) => {
      const placeIn = vertical ? besideLine : underLine;
      const place = placeIn(box, clip);
      // What is cut off by a box around is seen again once that box has another size.
      const own = pointsOf(place ?? placeIn(box, box)).map(({ x, y }) => ({ x, y, hit: covering.hitAt(x, y) }));
      // Beyond the viewport's edges nothing is ever hit.
      spots = [...spots, ...own.filter(({ hit }) => hit !== null)];
      if (!place || own.some(({ hit }) => covering.hides(hit))) return [];
      const mark = createElement(document, 'div', vertical ? 'mark beside' : 'mark');
      Object.assign(mark.style, {
        left: `${place.left}px`,
        top: `${place.top}px`,
        inlineSize: `${vertical ? place.height : place.width}px`,
      });
      return [mark];
    });
  };
  const place = () => {
    window.cancelAnimationFrame(frame);
    frame = 0;
    unzoom(marks, concealed.host);
    spots = [];
    placedAt = shown.length > 0 ? standing() : '';
    boxes = placedAt === '' ? [] : written.boxes(shown, ruler);
    marks.replaceChildren(...(boxes.length > 0 && scaleOf(field) ? draw(boxes.flat()) : []));
  };
  const placeSoon = () => {
    if (shown.length > 0 && !marks.hidden) frame ||= window.requestAnimationFrame(place);
  };
  const isCoveredAnew = () => {
    const some = Math.min(POINTS, spots.length);
    const asked = Array.from({ length: some }, (_, at) => spots[(next + at) % spots.length]!);
    next += some;
    return asked.some(({ x, y, hit }) => covering.hitAt(x, y) !== hit);
  };
  const follow = () => {
    frame = 0;
    if (standing() === placedAt && !isCoveredAnew()) return;
    place();
    frame = window.requestAnimationFrame(follow);
  };
  const rest = () => {
    window.clearInterval(timer);
    window.cancelAnimationFrame(frame);
    timer = frame = 0;
  };
  const close = () => {
    rest();
    listeners.abort();
    resized.disconnect();
    concealed.close();
  };
  const options = { capture: true, passive: true, signal: listeners.signal };
  for (const type of ['scroll', 'resize']) window.addEventListener(type, placeSoon, options);
  const resized = new ResizeObserver(placeSoon);
  resized.observe(field);

  return {
    show(stretches) {
      shown = stretches;
      applyAppearance(marks, settings(), () => isDark(field));
      rest();
      place();
      marks.hidden = false;
      if (shown.length > 0) timer = window.setInterval(() => void (frame || follow()), LOOK);
    },
    hide() {
      if (marks.hidden) return;
      marks.hidden = true;
      rest();
    },
    boxOf: ({ start, end }) => boxes[shown.findIndex((one) => one.start === start && one.end === end)]?.[0] ?? null,
    close,
  };
}

interface Mark {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Where what stands in `box` is underlined, as far as `clip` lets it be seen. */
function underLine(box: DOMRect, clip: Edges): Mark | null {
  const [left, right] = [Math.max(box.left, clip.left), Math.min(box.right, clip.right)];
  if (right <= left || box.bottom > clip.bottom + THICK || box.bottom < clip.top) return null;
  return { left, top: Math.min(box.bottom, clip.bottom) - THICK, width: right - left, height: THICK };
}

/** The same of what stands in a vertical line: at its right, where Japanese has it. */
function besideLine(box: DOMRect, clip: Edges): Mark | null {
  const [top, bottom] = [Math.max(box.top, clip.top), Math.min(box.bottom, clip.bottom)];
  if (bottom <= top || box.right > clip.right + THICK || box.right < clip.left) return null;
  return { left: Math.min(box.right, clip.right) - THICK, top, width: THICK, height: bottom - top };
}

/** Just within the ends of a mark. */
function pointsOf(mark: Mark | null): { readonly x: number; readonly y: number }[] {
  if (!mark) return [];
  const { left, top, width, height } = mark;
  const [in1, in2] = [Math.min(1, width / 2), Math.min(1, height / 2)];
  return [
    { x: left + in1, y: top + in2 },
    { x: left + width - in1, y: top + height - in2 },
  ];
}
