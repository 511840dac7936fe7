import { createClient } from '../protocol/client.ts';
import { protocol } from '../protocol/protocol.ts';
import { forget, forgetAll, onRemembered, readHistory } from '../storage/history.ts';
import { openPanel, ownWindow } from '../extension/panel.ts';
import { connect } from '../extension/port.ts';
import { readChoice } from '../storage/choice.ts';
import { changeSettings, onSettingsChange, readSettings } from '../storage/settings.ts';
import { translate } from '../extension/translate.ts';
import { mountPopup } from '../view/popup/popup.tsx';
import { nameGone } from '../view/shared/gone.ts';

const own = await ownWindow();
document.documentElement.lang = translate('uiLanguage');
mountPopup(document.body, {
  service: nameGone(createClient(() => connect(own), protocol).service, readChoice),
  translate,
  recent: { list: readHistory, watch: onRemembered, forget, forgetAll },
  // Nothing of a private window is kept, and the panel opens with what was.
  ...(!own.private && { onPanel: () => void openPanel({ windowId: own.id }).then(() => close()) }),
  settings: await readSettings(),
  onSettings: (changes) => void changeSettings(changes),
  watchSettings: onSettingsChange,
});
