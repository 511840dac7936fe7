import { focusedElement } from './fields.ts';
import type { OpenRoot } from './flat-tree.ts';
import { hasJapanese, type Surroundings } from './japanese.ts';

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
export function watchSelection(
  document: Document,
  { onBegun, onSelected }: SelectionEvents,
  openRoot?: OpenRoot,
): () => void {
  const window = document.defaultView;
  if (!window) return () => {};
  let pointerDown = false;
  let composing = false;
  let changed = false;
  let begun = false;
  let timer = 0;
  let look = 0;

  const isJapanese = () => {
    const { text, node } = selected(document, openRoot);
    return hasJapanese(text, surroundings(node));
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
  // What is selected in a field of a shadow tree is told outside of it neither by Firefox nor, where the tree is closed, by Chromium.
  let inShadow = '';
  const onShadowField = () => {
    const field = focusedElement(document, openRoot) as HTMLInputElement | null;
    if (!field || field === document.activeElement || typeof field.selectionStart !== 'number') return;
    const { selectionStart, selectionEnd, value } = field;
    const now = `${selectionStart} ${selectionEnd} ${value}`;
    if (now === inShadow) return;
    inShadow = now;
    onChange();
  };
  // A pointer let go outside the window or taken by a scroll never reports `pointerup`.
  const onUp = () => {
    pointerDown = false;
    onShadowField();
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
    ['keyup', onShadowField],
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
function selected(document: Document, openRoot?: OpenRoot): { readonly text: string; readonly node: Node | null } {
  const focused = focusedElement(document, openRoot);
  if (focused && 'selectionStart' in focused) {
    const { value, selectionStart, selectionEnd, type } = focused as HTMLInputElement;
    if (typeof selectionStart === 'number' && typeof selectionEnd === 'number' && selectionEnd > selectionStart)
      return { text: type === 'password' ? '' : value.slice(selectionStart, selectionEnd), node: focused };
  }
  const selection = document.getSelection();
  return { text: selection?.toString() ?? '', node: selection?.anchorNode ?? null };
}

/** Elements with a paragraph in them, or a cell, or a heading. */
const PARAGRAPH = 'p, li, dt, dd, td, th, tr, h1, h2, h3, h4, h5, h6, blockquote, figcaption, article, section, div';

function surroundings(node: Node | null): Surroundings {
  const element = node?.nodeType === Node.ELEMENT_NODE ? (node as Element) : node?.parentElement;
  return {
    language: element?.closest('[lang]')?.getAttribute('lang') ?? '',
    around: () => element?.closest(PARAGRAPH)?.textContent.slice(0, 1000) ?? '',
  };
}
