import './draft-needs.js';
import { ContentState, Editor, EditorState } from 'draft-js';
import { createElement as h, useState } from 'react';
import { createRoot } from 'react-dom/client';

let current;

function App() {
  const [state, setState] = useState(() =>
    EditorState.createWithContent(ContentState.createFromText('僕は友達と遊ぶ')),
  );
  current = state;
  return h('div', { id: 'editor' }, h(Editor, { editorState: state, onChange: setState }));
}
createRoot(document.querySelector('#root')).render(h(App));
globalThis.model = () => current.getCurrentContent().getPlainText();
