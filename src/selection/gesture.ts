import type { FirstEvents } from './first.ts';
import { letterOf } from './keys.ts';

/** A selection this long (ms) after a press of a key or button is still the user's doing. */
const RECENT = 1_000;
/**
 * Touch handles and menus are the browser's and tell the page nothing: the selection they make comes long after the
 * touch.
 */
const RECENT_TOUCH = 10_000;
/** A button is taken to be held for so long (ms): not every release is reported. */
const HELD = 10_000;

/** Whether the user is at it in this frame, as against a script of the page. */
export interface Gesture {
  /** A key or button is down, or was until a moment ago. Only what the browser itself reports counts. */
  isRecent(): boolean;
  /** The same of keys and buttons that select: undo selects what it brings back, and scripts what they like. */
  isSelecting(): boolean;
  close(): void;
}

/** Follows keys and presses in this frame; those in other frames are not heard here. */
export function watchGesture(events: FirstEvents): Gesture {
  /** Until when the button that selects is taken to be held, and until when what was pressed counts. */
  let held = 0;
  let until = 0;
  let selecting = false;
  const stops = [
    events.on(['pointerdown', 'contextmenu', 'keydown', 'input'], (event) => {
      const { isTrusted, type, key } = event as KeyboardEvent;
      if (!isTrusted || /^(?:Control|Meta|Alt)$/.test(key)) return;
      selecting = type === 'keydown' ? isSelectingKey(event as KeyboardEvent) : type !== 'input';
    }),
    events.on(['pointerdown', 'pointerup', 'pointercancel', 'contextmenu', 'keydown', 'keyup'], (event) => {
      // Who presses Esc wants less, not more.
      if (!event.isTrusted || (event as KeyboardEvent).key === 'Escape') return;
      const { type, button, pointerType = 'mouse' } = event as PointerEvent;
      const now = performance.now();
      // A menu may take the release of the button that has opened it.
      if (!type.startsWith('key')) held = type === 'pointerdown' && button === 0 ? now + HELD : 0;
      const touch = type === 'contextmenu' || pointerType !== 'mouse';
      until = Math.max(until, now + (touch ? RECENT_TOUCH : RECENT));
    }),
    // Let go outside the window, or while another had the focus.
    events.on(['pointermove', 'blur'], (event) => {
      const { isTrusted, type, target, currentTarget, buttons } = event as PointerEvent;
      if (isTrusted && (type === 'blur' ? target === currentTarget : buttons === 0)) held = 0;
    }),
  ];
  const isRecent = () => performance.now() < Math.max(held, until);
  return {
    isRecent,
    isSelecting: () => selecting && isRecent(),
    close() {
      for (const stop of stops) stop();
    },
  };
}

/** By the keys that move the caret, on a Mac also those of Emacs; Shift alone goes with a press of the mouse. */
function isSelectingKey(event: KeyboardEvent): boolean {
  const { key, shiftKey, ctrlKey, metaKey } = event;
  const letter = ctrlKey || metaKey ? letterOf(event) : '';
  return (
    key === 'Shift' ||
    letter === 'a' ||
    (shiftKey && (/^(?:Arrow|Home$|End$|Page)/.test(key) || (ctrlKey && /^[befnp]$/.test(letter))))
  );
}
