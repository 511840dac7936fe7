import '@material/web/button/text-button.js';
import '@material/web/dialog/dialog.js';

document.querySelector('#root').innerHTML =
  '<md-dialog quick><div slot="headline">Title</div><div slot="content"><p><span id="text">友達と遊ぶ。</span></p></div><div slot="actions"><md-text-button id="send">Send</md-text-button></div></md-dialog>';
globalThis.sent = 0;
document.querySelector('#send').addEventListener('click', () => (globalThis.sent += 1));
await document.querySelector('md-dialog').show();
