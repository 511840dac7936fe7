import { createClient } from '../protocol/client.ts';
import { protocol } from '../protocol/protocol.ts';
import { connect } from '../extension/port.ts';
import { shortcuts } from '../extension/extension.ts';
import { changeSettings, onSettingsChange, readSettings } from '../storage/settings.ts';
import { translate } from '../extension/translate.ts';
import { watchSelection } from '../selection/watch.ts';
import { mountWelcome } from '../view/welcome/welcome.tsx';
import './tooltip.ts';

/** The browser puts content scripts into web pages only: on our own page their two parts are simply imported. */
document.documentElement.lang = translate('uiLanguage');
document.title = translate('extensionName');
const shortcut = (await shortcuts()).find(({ name }) => name === 'open-tooltip');
mountWelcome(document.body, {
  service: createClient(connect, protocol).service,
  translate,
  shortcut: shortcut?.keys ?? '',
  settings: await readSettings(),
  onSettings: (changes) => void changeSettings(changes),
  watchSettings: onSettingsChange,
});
watchSelection(document, globalThis.anaumeTooltip!.events, {
  onBegun: () => globalThis.anaumeTooltip?.wake(),
  onSelected: () => globalThis.anaumeTooltip?.open({ focus: false }),
});
