import type { FieldSelection } from './fields.ts';

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
    const { value, offsetWidth, scrollLeft, scrollTop } = field;
    if (!ruler || value.length > MEASURED) return outer;
    const key = `${offsetWidth} ${value}`;
    if (measured?.key !== key) measured = { key, box: measure(field, start, Math.min(end, value.length), ruler) };
    const { box } = measured;
    const left = clamp(outer.left + box.left - scrollLeft, outer.left, outer.right);
    const right = clamp(outer.left + box.right - scrollLeft, outer.left, outer.right);
    // The one line of an input is centred; its height is the field's.
    if (field.localName === 'input') return new DOMRect(left, outer.top, right - left, outer.height);
    const top = clamp(outer.top + box.top - scrollTop, outer.top, outer.bottom);
    const bottom = clamp(outer.top + box.bottom - scrollTop, outer.top, outer.bottom);
    return new DOMRect(left, top, right - left, bottom - top);
  };
}

/** Where [start, end) of the field's text stands, from the field's top left corner, unscrolled. */
function measure(field: FieldSelection['field'], start: number, end: number, ruler: Element): DOMRect {
  const document = field.ownerDocument;
  const create = (name: string) => document.createElementNS('http://www.w3.org/1999/xhtml', name);
  const mirror = create('div');
  const style = document.defaultView!.getComputedStyle(field);
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
  const selected = create('span');
  selected.textContent = field.value.slice(start, end);
  mirror.append(field.value.slice(0, start), selected, field.value.slice(end));
  ruler.replaceChildren(mirror);
  const [outer, inner] = [mirror.getBoundingClientRect(), selected.getBoundingClientRect()];
  ruler.replaceChildren();
  return new DOMRect(inner.left - outer.left, inner.top - outer.top, inner.width, inner.height);
}

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(value, most));
