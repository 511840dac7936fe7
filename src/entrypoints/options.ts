import { createClient } from '../protocol/client.ts';
import { modelRows, protocol } from '../protocol/protocol.ts';
import { eraseEverything, storedAmount } from '../storage/erase.ts';
import { pagePolicy, shortcuts } from '../extension/extension.ts';
import { connect } from '../extension/port.ts';
import { readChoice, writeChoice } from '../storage/choice.ts';
import { changeSettings, onSettingsChange, readSettings } from '../storage/settings.ts';
import { translate } from '../extension/translate.ts';
import { ownWorkerChannel } from '../extension/worker-channel.ts';
import { keptModels } from '../view/options/kept-models.ts';
import { mountOptions } from '../view/options/options.tsx';

/** The model store is in a worker of this page: what it fetches and converts ends with the page, and is continued in the next. */
const { service } = createClient(connect, protocol);
const { service: worker } = createClient(() => ownWorkerChannel('models.js'), {
  ...modelRows,
  requests: protocol.requests,
});
const store = {
  ...worker,
  ...keptModels(worker, { persist: () => navigator.storage.persist(), readChoice, writeChoice }),
};

document.documentElement.lang = translate('uiLanguage');
document.title = translate('optionsTitle');
mountOptions(document.body, {
  translate,
  settings: await readSettings(),
  change: changeSettings,
  watchSettings: onSettingsChange,
  shortcuts,
  async stored() {
    const [outcome, dictionaries] = await Promise.all([store.models({}), store.dictionaries({})]);
    const { models, unfinished } = outcome.ok ? outcome.value : { models: [], unfinished: [] };
    const added = [
      ...models.filter(({ installed }) => installed !== null),
      ...(dictionaries.ok ? dictionaries.value : []),
    ].reduce((sum, { bytes }) => sum + bytes, 0);
    return { ...(await storedAmount()), modelBytes: unfinished.reduce((sum, { here }) => sum + here, added) };
  },
  async erase() {
    await eraseEverything();
    const outcome = await store.models({});
    if (!outcome.ok) return;
    for (const { name, installed } of outcome.value.models) if (installed !== null) await store.removeModel({ name });
    const dictionaries = await store.dictionaries({});
    if (dictionaries.ok) for (const { name } of dictionaries.value) await store.removeDictionary({ name });
    for (const { offer } of outcome.value.unfinished) await store.discardDownload({ model: offer.model });
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
