/**
 * In a page the custom properties of our styles have names of their own, anew in each: a name that the page knows it
 * could set on the host, from where it is inherited, or declare as a length (`@property` reaches into closed trees).
 * They stand on elements inside, never on the host, where they could be listed.
 */
const OWN = `--a${Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('')}-`;

/** Styles, or a property's name, as they are inside a closed tree in a page. */
export const ownNames = (styles: string): string => styles.replaceAll(/(?<![\w-])--(?=[a-z])/g, OWN);

/** A property's name where an element stands: in a page, or in a document of ours. */
export const ownName = (element: Element, name: `--${string}`): string =>
  element.getRootNode().nodeType === Node.DOCUMENT_NODE ? name : ownNames(name);
