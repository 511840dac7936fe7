import { characterAt, characterStart } from '../language/pairs.ts';
import { toBare } from './bare.ts';
import type { Editable } from './editing.ts';
import { editableContent, editorOf } from './editors.ts';
import { editableField, fieldSelection, focusedField, selectionIn, type FieldSelection } from './fields.ts';
import { createFieldAnchor } from './field-anchor.ts';
import type { ReadonlySecrets } from './secrets.ts';
import type { OpenRoot } from './flat-tree.ts';
import { hasJapaneseScript } from './japanese.ts';
import { partsOf } from './parts.ts';
import { passageAround, sentenceAround, textAround, type Passage } from './passage.ts';
import { caretPlace, selectedPlaces } from './places.ts';
import { rubiesOf, type PageRuby } from './ruby.ts';
import { asBlanks, holdsStill, joinTexts, PageReader, rangeIn, type Place, type VisibleText } from './text.ts';

export interface SelectedText {
  /** What the user saw selected. */
  readonly text: string;
  /** More is selected than was read: only as much of a page is as does not stop it. */
  readonly goesOn: boolean;
  /** The sentence around it, where there is more of it than was selected; null where not. */
  readonly passage: Passage | null;
  /** Lines run from top to bottom. */
  readonly vertical: boolean;
  /**
   * Where the selection is now, in the coordinates of the viewport; null when it is no longer in the page, or hidden.
   * @param ruler An empty element of ours at the viewport's corner, to measure the text of fields in; without it the
   * field's box is taken.
   */
  anchor(ruler?: Element): DOMRect | null;
  /** The readings that the page itself sets over the text; absent for fields. */
  rubies?(): readonly PageRuby[];
  /** The same column by column, where that is more than one box; absent for fields. */
  parts?(): readonly DOMRect[];
  /**
   * The page's own range for [start, end) of `text`; null where the page has changed, in a field, or across shadow
   * trees.
   */
  rangeOf(start: number, end: number): Range | null;
  /** Whether anything is selected still, this or more or less. */
  isSelected(): boolean;
  /** Whether the text is in the page still, be it drawn anew. */
  isThere(): boolean;
  /** Whether any of it is in `element`. */
  holds(element: Element): boolean;
  /** Null where the user could not type either. */
  readonly editable: Editable | null;
  /**
   * The innermost element that all of the selection is in: a dialog or full-screen element around it decides where a
   * tooltip can be seen.
   */
  readonly within: Element;
}

/** UTF-16 units read off a page at most: it stands still meanwhile, and a selection may be of a whole book. */
const MAX_CAPTURED = 200_000;

/** Up to this many units the whole selection is measured; beyond, its first and last characters. */
const MEASURED = 2_000;

/**
 * The selection of `target`, or null when nothing with Japanese in it is selected.
 * Reads only: neither the document nor its selection changes.
 * @param secrets What has been a password in this document.
 * @param openRoot Finds closed shadow roots too, where the browser lets an extension do so.
 */
export function captureSelection(
  target: Document,
  openRoot?: OpenRoot,
  secrets?: ReadonlySecrets,
): SelectedText | null {
  const window = target.defaultView;
  if (!window) return null;
  const field = fieldSelection(target, openRoot, secrets);
  if (field) return captureField(field);

  const places = selectedPlaces(target, openRoot);
  const reader = new PageReader(window, openRoot);
  let content = joinTexts(places.map(({ start, end }) => reader.read(start, end, MAX_CAPTURED)));
  if (!hasJapaneseScript(content.text)) return null;
  const passage = places.length === 1 ? passageAround(reader, content) : null;
  if (secrets?.isIn(passage?.text ?? content.text)) return null;
  const { node } = content.segments[0]!;
  const editor = editorOf(node);
  // Later the page may look otherwise.
  const read = (start: Place, end: Place) => new PageReader(window, openRoot).read(start, end, MAX_CAPTURED);
  const editable = editor && editableContent(editor, content, read, (changed) => (content = changed), openRoot);
  const rangeOf = (start: number, end: number) => rangeIn(target, content, start, end);
  const whole = () => rangeOf(0, content.text.length);
  const anchor = () => anchorOf(content.text.length, rangeOf);
  const within = elementOf(whole()?.commonAncestorContainer ?? node) ?? target.documentElement;
  const around = withAncestors(within);
  const written = whole()?.toString() ?? content.text;
  return {
    text: content.text,
    passage,
    goesOn: content.goesOn,
    vertical: content.vertical,
    rangeOf,
    anchor,
    parts: () => columnsOf(content, rangeOf) ?? [anchor()].filter((box) => box !== null),
    rubies: () => rubiesOf(content.segments),
    isSelected: () => selectedPlaces(target, openRoot).length > 0,
    // What becomes of a text that is edited is followed by whoever edits it.
    isThere: () => (editor ? editor.isConnected : isPresent(content, written, around)),
    holds: (element) => whole()?.intersectsNode(element) ?? toBare(element).contains(node),
    within,
    editable,
  };
}

/**
 * The word at the caret, in its sentence; null where no Japanese is there. Whoever presses the shortcut with nothing
 * selected asks about that. What it is one character of is for the dictionary to say: its passage has [start, start).
 */
