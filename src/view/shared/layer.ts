import { toBare } from '../../selection/bare.ts';
import { FlatTree, type OpenRoot } from '../../selection/flat-tree.ts';

/**
 * What keeps everything outside it from being used: by the browser's own rule, or by a script that traps the focus in
 * it and takes a press elsewhere for a wish to leave.
 */
const LAYER = 'dialog:modal, :fullscreen, :popover-open, [role="dialog"], [role="alertdialog"], [aria-modal="true"]';

/**
 * The innermost such element around `element`, in whatever shadow tree; else the document's own. A tooltip is put into
 * it.
 */
export function layerAround(element: Element, openRoot?: OpenRoot): Element {
  const tree = new FlatTree(openRoot);
  for (let at: Element | null = element; at; at = tree.parent(at)) if (toBare(at).matches(LAYER)) return at;
  return toBare(element).ownerDocument.documentElement;
}
