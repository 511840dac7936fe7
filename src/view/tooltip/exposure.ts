import { toBare } from '../../selection/bare.ts';
import { zoomOf } from '../../selection/zoom.ts';
import type { FirstEvents } from '../../selection/first.ts';
import { isLegible } from './legible.ts';

export interface Exposure {
  /** Whether what is pressed is what the user sees. */
  holds(): boolean;
  close(): void;
}

interface Options {
  readonly host: HTMLElement;
  readonly body: HTMLElement;
  readonly events: FirstEvents;
  /** The host was moved, hidden or covered: it is not ours any more. */
  readonly onLost: () => void;
  /**
   * It cannot be seen, or could not until now, or nobody vouches for it yet, though it is where it was: told again and
   * again meanwhile.
   */
  readonly onUnseen: () => void;
}

/** Chromium's, in TypeScript's DOM types not yet. */
interface VisibilityOptions extends IntersectionObserverInit {
  readonly trackVisibility: boolean;
  readonly delay: number;
}
/** The host is looked at before it is placed, and then not seen; the next look comes within this time (ms). */
const SETTLED = 500;
/** Nobody is told of what veils a whole page: it is looked for this often (ms). */
const LOOK = 100;

type VisibilityEntry = IntersectionObserverEntry & { readonly isVisible?: boolean };

/**
 * Watches that the host stays where it was put and can be seen: a page may move it, take it out of the top layer, or
 * lay something over it that lets presses through, so that whoever presses something of the page's presses something of
 * ours.
 */
export function watchExposure({ host, body, events, onLost, onUnseen }: Options): Exposure {
  const { ownerDocument: document, parentNode: parent } = host;
  const isPopover = host.matches(':popover-open');
  const others = topLayer(document);
  let lost = false;
  const lose = () => {
    if (lost) return;
    lost = true;
    onLost();
  };

  const inPlace = () =>
    host.parentNode === parent && host.isConnected && (!isPopover || host.matches(':popover-open')) && !host.inert;
  const moved = new MutationObserver((records) => {
    // Taken out and put back at once, it is out of the top layer all the same.
    if (!inPlace() || records.some(({ removedNodes }) => [...removedNodes].includes(host))) lose();
  });
  moved.observe(document, { childList: true });
  if (parent && parent !== document) moved.observe(parent, { childList: true });
  moved.observe(host, { attributes: true, attributeFilter: ['popover', 'inert'] });

  // Chromium tells of anything over it, also of what is in a closed shadow tree or in a page around this frame; Firefox
  // of nothing.
  let verdict: boolean | undefined;
  let since = performance.now();
  // A backdrop, a shadow or a child covers more than the box of what is newer: who is told of nothing takes it for a
  // cover wherever it is.
  const isCovered = () =>
    [...topLayer(document)].some(
      (other) => other !== host && !others.has(other) && (verdict === undefined || overlap(other, body)),
    );
  const stop = events.on(['beforetoggle', 'toggle'], (event) => {
    const { newState } = event as ToggleEvent;
    if (event.target === host) {
      if (event.isTrusted && newState === 'closed') lose();
    } else if (event.type === 'beforetoggle') {
      // What opens again opens above; one that was taken out of the page has not said that it closed.
      others.delete(event.target as Element);
    } else if (newState === 'open' && isCovered()) lose();
  });

  const seen = new IntersectionObserver(
    (entries) => {
      const { isIntersecting, isVisible } = entries.at(-1) as VisibilityEntry;
      if (verdict && isIntersecting && isVisible === false) lose();
      // A page around the frame can have it looked at over and over: that it has been unseen for long must not begin
      // anew each time.
      if (isVisible !== verdict) {
        since = performance.now();
        // It may have been covered until now: what is pressed must have been seen.
        onUnseen();
      }
      verdict = isVisible;
    },
    { trackVisibility: true, delay: 100, threshold: [0, 0.25, 0.5, 0.75, 1] } as VisibilityOptions,
  );
  seen.observe(body);

  const isUnseen = () => (verdict === false && performance.now() - since > SETTLED) || isVeiled(document, body);
  const vouches = 'isVisible' in IntersectionObserverEntry.prototype;
  // What nobody vouches for yet takes no press; only what has been unseen for long is closed by one.
  let unseen = false;
  const timer = setInterval(() => {
    const before = unseen;
    unseen = (vouches && !verdict) || isVeiled(document, body);
    if (unseen || before) onUnseen();
  }, LOOK);

  return {
    holds: () => !lost && inPlace() && !isUnseen() && !isCovered(),
    close() {
      clearInterval(timer);
      moved.disconnect();
      seen.disconnect();
      stop();
    },
  };
}

function topLayer(document: Document): Set<Element> {
  return new Set(document.querySelectorAll(':popover-open, :modal, :fullscreen'));
}

function overlap(one: Element, other: Element): boolean {
  const [a, b] = [toBare(one).getBoundingClientRect(), other.getBoundingClientRect()];
  const reach = outside(one);
  return a.left - reach < b.right && a.right + reach > b.left && a.top - reach < b.bottom && a.bottom + reach > b.top;
}

/** How far an element may paint beyond its box (px): shadows and outline, of which Chromium tells nothing. */
function outside(element: Element): number {
  const { boxShadow, outlineStyle, outlineWidth, outlineOffset } = getComputedStyle(element);
  const lengths = `${boxShadow} ${outlineStyle === 'none' ? '' : `${outlineWidth} ${outlineOffset}`}`.match(
    /[\d.]+px/g,
  );
  return (lengths ?? []).reduce((sum, length) => sum + parseFloat(length), 0);
}

/**
 * What a page can do to the whole of its document, top layer and all: a view transition's pictures stand above
 * everything, and in Firefox the root's filter is on everything.
 */
function isVeiled({ documentElement: root }: Document, body: Element): boolean {
  if (root.matches(':active-view-transition')) return true;
  if (zoomOf(body) < 0.3) return true;
  return !isLegible(getComputedStyle(root).filter);
}
