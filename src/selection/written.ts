import { toBare } from './bare.ts';
import { editableIn, type Ground } from './editing.ts';
import { contentGround, editorOf } from './editors.ts';
import { drawnIn, isVertical, measureField, settingOf } from './field-anchor.ts';
import { fieldGround, focusedElement, isField } from './fields.ts';
import type { OpenRoot } from './flat-tree.ts';
import { caretPlace } from './places.ts';
import { isMasked, isSecret, type ReadonlySecrets } from './secrets.ts';
import { PageReader, rangeIn, type VisibleText } from './text.ts';

/** Longer texts (UTF-16 units) are not looked at while they are being written. */
const MAX_WRITTEN = 20_000;
/** What these types of input hold is no prose. */
const PROSE_TYPES = new Set(['text', 'search']);
const NO_PROSE_MODE = /^(?:none|tel|url|email|numeric|decimal)$/;

export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** What somebody is writing: all the text of a field or an editor. Nothing here changes the page but `replace`. */
export interface Written {
  /** The field, or the outermost editable element. */
  readonly element: HTMLElement;
  /** All of it, as the reader sees it; null where it is gone, too long, or has become nobody's business. */
  read(): string | null;
  /**
   * Where stretches of what was read last stand now, line by line, in the coordinates of the viewport; all of a field
   * that is not drawn upright. In order, without overlaps.
   * @param ruler An empty element of ours at the viewport's corner.
   */
  boxes(stretches: readonly Stretch[], ruler: Element): DOMRect[][];
  /**
   * As long as this is the same, `boxes` are most likely what they were: cheap enough to be asked many times a second.
   * @param stretches At least one.
   */
  standing(stretches: readonly Stretch[]): string;
  /** Where the caret is in what was read last; null where something is selected, or nothing. */
  caret(): number | null;
  /** Whether a field has another text now than what was read last; cheap. An editor tells by itself. */
  isStale(): boolean;
  /** Calls back when an editor's content changes, by whomever, until what it gives is called. */
  onMutation(changed: () => void): () => void;
  /**
   * As if the user had typed it, with the caret behind it. Whether what was read last stood there still, and the page
   * took it.
   */
  replace(start: number, end: number, replacement: string): Promise<boolean>;
}

/**
 * What the user is writing in, where that may be looked at: text, and neither secrets nor numbers nor code. Null where
 * it is none of these.
 * @param isAsked Whether the user has asked for that very element: then it does not count that the page wants no
 * spelling checked in it.
 */
export function writtenIn(
  document: Document,
  isAsked: (element: Element) => boolean,
  openRoot?: OpenRoot,
  secrets?: ReadonlySecrets,
): Written | null {
  const isWanted = (own: HTMLElement) => isProse(own) && (isSpelt(own) || isAsked(own));
  const element = focusedElement(document, openRoot) as HTMLElement | null;
  if (!element) return null;
  if (isField(element)) return isWanted(element) ? inField(element, secrets) : null;
  const { firstChild, isContentEditable } = toBare(element);
  const outermost = firstChild ? editorOf(firstChild) : isContentEditable ? element : null;
  // Beside its body a document that is edited as a whole has elements of ours.
  const editor = outermost === document.documentElement ? document.body : outermost;
  return editor && isWanted(editor) ? inEditor(editor, openRoot, secrets) : null;
}

/**
 * Editors of code say that there is nothing to spell; so does a page of what it does not want to have checked, and
 * Draft.js of all that is written in it.
 */
function isSpelt(element: HTMLElement): boolean {
  const says = toBare(element).closest('[spellcheck]');
  return !says || toBare(says).getAttribute('spellcheck') !== 'false';
}

function isProse(element: HTMLElement): boolean {
  const own = toBare(element);
  return (
    !NO_PROSE_MODE.test(own.inputMode) &&
    !own.closest('code, pre, samp, kbd') &&
    (own.localName !== 'input' || PROSE_TYPES.has((element as HTMLInputElement).type))
  );
}

function inField(field: HTMLTextAreaElement | HTMLInputElement, secrets?: ReadonlySecrets): Written | null {
  if (field.readOnly || field.disabled) return null;
  const ground = fieldGround(field);
  let last: string | null = null;
  let measured: { readonly key: string; readonly boxes: DOMRect[][] } | null = null;
  const read = () => (isSecret(field, secrets) ? null : ground.read());
  return {
    element: field,
    read: () => within((last = read())),
    isStale: () => field.value !== last,
    onMutation: () => () => {},
    boxes(stretches, ruler) {
      // What is written in lines below moves nothing: writing on costs no measuring.
      const below = field.value.indexOf('\n', stretches.at(-1)?.end ?? 0);
      const above = below < 0 ? field.value : field.value.slice(0, below);
      const draw = drawnIn(field);
      if (!draw) return stretches.map(() => [field.getBoundingClientRect()]);
      const key = `${settingOf(field)} ${JSON.stringify(stretches)} ${above}`;
      if (measured?.key !== key) measured = { key, boxes: measureField(field, stretches, ruler) };
      const [along, across] = field.localName === 'input' ? centring(field, measured.boxes) : [0, 0];
      return measured.boxes.map((lines) =>
        lines.map((box) => draw(new DOMRect(box.left + along, box.top + across, box.width, box.height))),
      );
    },
    standing: () => standingOf(field),
    caret: () => (field.selectionStart === field.selectionEnd ? field.selectionStart : null),
    replace: (start, end, replacement) => replaceIn(ground, last, start, end, replacement),
  };
}

