import { createClient } from '../protocol/client.ts';
import { protocol } from '../protocol/protocol.ts';
import { onLatestChange } from '../storage/latest.ts';
import { ownWindow } from '../extension/panel.ts';
import { connect } from '../extension/port.ts';
import { readChoice } from '../storage/choice.ts';
import { changeSettings, onSettingsChange, readSettings } from '../storage/settings.ts';
import { translate } from '../extension/translate.ts';
import { mountPanel } from '../view/panel/panel.tsx';
import { nameGone } from '../view/shared/gone.ts';

/**
 * The side panel, or the same page in a tab. Closing it closes its line to the background, which ends all work for it.
 */
const own = await ownWindow();
document.documentElement.lang = translate('uiLanguage');
const panel = mountPanel(document.body, {
  service: nameGone(createClient(() => connect(own), protocol).service, readChoice),
  translate,
  settings: await readSettings(),
  onSettings: (changes) => void changeSettings(changes),
  watchSettings: onSettingsChange,
});
onLatestChange((latest) => panel.follow(latest));
