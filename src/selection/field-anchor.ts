import { clamp, union } from './boxes.ts';
import type { FieldSelection } from './fields.ts';
import { scaleOf } from './scale.ts';
import { zoomOf } from './zoom.ts';

/** What decides where in a field a character stands. */
const COPIED = [
  'box-sizing',
  'padding-top',
  'padding-right',
  'padding-bottom',
  'padding-left',
  'border-top-width',
  'border-right-width',
  'border-bottom-width',
  'border-left-width',
  'font-family',
  'font-size',
  'font-style',
  'font-weight',
  'font-stretch',
  'font-variant',
  'font-feature-settings',
  'font-variation-settings',
  'font-optical-sizing',
  'font-size-adjust',
  'font-kerning',
  'text-rendering',
  'text-autospace',
  'text-spacing-trim',
  'letter-spacing',
  'word-spacing',
  'line-height',
  'text-indent',
  'text-align',
  'text-align-last',
  'text-wrap-style',
  'text-transform',
  'tab-size',
  'direction',
  'unicode-bidi',
  'writing-mode',
  'text-orientation',
  'word-break',
  'line-break',
  'overflow-wrap',
];

/**
 * A field in which no character can be seen (px): an editor has it for the keys only, and it stands for its selection.
 */
const UNSEEN = 2;

/** Longer texts (UTF-16 units) are not set a second time to be measured; the field stands for its selection. */
const MEASURED = 20_000;

/**
 * Finds the selection of a field, which no browser tells, by setting its text once more in `ruler`: an element of ours,
 * placed at the viewport's corner, that the page cannot see into.
 */
export function createFieldAnchor({ field, start, end }: FieldSelection): (ruler?: Element) => DOMRect | null {
  let measured: { readonly key: string; readonly box: DOMRect } | null = null;
  return (ruler) => {
    if (!field.isConnected) return null;
    const outer = field.getBoundingClientRect();
    const { value } = field;
    if (!ruler || value.length > MEASURED || outer.width <= UNSEEN || outer.height <= UNSEEN) return outer;
    const draw = drawnIn(field);
    if (!draw) return outer;
    const key = `${settingOf(field)} ${value}`;
    if (measured?.key !== key) {
      const [inner, ...more] = measureField(field, [{ start, end: Math.min(end, value.length) }], ruler)[0]!;
      measured = { key, box: more.reduce(union, inner ?? new DOMRect()) };
    }
    const box = draw(measured.box);
    // Scrolled out of the field it stands where it would be seen.
    if (box.left >= outer.right || box.right <= outer.left || box.top >= outer.bottom || box.bottom <= outer.top)
      return box;
    const [left, right] = [box.left, box.right].map((x) => clamp(x, outer.left, outer.right)) as [number, number];
    const [top, bottom] = [box.top, box.bottom].map((y) => clamp(y, outer.top, outer.bottom)) as [number, number];
    // The one line of an input is centred; it is as high as the field.
    if (field.localName !== 'input') return new DOMRect(left, top, right - left, bottom - top);
    return isVertical(getComputedStyle(field))
      ? new DOMRect(outer.left, top, outer.width, bottom - top)
      : new DOMRect(left, outer.top, right - left, outer.height);
  };
}

/** Whether lines go down, or up. */
export const isVertical = ({ writingMode }: CSSStyleDeclaration): boolean => /^(?:vertical|sideways)/.test(writingMode);

/** Whether lines follow each other from right to left. */
const isFromRight = ({ writingMode }: CSSStyleDeclaration): boolean => /^(?:vertical|sideways)-rl$/.test(writingMode);

/** What changes where `measureField` finds a text that is the same. */
export function settingOf(field: FieldSelection['field']): string {
  const style = getComputedStyle(field);
  const { width, height } = roomIn(field, style);
  const room = isVertical(style) ? height : width;
  return [room, zoomOf(field), style.whiteSpace, ...COPIED.map((name) => style.getPropertyValue(name))].join(' ');
}