/** How far the one line of an input is moved to stand in its middle, against a block of its own: across the line. */
function centring(field: HTMLElement, boxes: readonly (readonly DOMRect[])[]): readonly [x: number, y: number] {
  const box = boxes.flat()[0];
  if (!box) return [0, 0];
  const style = getComputedStyle(field);
  const half = (size: number, before: string, after: string, at: number, high: number) =>
    Math.max(0, size + parseFloat(before) - parseFloat(after) - 2 * at - high) / 2;
  if (!isVertical(style))
    return [0, half(field.offsetHeight, style.paddingTop, style.paddingBottom, box.top, box.height)];
  // Measured from the right, or from the left.
  return box.left < 0
    ? [-half(field.offsetWidth, style.paddingRight, style.paddingLeft, -box.right, box.width), 0]
    : [half(field.offsetWidth, style.paddingLeft, style.paddingRight, box.left, box.width), 0];
}

const edgesOf = (of: Element | Range): string => {
  const { left, top, width, height } = of.getBoundingClientRect();
  return [left, top, width, height].join(' ');
};

function standingOf(element: HTMLElement): string {
  const own = toBare(element);
  const { scrollLeft, scrollTop, scrollWidth, scrollHeight, clientWidth, clientHeight } = own;
  const { fontSize, fontFamily, lineHeight, writingMode } = getComputedStyle(element);
  return [
    edgesOf(own),
    scrollLeft,
    scrollTop,
    scrollWidth,
    scrollHeight,
    clientWidth,
    clientHeight,
    fontSize,
    fontFamily,
    lineHeight,
    writingMode,
  ].join(' ');
}

function inEditor(editor: HTMLElement, openRoot?: OpenRoot, secrets?: ReadonlySecrets): Written {
  const own = toBare(editor);
  const document = own.ownerDocument;
  const window = document.defaultView!;
  const all = (): VisibleText =>
    new PageReader(window, openRoot).read(
      { node: editor, offset: 0 },
      { node: editor, offset: own.childNodes.length },
      MAX_WRITTEN + 1,
    );
  const ground = contentGround(editor, all, openRoot);
  let last: VisibleText | null = null;
  return {
    element: editor,
    read() {
      last = own.isConnected && own.isContentEditable && !isMasked(getComputedStyle(editor)) ? all() : null;
      return last === null || secrets?.isIn(last.text) ? null : within(last.text);
    },
    isStale: () => false,
    onMutation(changed) {
      const observer = new window.MutationObserver(changed);
      observer.observe(editor, { subtree: true, childList: true, characterData: true });
      return () => observer.disconnect();
    },
    boxes: (stretches) =>
      stretches.map(({ start, end }) => [
        ...(rangeIn(document, last ?? { text: '', segments: [] }, start, end)?.getClientRects() ?? []),
      ]),
    standing(stretches) {
      const { start, end } = stretches.at(-1)!;
      const range = last && rangeIn(document, last, start, end);
      return `${standingOf(editor)} ${range ? edgesOf(range) : ''}`;
    },
    caret() {
      const at = caretPlace(document, openRoot);
      const segment =
        at &&
        last?.segments.find(
          ({ node, offset, length }) => node === at.node && offset <= at.offset && at.offset <= offset + length,
        );
      return segment ? segment.start + at.offset - segment.offset : null;
    },
    replace: (start, end, replacement) => replaceIn(ground, last?.text ?? null, start, end, replacement),
  };
}

const within = (text: string | null): string | null => (text !== null && text.length <= MAX_WRITTEN ? text : null);

/** @param text All that stands there, as far as is known: in another text the same offsets are another place. */
async function replaceIn(
  ground: Ground,
  text: string | null,
  start: number,
  end: number,
  replacement: string,
): Promise<boolean> {
  if (ground.read() !== text) return false;
  const done = (await editableIn(ground, start, end)?.replace(0, end - start, replacement)) ?? false;
  // Nobody has selected this: the next key is to write on, and not over it.
  ground.collapse();
  return done;
}
