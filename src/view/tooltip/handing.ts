import { toBare } from '../../selection/bare.ts';
import { crossing, type FirstEvents } from '../../selection/first.ts';
import type { Presses } from './presses.ts';

/** Copies made here of events that the browser reported. */
const copies = new WeakSet<Event>();

/** What reaches a handler inside is either the browser's own report or a copy of one. */
const isReal = (event: Event) => event.isTrusted || copies.has(event);

export interface Handing {
  readonly host: HTMLElement;
  readonly root: ShadowRoot;
  readonly events: FirstEvents;
  /** Told of every press. One that was meant for something else goes no further. */
  readonly presses: Presses;
  /** Asked at every press: whether the user sees what is being pressed. It goes no further if not. */
  readonly isSeen: () => boolean;
}

/**
 * Keys, presses and moves inside the host are taken off the window before the page hears of them, and handed on within
 * the closed root, as copies that end there. What a script has made up goes no further. Returns how to stop.
 */
export function handEvents({ host, root, events, presses, isSeen }: Handing): () => void {
  /** A key that presses the focused button makes a click, which says nothing of where it is. */
  let keyed = false;
  /** What inside has the focus, or had it until it left. */
  let focused: Element | null = null;
  /** What the last press went down on, with all that is around it, the innermost first. */
  let pressed: readonly Element[] = [];
  /** What fingers have gone down on: it may be drawn no more while they are still there. */
  const touched = new WeakSet<EventTarget>();
  const hand = (event: Event) => {
    if (copies.has(event)) return;
    const { type } = event;
    const inside = happensIn(event, host, root);
    if (type === 'mousedown' && event.isTrusted) presses.down(event as MouseEvent, inside);
    if (!inside) {
      // Where the focus has gone is for nobody to know who would fetch it back.
      if (tells(event, root, touched) || (event as FocusEvent).relatedTarget === host) tellOnly(event);
      return;
    }
    if (type === 'beforetoggle' || type === 'toggle') return;
    if (type === 'focusin') focused = root.activeElement;
    const found = /^focus(?:in|out)$/.test(type) ? focused : targetOf(event, root, keyed);
    if (type === 'mousedown' && event.isTrusted) pressed = ancestorsOf(found);
    if (type === 'pointerdown') for (const one of ancestorsOf(found)) touched.add(one);
    // As everywhere: where a press goes down on one thing and is let go on another, what is clicked is what both are
    // in.
    const clicked = type === 'click' && (event as MouseEvent).detail > 0;
    const target = clicked ? (ancestorsOf(found).find((one) => pressed.includes(one)) ?? null) : found;
    // A click made by assistive technology: only the browser knows where it goes.
    if (type === 'click' && !found && event.isTrusted) return;
    event.stopImmediatePropagation();
    // A press on the tooltip must not take the page's selection or focus away.
    if (type === 'mousedown') event.preventDefault();
    if (!event.isTrusted || !target) return;
    if (type === 'click' && !isSeen()) return;
    if (type === 'click' && !((event as MouseEvent).detail === 0 || presses.count())) return;
    if (/^key(?:press|up)$/.test(type) && /^(?:Enter| )$/.test((event as KeyboardEvent).key)) {
      keyed = true;
      setTimeout(() => (keyed = false));
    }
    const copy = copyOf(event);
    if (!copy) return;
    copies.add(copy);
    // What a press does by itself (a summary opens, a box is ticked, a link is followed) the copy has done.
    if (!target.dispatchEvent(copy) || type === 'click') event.preventDefault();
  };
  const stop = events.on(crossing, (event) => {
    try {
      hand(event);
    } catch (error) {
      // What it would tell the page is not known.
      event.stopImmediatePropagation();
      throw error;
    }
  });
  const gate = (event: Event) => {
    if (!isReal(event)) event.stopImmediatePropagation();
  };
  for (const type of [...crossing, 'change', 'submit', 'reset', 'search', 'select'])
    root.addEventListener(type, gate, { capture: true });
  root.addEventListener('focusin', ({ target }) => (focused = target as Element));
  return stop;
}

