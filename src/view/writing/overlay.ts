import { toBare } from '../../selection/bare.ts';
import { clippingAround } from '../../selection/clipping.ts';
import type { FirstEvents } from '../../selection/first.ts';
import type { Stretch, Written } from '../../selection/written.ts';
import { openConcealed } from '../shared/concealed.ts';
import { createElement } from '../shared/elements.ts';
import { applyAppearance, type ViewSettings } from '../shared/settings.ts';
import { unzoom } from '../shared/unzoom.ts';
import { isDark } from '../tooltip/page-theme.ts';

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
 * Underlines over what is being written, in an element of ours that takes no presses. The page's own elements stay as
 * they are.
 */
export function openOverlay(written: Written, events: FirstEvents, settings: () => ViewSettings): Overlay {
  const { element: field } = written;
  const { ownerDocument: document } = field;
  const window = document.defaultView!;
  const [marks, ruler] = [createElement(document, 'div', 'marks'), createElement(document, 'div', 'ruler')];
  const concealed = openConcealed(field, events, [marks, ruler], () => close());
  const listeners = new AbortController();

  let shown: readonly Stretch[] = [];
  let boxes: readonly (readonly DOMRect[])[] = [];
  let frame = 0;
  const place = () => {
    frame = 0;
    unzoom(marks, concealed.host);
    boxes = shown.length > 0 && toBare(field).isConnected ? written.boxes(shown, ruler) : [];
    const clip = clippingAround(field)(toBare(field).getBoundingClientRect());
    marks.replaceChildren(
      ...boxes.flat().flatMap((box) => {
        const [left, right] = [Math.max(box.left, clip.left), Math.min(box.right, clip.right)];
        if (right <= left || box.bottom > clip.bottom + THICK || box.bottom < clip.top) return [];
        const mark = createElement(document, 'div', 'mark');
        Object.assign(mark.style, {
          left: `${left}px`,
          top: `${Math.min(box.bottom, clip.bottom) - THICK}px`,
          width: `${right - left}px`,
        });
        return [mark];
      }),
    );
  };
  const placeSoon = () => {
    if (shown.length > 0 && !marks.hidden) frame ||= window.requestAnimationFrame(place);
  };
  const close = () => {
    window.cancelAnimationFrame(frame);
    listeners.abort();
    resized.disconnect();
    concealed.close();
  };
  const options = { capture: true, passive: true, signal: listeners.signal };
  for (const type of ['scroll', 'resize']) window.addEventListener(type, placeSoon, options);
  const resized = new ResizeObserver(placeSoon);
  resized.observe(field);

  return {
    show(stretches) {
      shown = stretches;
      applyAppearance(marks, settings(), () => isDark(field));
      window.cancelAnimationFrame(frame);
      place();
      marks.hidden = false;
    },
    hide() {
      if (!marks.hidden) marks.hidden = true;
    },
    boxOf: ({ start, end }) => boxes[shown.findIndex((one) => one.start === start && one.end === end)]?.[0] ?? null,
    close,
  };
}
