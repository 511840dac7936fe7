import { toBare } from '../../selection/bare.ts';
import { FlatTree } from '../../selection/flat-tree.ts';

export interface Covering {
  /** What of the page is on top at a point of the viewport; null beyond its edges. */
  hitAt(x: number, y: number): Element | null;
  /** Whether what was hit hides the field there. */
  hides(hit: Element | null): boolean;
}

/** These show something whatever is behind them. */
const PICTURES = /^(?:img|video|canvas|iframe|embed|object)$/;

/** Tells where something of the page's own is laid over a field. */
export function coveringOf(field: HTMLElement): Covering {
  const { ownerDocument: document } = toBare(field);
  const around: ShadowRoot[] = [];
  for (let root = toBare(field).getRootNode(); root instanceof ShadowRoot; root = toBare(root.host).getRootNode())
    around.unshift(root);
  return {
    hitAt(x, y) {
      let within: DocumentOrShadowRoot = document;
      for (const root of around) {
        const hit = within.elementFromPoint(x, y);
        if (hit !== root.host) return hit;
        within = root;
      }
      return within.elementFromPoint(x, y);
    },
    hides(hit) {
      if (!hit || toBare(field).contains(hit)) return false;
      const tree = new FlatTree();
      const parents = new Set<Element>();
      for (let at = tree.parent(field); at; at = tree.parent(at)) parents.add(at);
      // A press goes through what takes none, whatever is seen there.
      if (parents.has(hit) || getComputedStyle(field).pointerEvents === 'none' || !isSeen(hit)) return false;
      for (let at: Element | null = hit; at && !parents.has(at); at = tree.parent(at)) if (paints(at)) return true;
      return false;
    },
  };
}

/** Whether an element is drawn where it stands. */
export const isSeen = (element: Element): boolean =>
  toBare(element).checkVisibility({ opacityProperty: true, visibilityProperty: true });

function paints(element: Element): boolean {
  const { backgroundColor, backgroundImage, backdropFilter } = getComputedStyle(element);
  return (
    PICTURES.test(toBare(element).localName) ||
    backgroundImage !== 'none' ||
    !/^(?:transparent|rgba\(.*, 0\)|.*\/ 0\))$/.test(backgroundColor) ||
    (backdropFilter !== undefined && backdropFilter !== '' && backdropFilter !== 'none')
  );
}
