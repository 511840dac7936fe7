import { toBare } from './bare.ts';
import { openRootOf, type OpenRoot } from './flat-tree.ts';
import { editableIn, type Editable, type Ground } from './editing.ts';
import { isSecret, type ReadonlySecrets } from './secrets.ts';

type Field = HTMLInputElement | HTMLTextAreaElement;

/** The input types with a selection that are read. */
const TEXT_TYPES = new Set(['text', 'search', 'url', 'tel']);

export interface FieldSelection {
  readonly field: Field;
  readonly start: number;
  readonly end: number;
}

/**
 * The selection in the field that has the focus, shadow trees included. Null without one, and in a field that is
 * nobody's business.
 */
export function fieldSelection(
  document: Document,
  openRoot?: OpenRoot,
  secrets?: ReadonlySecrets,
): FieldSelection | null {
  const field = focusedField(document, openRoot);
  const found = field && selectionIn(field, secrets);
  return found && found.start < found.end ? found : null;
}

/** The field that has the focus, shadow trees included, whether it may be read or not. */
export function focusedField(document: Document, openRoot?: OpenRoot): Field | null {
  const element = focusedElement(document, openRoot);
  return element && isField(element) ? element : null;
}

/**
 * Whether an element is a field, as against one of another namespace that is only named so and has neither type nor
 * value.
 */
export function isField(element: Element): element is Field {
  return /^(?:input|textarea)$/.test(toBare(element).localName) && 'value' in element;
}

/** The selection, or caret, of a field; null in one that is nobody's business, or has no text. */
export function selectionIn(field: Field, secrets?: ReadonlySecrets): FieldSelection | null {
  if ((field.localName === 'input' && !TEXT_TYPES.has(field.type)) || isSecret(field, secrets)) return null;
  const { selectionStart: start, selectionEnd: end } = field;
  return start === null || end === null ? null : { field, start, end };
}

/** What has the focus, in whatever shadow tree. */
export function focusedElement(document: Document, openRoot: OpenRoot = openRootOf): Element | null {
  let element = document.activeElement;
  for (let inner = element; inner; inner = openRoot(inner)?.activeElement ?? null) element = inner;
  return element;
}

/** Null when the field cannot be written to. */
export function editableField({ field, start, end }: FieldSelection): Editable | null {
  if (field.readOnly || field.disabled) return null;
  return editableIn(fieldGround(field), start, end);
}

/** All of a field's text. */
export function fieldGround(field: Field): Ground {
  return {
    document: field.ownerDocument,
    read: () => (field.isConnected ? field.value : null),
    select(from, to) {
      field.focus({ preventScroll: true });
      field.setSelectionRange(from, to);
      return true;
    },
    collapse: () => field.setSelectionRange(field.selectionEnd, field.selectionEnd),
    // A browser cuts what is too long, in mid-word.
    allows: (text) => field.maxLength < 0 || text.length <= Math.max(field.maxLength, field.value.length),
    // The only way that keeps the browser's undo history; deprecated, without a successor, in every browser.
    insert: (text) => field.ownerDocument.execCommand('insertText', false, text),
  };
}
