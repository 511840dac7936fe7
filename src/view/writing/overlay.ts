import { bare } from '../../selection/bare.ts';
import { clippingAround } from '../../selection/clipping.ts';
import type { FirstEvents } from '../../selection/first.ts';
import type { Stretch, Written } from '../../selection/written.ts';
import { layerAround } from '../tooltip/layer.ts';
import { adopt } from '../tooltip/host.ts';

const XHTML = 'http://www.w3.org/1999/xhtml';

export interface Overlay {
  /** Underlines these stretches of what was read last. */
  show(stretches: readonly Stretch[]): void;
  /** Hides the underlines: the text is changing under them. Costs next to nothing. */
  hide(): void;
  /** The box of a stretch that is underlined, in the coordinates of the viewport. */
  boxOf(stretch: Stretch): DOMRect | null;
  close(): void;
}

/** How thick an underline is (px). */
const THICK = 3;

/**
 * Underlines over what is being written: an element of ours in the top layer that takes no presses, with everything in a closed shadow root, as the
 * tooltip's. The page's own elements stay as they are.
 */
export function openOverlay(written: Written, events: FirstEvents, theme: string): Overlay {
  const { element: field } = written;
  const { ownerDocument: document } = field;
  const window = document.defaultView!;
  const create = (className: string) => {
    const element = document.createElementNS(XHTML, 'div') as HTMLElement;
    element.className = className;
    return element;
  };
  const host = create('');
  host.removeAttribute('class');
  const root = host.attachShadow({ mode: 'closed' });
  adopt(root, document);
  const [marks, ruler] = [create('marks'), create('ruler')];
  marks.dataset['theme'] = theme;
  const unfound = document.createElementNS(XHTML, 'bgsound');
  unfound.setAttribute('data-anaume', '');
  unfound.append(marks, ruler);
  root.append(unfound);
  host.setAttribute('popover', 'manual');
  bare(layerAround(field)).append(host);
  const listeners = new AbortController();
  const stop = events.on(
    ['beforetoggle', 'toggle'],
    (event) => event.target === host && event.stopImmediatePropagation(),
  );
  try {
    host.showPopover();
  } catch {
    // Not an HTML document: it is shown in its place.
  }

  let shown: readonly Stretch[] = [];
  let boxes: readonly (readonly DOMRect[])[] = [];
  let frame = 0;
  const place = () => {
    frame = 0;
    boxes = shown.length > 0 && bare(field).isConnected ? written.boxes(shown, ruler) : [];
    const clip = clippingAround(field)(bare(field).getBoundingClientRect());
    marks.replaceChildren(
      ...boxes.flat().flatMap((box) => {
        const [left, right] = [Math.max(box.left, clip.left), Math.min(box.right, clip.right)];
        if (right <= left || box.bottom > clip.bottom + THICK || box.bottom < clip.top) return [];
        const mark = create('mark');
        Object.assign(mark.style, {
          left: `${left}px`,
          top: `${Math.min(box.bottom, clip.bottom) - THICK}px`,
          width: `${right - left}px`,
        });
        return [mark];
      }),
    );
    marks.hidden = false;
  };
  const placeSoon = () => {
    if (shown.length > 0 && !marks.hidden) frame ||= window.requestAnimationFrame(place);
  };
  const options = { capture: true, passive: true, signal: listeners.signal };
  for (const type of ['scroll', 'resize']) window.addEventListener(type, placeSoon, options);
  const resized = new ResizeObserver(placeSoon);
  resized.observe(field);

  return {
    show(stretches) {
      shown = stretches;
      window.cancelAnimationFrame(frame);
      place();
    },
    hide() {
      if (!marks.hidden) marks.hidden = true;
    },
    boxOf: (stretch) => boxes[shown.indexOf(stretch)]?.[0] ?? null,
    close() {
      window.cancelAnimationFrame(frame);
      listeners.abort();
      resized.disconnect();
      stop();
      host.remove();
    },
  };
}
