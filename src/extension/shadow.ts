import { browser } from './browser.ts';

/** Chrome has it as an extension API, Firefox as a property that only extensions see. */
interface DomApi {
  openOrClosedShadowRoot(element: Element): ShadowRoot | null;
}
interface FirefoxElement extends Element {
  readonly openOrClosedShadowRoot?: ShadowRoot | null;
}

/** An element's shadow root, closed ones too: browsers let extensions look. Null where there is none. */
export function openShadowRoot(element: Element): ShadowRoot | null {
  // Cannot have one, and may have a field of such a name.
  if (element instanceof HTMLFormElement) return null;
  const { openOrClosedShadowRoot } = element as FirefoxElement;
  if (openOrClosedShadowRoot !== undefined) return openOrClosedShadowRoot;
  const { dom } = browser as unknown as { dom?: DomApi };
  try {
    return dom ? dom.openOrClosedShadowRoot(element) : element.shadowRoot;
  } catch {
    // Chrome throws for elements that cannot have one, such as SVG's.
    return null;
  }
}
