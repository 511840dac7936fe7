import { toBare } from './bare.ts';

/**
 * The tree the user sees: shadow trees in place of their host's children, slotted nodes in place of their slots.
 * Only open shadow roots are visible here, unless `openRoot` finds more.
 */
export type OpenRoot = (element: Element) => ShadowRoot | null;

/** The one that pages see. */
export const openRootOf: OpenRoot = (element) => toBare(element).shadowRoot;

export class FlatTree {
  private readonly slotIndexes = new Map<Element, Map<Node, number>>();
  private readonly closedSlots = new Map<ShadowRoot, Map<Node, Element>>();

  constructor(private readonly openRoot: OpenRoot = openRootOf) {}

  parent(node: Node): Element | null {
    const slot = this.slotOf(node);
    if (slot) return slot;
    const parent = toBare(node).parentNode;
    if (!parent) return null;
    const { nodeType } = toBare(parent);
    if (nodeType === Node.DOCUMENT_FRAGMENT_NODE) return (parent as ShadowRoot).host ?? null;
    return nodeType === Node.ELEMENT_NODE ? (parent as Element) : null;
  }

  /** A child of a host that no slot takes in is nowhere to be seen. */
  isUnslotted(node: Node): boolean {
    const parent = toBare(node).parentElement;
    return parent !== null && this.openRoot(parent) !== null && this.slotOf(node) === null;
  }

  firstChild(node: Node): Node | null {
    if (toBare(node).nodeType !== Node.ELEMENT_NODE) return null;
    const element = node as Element;
    const root = this.openRoot(element);
    if (root) return root.firstChild;
    const assigned = assignedNodes(element);
    return assigned.length > 0 ? assigned[0]! : toBare(element).firstChild;
  }

  nextSibling(node: Node): Node | null {
    const slot = this.slotOf(node);
    if (!slot) return toBare(node).nextSibling;
    const assigned = assignedNodes(slot);
    let indexes = this.slotIndexes.get(slot);
    if (!indexes) this.slotIndexes.set(slot, (indexes = new Map(assigned.map((child, index) => [child, index]))));
    return assigned[(indexes.get(node) ?? assigned.length) + 1] ?? null;
  }

  private slotOf(node: Node): Element | null {
    const slot = toBare(node as Text).assignedSlot;
    if (slot) return slot;
    const parent = toBare(node).parentElement;
    const root = parent && this.openRoot(parent);
    if (root?.mode !== 'closed') return null;
    // A closed tree does not say to outsiders which slot a child is in; its slots do.
    let slots = this.closedSlots.get(root);
    if (!slots) {
      slots = new Map(
        [...root.querySelectorAll('slot')].flatMap((each) =>
          assignedNodes(each).map((child) => [child, each] as const),
        ),
      );
      this.closedSlots.set(root, slots);
    }
    return slots.get(node) ?? null;
  }
}

function assignedNodes(element: Element): Node[] {
  return toBare(element).localName === 'slot' && 'assignedNodes' in element
    ? (element as HTMLSlotElement).assignedNodes()
    : [];
}
