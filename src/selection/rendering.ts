import type { FlatTree } from './flat-tree.ts';

/** What matters of an element's style to the text in it. */
export interface Rendering {
  /** Not rendered at all: skip the element with everything in it. */
  readonly skipped: boolean;
  /** Its own text is hidden or not selectable; a descendant may undo that. */
  readonly unreadable: boolean;
  readonly unselectable: boolean;
  /** Starts and ends a line. */
  readonly block: boolean;
  /** Keeps white space: all of it, line breaks only, or none. */
  readonly whiteSpace: 'collapse' | 'breaks' | 'preserve';
  readonly vertical: boolean;
}

/** Annotations, controls and metadata: there is text in them that is not part of what is read. */
const SKIPPED = new Set([
  'rt',
  'rp',
  'rtc',
  'script',
  'style',
  'noscript',
  'template',
  'textarea',
  'select',
  'datalist',
  'iframe',
  'object',
  'canvas',
  'audio',
  'video',
  'head',
]);
const SKIPPED_SVG = new Set(['title', 'desc', 'metadata', 'style', 'script', 'defs']);
const BLOCK =
  /^(?:block|flex|grid|flow-root|list-item|table|table-row|table-cell|table-caption|table-row-group|table-header-group|table-footer-group|-webkit-box|inline-table)$/;
const SVG = 'http://www.w3.org/2000/svg';

/** Reads computed styles once per element. */
export class Renderings {
  private readonly known = new Map<Element, Rendering>();

  constructor(
    private readonly window: Window,
    private readonly tree: FlatTree,
  ) {}

  of(element: Element): Rendering {
    // user-select is not an inherited property in every browser, so ancestors are asked first; without recursion, for trees thousands deep.
    const chain: Element[] = [];
    let ancestor: Element | null = element;
    while (ancestor && !this.known.has(ancestor)) {
      chain.push(ancestor);
      ancestor = this.tree.parent(ancestor);
    }
    let rendering = ancestor ? this.known.get(ancestor)! : null;
    for (const next of chain.reverse()) {
      rendering = this.read(next, rendering);
      this.known.set(next, rendering);
    }
    return rendering!;
  }

  private read(element: Element, parent: Rendering | null): Rendering {
    const style = this.window.getComputedStyle(element);
    const name = element.localName;
    const svg = element.namespaceURI === SVG;
    const userSelect = style.userSelect || style.getPropertyValue('-webkit-user-select');
    const unselectable =
      userSelect === 'none' ||
      (userSelect !== 'text' && userSelect !== 'all' && userSelect !== 'contain' && (parent?.unselectable ?? false));
    return {
      skipped:
        (parent?.skipped ?? false) ||
        style.display === 'none' ||
        (svg ? SKIPPED_SVG : SKIPPED).has(name) ||
        isClosedDetails(element) ||
        this.tree.isUnslotted(element),
      unreadable:
        unselectable || style.visibility !== 'visible' || (name === 'details' && !element.hasAttribute('open')),
      unselectable,
      block: svg ? name === 'text' || name === 'svg' : BLOCK.test(style.display),
      whiteSpace: whiteSpaceOf(style),
      vertical: /^(?:vertical|sideways|tb)/.test(style.writingMode),
    };
  }
}

/** A part of `<details>` that is folded away. */
function isClosedDetails(element: Element): boolean {
  const details = element.parentElement;
  return (
    details?.localName === 'details' &&
    !details.hasAttribute('open') &&
    element !== details.querySelector(':scope > summary')
  );
}

function whiteSpaceOf(style: CSSStyleDeclaration): Rendering['whiteSpace'] {
  if (
    /^(?:pre|pre-wrap|break-spaces)$/.test(style.whiteSpace) ||
    /preserve\b(?!-breaks)|break-spaces/.test(style.whiteSpace)
  )
    return 'preserve';
  return /pre-line|preserve-breaks/.test(style.whiteSpace) ? 'breaks' : 'collapse';
}
