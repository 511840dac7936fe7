import { createElement as h, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { createEditor, Node } from 'slate';
import { withHistory } from 'slate-history';
import { Editable, Slate, withReact } from 'slate-react';

const editor = withHistory(withReact(createEditor()));

function App() {
  const [initialValue] = useState([{ type: 'paragraph', children: [{ text: '僕は友達と遊ぶ' }] }]);
  return h(Slate, { editor, initialValue }, h(Editable, { id: 'editor' }));
}
createRoot(document.querySelector('#root')).render(h(App));
globalThis.model = () => editor.children.map((node) => Node.string(node)).join('\n');
