import { zoomOf } from '../../selection/zoom.ts';
import { clippingAround } from '../../selection/clipping.ts';
import type { SelectedText } from '../../selection/capture.ts';
import { ownNames } from '../shared/own-names.ts';
import { unzoom } from '../shared/unzoom.ts';
import { barsBeside } from './bars.ts';
import { MARGIN, isOutOfView, place, roomOf, type Box, type Placement, type Size } from './placement.ts';

/** What a tooltip stands beside. */
export type Beside = Pick<SelectedText, 'anchor' | 'vertical' | 'within'> &
  Partial<Pick<SelectedText, 'parts' | 'isThere' | 'holds'>>;

export interface Placing {
  /** Measures and places anew. */
  place(): void;
  /** The same with the next frame. */
  measureSoon(): void;
  /** Places with the next frame what has the size it had. */
  placeSoon(): void;
  /** What there is to stand beside is another. */
  restart(): void;
  close(): void;
}

interface Options {
  /** The element that the page sees. */
  readonly host: HTMLElement;
  readonly body: HTMLElement;
  readonly ruler: Element;
  readonly selected: () => Beside;
  /** It stands elsewhere, for another reason than that what it shows takes up more or less. */
  readonly onMoved: () => void;
  /** What it stood beside is no longer in the page. */
  readonly onGone: () => void;
}

/**
 * A page moves its text for reasons that nobody is told of: it is looked at this often (ms), and at every frame while
 * it moves.
 */
const LOOK = 100;
/** A page that draws a text anew takes it away for a moment. */
const GONE = 2;
/** For so many looks the page may still bring up a bar of its own. */
const BARS = 15;

