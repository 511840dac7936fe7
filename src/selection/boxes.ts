/** The smallest box that holds both. */
export function union(a: DOMRect, b: DOMRect): DOMRect {
  const [left, top] = [Math.min(a.left, b.left), Math.min(a.top, b.top)];
  return new DOMRect(left, top, Math.max(a.right, b.right) - left, Math.max(a.bottom, b.bottom) - top);
}

/** `value`, or the end of [least, most] that is nearest; `least` where they cross. */
export const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(value, most));
