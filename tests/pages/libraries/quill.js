import Quill from 'quill';
import 'quill/dist/quill.core.css';

const root = document.querySelector('#root');
root.id = 'editor';
const quill = new Quill(root);
quill.setText('僕は友達と遊ぶ');
quill.history.clear();
globalThis.model = () => quill.getText().trimEnd();
