import { createFocusTrap } from 'focus-trap';

document.querySelector('#root').innerHTML =
  '<div id="box" role="dialog"><p><span id="text">友達と遊ぶ。</span></p><button id="send">Send</button></div><p style="margin-top:400px">外</p>';
globalThis.sent = 0;
document.querySelector('#send').addEventListener('click', () => (globalThis.sent += 1));
createFocusTrap('#box', { initialFocus: '#send', escapeDeactivates: false }).activate();
