import { toBare } from './bare.ts';
import { isMasked } from './secrets.ts';
import type { FlatTree } from './flat-tree.ts';
import { hasReadingBeside, isAside, isUnseen } from './unseen.ts';

/** What matters of an element's style to the text in it. */
export interface Rendering {
  /** Not rendered at all: skip the element with everything in it. */
  readonly skipped: boolean;
  /** Its own text is hidden or not selectable; a descendant may undo that. */
  readonly unreadable: boolean;
  readonly unselectable: boolean;
  /** Whether it starts and ends a line: always, never, or where what is beside it stands in another line. */
  readonly line: 'always' | 'never' | 'perhaps' | 'wraps';
  /** Its own text stands where a script has placed it, line by line. */
  readonly placed: boolean;
  /** Keeps white space: all of it, line breaks only, none, or (between the bases of a ruby) not even one space. */
  readonly whiteSpace: 'collapse' | 'breaks' | 'preserve' | 'ruby';
  readonly vertical: boolean;
  readonly style: CSSStyleDeclaration;
  /** A formula is one line, however it is set. */
  readonly formula: boolean;
}

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
    // user-select is not an inherited property in every browser, so ancestors are asked first; without recursion, for
    // trees thousands deep.
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
    const own = toBare(element);
    const userSelect = style.userSelect || style.getPropertyValue('-webkit-user-select');
    const unselectable =
      userSelect === 'none' ||
      (userSelect !== 'text' && userSelect !== 'all' && userSelect !== 'contain' && (parent?.unselectable ?? false));
    const line = lineOf(this.window, own, style, parent);
    const formula = (parent?.formula ?? false) || isFormula(own);
    return {
      skipped:
        (parent?.skipped ?? false) ||
        isAside(own, style, parent?.style ?? null) ||
        isUnseen(element, style, this.tree) ||
        isClosedDetails(own) ||
        this.tree.isUnslotted(element),
      unreadable:
        unselectable ||
        isMasked(style) ||
        style.visibility !== 'visible' ||
        parseFloat(style.fontSize) === 0 ||
        parseFloat(style.textIndent) < -900 ||
        (own.localName === 'details' && !own.hasAttribute('open')),
      unselectable,
      line: formula ? 'never' : line,
      placed: line === 'wraps' || (line === 'never' && (parent?.placed ?? false)),
      whiteSpace: whiteSpaceOf(own, style),
      vertical: /^(?:vertical|sideways|tb)/.test(style.writingMode),
      style,
      formula,
    };
  }
}

/**
 * Floats and what is positioned count as blocks to a browser, and so do the boxes of a flex container, whatever they
 * are.
 */
function lineOf(
  window: Window,
  element: Element,
  style: CSSStyleDeclaration,
  parent: Rendering | null,
): Rendering['line'] {
  const { localName: name } = element;
  if (element.namespaceURI === SVG) return name === 'text' || name === 'svg' ? 'always' : 'never';
  if (style.position === 'absolute') return 'wraps';
  // After a box that is taken out of the flow there may be no line that it could break.
  if (name === 'br') {
    const { previousSibling: before } = element;
    return before instanceof Element && window.getComputedStyle(before).position === 'absolute' ? 'wraps' : 'always';
  }
  if (!BLOCK.test(style.display)) return 'never';
  if (style.cssFloat !== 'none' || style.position === 'fixed') return 'perhaps';
  if (!parent) return 'always';
  if (hasReadingBeside(element, parent.style)) return 'never';
  return /(?:flex|grid)$/.test(parent.style.display) ? 'perhaps' : 'always';
}

function isFormula({ localName, classList }: Element): boolean {
  return localName === 'math' || localName === 'mjx-container' || classList.contains('katex');
}

/** A part of `<details>` that is folded away. */
function isClosedDetails(element: Element): boolean {
  const details = element.parentElement && toBare(element.parentElement);
  return (
    details?.localName === 'details' &&
    !details.hasAttribute('open') &&
    element !== details.querySelector(':scope > summary')
  );
}

function whiteSpaceOf(element: Element, style: CSSStyleDeclaration): Rendering['whiteSpace'] {
  if (
    /^(?:pre|pre-wrap|break-spaces)$/.test(style.whiteSpace) ||
    /preserve\b(?!-breaks)|break-spaces/.test(style.whiteSpace)
  )
    return 'preserve';
  if (/pre-line|preserve-breaks/.test(style.whiteSpace)) return 'breaks';
  return style.display === 'ruby' || element.localName === 'ruby' || element.localName === 'rb' ? 'ruby' : 'collapse';
}
