import { createClient } from '../messages/client.ts';
import { protocol } from '../messages/protocol.ts';
import { forget, forgetAll, readHistory } from '../platform/history.ts';
import { openPanel, ownWindow } from '../platform/panel.ts';
import { connect } from '../platform/port.ts';
import { changeSettings, readSettings } from '../platform/settings.ts';
import { translate } from '../platform/translate.ts';
import { mountPopup } from '../view/popup.tsx';

const windowId = await ownWindow();
document.documentElement.lang = translate('uiLanguage');
mountPopup(document.body, {
  service: createClient(connect, protocol).service,
  translate,
  recent: { list: readHistory, forget, forgetAll },
  onPanel: () => void openPanel({ windowId }).then(() => close()),
  settings: await readSettings(),
  onSettings: (changes) => void changeSettings(changes),
});
