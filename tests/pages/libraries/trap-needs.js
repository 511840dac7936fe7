import { createFocusTrap } from 'focus-trap';

/** A trap on a box that begins with `start`, its tag. */
export function trap(start) {
  document.querySelector('#root').innerHTML =
    `${start}<p><span id="text">友達と遊ぶ。</span></p><button id="send">Send</button></div><p style="margin-top:400px">外</p>`;
  globalThis.sent = 0;
  document.querySelector('#send').addEventListener('click', () => (globalThis.sent += 1));
  createFocusTrap('#box', { initialFocus: '#send', escapeDeactivates: false }).activate();
}
