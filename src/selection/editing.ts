/** Puts text in place of a selected stretch, as if the user had typed it: one undo step, the page's own input events. */
export interface Editable {
  /**
   * Replaces [start, end) of the captured text. The selection afterwards covers the captured text again.
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
  if (element.localName !== 'textarea' && !(element.localName === 'input' && TEXT_TYPES.has((element as HTMLInputElement).type))) return null;
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

/** For `contenteditable`: `rangeOf` maps the captured text to the page, and `reselect` captures anew after the change. */
export function editableContent(editor: HTMLElement, rangeOf: (start: number, end: number) => Range | null): Editable {
  const { ownerDocument: document } = editor;
  return {
    replace(start, end, replacement) {
      const range = rangeOf(start, end);
      const selection = document.getSelection();
      if (!range || !selection || !editor.isConnected) return false;
      editor.focus({ preventScroll: true });
      selection.removeAllRanges();
      selection.addRange(range);
      return document.execCommand('insertText', false, replacement);
    },
  };
}
