import { toBare } from './bare.ts';
import { openRootOf, type OpenRoot } from './flat-tree.ts';
import type { Place } from './text.ts';

/** Start and end in document order; unlike those of a `Range`, they may lie in different shadow trees. */
export interface Places {
  readonly start: Place;
  readonly end: Place;
}

/**
 * What is selected in the document, with its ends inside shadow trees where they are; empty when nothing is. In Firefox
 * a selection may be of several parts: cells of a table, or what was selected with Ctrl held.
 */
export const selectedPlaces = (document: Document, openRoot?: OpenRoot): Places[] =>
  allPlaces(document, openRoot).filter((places) => !isCaret(places));

/** Where the caret is, inside a shadow tree where it is in one; null where something is selected, or nothing at all. */
export function caretPlace(document: Document, openRoot?: OpenRoot): Place | null {
  const [only] = allPlaces(document, openRoot);
  return only && isCaret(only) ? only.start : null;
}

const isCaret = ({ start, end }: Places): boolean => start.node === end.node && start.offset === end.offset;

/** All ranges of the selection, the caret too. */
export function allPlaces(document: Document, openRoot: OpenRoot = openRootOf): Places[] {
  const selection = document.getSelection();
  if (!selection || selection.rangeCount === 0) return [];
  if (selection.rangeCount === 1 && 'getComposedRanges' in selection)
    return [readComposed(selection, document, openRoot)].filter((places) => places !== null);
  return Array.from({ length: selection.rangeCount }, (_, index) => placesOf(selection.getRangeAt(index)));
}

/**
 * A selection names only the shadow trees it is told of. Those it ends in are found from outside in: an end
 * in an unknown tree is reported beside its host, so the hosts there are asked next.
 */
function readComposed(selection: Selection, document: Document, openRoot: OpenRoot): Places | null {
  const shadowRoots: ShadowRoot[] = [];
  const add = (node: Node | null | undefined): boolean => {
    if (!node || toBare(node).nodeType !== Node.ELEMENT_NODE) return false;
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
      const { childNodes } = toBare(node);
      for (const near of [node, childNodes[offset], childNodes[offset - 1]]) found = add(near) || found;
    }
    if (!found) return placesOf(range);
  }
}

function placesOf(range: AbstractRange): Places {
  return {
    start: { node: range.startContainer, offset: range.startOffset },
    end: { node: range.endContainer, offset: range.endOffset },
  };
}
