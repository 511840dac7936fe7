import { createClient } from '../messages/client.ts';
import { protocol } from '../messages/protocol.ts';
import { eraseEverything, storedAmount } from '../platform/erase.ts';
import { pagePolicy, shortcuts } from '../platform/extension.ts';
import { connect } from '../platform/port.ts';
import { changeSettings, readSettings } from '../platform/settings.ts';
import { translate } from '../platform/translate.ts';
import { mountOptions } from '../view/pages/options.tsx';

const { service } = createClient(connect, protocol);

document.documentElement.lang = translate('uiLanguage');
document.title = translate('optionsTitle');
mountOptions(document.body, {
  translate,
  settings: await readSettings(),
  change: changeSettings,
  shortcuts,
  stored: storedAmount,
  erase: eraseEverything,
  policy: pagePolicy(),
  async requests() {
    const outcome = await service.requests({});
    return outcome.ok ? outcome.value.elsewhere : null;
  },
  async status() {
    const outcome = await service.status({});
    return outcome.ok ? outcome.value : null;
  },
});