/**
 * Where what `measureField` has measured is drawn now, in the coordinates of the viewport; null where it is not drawn
 * upright.
 */
export function drawnIn(field: FieldSelection['field']): ((box: DOMRect) => DOMRect) | null {
  const scale = scaleOf(field);
  if (!scale) return null;
  const style = getComputedStyle(field);
  const { left, right, top } = field.getBoundingClientRect();
  const bars = roomIn(field, style);
  const x =
    (isFromRight(style) ? right - bars.right * scale.x : left + bars.left * scale.x) - field.scrollLeft * scale.x;
  const y = top - field.scrollTop * scale.y;
  return (box) => new DOMRect(x + box.left * scale.x, y + box.top * scale.y, box.width * scale.x, box.height * scale.y);
}

/** What scroll bars leave of a field, its borders with it, and how wide the bars at its sides are. */
function roomIn(field: FieldSelection['field'], style: CSSStyleDeclaration) {
  const { offsetWidth, offsetHeight, clientWidth, clientHeight, clientLeft } = field;
  const [borderLeft, borderRight, borderTop, borderBottom] = [
    style.borderLeftWidth,
    style.borderRightWidth,
    style.borderTopWidth,
    style.borderBottomWidth,
  ].map(parseFloat) as [number, number, number, number];
  return {
    left: Math.max(0, clientLeft - borderLeft),
    right: Math.max(0, offsetWidth - clientWidth - clientLeft - borderRight),
    width: offsetWidth - Math.max(0, offsetWidth - clientWidth - borderLeft - borderRight),
    height: offsetHeight - Math.max(0, offsetHeight - clientHeight - borderTop - borderBottom),
  };
}

/**
 * Where stretches of the field's text stand, line by line, unscrolled, in the field's own pixels, from its upper corner
 * on the side where its lines begin. They are in order and do not overlap.
 */
export function measureField(
  field: FieldSelection['field'],
  stretches: readonly { readonly start: number; readonly end: number }[],
  ruler: Element,
): DOMRect[][] {
  const document = field.ownerDocument;
  const create = (name: string) => document.createElementNS('http://www.w3.org/1999/xhtml', name);
  const mirror = create('div');
  const style = document.defaultView!.getComputedStyle(field);
  const zoom = zoomOf(field);
  mirror.style.zoom = String(zoom / zoomOf(ruler));
  for (const property of COPIED) mirror.style.setProperty(property, style.getPropertyValue(property));
  mirror.style.borderStyle = 'solid';
  mirror.style.boxSizing = 'border-box';
  // A scroll bar takes its width from the lines.
  const { width, height } = roomIn(field, style);
  if (isVertical(style)) mirror.style.height = `${height}px`;
  else mirror.style.width = `${width}px`;
  mirror.style.whiteSpace = whiteSpaceIn(field, style);
  let at = 0;
  const spans = stretches.map(({ start, end }) => {
    const span = create('span');
    span.textContent = field.value.slice(start, end);
    mirror.append(field.value.slice(at, start), span);
    at = end;
    return span;
  });
  mirror.append(field.value.slice(at));
  ruler.replaceChildren(mirror);
  const outer = mirror.getBoundingClientRect();
  const corner = isFromRight(style) ? outer.right : outer.left;
  const boxes = spans.map((span) =>
    Array.from(
      span.getClientRects(),
      (box) =>
        new DOMRect((box.left - corner) / zoom, (box.top - outer.top) / zoom, box.width / zoom, box.height / zoom),
    ),
  );
  ruler.replaceChildren();
  return boxes;
}

/** Whatever a page says, both browsers keep the spaces of a field, and the line breaks of a textarea. */
function whiteSpaceIn({ localName }: Element, { whiteSpace }: CSSStyleDeclaration): string {
  if (localName === 'input' || /nowrap|^pre$/.test(whiteSpace)) return 'pre';
  return whiteSpace.startsWith('break-spaces') ? 'break-spaces' : 'pre-wrap';
}
