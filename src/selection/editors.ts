import { toBare } from './bare.ts';
import { editableIn, type Editable, type Ground } from './editing.ts';
import type { OpenRoot } from './flat-tree.ts';
import { GECKO } from './gecko.ts';
import { allPlaces } from './places.ts';
import { rangeIn, type Place, type VisibleText } from './text.ts';

/** The outermost editable element around `node`: the one that takes the focus and the input events. */
export function editorOf(node: Node): HTMLElement | null {
  let editor: HTMLElement | null = null;
  // Part of what is edited, and nobody can type there: a mention, a signature.
  const { parentElement } = toBare(node);
  if (!parentElement || !toBare(parentElement).isContentEditable) return null;
  for (let element: HTMLElement | null = parentElement; element; element = toBare(element).parentElement) {
    if (toBare(element).isContentEditable) editor = element;
  }
  return editor;
}

/**
 * For `contenteditable`. Many editors keep a document of their own and draw the page's from it, so a text node that was
 * read may be another by the time it is written: the editor's text is read anew each time, and what was captured is
 * known by where it is in it.
 * @param captured What is selected in the editor, read by `read`.
 * @param onSelected Hears what is selected whenever that is changed here.
 */
export function editableContent(
  editor: HTMLElement,
  captured: VisibleText,
  read: (start: Place, end: Place) => VisibleText,
  onSelected: (content: VisibleText) => void,
  openRoot?: OpenRoot,
): Editable | null {
  const readAll = () => read({ node: editor, offset: 0 }, { node: editor, offset: toBare(editor).childNodes.length });
  const start = placeIn(readAll(), captured);
  if (start === null) return null;
  const ground = contentGround(editor, readAll, openRoot, ({ startContainer, startOffset, endContainer, endOffset }) =>
    onSelected(read({ node: startContainer, offset: startOffset }, { node: endContainer, offset: endOffset })),
  );
  const editable = editableIn(ground, start, start + captured.text.length);
  return editable?.readCurrent() === captured.text ? editable : null;
}

/** All of an editor's text, as `readAll` reads it. `onSelected` hears of what is selected here. */
export function contentGround(
  element: HTMLElement,
  readAll: () => VisibleText,
  openRoot?: OpenRoot,
  onSelected: (range: Range) => void = () => {},
): Ground {
  const editor = toBare(element);
  const { ownerDocument: document } = editor;
  return {
    document,
    read: () => (editor.isConnected ? readAll().text : null),
    select(from, to) {
      const range = rangeIn(document, readAll(), from, to);
      const selection = document.getSelection();
      if (!range || !selection) return false;
      editor.focus({ preventScroll: true });
      selection.removeAllRanges();
      selection.addRange(range);
      onSelected(range);
      return true;
    },
    collapse() {
      const selection = document.getSelection();
      if (selection?.rangeCount) selection.collapseToEnd();
    },
    allows: () => true,
    insert(text) {
      const [selected] = allPlaces(document, openRoot);
      if (!selected) return;
      // Chromium, other than Firefox, tells nobody beforehand of what a script has it write, and an editor that draws
      // its own document never learns of it.
      if (GECKO) return void document.execCommand('insertText', false, text);
      const { start, end } = selected;
      const target = new StaticRange({
        startContainer: start.node,
        startOffset: start.offset,
        endContainer: end.node,
        endOffset: end.offset,
      });
      const told = new InputEvent('beforeinput', {
        inputType: 'insertText',
        data: text,
        targetRanges: [target],
        bubbles: true,
        cancelable: true,
        composed: true,
      });
      if (editor.dispatchEvent(told)) document.execCommand('insertText', false, text);
    },
  };
}

/** Where in `all` the text of `part` begins; null where it is not found. */
function placeIn(all: VisibleText, part: VisibleText): number | null {
  const first = part.segments[0]!;
  const around = all.segments.find(
    ({ node, offset, length }) => node === first.node && offset <= first.offset && first.offset < offset + length,
  );
  return around ? around.start + first.offset - around.offset - first.start : null;
}
