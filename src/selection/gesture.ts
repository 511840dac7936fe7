import type { FirstEvents } from './first.ts';

/** A selection this long (ms) after a press of a key or button is still the user's doing. */
const RECENT = 1_000;
/** Touch handles and menus are the browser's and tell the page nothing: the selection they make comes long after the touch. */
const RECENT_TOUCH = 10_000;

/** Whether the user is at it in this frame, as against a script of the page. */
export interface Gesture {
  /** A key or button is down, or was until a moment ago. Only what the browser itself reports counts. */
  isRecent(): boolean;
  close(): void;
}

/** Follows keys and presses in this frame; those in other frames are not heard here. */
export function watchGesture(events: FirstEvents): Gesture {
  let down = false;
  let until = 0;
  const lasts = (milliseconds: number) => (until = Math.max(until, performance.now() + milliseconds));
  const stop = events.on(['pointerdown', 'pointerup', 'pointercancel', 'contextmenu', 'keydown', 'keyup'], (event) => {
    // Who presses Esc wants less, not more.
    if (!event.isTrusted || (event as KeyboardEvent).key === 'Escape') return;
    const { type } = event;
    if (type.startsWith('pointer')) down = type === 'pointerdown';
    const touch = type === 'contextmenu' || ((event as PointerEvent).pointerType ?? 'mouse') !== 'mouse';
    lasts(touch ? RECENT_TOUCH : RECENT);
  });
  return { isRecent: () => down || performance.now() < until, close: stop };
}