/** Keeps `body` beside what is selected, wherever that goes. */
export function keepPlaced({ host, body, ruler, selected, onMoved, onGone }: Options): Placing {
  const { ownerDocument: document } = host;
  const window = document.defaultView!;
  let frame = 0;
  let moving = 0;
  /** What the body would take up with all the room there is; null once what is drawn in it may have changed. */
  let wanted: Size | null = null;
  /** What it takes up as it is placed; null until it is placed for the first time. */
  let taken: Size | null = null;
  let placedAt = '';
  /** All that decided where it was placed, but for its own size. */
  let placedBy = '';
  let looks = 0;
  let gone = 0;
  let bars: Box[] | null = null;
  const sizeOf = () => ({ width: body.offsetWidth, height: body.offsetHeight });

  /** What is seen of the page, in the coordinates of what is fixed in it. */
  const viewportNow = () => {
    const {
      width,
      height,
      offsetLeft: left,
      offsetTop: top,
    } = window.visualViewport ?? {
      width: window.innerWidth,
      height: window.innerHeight,
      offsetLeft: 0,
      offsetTop: 0,
    };
    return { left, top, width, height };
  };

  /** Null for text without a box: it stands where it stood. */
  const standing = () => {
    const { anchor, within } = selected();
    const whole = anchor(ruler);
    if (!whole) return null;
    const clip = clippingAround(within);
    const seen = clip(whole);
    return { whole, clip, seen, at: [...edges(whole), ...edges(seen), zoomOf(host)].join(' ') };
  };

  const placeNow = () => {
    window.cancelAnimationFrame(frame);
    frame = 0;
    const stands = standing();
    if (!stands) return;
    const { whole, clip, seen, at } = stands;
    placedAt = at;
    unzoom(body, host);
    const { left: offsetLeft, top: offsetTop, ...viewport } = viewportNow();
    const inView = ({ left, right, top, bottom }: Box) => ({
      left: left - offsetLeft,
      right: right - offsetLeft,
      top: top - offsetTop,
      bottom: bottom - offsetTop,
    });
    const columns = (selected().parts?.() ?? []).map(clip).filter(isBox);
    const parts = columns.length > 0 ? columns : [isBox(seen) ? seen : whole];
    if (bars === null || bars.length > 0) bars = findBars(parts);
    const [beside, avoided] = [parts.map(inView), bars.map(inView)];
    const before = corner(body);
    const placeIt = (size: Size) => place(beside, size, viewport, selected().vertical, avoided);
    // Without its limits nothing in it overflows, and nothing stays scrolled.
    const scrolled = wanted === null ? scrolling.positions() : [];
    const measure = () => {
      limit(body, null);
      return sizeOf();
    };
    wanted ??= measure();
    let placement = placeIt(wanted);
    // How it is drawn changes how much is wanted; inherited by nothing, but every rule for it has to be looked at
    // again.
    if (body.dataset['room'] !== roomOf(placement)) {
      body.dataset['room'] = roomOf(placement);
      wanted = measure();
      placement = placeIt(wanted);
    }
    taken = wanted;
    // Laying out twice is for where there is too little room only: how much is wanted, and what becomes of it in what
    // there is.
    const constrained = wanted.width > placement.maxWidth || wanted.height > placement.maxHeight;
    limit(body, constrained ? placement : null);
    if (constrained) {
      taken = sizeOf();
      placement = placeIt(taken);
      for (const [element, top] of scrolled) element.scrollTop = top;
    }
    // While the selection is out of view so is the tooltip: hidden in its place it would look covered, and close.
    const away = (isBox(whole) && !isBox(seen)) || isOutOfView(inView(seen), viewport);
    body.style.left = `${away ? -2 * viewport.width - taken.width : placement.left + offsetLeft}px`;
    // Above a selection it stands on its lower edge: what comes later makes it higher, and never covers what is
    // selected.
    const above = placement.side === 'above';
    const height = Math.min(taken.height, placement.maxHeight);
    body.style.top = `${placement.top + (above ? height : 0) + offsetTop}px`;
    body.style.translate = above ? '0 -100%' : '';
    body.dataset['side'] = placement.side;
    const by = [at, viewport.width, viewport.height, offsetLeft, offsetTop, ...avoided.flatMap(edges)].join(' ');
    if (by !== placedBy && corner(body) !== before) onMoved();
    placedBy = by;
    // Inherited: to change it has every element in the tooltip styled anew.
    body.style.visibility = away ? 'hidden' : '';
  };

  const findBars = (parts: readonly Box[]): Box[] => {
    const { holds } = selected();
    return holds ? barsBeside(document, parts, host, holds) : [];
  };
  const placeSoon = () => {
    if (frame === 0) frame = window.requestAnimationFrame(placeNow);
  };
  const measureSoon = () => {
    wanted = null;
    placeSoon();
  };
  const follow = () => {
    moving = 0;
    const at = standing()?.at;
    if (at === undefined || at === placedAt) return;
    placeNow();
    moving = window.requestAnimationFrame(follow);
  };
  const timer = window.setInterval(() => {
    gone = selected().isThere?.() === false ? gone + 1 : 0;
    if (gone >= GONE) return onGone();
    if (++looks <= BARS && bars?.length === 0) {
      bars = null;
      placeNow();
    } else if (!moving) follow();
  }, LOOK);

  /**
   * What has grown out of a frame is clipped by it for a moment, and Chromium takes what is around the frame for a
   * cover.
   */
  const stayInside = ({ width, height }: Size) => {
    const { style } = body;
    const seen = viewportNow();
    const [x, y] = [parseFloat(style.left), parseFloat(style.top)];
    style.left = `${Math.min(x, seen.left + seen.width - MARGIN - width)}px`;
    const inside = style.translate
      ? Math.max(y, seen.top + MARGIN + height)
      : Math.min(y, seen.top + seen.height - MARGIN - height);
    style.top = `${inside}px`;
  };
  // Told of every size, of the one it was given here, too.
  const resized = new ResizeObserver(() => {
    const size = sizeOf();
    if (!taken || (size.width === taken.width && size.height === taken.height)) return;
    stayInside(size);
    measureSoon();
  });
  resized.observe(body);
  const scrolling = watchScrolling(body);

  const measureNow = () => {
    wanted = null;
    placeNow();
  };
  return {
    place: measureNow,
    measureSoon,
    placeSoon,
    restart() {
      bars = null;
      looks = gone = 0;
      measureNow();
    },
    close() {
      window.clearInterval(timer);
      window.cancelAnimationFrame(frame);
      window.cancelAnimationFrame(moving);
      resized.disconnect();
      scrolling.close();
    },
  };
}

/** Which elements in `body` have been scrolled, and how far (px). */
function watchScrolling(body: HTMLElement): { positions(): [element: Element, top: number][]; close(): void } {
  const scrolled = new Set<Element>();
  const onScroll = ({ target }: Event) => void scrolled.add(target as Element);
  body.addEventListener('scroll', onScroll, { capture: true, passive: true });
  return {
    positions() {
      for (const element of scrolled) if (!element.isConnected) scrolled.delete(element);
      return [...scrolled].map((element) => [element, element.scrollTop]);
    },
    close: () => body.removeEventListener('scroll', onScroll, { capture: true }),
  };
}

const edges = ({ left, top, right, bottom }: Box): number[] => [left, top, right, bottom];
/** Which of its corners stays where it is while it grows, and where. */
const corner = ({ style }: HTMLElement): string => [style.left, style.top, style.translate].join(' ');
const isBox = ({ left, top, right, bottom }: Box): boolean => right > left && bottom > top;

/**
 * Keeps the body within the room of its place. Set on the body alone: an inherited custom property would have every
 * element in it styled anew.
 */
function limit({ style }: HTMLElement, room: Placement | null): void {
  style.maxInlineSize = room ? ownNames(`min(var(--widest), ${room.maxWidth}px)`) : '';
  style.maxBlockSize = room ? ownNames(`min(var(--tallest), ${room.maxHeight}px)`) : '';
}
