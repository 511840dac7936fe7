import { toBare } from './bare.ts';
import { focusedElement, isField } from './fields.ts';
import type { FirstEvents } from './first.ts';
import type { OpenRoot } from './flat-tree.ts';
import { hasJapaneseScript } from './japanese.ts';
import type { ReadonlySecrets } from './secrets.ts';

const PASSWORD = 'input[type="password" i]';

/** What is shorter is a word like any other: the text of a page is not left unread for it. */
const LONG_ENOUGH = { japanese: 4, other: 8 };
/** The latest of so many are remembered. */
const REMEMBERED = 20;

/**
 * Remembers password fields and what is in them: those of the document whose type changes, and, just before a press can
 * show anything, all of the document and of the shadow trees that the pointer or the focus is in. Nothing of it leaves
 * this script.
 * @param openRoot Finds closed shadow roots too, where the browser lets an extension do so.
 */
export function watchSecrets(
  document: Document,
  events: FirstEvents,
  openRoot: OpenRoot,
): ReadonlySecrets & { close(): void } {
  const were = new WeakSet<Element>();
  const values = new Set<string>();
  const note = (field: Element) => {
    if (!isField(field)) return;
    were.add(field);
    const { value } = field;
    if (value.length < (hasJapaneseScript(value) ? LONG_ENOUGH.japanese : LONG_ENOUGH.other)) return;
    values.delete(value);
    values.add(value);
    if (values.size > REMEMBERED) values.delete(values.values().next().value!);
  };
  const noteAll = (root: ParentNode) => root.querySelectorAll(PASSWORD).forEach(note);
  /** An element's shadow root, and the next one in there by the same way. */
  const noteWithin = (first: Element | null, next: (root: ShadowRoot) => Element | null) => {
    for (let root = first && openRoot(first); root;) {
      noteAll(root);
      const inner = next(root);
      root = inner && openRoot(inner);
    }
  };
  const noteFocused = () => {
    const element = focusedElement(document, openRoot);
    if (element && toBare(element).matches(PASSWORD)) note(element);
  };

  const changes = new MutationObserver((records) => records.forEach(noteChange));
  const noteChange = ({ target, oldValue }: MutationRecord) => {
    if (oldValue?.toLowerCase() === 'password') note(target as Element);
  };
  changes.observe(document, { subtree: true, attributes: true, attributeFilter: ['type'], attributeOldValue: true });

  const stops = [
    events.on(['focusin', 'focusout', 'input'], noteFocused),
    events.on(['pointerdown', 'keydown'], (event) => {
      const { clientX: x, clientY: y, key } = event as PointerEvent & KeyboardEvent;
      // Keys show something where they press a button.
      if (event.type === 'keydown' && !/^(?:Enter| )$/.test(key)) return;
      noteAll(document);
      noteWithin(document.activeElement, (root) => root.activeElement);
      if (event.type === 'pointerdown')
        noteWithin(document.elementFromPoint(x, y), (root) => root.elementFromPoint(x, y));
    }),
  ];
  return {
    has(field) {
      // What has changed in this very turn counts, too.
      changes.takeRecords().forEach(noteChange);
      return were.has(field);
    },
    isIn: (text) => [...values].some((value) => text.includes(value)),
    close() {
      changes.disconnect();
      for (const stop of stops) stop();
    },
  };
}
