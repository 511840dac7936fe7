import { outOfView, place } from './placement.ts';
import { styles } from './styles.ts';
import type { SelectedText } from '../selection/capture.ts';

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
  readonly selected: SelectedText;
  /** The user is done: Esc, a press elsewhere, or the page has taken the host away. */
  readonly onDismiss: () => void;
}

/** Keys and presses inside are nobody else's business: the page must not take an arrow key for a shortcut. */
const PRIVATE = [
  'keydown', 'keyup', 'keypress', 'beforeinput', 'input', 'click', 'dblclick', 'auxclick', 'contextmenu', 'mousedown', 'mouseup', 'mousemove',
  'mouseover', 'mouseout', 'pointerdown', 'pointerup', 'pointermove', 'pointerover', 'pointerout', 'touchstart', 'touchend', 'touchmove', 'wheel', 'copy', 'cut',
];

/**
 * The one element a page sees, with everything in a closed shadow root, in the top layer so that no z-index is above it.
 * No string ever becomes markup, so strict policies and trusted types have nothing to object to.
 */
export function openHost(document: Document, { selected, onDismiss }: Options): Host {
  const window = document.defaultView!;
  const element = document.createElementNS(XHTML, 'anaume-tooltip') as HTMLElement;
  const root = element.attachShadow({ mode: 'closed' });
  adopt(root, document);
  const body = document.createElementNS(XHTML, 'div') as HTMLElement;
  body.className = 'tooltip';
  const ruler = document.createElementNS(XHTML, 'div');
  ruler.className = 'ruler';
  root.append(body, ruler);
  element.setAttribute('popover', 'manual');
  // Everything outside an open modal dialog is inert, so there the tooltip goes into it.
  const parent = selected.within.closest('dialog:modal') ?? document.documentElement;
  parent.append(element);
  try {
    element.showPopover();
  } catch {
    // Not an HTML document: it is shown in its place, without the top layer.
  }

  let frame = 0;
  let constrained = false;
  const sizeOf = () => ({ width: body.offsetWidth, height: body.offsetHeight });
  const placeNow = () => {
    frame = 0;
    const anchor = selected.anchor(ruler);
    if (!anchor) return;
    const visual = window.visualViewport;
    const viewport = { width: visual?.width ?? window.innerWidth, height: visual?.height ?? window.innerHeight };
    const [offsetLeft, offsetTop] = [visual?.offsetLeft ?? 0, visual?.offsetTop ?? 0];
    const box = { left: anchor.left - offsetLeft, right: anchor.right - offsetLeft, top: anchor.top - offsetTop, bottom: anchor.bottom - offsetTop };
    // Laying out twice is for where there is too little room only: how much is wanted, and what becomes of it in what there is.
    if (constrained) {
      body.style.removeProperty('--room-inline');
      body.style.removeProperty('--room-block');
    }
    const wanted = sizeOf();
    let placement = place(box, wanted, viewport, selected.vertical);
    constrained = wanted.width > placement.maxWidth || wanted.height > placement.maxHeight;
    if (constrained) {
      body.style.setProperty('--room-inline', `${placement.maxWidth}px`);
      body.style.setProperty('--room-block', `${placement.maxHeight}px`);
      placement = place(box, sizeOf(), viewport, selected.vertical);
    }
    body.style.left = `${placement.left + offsetLeft}px`;
    body.style.top = `${placement.top + offsetTop}px`;
    body.dataset['side'] = placement.side;
    body.style.visibility = outOfView(box, viewport) ? 'hidden' : 'visible';
  };
  const placeSoon = () => {
    if (frame === 0) frame = window.requestAnimationFrame(placeNow);
  };

  const listeners = new AbortController();
  const listen = (target: EventTarget, types: readonly string[], listener: (event: Event) => void, options: AddEventListenerOptions = {}) => {
    for (const type of types) target.addEventListener(type, listener, { ...options, signal: listeners.signal });
  };
  listen(root, PRIVATE, (event) => event.stopPropagation());
  // A press on the tooltip must not take the page's selection or focus away.
  listen(root, ['mousedown'], (event) => event.preventDefault());
  listen(window, ['pointerdown'], (event) => {
    if (event.isTrusted && !event.composedPath().includes(element) && !isOnScrollBar(event as PointerEvent)) onDismiss();
  }, { capture: true, passive: true });
  // A press in another frame is heard there only; here the focus goes.
  listen(window, ['blur'], (event) => {
    if (event.target === window) window.setTimeout(() => focusLeft(window) && onDismiss());
  }, { capture: true });
  listen(window, ['keydown'], (event) => {
    const { key, isComposing } = event as KeyboardEvent;
    if (key !== 'Escape' || isComposing || !event.isTrusted) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    onDismiss();
  }, { capture: true });
  listen(window, ['scroll', 'resize'], placeSoon, { capture: true, passive: true });
  if (window.visualViewport) listen(window.visualViewport, ['scroll', 'resize'], placeSoon, { passive: true });

  const resized = new ResizeObserver(placeSoon);
  resized.observe(body);
  const removed = new MutationObserver(() => {
    if (!element.isConnected) onDismiss();
  });
  removed.observe(document, { childList: true });
  removed.observe(parent, { childList: true });

  return {
    element,
    root,
    body,
    place: placeNow,
    close() {
      listeners.abort();
      resized.disconnect();
      removed.disconnect();
      window.cancelAnimationFrame(frame);
      element.remove();
    },
  };
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

/** Whether the focus has gone to another frame of the page, as against another window or tab, as far as can be told from inside. */
function focusLeft(window: Window): boolean {
  const { document } = window;
  if (window === window.top) return /^(?:iframe|frame|object|embed)$/.test(document.activeElement?.localName ?? '');
  return document.visibilityState === 'visible' && !document.hasFocus();
}

/** A constructed sheet is no inline style, so a page's policy does not reach it; where a content script may not use one, a style element. */
export function adopt(root: ShadowRoot | Document, document: Document): void {
  try {
    const sheet = new (document.defaultView as Window & typeof globalThis).CSSStyleSheet();
    sheet.replaceSync(styles);
    root.adoptedStyleSheets = [sheet];
  } catch {
    const style = document.createElementNS(XHTML, 'style');
    style.textContent = styles;
    (root instanceof Document ? root.head : root).append(style);
  }
}
