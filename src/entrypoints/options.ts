import { createClient } from '../protocol/client.ts';
import { modelRows, protocol } from '../protocol/protocol.ts';
import { eraseEverything, storedAmount } from '../storage/erase.ts';
import { pagePolicy, shortcuts } from '../extension/extension.ts';
import { connect } from '../extension/port.ts';
import { DICTIONARY } from '../protocol/watchdog.ts';
import { readChoice, writeChoice } from '../storage/choice.ts';
import { changeSettings, onSettingsChange, readSettings } from '../storage/settings.ts';
import { translate } from '../extension/translate.ts';
import { ownWorkerChannel } from '../extension/worker-channel.ts';
import { announceChange } from '../worker/change.ts';
import { keptModels } from '../view/options/kept-models.ts';
import { mountOptions } from '../view/options/options.tsx';

/**
 * The model store is in a worker of this page: what it fetches and converts ends with the page, and is continued in the
 * next.
 */
const { service } = createClient(connect, protocol);
const { service: worker } = createClient(
  () => ownWorkerChannel('models.js', hung),
  { ...modelRows, requests: protocol.requests },
  null,
);
const store = {
  ...worker,
  ...keptModels(worker, { persist: () => navigator.storage.persist(), readChoice, writeChoice }),
};
/** What was being added hung: nobody asks for it again. */
const hung = async (what: string) => ({
  code: what === DICTIONARY ? ('dictionary' as const) : ('modelUnusable' as const),
  detail: `${what === DICTIONARY ? 'The dictionary' : what} gave no sign of life while it was tried, and was stopped.`,
});

document.documentElement.lang = translate('uiLanguage');
document.title = translate('optionsTitle');
mountOptions(document.body, {
  translate,
  settings: await readSettings(),
  change: changeSettings,
  watchSettings: onSettingsChange,
  shortcuts,
  stored: storedAmount,
  async erase() {
    const everything = await eraseEverything().then(
      () => true,
      () => false,
    );
    announceChange();
    return everything;
  },
  models: store,
  policy: pagePolicy(),
  async requests() {
    const [background, page] = await Promise.all([service.requests({}), store.requests({})]);
    return background.ok && page.ok ? { background: background.value.elsewhere, page: page.value.elsewhere } : null;
  },
  async status() {
    const outcome = await service.status({});
    return outcome.ok ? outcome.value : null;
  },
});
