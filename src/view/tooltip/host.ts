import { layerAround } from './layer.ts';
import type { FirstEvents, Heard } from '../../selection/first.ts';
import { watchExposure } from './exposure.ts';
import { handEvents, happensIn } from './handing.ts';
import { outOfView, place, roomOf, type Box, type Placement, type Size } from './placement.ts';
import styles from '../shared/styles/index.css?inline';
import type { SelectedText } from '../../selection/capture.ts';

const XHTML = 'http://www.w3.org/1999/xhtml';

export interface Host {
  readonly element: HTMLElement;
  readonly root: ShadowRoot;
  /** Where the view is drawn. */
  readonly body: HTMLElement;
  /** Measures and places anew; scrolling and resizing are seen to. */
  place(): void;
  close(): void;
}

interface Options {
  /** What it stands beside. */
  readonly selected: Pick<SelectedText, 'anchor' | 'vertical' | 'within'> & Partial<Pick<SelectedText, 'parts'>>;
  readonly events: FirstEvents;
  /** The user is done: Esc, a press elsewhere; or the page has moved, hidden or covered the host. */
  readonly onDismiss: () => void;
}

/**
 * The one element a page sees, with everything in a closed shadow root, in the top layer so that no z-index is above it.
 * An element whose name nobody can define, with nothing of ours on it: what a page may define, it may look into.
 * No string ever becomes markup, so strict policies and trusted types have nothing to object to.
 */
export function openHost(document: Document, { selected, events, onDismiss }: Options): Host {
  const window = document.defaultView!;
  const element = document.createElementNS(XHTML, 'div') as HTMLElement;
  const root = element.attachShadow({ mode: 'closed' });
  adopt(root, document);
  const body = document.createElementNS(XHTML, 'div');
  body.className = 'tooltip';
  body.dataset['room'] = 'full';
  const ruler = document.createElementNS(XHTML, 'div');
  ruler.className = 'ruler';
  // Chromium's `window.find` looks into closed roots, but not into elements that are written without an end.
  const unfound = document.createElementNS(XHTML, 'bgsound');
  unfound.setAttribute('data-anaume', '');
  unfound.append(body, ruler);
  root.append(unfound);
  element.setAttribute('popover', 'manual');
  const parent = layerAround(selected.within);
  parent.append(element);
  const listeners = new AbortController();
  const hear = (types: readonly Heard[], listener: (event: Event) => void) =>
    listeners.signal.addEventListener('abort', events.on(types, listener));
  // Whether it is shown is no question to the page.
  hear(['beforetoggle', 'toggle'], (event) => event.target === element && event.stopImmediatePropagation());
  try {
    element.showPopover();
    // Refused by a page that heard of it first.
    if (!element.matches(':popover-open')) queueMicrotask(onDismiss);
  } catch {
    // Not an HTML document: it is shown in its place, without the top layer.
  }

  let frame = 0;
  /** What the body would take up with all the room there is; null once what is drawn in it may have changed. */
  let wanted: Size | null = null;
  /** What it takes up as it is placed; null until it is placed for the first time. */
  let taken: Size | null = null;
  const sizeOf = () => ({ width: body.offsetWidth, height: body.offsetHeight });
  const placeNow = () => {
    window.cancelAnimationFrame(frame);
    frame = 0;
    const anchor = selected.anchor(ruler);
    if (!anchor) return;
    const visual = window.visualViewport;
    const viewport = { width: visual?.width ?? window.innerWidth, height: visual?.height ?? window.innerHeight };
    const [offsetLeft, offsetTop] = [visual?.offsetLeft ?? 0, visual?.offsetTop ?? 0];
    const seen = ({ left, right, top, bottom }: Box) => ({
      left: left - offsetLeft,
      right: right - offsetLeft,
      top: top - offsetTop,
      bottom: bottom - offsetTop,
    });
    const columns = selected.parts?.() ?? [];
    const parts = (columns.length > 0 ? columns : [anchor]).map(seen);
    const placeIt = (size: Size) => place(parts, size, viewport, selected.vertical);
    const measure = () => {
      limit(body, null);
      return sizeOf();
    };
    wanted ??= measure();
    let placement = placeIt(wanted);
    // How it is drawn changes how much is wanted; inherited by nothing, but every rule for it has to be looked at again.
    if (body.dataset['room'] !== roomOf(placement)) {
      body.dataset['room'] = roomOf(placement);
      wanted = measure();
      placement = placeIt(wanted);
    }
    taken = wanted;
    // Laying out twice is for where there is too little room only: how much is wanted, and what becomes of it in what there is.
    const constrained = wanted.width > placement.maxWidth || wanted.height > placement.maxHeight;
    limit(body, constrained ? placement : null);
    if (constrained) {
      taken = sizeOf();
      placement = placeIt(taken);
    }
    // While the selection is out of view so is the tooltip: hidden in its place it would look covered, and close.
    const away = outOfView(seen(anchor), viewport);
    body.style.left = `${away ? -2 * viewport.width - taken.width : placement.left + offsetLeft}px`;
    // Above a selection it stands on its lower edge: what comes later makes it higher, and never covers what is selected.
    const above = placement.side === 'above';
    const height = Math.min(taken.height, placement.maxHeight);
    body.style.top = `${placement.top + (above ? height : 0) + offsetTop}px`;
    body.style.translate = above ? '0 -100%' : '';
    body.dataset['side'] = placement.side;
    // Inherited: to change it has every element in the tooltip styled anew.
    body.style.visibility = away ? 'hidden' : '';
  };
  const placeSoon = () => {
    if (frame === 0) frame = window.requestAnimationFrame(placeNow);
  };
  const measureSoon = () => {
    wanted = null;
    placeSoon();
  };

  const listen = (
    target: EventTarget,
    types: readonly string[],
    listener: (event: Event) => void,
    options: AddEventListenerOptions = {},
  ) => {
    for (const type of types) target.addEventListener(type, listener, { ...options, signal: listeners.signal });
  };
  const exposure = watchExposure({ host: element, body, events, onLost: onDismiss });
  const isSeen = () => {
    const holds = exposure.holds();
    if (!holds) onDismiss();
    return holds;
  };
  listeners.signal.addEventListener('abort', handEvents({ host: element, root, events, isSeen }));
  hear(['pointerdown'], (event) => {
    if (event.isTrusted && !happensIn(event, element, root) && !isOnScrollBar(event as PointerEvent)) onDismiss();
  });
  // A press in another frame is heard there only; here the focus goes.
  let focused = true;
  hear(['blur', 'focus'], ({ type, target, isTrusted }) => {
    if (target !== window || !isTrusted) return;
    focused = type === 'focus';
    if (!focused) window.setTimeout(() => !focused && focusLeft(window) && onDismiss());
  });
  hear(['keydown'], (event) => {
    const { key, isComposing } = event as KeyboardEvent;
    if (key !== 'Escape' || isComposing || !event.isTrusted) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    onDismiss();
  });
  // A page may come back as it was left; nobody expects the tooltip to.
  listen(window, ['pagehide'], onDismiss);
  listen(window, ['scroll'], placeSoon, { capture: true, passive: true });
  listen(window, ['resize'], measureSoon, { capture: true, passive: true });
  if (window.visualViewport) listen(window.visualViewport, ['scroll', 'resize'], placeSoon, { passive: true });

  // Told of every size, of the one it was given here, too.
  const resized = new ResizeObserver(() => {
    const { width, height } = sizeOf();
    if (taken && (width !== taken.width || height !== taken.height)) measureSoon();
  });
  resized.observe(body);

  return {
    element,
    root,
    body,
    place() {
      wanted = null;
      placeNow();
    },
    close() {
      listeners.abort();
      resized.disconnect();
      exposure.close();
      window.cancelAnimationFrame(frame);
      element.remove();
    },
  };
}

