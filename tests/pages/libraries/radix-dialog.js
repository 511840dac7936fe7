import * as Dialog from '@radix-ui/react-dialog';
import { createElement as h } from 'react';
import { createRoot } from 'react-dom/client';

globalThis.sent = 0;
createRoot(document.querySelector('#root')).render(
  h(
    Dialog.Root,
    { defaultOpen: true },
    h(
      Dialog.Portal,
      null,
      h(
        Dialog.Content,
        { id: 'box', 'aria-describedby': undefined },
        h(Dialog.Title, null, 'Title'),
        h('p', null, h('span', { id: 'text' }, '友達と遊ぶ。')),
        h('button', { id: 'send', onClick: () => (globalThis.sent += 1) }, 'Send'),
      ),
    ),
  ),
);
