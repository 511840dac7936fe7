import { clamp, union } from './boxes.ts';
import type { FieldSelection } from './fields.ts';
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
  'letter-spacing',
  'word-spacing',
  'line-height',
  'text-indent',
  'text-align',
  'text-transform',
  'tab-size',
  'direction',
  'writing-mode',
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
    const key = `${widthsOf(field)} ${value}`;
    if (measured?.key !== key) {
      const [inner, ...more] = measureField(field, [{ start, end: Math.min(end, value.length) }], ruler)[0]!;
      measured = { key, box: more.reduce(union, inner ?? new DOMRect()) };
    }
    const { box } = measured;
    const corner = scrolledCorner(field);
    const [x, y] = [corner.x + box.left, corner.y + box.top];
    // Scrolled out of the field it stands where it would be seen.
    if (x >= outer.right || x + box.width <= outer.left || y >= outer.bottom || y + box.height <= outer.top)
      return new DOMRect(x, y, box.width, box.height);
    const left = clamp(x, outer.left, outer.right);
    const right = clamp(x + box.width, outer.left, outer.right);
    // The one line of an input is centred; its height is the field's.
    if (field.localName === 'input') return new DOMRect(left, outer.top, right - left, outer.height);
    const top = clamp(y, outer.top, outer.bottom);
    const bottom = clamp(y + box.height, outer.top, outer.bottom);
    return new DOMRect(left, top, right - left, bottom - top);
  };
}

/** What changes where `measureField` finds a text that is the same. */
export const widthsOf = (field: FieldSelection['field']): string =>
  [field.offsetWidth, field.clientWidth, zoomOf(field)].join(' ');

/** What `measureField` measures from, in the coordinates of the viewport. */
export function scrolledCorner(field: FieldSelection['field']): DOMPoint {
  const { left, top } = field.getBoundingClientRect();
  const zoom = zoomOf(field);
  return new DOMPoint(left - field.scrollLeft * zoom, top - field.scrollTop * zoom);
}

/**
 * Where stretches of the field's text stand, line by line, from the field's top left corner, unscrolled. They are in
 * order and do not overlap.
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
  mirror.style.zoom = String(zoomOf(field) / zoomOf(ruler));
  for (const property of COPIED) mirror.style.setProperty(property, style.getPropertyValue(property));
  mirror.style.borderStyle = 'solid';
  mirror.style.boxSizing = 'border-box';
  // A scroll bar takes its width from the lines.
  const [borders, bar] = [
    parseFloat(style.borderLeftWidth) + parseFloat(style.borderRightWidth),
    field.offsetWidth - field.clientWidth,
  ];
  mirror.style.width = `${field.offsetWidth - Math.max(0, bar - borders)}px`;
  mirror.style.whiteSpace = field.localName === 'input' ? 'pre' : 'pre-wrap';
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
  const boxes = spans.map((span) =>
    Array.from(
      span.getClientRects(),
      ({ left, top, width, height }) => new DOMRect(left - outer.left, top - outer.top, width, height),
    ),
  );
  ruler.replaceChildren();
  return boxes;
}