function ancestorsOf(element: Element | null): Element[] {
  const path: Element[] = [];
  for (let at = element; at; at = at.parentElement) path.push(at);
  return path;
}

interface FirefoxEvent extends Event {
  readonly originalTarget?: EventTarget | null;
  readonly explicitOriginalTarget?: EventTarget | null;
  readonly rangeParent?: Node | null;
}

/** Not by `instanceof`: of an element that a finger is on Firefox's content scripts say that it is no Node. */
const isIn = (target: EventTarget | null | undefined, root: ShadowRoot): target is Node =>
  target != null && 'nodeType' in target && root.contains(target as Node);

/**
 * Whether an event of the page's own tells of a node inside: Firefox what the pointer is on now, or what has the focus;
 * every browser what a finger went down on that is drawn no more.
 */
function tells(event: FirefoxEvent & Partial<TouchEvent>, root: ShadowRoot, touched: WeakSet<EventTarget>): boolean {
  const { explicitOriginalTarget, rangeParent, touches = [], targetTouches = [], changedTouches = [] } = event;
  return (
    [explicitOriginalTarget, rangeParent].some((target) => isIn(target, root)) ||
    [...touches, ...targetTouches, ...changedTouches].some(({ target }) => touched.has(target))
  );
}

/** In place of an event of the page's that tells more: one that tells it that the pointer has left. */
function tellOnly(event: Event): void {
  event.stopImmediatePropagation();
  if (!event.isTrusted) return;
  const { target } = event;
  const again = bareCopy(event);
  // Made while Firefox is still at the first, it would tell the same.
  setTimeout(() => {
    const copy = again?.();
    if (!copy) return;
    copies.add(copy);
    toBare(target!).dispatchEvent(copy);
  });
}

function bareCopy(event: Event): (() => Event) | null {
  const { type, bubbles, cancelable, composed } = event;
  if (event instanceof FocusEvent) return () => new FocusEvent(type, { bubbles, cancelable, composed });
  if (!(event instanceof MouseEvent)) return null;
  const { clientX, clientY, relatedTarget, buttons } = event;
  const init = { bubbles, cancelable, composed, clientX, clientY, relatedTarget, buttons };
  return event instanceof PointerEvent ? () => new PointerEvent(type, init) : () => new MouseEvent(type, init);
}

/**
 * Whether an event that is heard on the window happened inside the host, which may itself be in a shadow tree of the
 * page.
 */
export function happensIn(event: Event, host: HTMLElement, root: ShadowRoot): boolean {
  const { originalTarget } = event as FirefoxEvent;
  return event.composedPath().includes(host) || isIn(originalTarget, root);
}

/** What inside the root an event is about. Null where that cannot be told. */
function targetOf(event: Event, root: ShadowRoot, keyed: boolean): Element | null {
  const { originalTarget } = event as FirefoxEvent;
  if (isIn(originalTarget, root) && originalTarget.nodeType === Node.ELEMENT_NODE) return originalTarget as Element;
  if (event instanceof KeyboardEvent) return root.activeElement;
  if (!(event instanceof MouseEvent)) return null;
  if (event.type === 'click' && event.detail === 0) return keyed ? root.activeElement : null;
  return root.elementFromPoint(event.clientX, event.clientY);
}

/** Only what a handler inside asks for is copied. A copy bubbles to the root and ends there. */
function copyOf(event: Event): Event | null {
  const common = { bubbles: true, cancelable: event.cancelable };
  const { type } = event;
  if (event instanceof KeyboardEvent) {
    const { key, code, ctrlKey, shiftKey, altKey, metaKey, repeat, isComposing } = event;
    // Not a KeyboardEvent: Firefox lets those out of the tree whatever they are told.
    const keys = { key, code, ctrlKey, shiftKey, altKey, metaKey, repeat, isComposing };
    return type === 'keydown' ? Object.assign(new Event(type, common), keys) : null;
  }
  if (event instanceof MouseEvent && (type === 'click' || type === 'pointerover')) {
    const { clientX, clientY, detail, button } = event;
    return new MouseEvent(type, { ...common, clientX, clientY, detail, button });
  }
  return type === 'focusin' || type === 'focusout' ? new FocusEvent(type, common) : null;
}
