import * as Popover from '@radix-ui/react-popover';
import { createElement as h } from 'react';
import { createRoot } from 'react-dom/client';

globalThis.sent = 0;
createRoot(document.querySelector('#root')).render(
  h(
    Popover.Root,
    { defaultOpen: true },
    h(Popover.Trigger, null, 'Open'),
    h(
      Popover.Portal,
      null,
      h(
        Popover.Content,
        { id: 'box' },
        h('p', null, h('span', { id: 'text' }, '友達と遊ぶ。')),
        h('button', { id: 'send', onClick: () => (globalThis.sent += 1) }, 'Send'),
      ),
    ),
  ),
);
