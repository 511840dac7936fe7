import { hasJapanese } from './japanese.ts';

/** After a selection by keyboard or touch handles has been still for this long, it counts as made (ms). */
const SETTLE = 250;

/**
 * Calls `onSelected` when the user has finished selecting text with Japanese in it, by pointer, keyboard or touch.
 * Returns what takes the listeners away again.
 */
export function watchSelection(document: Document, onSelected: () => void): () => void {
  const window = document.defaultView;
  if (!window) return () => {};
  let pointerDown = false;
  let changed = false;
  let timer = 0;

  const settle = (delay: number) => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      if (pointerDown || !changed) return;
      changed = false;
      if (hasJapanese(selectedText(document))) onSelected();
    }, delay);
  };
  const onChange = () => {
    changed = true;
    if (!pointerDown) settle(SETTLE);
  };
  const onDown = (event: Event) => {
    if (event.isTrusted) pointerDown = true;
  };
  // A pointer let go outside the window or taken by a scroll never reports `pointerup`.
  const onUp = () => {
    pointerDown = false;
    if (changed) settle(0);
  };

  const listeners: [EventTarget, string, (event: Event) => void][] = [
    [document, 'selectionchange', onChange],
    [window, 'pointerdown', onDown],
    [window, 'pointerup', onUp],
    [window, 'pointercancel', onUp],
    [window, 'blur', onUp],
  ];
  // Capturing, so that a page which stops propagation does not hide the selection from its reader.
  for (const [target, type, listener] of listeners) target.addEventListener(type, listener, { capture: true, passive: true });
  return () => {
    window.clearTimeout(timer);
    for (const [target, type, listener] of listeners) target.removeEventListener(type, listener, { capture: true });
  };
}

/** Cheap enough for every selection: what the user sees in detail is the tooltip's business. */
function selectedText(document: Document): string {
  const focused = deepActiveElement(document);
  if (focused && 'selectionStart' in focused) {
    const { value, selectionStart, selectionEnd } = focused as HTMLInputElement;
    if (typeof selectionStart === 'number' && typeof selectionEnd === 'number' && selectionEnd > selectionStart) {
      return (focused as HTMLInputElement).type === 'password' ? '' : value.slice(selectionStart, selectionEnd);
    }
  }
  return document.getSelection()?.toString() ?? '';
}

function deepActiveElement(document: Document): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}
