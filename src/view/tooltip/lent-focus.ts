import { toBare } from '../../selection/bare.ts';

export interface LentFocus {
  /** To be called before something of ours takes the focus: notes what of the page has it. */
  note(): void;
  /** To be called before the host is taken away. Returns what gives the focus back afterwards, where ours has it. */
  ending(): () => void;
}

/** The keyboard focus of a page while something in `root` has it. @param within What of the page that belongs to. */
export function lentFocus(root: ShadowRoot, within: () => Element): LentFocus {
  let before: Element | null = null;
  return {
    note() {
      if (root.activeElement) return;
      const own = toBare(within());
      // A page's shadow tree tells its own; the document knows the host only.
      const tree = own.getRootNode();
      before = (tree instanceof ShadowRoot ? tree.activeElement : null) ?? own.ownerDocument.activeElement;
    },
    ending() {
      const focused = root.activeElement !== null;
      return () => {
        if (focused && before) (toBare(before) as Element & Partial<HTMLOrSVGElement>).focus?.({ preventScroll: true });
      };
    },
  };
}
