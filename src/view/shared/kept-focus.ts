import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** The word that the Tab key leads to. */
export const CURRENT_WORD = '[data-word][tabindex="0"]';

/**
 * The keyboard stays in a box when what it was at is taken away: it goes on at the same switch where that comes back,
 * else at what `selector` finds; until there is such a thing the box itself has the focus. To be used where the box's
 * content is decided.
 */
export function useKeptFocus(box: RefObject<HTMLElement | null>, selector: string): void {
  /** What had the focus, where the box was given it in its place, and nobody has moved it since. */
  const lost = useRef<Element | null>(null);
  // Asked before anything is drawn: afterwards nobody can tell who had it.
  const active = box.current && activeIn(box.current);
  const before = box.current?.contains(active) ? active : null;
  useLayoutEffect(() => {
    const { current } = box;
    if (!current || !before) return;
    const now = activeIn(current);
    if (before !== current) lost.current = isGone(now) ? before : null;
    else if (now !== current) lost.current = null;
    if (!lost.current) return;
    const same = lost.current.matches('.toggle') && `.toggle[class="${lost.current.className}"]`;
    const next = find(current, same || selector) ?? find(current, selector);
    (next ?? focusable(current)).focus({ preventScroll: true });
    if (next) lost.current = null;
  });
}

const find = (box: Element, selector: string) => box.querySelector<HTMLElement>(selector);

const activeIn = (element: Element): Element | null => (element.getRootNode() as Document | ShadowRoot).activeElement;

/** What is folded up or disabled loses the focus with the next frame. */
const isGone = (active: Element | null): boolean =>
  active === null || active.localName === 'body' || !active.checkVisibility() || active.matches(':disabled');

/** For as long as it has the focus: a click into it is none on something that can be focused. */
function focusable(box: HTMLElement): HTMLElement {
  box.tabIndex = -1;
  box.addEventListener('blur', () => box.removeAttribute('tabindex'), { once: true });
  return box;
}
