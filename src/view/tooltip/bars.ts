import { toBare } from '../../selection/bare.ts';
import type { Box } from './placement.ts';

/** A bar stands this near to what it is for (px), and is no larger. */
const NEAR = [6, 20, 40];
const HIGHEST = 200;
const WIDEST = 0.9;

const CONTROLS = 'button, input, select, a[href], [role="button"], [role="toolbar"], [role="menu"]';

/**
 * The page's own bars beside a selection (bold, link, share): boxes laid over the page, with something to press in
 * them.
 * @param parts The selection, in the coordinates of the viewport.
 * @param holds Whether an element has any of what is selected in it.
 */
export function barsBeside(
  document: Document,
  parts: readonly Box[],
  ours: Element,
  holds: (element: Element) => boolean,
): Box[] {
  const window = document.defaultView!;
  const found = new Set<Element>();
  const look = (x: number, y: number) => {
    const top = document.elementsFromPoint(x, y).find((element) => element !== ours);
    const bar = top && floatingBox(window, top);
    if (bar && hasControls(toBare(bar)) && !holds(bar)) found.add(bar);
  };
  const [first, last] = [parts[0]!, parts.at(-1)!];
  for (const distance of NEAR) {
    for (const share of [0.05, 0.5, 0.95]) {
      look(last.left + share * (last.right - last.left), last.bottom + distance);
      look(first.left + share * (first.right - first.left), first.top - distance);
    }
  }
  return [...found]
    .map((bar) => toBare(bar).getBoundingClientRect())
    .filter(({ width, height }) => height <= HIGHEST && width <= WIDEST * window.innerWidth);
}

/** The innermost box around `element` that is laid over the page. */
function floatingBox(window: Window, element: Element): Element | null {
  for (let at: Element | null = element; at; at = toBare(at).parentElement)
    if (/^(?:absolute|fixed)$/.test(window.getComputedStyle(at).position)) return at;
  return null;
}

/** What is in an element of the page's own definition, only the page knows. */
function hasControls(bar: Element): boolean {
  const isOwn = (element: Element) => element.localName.includes('-');
  return bar.matches(CONTROLS) || bar.querySelector(CONTROLS) !== null || isOwn(bar) || [...bar.children].some(isOwn);
}
