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
const { service: worker } = createClient(() => ownWorkerChannel('models.js', hung), {
  ...modelRows,
  requests: protocol.requests,
});
const store = {
  ...worker,
  ...keptModels(worker, { persist: () => navigator.storage.persist(), readChoice, writeChoice }),
};
/** A model hung while it was tried: nobody asks for it again. */
const hung = async (model: string) => ({
  code: 'modelUnusable' as const,
  detail: `${model} gave no sign of life while it was tried, and was stopped.`,
});

/** Removes all models, downloads and dictionaries. @returns Whether nothing is left. */
async function eraseAdded({
  models,
  dictionaries,
  ...remove
}: Pick<
  typeof store,
  'models' | 'dictionaries' | 'removeModel' | 'removeDictionary' | 'discardDownload'
>): Promise<boolean> {
  const [shelf, others] = await Promise.all([models({}), dictionaries({})]);
  const outcomes: { readonly ok: boolean }[] = [shelf, others];
  if (shelf.ok) {
    for (const { name, installed } of shelf.value.models)
      if (installed !== null) outcomes.push(await remove.removeModel({ name }));
    for (const { offer } of shelf.value.unfinished) outcomes.push(await remove.discardDownload({ model: offer.model }));
  }
  if (others.ok) for (const { name } of others.value) outcomes.push(await remove.removeDictionary({ name }));
  return outcomes.every(({ ok }) => ok);
}

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
    const own = await eraseEverything().then(
      () => true,
      () => false,
    );
    const added = await eraseAdded(store);
    return own && added;
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
