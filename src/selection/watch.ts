import { hasJapanese } from './japanese.ts';

/** After a selection by keyboard or touch handles has been still for this long, it counts as made (ms). */
const SETTLE = 250;
/** How often a selection that is being made is looked at (ms): it changes with every step of the pointer. */
const LOOK = 50;

/** What happens to a selection with Japanese in it, by pointer, keyboard or touch. */
export interface SelectionEvents {
  /** Japanese has come into it, and the user is still at it: time to make ready. Once for each selection, and not always. */
  readonly onBegun: () => void;
  readonly onSelected: () => void;
}

/** Tells of selections until the returned function is called. */
export function watchSelection(document: Document, { onBegun, onSelected }: SelectionEvents): () => void {
  const window = document.defaultView;
  if (!window) return () => {};
  let pointerDown = false;
  let composing = false;
  let changed = false;
  let begun = false;
  let timer = 0;
  let look = 0;

  const isJapanese = () => {
    const { text, language } = selected(document);
    return hasJapanese(text, language);
  };
  const lookSoon = () => {
    look ||= window.setTimeout(() => {
      look = 0;
      if (begun || composing || !changed || !isJapanese()) return;
      begun = true;
      onBegun();
    }, LOOK);
  };
  const settle = (delay: number) => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      if (pointerDown || composing || !changed) return;
      changed = begun = false;
      if (isJapanese()) onSelected();
    }, delay);
  };
  const onChange = () => {
    changed = true;
    if (!begun) lookSoon();
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

  // An input method selects what it is about to convert, and nobody wants a tooltip over its list of candidates.
  const onComposition = ({ type }: Event) => {
    composing = type === 'compositionstart';
    changed = false;
  };

  const listeners: [string, (event: Event) => void][] = [
    ['selectionchange', onChange],
    ['pointerdown', onDown],
    ['pointerup', onUp],
    ['pointercancel', onUp],
    ['blur', onUp],
    ['compositionstart', onComposition],
    ['compositionend', onComposition],
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
    window.clearTimeout(look);
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
      return {
        text: type === 'password' ? '' : value.slice(selectionStart, selectionEnd),
        language: languageOf(focused),
      };
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
