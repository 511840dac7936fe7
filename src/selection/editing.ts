/** Puts text in place of a selected stretch, as if the user had typed it: one undo step, the page's own input events. */
export interface Editable {
  /**
   * Replaces [start, end) of the captured text. Afterwards the selection covers the captured text again, offsets count in the new one.
   * @returns Whether the page took it; false also when the field has changed since the text was captured.
   */
  replace(start: number, end: number, replacement: string): boolean;
}

type Field = HTMLInputElement | HTMLTextAreaElement;

/** The input types with a selection; a password is never read. */
const TEXT_TYPES = new Set(['text', 'search', 'url', 'tel']);

export interface FieldSelection {
  readonly field: Field;
  readonly start: number;
  readonly end: number;
}

/** The selection in the field that has the focus, shadow trees included. Null without one; `password` is never read. */
export function fieldSelection(document: Document): FieldSelection | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  if (!element) return null;
  if (
    element.localName !== 'textarea' &&
    !(element.localName === 'input' && TEXT_TYPES.has((element as HTMLInputElement).type))
  )
    return null;
  const field = element as Field;
  const { selectionStart: start, selectionEnd: end } = field;
  return start === null || end === null || start >= end ? null : { field, start, end };
}

/** Null when the field cannot be written to. */
export function editableField({ field, start, end }: FieldSelection): Editable | null {
  if (field.readOnly || field.disabled) return null;
  let text = field.value.slice(start, end);
  return {
    replace(from, to, replacement) {
      if (!field.isConnected || field.value.slice(start, start + text.length) !== text) return false;
      const wanted = text.slice(0, from) + replacement + text.slice(to);
      const before = field.value.slice(0, start);
      const after = field.value.slice(start + text.length);
      field.focus({ preventScroll: true });
      field.setSelectionRange(start + from, start + to);
      // The only way that keeps the browser's undo history; deprecated, without a successor, in every browser.
      if (!field.ownerDocument.execCommand('insertText', false, replacement)) return false;
      if (field.value !== before + wanted + after) return false;
      text = wanted;
      field.setSelectionRange(start, start + text.length);
      return true;
    },
  };
}

/** What an editable element's text is made of: where captured text is in the page, and how to read a range anew. */
export interface EditableText {
  readonly text: string;
  rangeOf(start: number, end: number): Range | null;
  /** What the reader sees in a range. */
  read(range: Range): string;
  /** Takes `range` for what was captured. */
  recapture(range: Range): void;
}

/** For `contenteditable`: the browser's own editing command, so that the page's editor sees what it always sees. */
export function editableContent(editor: HTMLElement, captured: EditableText): Editable {
  const { ownerDocument: document } = editor;
  return {
    replace(start, end, replacement) {
      const { text } = captured;
      const whole = captured.rangeOf(0, text.length);
      const range = captured.rangeOf(start, end);
      const selection = document.getSelection();
      if (!whole || !range || !selection || captured.read(range) !== text.slice(start, end)) return false;
      editor.focus({ preventScroll: true });
      selection.removeAllRanges();
      selection.addRange(range);
      if (!document.execCommand('insertText', false, replacement)) return false;
      // `whole` has followed the change, but for an end that was replaced itself: there the caret is.
      if (end === text.length && selection.focusNode) whole.setEnd(selection.focusNode, selection.focusOffset);
      selection.removeAllRanges();
      selection.addRange(whole);
      captured.recapture(whole);
      return captured.text === text.slice(0, start) + replacement + text.slice(end);
    },
  };
}
