import { createEmptyHistoryState, registerHistory } from '@lexical/history';
import { registerPlainText } from '@lexical/plain-text';
import { $createParagraphNode, $createTextNode, $getRoot, createEditor } from 'lexical';

const root = document.querySelector('#root');
root.id = 'editor';
root.contentEditable = 'true';
const editor = createEditor({ namespace: 'test', onError: (error) => console.error(error) });
editor.setRootElement(root);
registerPlainText(editor);
registerHistory(editor, createEmptyHistoryState(), 0);
editor.update(() => $getRoot().append($createParagraphNode().append($createTextNode('僕は友達と遊ぶ'))), {
  discrete: true,
});
globalThis.model = () => editor.getEditorState().read(() => $getRoot().getTextContent());
