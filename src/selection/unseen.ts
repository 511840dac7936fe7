import { HAN, RUBY_KANA } from '../language/kana.ts';
import { toBare } from './bare.ts';
import type { FlatTree } from './flat-tree.ts';
import { zoomOf } from './zoom.ts';

/** What is in the page and not on the screen: none of it is read. */

/** How large ruby is set at most, as a share of the font size of what it stands over. */
const RUBY_SIZE = 0.7;

/** Whether an element with everything in it takes up no place that anyone could look at, by its own style. */
export function isUnseen(element: Element, style: CSSStyleDeclaration, tree: FlatTree): boolean {
  // Without a box of its own it hides nothing.
  if (style.display === 'contents') return false;
  if (style.display === 'none' || style.opacity === '0' || style.getPropertyValue('content-visibility') === 'hidden')
    return true;
  const outOfFlow = style.position === 'absolute' || style.position === 'fixed';
  if (outOfFlow && isClippedAway(style.getPropertyValue('clip'))) return true;
  if (isEmptyShape(style.clipPath)) return true;
  const own = toBare(element);
  const mayClip = style.display !== 'inline' && !isViewports(own);
  // `overflow: clip` may be of one axis only.
  const [clipsX, clipsY] = [style.overflowX, style.overflowY].map((overflow) => mayClip && overflow !== 'visible');
  if (!clipsX && !clipsY && !outOfFlow && style.transform === 'none') return false;
  const box = own.getBoundingClientRect();
  const { width, height } = box;
  if ((clipsX && width <= 1) || (clipsY && height <= 1)) return true;
  if (style.transform !== 'none' && width === 0 && height === 0 && own.childNodes.length > 0) return true;
  return outOfFlow && isOutOfReach(element, box, tree);
}

/** Whether an element's overflow is the viewport's: a page whose parts are all fixed may have a body without height. */
const isViewports = (element: Element): boolean => {
  const { documentElement } = element.ownerDocument;
  return element === documentElement || (element.localName === 'body' && element.parentElement === documentElement);
};

/** `clip: rect(…)`, the older way. */
function isClippedAway(clip: string): boolean {
  const edges = /^rect\(([^)]*)\)$/
    .exec(clip)?.[1]
    ?.split(/[\s,]+/)
    .map((edge) => parseFloat(edge));
  if (edges?.length !== 4) return false;
  const [top, right, bottom, left] = edges as [number, number, number, number];
  return right - left <= 1 || bottom - top <= 1;
}

