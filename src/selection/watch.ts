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
      const { text, language } = selected(document);
      if (hasJapanese(text, language)) onSelected();
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

  const listeners: [string, (event: Event) => void][] = [
    ['selectionchange', onChange],
    ['pointerdown', onDown],
    ['pointerup', onUp],
    ['pointercancel', onUp],
    ['blur', onUp],
  ];
  // Capturing on the window, before any script of the page has run: a page that stops propagation comes too late.
  const listen = () => {
    for (const [type, listener] of listeners) window.addEventListener(type, listener, { capture: true, passive: true });
  };
  listen();
  // `document.open()` takes every listener away; the document element changes then. Listening twice is listening once.
  const reopened = new MutationObserver(listen);
  reopened.observe(document, { childList: true });
  return () => {
    window.clearTimeout(timer);
    reopened.disconnect();
    for (const [type, listener] of listeners) window.removeEventListener(type, listener, { capture: true });
  };
}

/** Cheap enough for every selection: what the user sees in detail is the tooltip's business. */
function selected(document: Document): { readonly text: string; readonly language: string } {
  const focused = deepActiveElement(document);
  if (focused && 'selectionStart' in focused) {
    const { value, selectionStart, selectionEnd, type } = focused as HTMLInputElement;
    if (typeof selectionStart === 'number' && typeof selectionEnd === 'number' && selectionEnd > selectionStart) {
      return { text: type === 'password' ? '' : value.slice(selectionStart, selectionEnd), language: languageOf(focused) };
    }
  }
  const selection = document.getSelection();
  const { anchorNode } = selection ?? {};
  return { text: selection?.toString() ?? '', language: anchorNode ? languageOf(anchorNode) : '' };
}

function languageOf(node: Node): string {
  const element = node.nodeType === Node.ELEMENT_NODE ? (node as Element) : node.parentElement;
  return element?.closest('[lang]')?.getAttribute('lang') ?? '';
}

function deepActiveElement(document: Document): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}