/**
 * Keeps the body within the room of its place. Set on the body alone: an inherited custom property would have every element in it
 * styled anew.
 */
function limit({ style }: HTMLElement, room: Placement | null): void {
  style.maxInlineSize = room ? `min(var(--widest), ${room.maxWidth}px)` : '';
  style.maxBlockSize = room ? `min(var(--tallest), ${room.maxHeight}px)` : '';
}

/** Whoever drags a scroll bar wants to read on. */
function isOnScrollBar({ clientX, clientY, target }: PointerEvent): boolean {
  if (!(target instanceof Element) || target.clientWidth === 0) return false;
  const { scrollingElement, documentElement } = target.ownerDocument;
  const scrolls = target === documentElement || target === scrollingElement;
  // The scrolling element's client box is the viewport's, wherever the page is scrolled to.
  const { clientLeft, clientTop, clientWidth, clientHeight } = scrolls ? (scrollingElement ?? documentElement) : target;
  const { left, top } = scrolls ? { left: 0, top: 0 } : target.getBoundingClientRect();
  return clientX >= left + clientLeft + clientWidth || clientY >= top + clientTop + clientHeight;
}

/** Whether a window that has lost the focus has lost it to another frame of the page, as against another window or tab, as far as can be told from inside. */
function focusLeft(window: Window): boolean {
  const { document } = window;
  // A document has the focus while a frame in it has. Which one may be hidden in a closed shadow root, such as the PDF viewer's.
  if (window === window.top) return document.hasFocus();
  return document.visibilityState === 'visible' && !document.hasFocus();
}

const sheets = new WeakMap<Document, CSSStyleSheet>();

/** Parsed once for all the tooltips of a document. */
function sheetOf(document: Document): CSSStyleSheet {
  let sheet = sheets.get(document);
  if (!sheet) {
    sheet = new (document.defaultView as Window & typeof globalThis).CSSStyleSheet();
    sheet.replaceSync(styles);
    sheets.set(document, sheet);
  }
  return sheet;
}

/** A constructed sheet is no inline style, so a page's policy does not reach it; where a content script may not use one, a style element. */
export function adopt(root: ShadowRoot | Document, document: Document): void {
  try {
    root.adoptedStyleSheets = [sheetOf(document)];
  } catch {
    const style = document.createElementNS(XHTML, 'style');
    style.textContent = styles;
    (root instanceof Document ? root.head : root).append(style);
  }
}
