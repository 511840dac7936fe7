import { createClient } from '../messages/client.ts';
import { protocol } from '../messages/protocol.ts';
import { onLatestChange } from '../platform/latest.ts';
import { connect } from '../platform/port.ts';
import { changeSettings, readSettings } from '../platform/settings.ts';
import { translate } from '../platform/translate.ts';
import { mountPanel } from '../view/panel/panel.tsx';

/** The side panel, or the same page in a tab. Closing it closes its line to the background, which ends all work for it. */
document.documentElement.lang = translate('uiLanguage');
const panel = mountPanel(document.body, {
  service: createClient(connect, protocol).service,
  translate,
  settings: await readSettings(),
  onSettings: (changes) => void changeSettings(changes),
});
onLatestChange((latest) => panel.follow(latest));
