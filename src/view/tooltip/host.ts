import type { FirstEvents, Heard } from '../../selection/first.ts';
import { openConcealed } from '../shared/concealed.ts';
import { createElement } from '../shared/elements.ts';
import { layerAround } from '../shared/layer.ts';
import { watchExposure } from './exposure.ts';
import { handEvents, happensIn } from './handing.ts';
import { keepPlaced, type Beside } from './placing.ts';
import { watchPresses } from './presses.ts';
import { isOnScrollBar } from './scroll-bars.ts';

export interface Host {
  readonly element: HTMLElement;
  readonly root: ShadowRoot;
  /** Where the view is drawn. */
  readonly body: HTMLElement;
  /** Measures and places anew; whatever moves, resizes or takes away what it stands beside is seen to. */
  place(): void;
  /** Stands beside something else from now on, in the same layer of the page. False where that is in another. */
  follow(selected: Beside): boolean;
  /** Other words are shown now: no press was meant for them yet. */
  renew(): void;
  close(): void;
}

interface Options {
  readonly selected: Beside;
  readonly events: FirstEvents;
  /** The user is done: Esc, a press elsewhere; or the page has moved, hidden or covered the host. */
  readonly onDismiss: () => void;
}

/**
 * What the tooltip is drawn in: beside the selection, until the user is done with it or the page would deceive them
 * about it.
 */
export function openHost(document: Document, { selected: first, events, onDismiss }: Options): Host {
  let selected = first;
  const window = document.defaultView!;
  const body = createElement(document, 'div', 'tooltip');
  body.dataset['room'] = 'full';
  const ruler = createElement(document, 'div', 'ruler');
  const concealed = openConcealed(selected.within, events, [body, ruler], onDismiss);
  const { host: element, root, layer } = concealed;
  if (!concealed.shown) queueMicrotask(onDismiss);
  const listeners = new AbortController();
  const hear = (types: readonly Heard[], listener: (event: Event) => void) =>
    listeners.signal.addEventListener('abort', events.on(types, listener));

  const presses = watchPresses(body);
  const placing = keepPlaced({
    host: element,
    body,
    ruler,
    selected: () => selected,
    onMoved: presses.renew,
    onGone: onDismiss,
  });

  const listen = (
    target: EventTarget,
    types: readonly string[],
    listener: (event: Event) => void,
    options: AddEventListenerOptions = {},
  ) => {
    for (const type of types) target.addEventListener(type, listener, { ...options, signal: listeners.signal });
  };
  const exposure = watchExposure({ host: element, body, events, onLost: onDismiss, onUnseen: presses.renew });
  const isSeen = () => {
    const holds = exposure.holds();
    if (!holds) onDismiss();
    return holds;
  };
  listeners.signal.addEventListener('abort', handEvents({ host: element, root, events, presses, isSeen }));
  hear(['pointerdown'], (event) => {
    const { isTrusted, button } = event as PointerEvent;
    // Whoever asks for the menu wants to do something with what is selected.
    if (!isTrusted || button === 2 || happensIn(event, element, root)) return;
    // Whoever drags a scroll bar wants to read on.
    if (!isOnScrollBar(event as PointerEvent)) onDismiss();
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
  hear(['pagehide'], ({ isTrusted }) => isTrusted && onDismiss());
  listen(window, ['scroll'], placing.placeSoon, { capture: true, passive: true });
  listen(window, ['resize'], placing.measureSoon, { capture: true, passive: true });
  if (window.visualViewport) listen(window.visualViewport, ['scroll', 'resize'], placing.placeSoon, { passive: true });

  return {
    element,
    root,
    body,
    place: placing.place,
    renew: presses.renew,
    follow(other) {
      if (layerAround(other.within) !== layer) return false;
      selected = other;
      placing.restart();
      return true;
    },
    close() {
      listeners.abort();
      placing.close();
      presses.close();
      exposure.close();
      concealed.close();
    },
  };
}

/**
 * Whether a window that has lost the focus has lost it to another frame of the page, as against another window or tab,
 * as far as can be told from inside.
 */
function focusLeft(window: Window): boolean {
  const { document } = window;
  // A document has the focus while a frame in it has. Which one may be hidden in a closed shadow root, such as the PDF
  // viewer's.
  if (window === window.top) return document.hasFocus();
  return document.visibilityState === 'visible' && !document.hasFocus();
}
