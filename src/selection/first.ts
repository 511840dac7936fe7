import { GECKO } from './gecko.ts';

/** Every event that leaves a shadow tree for the page, and those of a popover itself. */
const CROSSING = [
  ...[
    'keydown',
    'keyup',
    'keypress',
    'beforeinput',
    'input',
    'compositionstart',
    'compositionupdate',
    'compositionend',
  ],
  ...[
    'pointerdown',
    'pointerup',
    'pointercancel',
    'mousedown',
    'mouseup',
    'click',
    'dblclick',
    'auxclick',
    'contextmenu',
  ],
  ...['touchstart', 'touchend', 'touchcancel', 'copy', 'cut', 'paste', 'beforetoggle', 'toggle', 'focusin', 'focusout'],
] as const;

/**
 * In Firefox an event tells whoever hears it which node of a closed shadow tree it happened to (`originalTarget`,
 * `explicitOriginalTarget`, `rangeParent`): there none may reach the page, not even a move of the mouse.
 */
const TELLING = [
  ...['pointermove', 'pointerrawupdate', 'pointerover', 'pointerout', 'pointerenter', 'pointerleave'],
  ...['mousemove', 'mouseover', 'mouseout', 'mouseenter', 'mouseleave', 'gotpointercapture', 'lostpointercapture'],
  ...['touchmove', 'wheel', 'DOMMouseScroll', 'MozMousePixelScroll', 'selectstart'],
  ...['drag', 'dragstart', 'dragend', 'dragenter', 'dragleave', 'dragover', 'drop'],
  ...['DOMActivate', 'DOMFocusIn', 'DOMFocusOut'],
] as const;

const OTHER = ['selectionchange', 'focus', 'blur', 'pagehide', 'pointermove'] as const;

export type Heard = (typeof CROSSING)[number] | (typeof TELLING)[number] | (typeof OTHER)[number];

/** What can cross from a shadow tree into the page, as far as it is heard here. */
export const crossing: readonly Heard[] = [...CROSSING, ...TELLING, 'focus', 'blur'];

/** A page scrolls without waiting for these. */
const PASSIVE: ReadonlySet<string> = new Set([
  'touchstart',
  'touchmove',
  'touchend',
  'wheel',
  'DOMMouseScroll',
  'MozMousePixelScroll',
]);

/** The window's events, heard before the page hears them. */
export interface FirstEvents {
  /**
   * Calls `listener` for every event of these types, until the returned function is called, whether others fail or not.
   */
  on(types: readonly Heard[], listener: (event: Event) => void): () => void;
  /** Hears nothing more. */
  close(): void;
}

/**
 * Listens on the window in the capture phase. Called at `document_start`, before any script of the page has run: who
 * listens there first hears first, and a page that stops events comes too late.
 */
export function hearFirst(document: Document): FirstEvents {
  const window = document.defaultView;
  const listeners = new Map<string, Set<(event: Event) => void>>();
  const telling = GECKO ? TELLING : [];
  for (const type of [...CROSSING, ...telling, ...OTHER]) listeners.set(type, new Set());

  const failed = new WeakSet<(event: Event) => void>();
  const hear = (event: Event) => {
    for (const listener of listeners.get(event.type)!)
      try {
        listener(event);
      } catch (error) {
        // One that fails silences no other. It is said once, and where no page hears of it.
        if (!failed.has(listener)) console.error(error);
        failed.add(listener);
      }
  };
  const listen = () => {
    for (const type of listeners.keys())
      window?.addEventListener(type, hear, { capture: true, passive: PASSIVE.has(type) });
  };
  listen();
  // `document.open()` takes every listener away; the document element changes then. Listening twice is listening once.
  const reopened = new MutationObserver(listen);
  reopened.observe(document, { childList: true });
  return {
    on(types, listener) {
      for (const type of types) listeners.get(type)?.add(listener);
      return () => {
        for (const type of types) listeners.get(type)?.delete(listener);
      };
    },
    close() {
      reopened.disconnect();
      for (const type of listeners.keys()) window?.removeEventListener(type, hear, { capture: true });
    },
  };
}
