import { toBare } from './bare.ts';
import { FlatTree, type OpenRoot } from './flat-tree.ts';

/** Edges in CSS pixels of the viewport. */
export interface Edges {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/**
 * What the boxes around let be seen of something in `within`: those that scroll or clip, as far as they hold it (what
 * is positioned may stand outside of its parents). The viewport's own edges are not looked at.
 * @returns Empty, with edges that cross, where all of it is scrolled away.
 */
export function clippingAround(within: Element, openRoot?: OpenRoot): (box: Edges) => Edges {
  const { documentElement: root, body, defaultView: window } = toBare(within).ownerDocument;
  const tree = new FlatTree(openRoot);
  const clips: DOMRect[] = [];
  let position = 'static';
  for (
    // What was drawn anew meanwhile has no box, and holds nothing back.
    let at: Element | null = toBare(within).isConnected ? within : null;
    at && at !== root && at !== body && position !== 'fixed';
    at = tree.parent(at)
  ) {
    const style = window!.getComputedStyle(at);
    if (position === 'absolute' && style.position === 'static' && style.transform === 'none') continue;
    const { localName } = toBare(at);
    const isField = localName === 'input' || localName === 'textarea';
    if (isField || (style.overflow !== 'visible' && !/^(?:inline|contents)$/.test(style.display)))
      clips.push(toBare(at).getBoundingClientRect());
    position = style.position;
  }
  return (box) =>
    clips.reduce<Edges>(
      (seen, clip) => ({
        left: Math.max(seen.left, clip.left),
        top: Math.max(seen.top, clip.top),
        right: Math.min(seen.right, clip.right),
        bottom: Math.min(seen.bottom, clip.bottom),
      }),
      box,
    );
}
