import { toBare } from '../../selection/bare.ts';
import type { FirstEvents } from '../../selection/first.ts';
import { adopt } from './adopt.ts';
import { dismantle } from './dismantle.ts';
import { createElement } from './elements.ts';
import { createHost, releaseHost } from './host-element.ts';
import { layerAround } from './layer.ts';

export interface Concealed {
  /** The one element a page sees. */
  readonly host: HTMLElement;
  readonly root: ShadowRoot;
  /** What of the page it stands in. */
  readonly layer: Element;
  /** False where a page that heard of it first would not have it in the top layer. */
  readonly shown: boolean;
  /**
   * Leaves nothing in the page, and nothing in what is taken from it. What Preact has drawn is still to be taken down,
   * after this.
   */
  close(): void;
}

/**
 * Puts elements of ours into a page, with everything in a closed shadow root, in the top layer so that no z-index is
 * above it. The host is an element whose name no page can define, with nothing of ours on it: what a page may define,
 * it may look into. No string ever becomes markup, so strict policies and trusted types have nothing to object to.
 * @param within What they belong to: they stand in the same layer of the page.
 * @param onSeized Called when a page that takes hold of the host has had everything taken from it: close it.
 */
export function openConcealed(
  within: Element,
  events: FirstEvents,
  elements: readonly Element[],
  onSeized: () => void,
): Concealed {
  const { ownerDocument: document } = toBare(within);
  const host = createHost(document, () => {
    dismantle(root);
    onSeized();
  });
  const root = host.attachShadow({ mode: 'closed' });
  adopt(root, document);
  // Chromium's `window.find` looks into closed roots, but not into elements that are written without an end.
  const unfound = createElement(document, 'bgsound');
  unfound.append(...elements);
  root.append(unfound);
  host.setAttribute('popover', 'manual');
  const layer = layerAround(within);
  toBare(layer).append(host);
  // Whether it is shown is no question to the page.
  const stop = events.on(
    ['beforetoggle', 'toggle'],
    (event) => event.target === host && event.stopImmediatePropagation(),
  );
  let shown = true;
  try {
    host.showPopover();
    shown = host.matches(':popover-open');
  } catch {
    // Not an HTML document: it is shown in its place, without the top layer.
  }
  return {
    host,
    root,
    layer,
    shown,
    close() {
      stop();
      releaseHost(host);
      host.remove();
      dismantle(root);
    },
  };
}
