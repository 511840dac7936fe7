import { toBare } from './bare.ts';
import { FlatTree, type OpenRoot } from './flat-tree.ts';

/** Edges in CSS pixels of the viewport. */
export interface Edges {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Nothing of the page clips these, wherever they stand in it. */
const TOP_LAYER = ':popover-open, :modal, :fullscreen';

/**
 * What the boxes around let be seen of something in `within`: those that scroll or clip, as far as they hold it (what
 * is positioned may stand outside of its parents). The viewport's own edges are not looked at.
 * @returns Empty, with edges that cross, where all of it is scrolled away.
 */
export function clippingAround(within: Element, openRoot?: OpenRoot): (box: Edges) => Edges {
  const { documentElement: root, body, defaultView: window } = toBare(within).ownerDocument;
  const tree = new FlatTree(openRoot);
  const clips: Edges[] = [];
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
    if (isField) clips.push(toBare(at).getBoundingClientRect());
    else if (!/^(?:inline|contents)$/.test(style.display) && !isVisible(style))
      clips.push(clippedBy(style, toBare(at).getBoundingClientRect()));
    position = toBare(at).matches(TOP_LAYER) ? 'fixed' : style.position;
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

const isVisible = ({ overflowX, overflowY }: CSSStyleDeclaration): boolean =>
  overflowX === 'visible' && overflowY === 'visible';

/** `overflow: clip` may be of one axis only, and let a margin be seen. */
function clippedBy(style: CSSStyleDeclaration, box: Edges): Edges {
  const margin = /[\d.]+(?=px)/.exec(style.getPropertyValue('overflow-clip-margin'))?.[0] ?? 0;
  const beyond = (overflow: string) => (overflow === 'visible' ? Infinity : overflow === 'clip' ? Number(margin) : 0);
  const [x, y] = [beyond(style.overflowX), beyond(style.overflowY)];
  return { left: box.left - x, top: box.top - y, right: box.right + x, bottom: box.bottom + y };
}
