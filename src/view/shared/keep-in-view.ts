import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

/**
 * Keeps one thing in `list` in view while the list itself gets larger or smaller; what is around the list stays where
 * it is.
 * @param find What it is, looked up each time; null for nothing.
 * @param of Another one has to be in view, too, once this has changed.
 */
export function useKeptInView(
  list: { readonly current: HTMLElement | null },
  find: (list: HTMLElement) => Element | null | undefined,
  of: unknown,
): void {
  const now = useRef(find);
  now.current = find;
  const keep = () => {
    const box = list.current;
    const inner = box && now.current(box);
    if (box && inner) bringInto(box, inner);
  };
  useLayoutEffect(keep, [of]);
  useEffect(() => {
    const resized = new ResizeObserver(keep);
    resized.observe(list.current!);
    return () => resized.disconnect();
  }, []);
}

/** Scrolls `box` alone, where not all of `inner` is seen in it: `scrollIntoView` would move the page as well. */
export function bringInto(box: HTMLElement, inner: Element): void {
  const [part, whole] = [inner.getBoundingClientRect(), box.getBoundingClientRect()];
  if (part.top >= whole.top && part.bottom <= whole.bottom) return;
  // Boxes are measured as they are zoomed, what is scrolled is not.
  const zoom = whole.height / box.offsetHeight || 1;
  box.scrollTop += (part.top - whole.top) / zoom - parseFloat(getComputedStyle(box).paddingTop);
}
