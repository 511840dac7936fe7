import { toBare } from './bare.ts';
import { FlatTree } from './flat-tree.ts';
import { zoomOf } from './zoom.ts';

/** How many pixels of the viewport one of an element's own is drawn on. */
export interface Scale {
  readonly x: number;
  readonly y: number;
}

/** Null where an element is drawn turned, skewed or mirrored, by itself or by what is around it. */
export function scaleOf(element: HTMLElement): Scale | null {
  const tree = new FlatTree();
  for (let at: Element | null = element; at; at = tree.parent(at)) if (!isUpright(getComputedStyle(at))) return null;
  const own = toBare(element);
  const { offsetWidth, offsetHeight } = own;
  const { width, height } = own.getBoundingClientRect();
  const zoom = zoomOf(own);
  // A length in whole pixels tells a scale only where that is another than the zoom.
  const along = (drawn: number, of: number) => (of === 0 || Math.abs(drawn - of * zoom) < 1 ? zoom : drawn / of);
  return { x: along(width, offsetWidth), y: along(height, offsetHeight) };
}

function isUpright({ display, transform, rotate }: CSSStyleDeclaration): boolean {
  // These have no box to be turned.
  if (display === 'inline' || display === 'contents') return true;
  if (rotate && rotate !== 'none' && parseFloat(rotate.split(' ').at(-1)!) % 360 !== 0) return false;
  if (!transform || transform === 'none') return true;
  const { m11, m12, m13, m14, m21, m22, m23, m24 } = new DOMMatrix(transform);
  return m11 > 0 && m22 > 0 && [m12, m13, m14, m21, m23, m24].every((skewed) => Math.abs(skewed) < 1e-6);
}
