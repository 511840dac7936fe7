import { GECKO } from '../../selection/gecko.ts';
import { createElement } from './elements.ts';

/** Hosts in the page, and what is to be done when the page takes hold of one. */
const guards = new WeakMap<Element, () => void>();

/** What `defineHost` has named. Nobody can have defined it before, for nobody can guess it. */
let name: string | null = null;

/**
 * The element that a closed shadow root of ours hangs from. In Firefox a page that makes it editable, or the root of a
 * document that is, and then selects all, gets the shadow root for what is selected; so there it is a custom element,
 * which is told of that before the page's next statement, as nothing else is.
 * @param onSeized Called when the page makes the host editable or takes it from its place.
 */
export function createHost(document: Document, onSeized: () => void): HTMLElement {
  if (!GECKO || document.defaultView !== globalThis.window) return createElement(document, 'div');
  const host = createElement(document, (name ??= defineHost(document)));
  guards.set(host, onSeized);
  return host;
}

/** In Firefox a content script sees an element without what the page has done to it; this is how the page sees it. */
const seenByPage = (element: Element) => (element as { readonly wrappedJSObject?: Element }).wrappedJSObject;

/** From now on nothing is done when something happens to the host. */
export function releaseHost(host: Element): void {
  guards.delete(host);
}

function defineHost(document: Document): string {
  const common = seenByPage(createElement(document, 'section'));
  const random = `x-${crypto.randomUUID()}`;
  class Host extends HTMLElement {
    /** Else the page could ask it for its root. */
    static readonly disabledFeatures = ['internals'];
    static readonly observedAttributes = ['contenteditable'];

    /** Also of what the page makes by copying the host or what it stands in. */
    constructor() {
      super();
      // The page may not so much as ask an object of our class for its name, as scripts do that look at all that comes
      // into their page.
      const seen = seenByPage(this);
      if (seen && common) Object.setPrototypeOf(seen, Object.getPrototypeOf(common) as object);
    }

    attributeChangedCallback(): void {
      guards.get(this)?.();
    }

    disconnectedCallback(): void {
      guards.get(this)?.();
    }
  }
  customElements.define(random, Host);
  return random;
}
