/** A form's fields go before what every node has by itself: in a form with a field named `parentNode` the way up would never end. */
const getterOf = (name: 'parentNode' | 'parentElement') => Object.getOwnPropertyDescriptor(Node.prototype, name)!.get!;

/** A node's parent, whatever fields it has. */
export const parentOf = (node: Node): ParentNode | null => getterOf('parentNode').call(node) as ParentNode | null;

/** A node's parent where that is an element, whatever fields it has. */
export const parentElementOf = (node: Node): HTMLElement | null =>
  getterOf('parentElement').call(node) as HTMLElement | null;
