import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogContent from '@mui/material/DialogContent';
import { createElement as h } from 'react';
import { createRoot } from 'react-dom/client';

globalThis.sent = 0;
createRoot(document.querySelector('#root')).render(
  h(
    Dialog,
    { open: true, transitionDuration: 0 },
    h(
      DialogContent,
      null,
      h('p', null, h('span', { id: 'text' }, '友達と遊ぶ。')),
      h(Button, { id: 'send', onClick: () => (globalThis.sent += 1) }, 'Send'),
    ),
  ),
);