export function captureCaret(target: Document, openRoot?: OpenRoot, secrets?: ReadonlySecrets): SelectedText | null {
  // Where a field has the focus, the page's own caret is one of before.
  const field = focusedField(target, openRoot);
  if (field) return captureCaretIn(selectionIn(field, secrets));
  const window = target.defaultView;
  const { node, offset } = caretPlace(target, openRoot) ?? {};
  if (!window || !node || toBare(node).nodeType !== Node.TEXT_NODE) return null;
  const found = textAround(new PageReader(window, openRoot), node as Text, offset!);
  if (!found) return null;
  const { read, at } = found;
  const [from, text] = characterNear(read.text, at);
  const passage = sentenceAround(read.text, from, from);
  if (text === '' || secrets?.isIn(passage.text)) return null;
  const rangeOf = (start: number, end: number) => rangeIn(target, read, from + start, from + end);
  return {
    text,
    passage,
    goesOn: false,
    vertical: read.vertical,
    rangeOf,
    anchor: () => anchorOf(text.length, rangeOf),
    isSelected: () => caretPlace(target, openRoot) !== null,
    isThere: () => node.isConnected,
    holds: (element) => toBare(element).contains(node),
    editable: null,
    within: elementOf(node)!,
  };
}

/** The character that has the UTF-16 unit `at`, and where it starts; empty where there is none. */
function characterAround(text: string, at: number): [start: number, character: string] {
  const start = characterStart(text, at);
  return [start, characterAt(text, start)];
}

/** Marks that end a sentence, and close around it, are looked back over as far (UTF-16 units). */
const MARKS = 8;

/**
 * What of Japanese a caret is at, and where it starts: the character behind it, or the one before where the line ends
 * there, or something else begins. Empty where neither is.
 */
function characterNear(text: string, caret: number): [start: number, character: string] {
  const marks = /\p{P}*$/u.exec(text.slice(Math.max(0, caret - MARKS), caret))![0].length;
  return (
    [caret, caret - 1 - marks]
      .map((at) => characterAround(text, at))
      .find(([, character]) => hasJapaneseScript(character)) ?? [caret, '']
  );
}

function captureCaretIn(caret: FieldSelection | null): SelectedText | null {
  if (!caret || caret.start !== caret.end) return null;
  const { field, start } = caret;
  const [from, text] = characterNear(field.value, start);
  if (text === '') return null;
  const passage = sentenceAround(field.value, from, from);
  return {
    ...inField(field),
    text,
    passage,
    anchor: createFieldAnchor({ field, start: from, end: from + text.length }),
    editable: null,
    isSelected: () => field.selectionStart === field.selectionEnd,
  };
}

function captureField(selection: FieldSelection): SelectedText | null {
  const { field, start, end } = selection;
  const text = field.value.slice(start, end);
  if (!hasJapaneseScript(text)) return null;
  const passage = sentenceAround(field.value, start, start + text.length);
  return {
    ...inField(field),
    text,
    passage: passage.text.length > text.length ? passage : null,
    anchor: createFieldAnchor(selection),
    editable: editableField(selection),
    isSelected: () => field.selectionStart !== field.selectionEnd,
  };
}

/** What is the same for all that stands in a field. */
const inField = (field: FieldSelection['field']) => ({
  goesOn: false,
  vertical: /^(?:vertical|sideways)/.test(getComputedStyle(field).writingMode),
  rangeOf: () => null,
  isThere: () => field.isConnected,
  holds: (element: Element) => toBare(element).contains(field),
  within: field,
});

const elementOf = (node: Node): Element | null =>
  toBare(node).nodeType === Node.ELEMENT_NODE ? (node as Element) : toBare(node).parentElement;

function withAncestors(element: Element): Element[] {
  const all = [];
  for (let at: Element | null = element; at; at = toBare(at).parentElement) all.push(at);
  return all;
}

/**
 * Whether what was read stands in the page: in its text nodes, or, once a page has drawn it anew, somewhere in what was
 * around it.
 * @param written The same with all that was left out in reading.
 */
function isPresent({ text, segments }: VisibleText, written: string, around: readonly Element[]): boolean {
  const [first, last] = [segments[0]!, segments.at(-1)!];
  if ([first, last].every((segment) => segment.node.isConnected && holdsStill(segment, text))) return true;
  const all = around.map(toBare).find(({ isConnected }) => isConnected)?.textContent ?? '';
  return unspaced(all).includes(unspaced(written));
}

const unspaced = (written: string): string => asBlanks(written).replace(/\s/g, '');

function anchorOf(length: number, rangeOf: SelectedText['rangeOf']): DOMRect | null {
  const whole = length <= MEASURED ? rangeOf(0, length)?.getBoundingClientRect() : null;
  if (whole && (whole.width > 0 || whole.height > 0)) return whole;
  const first = rangeOf(0, 1)?.getBoundingClientRect();
  const last = rangeOf(length - 1, length)?.getBoundingClientRect();
  if (!first || !last) return null;
  const left = Math.min(first.left, last.left);
  const top = Math.min(first.top, last.top);
  const box = new DOMRect(
    left,
    top,
    Math.max(first.right, last.right) - left,
    Math.max(first.bottom, last.bottom) - top,
  );
  // Text that is hidden meanwhile stands nowhere.
  return box.width > 0 || box.height > 0 ? box : null;
}

/** Null where it cannot be measured, or need not be. */
function columnsOf({ text, vertical }: VisibleText, rangeOf: SelectedText['rangeOf']): DOMRect[] | null {
  const whole = vertical || text.length > MEASURED ? null : rangeOf(0, text.length);
  const parts = whole && partsOf([...whole.getClientRects()]);
  return parts && parts.length > 0 ? parts : null;
}
