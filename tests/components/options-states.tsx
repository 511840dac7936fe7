import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { failure, success } from '../../src/protocol/outcome.ts';
import { defaultSettings, type Settings } from '../../src/protocol/settings.ts';
import { Data } from '../../src/view/options/data.tsx';
import { Dictionaries } from '../../src/view/options/dictionaries.tsx';
import { FromFiles } from '../../src/view/options/from-files.tsx';
import { FromHub } from '../../src/view/options/from-hub.tsx';
import type { ModelService } from '../../src/view/options/model-section.ts';
import { Network } from '../../src/view/options/network.tsx';
import { OwnWords } from '../../src/view/options/own-words.tsx';
import { useView } from '../../src/view/shared/context.ts';
import { never } from './service.ts';

const nothing = () => {};

/** The requests of a page whose last one the browser tells of only after the first look. */
let looks = 0;
const lateRequests = async () => ({ background: 0, page: 6 + Math.min(looks++, 1) });
const Requests = () => <Network {...useView()} policy="default-src 'self'" requests={lateRequests} activity={0} />;

const Words = () => {
  const [settings, set] = useState<Settings>({ ...defaultSettings, ownWords: ['獰悪'] });
  const change = (changes: Partial<Settings>) => set((current) => ({ ...current, ...changes }));
  return <OwnWords translate={useView().translate} settings={settings} change={change} />;
};

/** What the model store answers; what is not named is never answered. */
const storeOf = (answers: Partial<ModelService>): ModelService =>
  new Proxy(answers as ModelService, { get: (own, method: keyof ModelService) => own[method] ?? never });

/** Dictionaries that go when they are deleted, but for one that is in use. */
const Installed = () => {
  const [store] = useState(() => {
    let names = ['held', 'jumandic', 'unidic_lite'];
    return storeOf({
      dictionaries: async () => success(names.map((name) => ({ name, bytes: 1e6 }))),
      removeDictionary: async ({ name }) => {
        if (name === 'held') return failure('storeBusy', 'held');
        names = names.filter((other) => other !== name);
        return success(null);
      },
    });
  });
  return <Dictionaries translate={useView().translate} service={store} onActivity={nothing} activity={0} />;
};

const Picked = () => (
  <FromFiles
    translate={useView().translate}
    service={storeOf({})}
    onActivity={nothing}
    names={[]}
    onUse={async () => {}}
  />
);

/** A model whose files do not name a tokenizer, and whose dictionary is missing until one was added. */
const Unnamed = () => {
  const [store] = useState(() => {
    let added = false;
    return storeOf({
      importModel: async ({ name, files }) => {
        const config = files.find((file) => file.name === 'tokenizer_config.json');
        if (!config) return failure('tokenizerUnnamed', name);
        const { mecab_kwargs } = JSON.parse(await config.content.text()) as { mecab_kwargs?: { mecab_dic: string } };
        if (mecab_kwargs?.mecab_dic === 'unidic_lite' && !added)
          return { ok: false, failure: { code: 'dictionaryWanted', detail: name, dictionary: 'unidic_lite' } };
        return success({ name, bytes: 1e6, installed: 1, sha256: {} });
      },
      importDictionary: async () => {
        added = true;
        return success({ name: 'unidic_lite', bytes: 1e6 });
      },
    });
  });
  return (
    <FromFiles translate={useView().translate} service={store} onActivity={nothing} names={[]} onUse={async () => {}} />
  );
};

/** One that wants a dictionary, whose conversion goes on until it is cancelled. */
const Wanting = () => {
  const [store] = useState(() =>
    storeOf({
      lookUpModel: async ({ name }) => ({
        ok: false,
        failure: { code: 'dictionaryWanted', detail: name, dictionary: 'unidic_lite' },
      }),
      importDictionary: (_, options) =>
        new Promise((resolve) => {
          options?.signal?.addEventListener('abort', () => resolve(failure('aborted', '')));
        }),
    }),
  );
  const { translate } = useView();
  return <FromHub translate={translate} service={store} onActivity={nothing} unfinished={[]} onUse={async () => {}} />;
};

/** One of files, beside others; says what was added. */
const Beside = () => {
  const [added, add] = useState('');
  const [store] = useState(() =>
    storeOf({
      importModel: async ({ name }) => {
        add((before) => `${before} ${name}`);
        return failure('tokenizerUnnamed', name);
      },
    }),
  );
  return (
    <>
      <FromFiles
        translate={useView().translate}
        service={store}
        onActivity={nothing}
        names={['one', 'other']}
        onUse={async () => {}}
      />
      <output>{added}</output>
    </>
  );
};

/** A download that goes on until it is cancelled, beside an unfinished one; says what was thrown away. */
const Downloading = () => {
  const [gone, discard] = useState('');
  const files = [{ name: 'config.json', bytes: 1e6, sha256: null }];
  const offerOf = (model: string) => ({ model, revision: '1', files, bytes: 1e6 });
  const [store] = useState(() =>
    storeOf({
      lookUpModel: async ({ name }) => success(offerOf(name)),
      installModel: (_, options) =>
        new Promise((resolve) => {
          options?.signal?.addEventListener('abort', () => resolve(failure('aborted', '')));
        }),
      discardDownload: async ({ model }) => {
        discard(model);
        return success(null);
      },
    }),
  );
  return (
    <>
      <FromHub
        translate={useView().translate}
        service={store}
        onActivity={nothing}
        unfinished={gone === '' ? [{ offer: offerOf('a/half'), here: 5e5 }] : []}
        onUse={async () => {}}
      />
      <output>{gone}</output>
    </>
  );
};

/** Says how often all was erased. */
const Kept = () => {
  const [times, set] = useState(0);
  const erase = async () => {
    set((before) => before + 1);
    return true;
  };
  return (
    <>
      <Data
        translate={useView().translate}
        settings={defaultSettings}
        change={nothing}
        stored={stored}
        erase={erase}
        activity={0}
        onActivity={nothing}
      />
      <output>{times}</output>
    </>
  );
};
const stored = async () => ({ recent: 3, bytes: 2e3, modelBytes: 1e8, preparedBytes: 2e7 });

export const optionsStates: readonly { readonly name: string; readonly draw: () => ComponentChildren }[] = [
  { name: 'options, requests counted late', draw: () => <Requests /> },
  { name: 'options, own words', draw: () => <Words /> },
  { name: 'options, dictionaries', draw: () => <Installed /> },
  { name: 'options, a model from files', draw: () => <Picked /> },
  { name: 'options, a model that names no tokenizer', draw: () => <Unnamed /> },
  { name: 'options, a model that wants a dictionary', draw: () => <Wanting /> },
  { name: 'options, a model beside others', draw: () => <Beside /> },
  { name: 'options, a download', draw: () => <Downloading /> },
  { name: 'options, what is stored', draw: () => <Kept /> },
];
