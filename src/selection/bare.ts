/**
 * What a node has by itself, whatever fields it has: a form's fields go before that, and with one named `parentNode`
 * the way up would never end. Chromium shows a form's fields to extensions as to pages; Firefox shows them to pages
 * only.
 * @returns The node, or of a form something to ask in its place. Browsers want the form itself.
 */
export const toBare = <T extends EventTarget>(node: T): T =>
  node instanceof HTMLFormElement ? (new Proxy(node, ofForm) as typeof node) : node;

const ofForm: ProxyHandler<HTMLFormElement> = {
  get(form, name) {
    const value: unknown = Reflect.get(HTMLFormElement.prototype, name, form);
    return typeof value === 'function' ? (value.bind(form) as unknown) : value;
  },
};
