import { editableContent, editableField, fieldSelection, type Editable, type FieldSelection } from './editing.ts';
import { createFieldAnchor } from './field-anchor.ts';
import type { OpenRoot } from './flat-tree.ts';
import { hasJapanese } from './japanese.ts';
import { selectedPlaces } from './places.ts';
import { visibleText, type Place, type Segment } from './text.ts';

export interface SelectedText {
  /** What the user sees selected, at most `MAX_CAPTURED` units; changes only through `editable`. */
  readonly text: string;
  /** Lines run from top to bottom. */
  readonly vertical: boolean;
  /**
   * Where the selection is now, in the coordinates of the viewport; null when it is no longer in the page.
   * @param ruler An empty element of ours at the viewport's corner, to measure the text of fields in; without it the field's box is taken.
   */
  anchor(ruler?: Element): DOMRect | null;
  /** The page's own range for [start, end) of `text`; null where the page has changed, in a field, or across shadow trees. */
  rangeOf(start: number, end: number): Range | null;
  /** Null where the user could not type either. */
  readonly editable: Editable | null;
  /** The element the selection is in: a dialog or full-screen element around it decides where a tooltip can be seen. */
  readonly within: Element;
}

/** UTF-16 units read at most: a selection of a whole book must not stop the page. What the background analyses is far less. */
export const MAX_CAPTURED = 200_000;

/** Up to this many units the whole selection is measured; beyond, its first and last characters. */
const MEASURED = 2_000;

/**
 * The selection of `target`, or null when nothing with Japanese in it is selected.
 * Reads only: neither the document nor its selection changes.
 * @param openRoot Finds closed shadow roots too, where the browser lets an extension do so.
 */
export function captureSelection(target: Document, openRoot?: OpenRoot): SelectedText | null {
  const window = target.defaultView;
  if (!window) return null;
  const field = fieldSelection(target);
  if (field) return captureField(field);

  const places = selectedPlaces(target, openRoot);
  if (!places) return null;
  const read = (start: Place, end: Place) => visibleText(window, start, end, MAX_CAPTURED, openRoot);
  let content = read(places.start, places.end);
  if (!hasJapanese(content.text)) return null;
  const { node } = content.segments[0]!;
  const editor = editorOf(node);
  const readRange = (range: Range) =>
    read(
      { node: range.startContainer, offset: range.startOffset },
      { node: range.endContainer, offset: range.endOffset },
    );
  const selected = {
    get text() {
      return content.text;
    },
    vertical: content.vertical,
    rangeOf: (start: number, end: number) => toRange(target, content.segments, start, end),
    anchor: () => anchorOf(content.text.length, selected.rangeOf),
    within: node.parentElement ?? target.documentElement,
  };
  const editable = editor && {
    ...selected,
    get text() {
      return content.text;
    },
    read: (range: Range) => readRange(range).text,
    recapture(range: Range) {
      content = readRange(range);
    },
  };
  return Object.assign(selected, { editable: editable && editableContent(editor, editable) });
}

function captureField(selection: FieldSelection): SelectedText | null {
  const { field, start, end } = selection;
  const text = field.value.slice(start, end).slice(0, MAX_CAPTURED);
  if (!hasJapanese(text)) return null;
  return {
    text,
    vertical: /^(?:vertical|sideways)/.test(getComputedStyle(field).writingMode),
    rangeOf: () => null,
    anchor: createFieldAnchor(selection),
    editable: editableField(selection),
    within: field,
  };
}

/** The outermost editable element around `node`: the one that takes the focus and the input events. */
function editorOf(node: Node): HTMLElement | null {
  let editor: HTMLElement | null = null;
  for (let element = node.parentElement; element; element = element.parentElement) {
    if (element.isContentEditable) editor = element;
  }
  return editor;
}

function anchorOf(length: number, rangeOf: SelectedText['rangeOf']): DOMRect | null {
  const whole = length <= MEASURED ? rangeOf(0, length)?.getBoundingClientRect() : null;
  if (whole && (whole.width > 0 || whole.height > 0)) return whole;
  const first = rangeOf(0, 1)?.getBoundingClientRect();
  const last = rangeOf(length - 1, length)?.getBoundingClientRect();
  if (!first || !last) return null;
  const left = Math.min(first.left, last.left);
  const top = Math.min(first.top, last.top);
  return new DOMRect(left, top, Math.max(first.right, last.right) - left, Math.max(first.bottom, last.bottom) - top);
}

function toRange(document: Document, segments: readonly Segment[], start: number, end: number): Range | null {
  // Where an end falls on a line break or space that stands in no text node, the nearest unit inside counts.
  const first = segments[firstIndex(segments, (segment) => segment.start + segment.length > start)];
  const last = segments[firstIndex(segments, (segment) => segment.start >= end) - 1];
  if (
    !first ||
    !last ||
    first.start > last.start ||
    first.node.getRootNode() !== last.node.getRootNode() ||
    !first.node.isConnected
  )
    return null;
  const from = first.offset + Math.max(0, start - first.start);
  const to = last.offset + Math.min(last.length, end - last.start);
  if (from > first.node.length || to > last.node.length) return null;
  const range = document.createRange();
  range.setStart(first.node, from);
  range.setEnd(last.node, to);
  return range;
}

/** Index of the first segment that `holds` is true of, which it is of all that follow; the length where there is none. */
function firstIndex(segments: readonly Segment[], holds: (segment: Segment) => boolean): number {
  let low = 0;
  let high = segments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(segments[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}
