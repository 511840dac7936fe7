import { createClient } from '../protocol/client.ts';
import { protocol } from '../protocol/protocol.ts';
import { connect } from '../extension/port.ts';
import { onSettingsChange, readSettings } from '../storage/settings.ts';
import { translate } from '../extension/translate.ts';
import { mountConformance } from '../view/conformance/conformance.tsx';
import vectors from '../view/conformance/vectors.json';

document.documentElement.lang = translate('uiLanguage');
document.title = translate('conformanceTitle');
mountConformance(document.body, {
  translate,
  service: createClient(connect, protocol).service,
  vectors,
  settings: await readSettings(),
  watchSettings: onSettingsChange,
});