function isEmptyShape(shape: string): boolean {
  const inset = /^inset\(([\d.]+)(%?)/.exec(shape);
  if (inset) return inset[2] === '%' && parseFloat(inset[1]!) >= 50;
  return /^circle\(0(?:px|%)?[ )]/.test(shape);
}

/** Left of or above where anybody can scroll to, be it the page or a box in it. */
function isOutOfReach(element: Element, { right, bottom }: DOMRect, tree: FlatTree): boolean {
  let [x, y] = [right, bottom];
  let around = tree.parent(element);
  // The root element is the page itself.
  if (!around) return false;
  for (; around && (x <= 0 || y <= 0); around = tree.parent(around)) {
    const own = toBare(around);
    const { overflow, direction, writingMode, flexDirection } = getComputedStyle(around);
    const isPage = own === own.ownerDocument.scrollingElement;
    let { scrollLeft, scrollTop } = own;
    if (isPage || overflow !== 'visible') {
      // Some begin at their right or lower edge, and are scrolled to the left or up.
      if (direction === 'rtl' || writingMode === 'vertical-rl') scrollLeft += own.scrollWidth - own.clientWidth;
      if (flexDirection === 'column-reverse') scrollTop += own.scrollHeight - own.clientHeight;
    }
    const zoom = isPage ? 1 : zoomOf(own);
    x += scrollLeft * zoom;
    y += scrollTop * zoom;
  }
  return x <= 0 || y <= 0;
}

/** Annotations, controls and metadata: there is text in them that is not part of what is read. */
const SKIPPED = new Set([
  'rt',
  'rp',
  'rtc',
  'script',
  'style',
  'noscript',
  'template',
  'textarea',
  'select',
  'datalist',
  'iframe',
  'object',
  'canvas',
  'audio',
  'video',
  'head',
]);
const SKIPPED_SVG = new Set(['title', 'desc', 'metadata', 'style', 'script', 'defs']);
const SVG = 'http://www.w3.org/2000/svg';

/** Whether an element is no part of the sentence it stands in: a reading, the number of a note, a control, metadata. */
export function isAside(element: Element, style: CSSStyleDeclaration, parent: CSSStyleDeclaration | null): boolean {
  const { display } = style;
  const name = element.localName;
  if (element.namespaceURI === SVG) return SKIPPED_SVG.has(name);
  if (SKIPPED.has(name) || display === 'ruby-text' || display === 'ruby-text-container') return true;
  const { classList } = element;
  // Readings that are set without ruby: by name, or as the small box of two that are stacked in a line.
  if (
    (classList.contains('rt') || classList.contains('rp')) &&
    element.parentElement &&
    toBare(element.parentElement).closest('.ruby, .rb, [class*="ruby"]')
  )
    return true;
  return (parent !== null && isReading(element, style, parent)) || isNoteReference(element);
}

/** A word and its reading are in a box with no more boxes than this. */
const BOXES = 8;
const READING = new RegExp(`^(?:${RUBY_KANA.source}|\\s)+$`, 'u');

/**
 * Whether a box is the smaller of two that are stacked in a line; of those placed by hand: kana, with the kanji they
 * are laid over.
 */
function isReading(element: Element, { display, fontSize }: CSSStyleDeclaration, parent: CSSStyleDeclaration): boolean {
  if (!parent.display.startsWith('inline') || display.startsWith('inline') || !element.parentElement) return false;
  const { children, childNodes, textContent: all } = toBare(element.parentElement);
  if (children.length > BOXES) return false;
  const hasText = [...childNodes].some((node) => node.nodeType === Node.TEXT_NODE && (node as Text).data.trim() !== '');
  const sizes = [...children].map((each) => sizeOf(getComputedStyle(each)));
  if (sizeOf({ fontSize }) > RUBY_SIZE * Math.max(hasText ? sizeOf(parent) : 0, ...sizes)) return false;
  if (parent.display === 'inline-flex' && parent.flexDirection.startsWith('column')) return true;
  const own = element.textContent;
  return READING.test(own) && HAN.test(all.replace(own, ''));
}

const sizeOf = ({ fontSize }: Pick<CSSStyleDeclaration, 'fontSize'>): number => parseFloat(fontSize);

/**
 * Whether a box has its reading above or below it, in one box of a line: it is a part of the line that this stands in.
 */
export function hasReadingBeside({ parentElement }: Element, parent: CSSStyleDeclaration): boolean {
  if (!parent.display.startsWith('inline') || !parentElement) return false;
  const { children } = toBare(parentElement);
  return (
    children.length <= BOXES && [...children].some((each) => isReading(toBare(each), getComputedStyle(each), parent))
  );
}

/** What a note is marked with above the line: all of it in square brackets, a number in round ones, ※ and 注, stars. */
const NOTE = /^(?:\s*(?:[[［〔][^[\]［］〔〕]+[\]］〕]|[(（]?[※注]?\s*\p{N}+[)）]|[※注]\s*\p{N}*|[*＊†‡]))+\s*$/u;

const LONGEST_NOTE = 60;

function isNoteReference(element: Element): boolean {
  if (element.getAttribute('role') === 'doc-noteref') return true;
  if (element.localName !== 'sup') return false;
  return (
    element.classList.contains('reference') ||
    element.querySelector('a[href^="#"], [role="doc-noteref"]') !== null ||
    (element.textContent.length <= LONGEST_NOTE && NOTE.test(element.textContent))
  );
}
