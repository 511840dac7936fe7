import { toBare } from './bare.ts';
import { focusedElement } from './fields.ts';
import type { FirstEvents } from './first.ts';
import type { OpenRoot } from './flat-tree.ts';
import { watchGesture, type Gesture } from './gesture.ts';
import { hasJapanese, type Surroundings } from './japanese.ts';
import { isSecret, type ReadonlySecrets } from './secrets.ts';

/** After a selection by keyboard or touch handles has been still for this long, it counts as made (ms). */
const SETTLE = 250;
/** How often a selection that is being made is looked at (ms): it changes with every step of the pointer. */
const LOOK = 50;

/** What happens to a selection with Japanese in it, by pointer, keyboard or touch. */
export interface SelectionEvents {
  /**
   * Japanese has come into it, and the user is still at it: time to make ready. Once for each selection, and not
   * always.
   */
  readonly onBegun: () => void;
  readonly onSelected: () => void;
}

/** Where to look, and where not. */
interface Sight {
  /** Finds closed shadow roots too, where the browser lets an extension do so. */
  readonly openRoot?: OpenRoot;
  readonly secrets?: ReadonlySecrets;
  /** The frame's, where it is followed already; followed no more when this ends. */
  readonly gesture?: Gesture;
}

/**
 * Tells of selections until the returned function is called; of the user's own: what a script selects counts only
 * shortly after the user has pressed a button or a key that selects in this frame, and in a frame within a page only
 * while that has the focus.
 */
export function watchSelection(
  document: Document,
  events: FirstEvents,
  { onBegun, onSelected }: SelectionEvents,
  { openRoot, secrets, gesture = watchGesture(events) }: Sight = {},
): () => void {
  const window = document.defaultView;
  if (!window) return () => {};
  let pointerDown = false;
  /** What had the focus when an input method began in it. */
  let composed: Element | null = null;
  let changed = false;
  let begun = false;
  let timer = 0;
  let look = 0;

  // Some end unheard, as what they are in is taken away: the focus goes, too.
  const isComposing = () => composed !== null && composed === focusedElement(document, openRoot);
  const isFocused = () => window === window.top || document.hasFocus();
  const isJapanese = () => {
    const { text, node } = readSelected(document, openRoot, secrets);
    return hasJapanese(text, surroundings(node));
  };
  const lookSoon = () => {
    look ||= window.setTimeout(() => {
      look = 0;
      if (begun || isComposing() || !changed || !isFocused() || !isJapanese()) return;
      begun = true;
      onBegun();
    }, LOOK);
  };
  const settle = (delay: number) => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      if (pointerDown || isComposing() || !changed) return;
      changed = begun = false;
      if (isFocused() && isJapanese()) onSelected();
    }, delay);
  };
  const onChange = () => {
    if (!gesture.isSelecting()) return;
    changed = true;
    if (!begun) lookSoon();
    if (!pointerDown) settle(SETTLE);
  };
  const onDown = (event: Event) => {
    // Others select nothing, and a menu may take their release.
    if (event.isTrusted && (event as PointerEvent).button === 0) pointerDown = true;
  };
  // What is selected in a field of a shadow tree is told outside of it neither by Firefox nor, where the tree is
  // closed, by Chromium.
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
  const onUp = (event: Event) => {
    // A press in another field takes the focus out of the one before: only the window's own loss of it counts.
    if (!event.isTrusted || (event.type === 'blur' && event.target !== window)) return;
    pointerDown = false;
    onShadowField();
    if (changed) settle(0);
  };

  // An input method selects what it is about to convert, and nobody wants a tooltip over its list of candidates.
  const onComposition = ({ type, isTrusted }: Event) => {
    // Chromium's own end of a composition may not be trusted; a script that ends one only lets the user's selections
    // count again.
    if (type === 'compositionstart' && !isTrusted) return;
    composed = type === 'compositionstart' ? focusedElement(document, openRoot) : null;
    changed = false;
  };

  const onKey = (event: Event) => {
    const { isTrusted, isComposing, key } = event as KeyboardEvent;
    if (!isTrusted) return;
    if (!isComposing) composed = null;
    // Esc closes what is open: what was selected until then, or changed by what was written, does not open it again.
    if (key === 'Escape') changed = begun = false;
  };

  const stops = [
    gesture.close,
    events.on(['keydown'], onKey),
    events.on(['selectionchange'], onChange),
    events.on(['pointerdown'], onDown),
    events.on(['pointerup', 'pointercancel', 'blur'], onUp),
    events.on(['keyup'], onShadowField),
    events.on(['compositionstart', 'compositionend'], onComposition),
  ];
  return () => {
    window.clearTimeout(timer);
    window.clearTimeout(look);
    for (const stop of stops) stop();
  };
}

/** Cheap enough for every selection: what the user sees in detail is the tooltip's business. */
function readSelected(
  document: Document,
  openRoot?: OpenRoot,
  secrets?: ReadonlySecrets,
): { readonly text: string; readonly node: Node | null } {
  const focused = focusedElement(document, openRoot);
  if (focused && 'selectionStart' in focused) {
    const field = focused as HTMLInputElement;
    const { value, selectionStart, selectionEnd } = field;
    if (typeof selectionStart === 'number' && typeof selectionEnd === 'number' && selectionEnd > selectionStart)
      return { text: isSecret(field, secrets) ? '' : value.slice(selectionStart, selectionEnd), node: focused };
  }
  const selection = document.getSelection();
  return { text: selection ? selection.toString() || textOf(selection) : '', node: selection?.anchorNode ?? null };
}

/** What is in its ranges: Firefox leaves out all that is selected in a modal dialog. */
function textOf(selection: Selection): string {
  return Array.from({ length: selection.rangeCount }, (_, index) => selection.getRangeAt(index).toString()).join('');
}

/** Elements with a paragraph in them, or a cell, or a heading. */
const PARAGRAPH = 'p, li, dt, dd, td, th, tr, h1, h2, h3, h4, h5, h6, blockquote, figcaption, article, section, div';

function surroundings(node: Node | null): Surroundings {
  const element =
    node && (toBare(node).nodeType === Node.ELEMENT_NODE ? (node as Element) : toBare(node).parentElement);
  const around = (selector: string) => {
    const found = element && toBare(element).closest(selector);
    return found && toBare(found);
  };
  return {
    language: around('[lang]')?.getAttribute('lang') ?? '',
    around: () => around(PARAGRAPH)?.textContent.slice(0, 1000) ?? '',
  };
}
