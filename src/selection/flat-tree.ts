/**
 * The tree the user sees: shadow trees in place of their host's children, slotted nodes in place of their slots.
 * Only open shadow roots are visible here, unless `openRoot` finds more.
 */
export type OpenRoot = (element: Element) => ShadowRoot | null;

export class FlatTree {
  private readonly slotIndexes = new Map<Element, Map<Node, number>>();

  constructor(private readonly openRoot: OpenRoot = (element) => element.shadowRoot) {}

  parent(node: Node): Element | null {
    const slot = (node as Text).assignedSlot ?? null;
    if (slot) return slot;
    const parent = node.parentNode;
    if (!parent) return null;
    if (parent.nodeType === Node.DOCUMENT_FRAGMENT_NODE) return (parent as ShadowRoot).host ?? null;
    return parent.nodeType === Node.ELEMENT_NODE ? (parent as Element) : null;
  }

  firstChild(node: Node): Node | null {
    if (node.nodeType !== Node.ELEMENT_NODE) return null;
    const element = node as Element;
    const root = this.openRoot(element);
    if (root) return root.firstChild;
    const assigned = this.assigned(element);
    return assigned.length > 0 ? assigned[0]! : element.firstChild;
  }

  nextSibling(node: Node): Node | null {
    const slot = (node as Text).assignedSlot ?? null;
    if (!slot) return node.nextSibling;
    const assigned = this.assigned(slot);
    let indexes = this.slotIndexes.get(slot);
    if (!indexes) this.slotIndexes.set(slot, (indexes = new Map(assigned.map((child, index) => [child, index]))));
    return assigned[(indexes.get(node) ?? assigned.length) + 1] ?? null;
  }

  private assigned(element: Element): Node[] {
    return element.localName === 'slot' && 'assignedNodes' in element ? (element as HTMLSlotElement).assignedNodes() : [];
  }
}
