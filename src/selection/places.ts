import type { OpenRoot } from './flat-tree.ts';
import type { Place } from './text.ts';

/** Start and end in document order; unlike those of a `Range`, they may lie in different shadow trees. */
export interface Places {
  readonly start: Place;
  readonly end: Place;
}

/** The document's selection, with its ends inside shadow trees where they are. Null when nothing is selected. */
export function selectedPlaces(
  document: Document,
  openRoot: OpenRoot = (element) => element.shadowRoot,
): Places | null {
  const selection = document.getSelection();
  if (!selection || selection.rangeCount === 0) return null;
  const places = 'getComposedRanges' in selection ? composed(selection, document, openRoot) : plain(selection);
  if (!places || (places.start.node === places.end.node && places.start.offset === places.end.offset)) return null;
  return places;
}

/**
 * A selection names only the shadow trees it is told of. Those it ends in are found from outside in: an end
 * in an unknown tree is reported beside its host, so the hosts there are asked next.
 */
function composed(selection: Selection, document: Document, openRoot: OpenRoot): Places | null {
  const shadowRoots: ShadowRoot[] = [];
  const add = (node: Node | null | undefined): boolean => {
    if (node?.nodeType !== Node.ELEMENT_NODE) return false;
    const root = openRoot(node as Element);
    if (!root || shadowRoots.includes(root)) return false;
    shadowRoots.push(root);
    return true;
  };
  for (let element = document.activeElement; element && add(element);) element = openRoot(element)!.activeElement;
  for (;;) {
    const range = selection.getComposedRanges({ shadowRoots })[0];
    if (!range) return null;
    let found = false;
    for (const [node, offset] of [
      [range.startContainer, range.startOffset],
      [range.endContainer, range.endOffset],
    ] as const) {
      for (const near of [node, node.childNodes[offset], node.childNodes[offset - 1]]) found = add(near) || found;
    }
    if (!found)
      return {
        start: { node: range.startContainer, offset: range.startOffset },
        end: { node: range.endContainer, offset: range.endOffset },
      };
  }
}

function plain(selection: Selection): Places {
  const range = selection.getRangeAt(0);
  return {
    start: { node: range.startContainer, offset: range.startOffset },
    end: { node: range.endContainer, offset: range.endOffset },
  };
}
