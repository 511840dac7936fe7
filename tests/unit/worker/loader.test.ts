import { describe, expect, it, vi } from 'vitest';
import { createLoader } from '../../../src/worker/loader.ts';
import { UnusableModel } from '../../../src/worker/watched.ts';
import type { KeptChoice } from '../../../src/worker/kept-choice.ts';
import { DICTIONARY } from '../../../src/worker/parts.ts';
import { BuiltInModel } from '../../../src/library/built-in.ts';
import { noInspector, type Inspector } from '../../../src/engine/running/inspect.ts';
import { BackendError } from '../../../src/engine/errors.ts';
import { blobFiles } from '../../../src/engine/model-files.ts';
import { StoreError } from '../../../src/library/errors.ts';
import type { StoredModel } from '../../../src/library/stored-model.ts';
import type { MaskedLanguageModel } from '../../../src/predictions/model.ts';
import { nodeFiles } from '../../../scripts/node/node-files.ts';
import { runtimes } from '../../../scripts/node/runtimes.ts';
import { root } from '../../../scripts/node/paths.ts';
import { checkpointFolder } from '../../fixtures/checkpoints.ts';

const parts = {
  files: nodeFiles(root),
  runtimes,
  // A small one: it is started anew in every test.
  builtIn: new BuiltInModel(nodeFiles(checkpointFolder('safetensors'))),
  engine: 'test',
  choice: async () => 'cpu' as const,
};
const vocabulary = new Blob(['[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n猫']);

/** A stored model that starts, or fails to, as a test wants. */
function stored(
  name: string,
  start: () => Promise<MaskedLanguageModel>,
  files: readonly (readonly [string, Blob])[] = [['vocab.txt', vocabulary]],
): StoredModel {
  return {
    name,
    id: name,
    files: blobFiles(files),
    start,
    inspect: async () => Promise.reject(new StoreError('damaged', 'no inspection')),
  } as unknown as StoredModel;
}
const model = (name: string, disposed: string[] = []): MaskedLanguageModel => ({
  name,
  vocabularySize: 6,
  maxPositions: 8,
  backend: { device: 'wasm', precision: 'int8', threads: name.length, tested: true, passedOver: [] },
  topK: () => Promise.reject(new Error('not asked')),
  logProbabilities: () => Promise.reject(new Error('not asked')),
  dispose: async () => void disposed.push(name),
});

/** A kept choice that a test changes. */
function kept(first: () => Promise<StoredModel | null>) {
  let chosen = first;
  let listener = () => {};
  const made: KeptChoice = {
    readChosen: () => chosen(),
    backend: async () => 'cpu',
    onChange: (heard) => (listener = heard),
  };
  return {
    made,
    choose(next: () => Promise<StoredModel | null>) {
      chosen = next;
      listener();
    },
  };
}

describe('the loader', () => {
  it('uses the chosen model with its own vocabulary, and another as soon as another is chosen', async () => {
    const disposed: string[] = [];
    const { made, choose } = kept(async () => stored('a', async () => model('a', disposed)));
    const loader = createLoader(parts, made);
    const [tokenizer, first] = await loader.predictor();
    expect([first.name, tokenizer.vocabulary.length]).toEqual(['a', 6]);
    expect(loader.status).toMatchObject({ model: 'a', state: 'ready', backend: { threads: 1 } });

    choose(async () => stored('b', async () => model('b', disposed)));
    expect((await loader.predictor())[1].name).toBe('b');
    expect(loader.status).toMatchObject({ model: 'b', state: 'ready' });
    expect(disposed).toEqual(['a']);

    choose(async () => null);
    expect((await loader.predictor())[1].name).toBe('default');
    expect(loader.status.insteadOf).toBeUndefined();
  });

  it('never loads a model whose choice was still being read when another was chosen', async () => {
    const started: string[] = [];
    const start = (name: string) => stored(name, async () => (started.push(name), model(name)));
    let read: (chosen: StoredModel) => void = () => {};
    const { made, choose } = kept(() => new Promise((resolve) => (read = resolve)));
    const loader = createLoader(parts, made);
    const asked = loader.predictor();
    choose(async () => start('b'));
    expect((await loader.predictor())[1].name).toBe('b');
    read(start('a'));
    expect((await asked)[1].name).toBe('b');
    expect(started).toEqual(['b']);
    expect(loader.status).toMatchObject({ model: 'b', state: 'ready' });
  });

  it.each<[string, StoredModel | StoreError, string]>([
    ['is gone', new StoreError('missing', 'x is not installed', { model: 'x' }), 'modelMissing'],
    ['is damaged', stored('x', () => Promise.reject(new StoreError('damaged', 'x: weights'))), 'modelDamaged'],
    ['runs nowhere', stored('x', () => Promise.reject(new BackendError('none', 'nothing'))), 'backend'],
    ['hung before', new StoreError('stuck', 'x gave no sign of life', { model: 'x' }), 'modelStuck'],
    ['throws what nobody foresaw', stored('x', () => Promise.reject(new TypeError('x'.repeat(9_000)))), 'internal'],
    ['throws no error', stored('x', async () => Promise.reject('x' as unknown as Error)), 'internal'],
    ['has lost its vocabulary', stored('x', async () => model('x'), []), 'model'],
    [
      'wants another dictionary',
      stored('x', async () => model('x'), [
        ['vocab.txt', vocabulary],
        ['tokenizer_config.json', new Blob(['{"word_tokenizer_type":"mecab","mecab_kwargs":{"mecab_dic":"unidic"}}'])],
      ]),
      'dictionaryWanted',
    ],
  ])('has the built-in model answer, and says why, where the chosen one %s', async (_, chosen, code) => {
    const { made } = kept(async () => {
      if (chosen instanceof StoreError) throw chosen;
      return chosen;
    });
    const loader = createLoader(parts, made);
    const heard: (string | undefined)[] = [];
    loader.onStatus(({ insteadOf }) => heard.push(insteadOf?.failure.code));
    const [tokenizer, answering] = await loader.predictor();
    expect(answering.name).toBe('default');
    expect(tokenizer.vocabulary.length).toBe(answering.vocabularySize);
    expect(loader.status).toMatchObject({
      model: 'default',
      state: 'ready',
      insteadOf: { model: 'x', failure: { code } },
    });
    expect(heard.at(-1)).toBe(code);
    expect(loader.status.insteadOf!.failure.detail.length).toBeLessThanOrEqual(300);
  });

  it("has the built-in model answer as soon as the chosen one's tokenizer throws", async () => {
    const loader = createLoader(parts, kept(async () => stored('x', async () => model('x'))).made);
    expect((await loader.predictor())[1].name).toBe('x');
    expect(loader.replaceUnusable(new Error('something else'))).toBe(false);
    expect(loader.replaceUnusable(new UnusableModel('x', new TypeError('no such piece')))).toBe(true);
    // Of whoever else was waiting for it.
    expect(loader.replaceUnusable(new UnusableModel('x', new TypeError('no such piece')))).toBe(true);
    expect((await loader.predictor())[1].name).toBe('default');
    expect(loader.status).toMatchObject({
      insteadOf: { model: 'x', failure: { code: 'tokenizer', detail: 'no such piece' } },
    });
  });

  it('tells all who wait for the insides how far they are', async () => {
    let progress: ((fraction: number) => void) | null = null;
    let finish = (_inspector: Inspector) => {};
    const slow = {
      ...stored('x', async () => model('x')),
      inspect: ({ onProgress }: { onProgress: (fraction: number) => void }) => {
        progress = onProgress;
        return new Promise<Inspector>((resolve) => (finish = resolve));
      },
    } as unknown as StoredModel;
    const loader = createLoader(parts, kept(async () => slow).made);
    const heard: string[] = [];
    const both = ['first', 'second'].map((who) => loader.inspector(({ progress }) => heard.push(`${who} ${progress}`)));
    await vi.waitFor(() => expect(progress).not.toBeNull());
    progress!(0.5);
    expect(heard).toEqual(['first 0.5', 'second 0.5']);
    finish(noInspector);
    await Promise.all(both);
    progress!(1);
    expect(heard).toHaveLength(2);
  });

  it('tells who wait for the insides nothing of a model that is no longer in use', async () => {
    let progress: ((fraction: number) => void) | null = null;
    const slow = (name: string) =>
      ({
        ...stored(name, async () => model(name)),
        inspect: ({ onProgress }: { onProgress: (fraction: number) => void }) => {
          progress = onProgress;
          return new Promise<Inspector>(() => {});
        },
      }) as unknown as StoredModel;
    const { made, choose } = kept(async () => slow('old'));
    const loader = createLoader(parts, made);
    void loader.inspector(() => {});
    await vi.waitFor(() => expect(progress).not.toBeNull());
    const former = progress!;
    progress = null;
    choose(async () => slow('new'));
    const heard: string[] = [];
    void loader.inspector(({ model, progress }) => heard.push(`${model} ${progress}`));
    await vi.waitFor(() => expect(progress).not.toBeNull());
    former(0.9);
    progress!(0.1);
    expect(heard).toEqual(['new 0.1']);
  });

  it('has the insides of the built-in model once, for whoever looks into it and whoever parses', async () => {
    const builtIn = new BuiltInModel(nodeFiles(checkpointFolder('safetensors')));
    const inspect = vi.spyOn(builtIn, 'inspect');
    const { made, choose } = kept(async () => null);
    const loader = createLoader({ ...parts, builtIn }, made);
    const [tokenizer, inspector] = await loader.inspector(() => {});
    expect(await loader.builtIn()).toEqual([tokenizer, inspector]);
    choose(async () => stored('x', async () => model('x')));
    expect((await loader.predictor())[1].name).toBe('x');
    expect((await loader.builtIn())[1]).toBe(inspector);
    expect(await loader.shippedTokenizer()).toBe(tokenizer);
    expect(await loader.tokenizer()).not.toBe(tokenizer);
    expect(await inspector.hiddenStates({ ids: Int32Array.of(2, 4, 3) })).not.toHaveLength(0);
    expect(inspect).toHaveBeenCalledOnce();
  });

  it.each([
    ['memory', 'x'],
    ['none', 'default'],
  ] as const)('where the insides fail for %s, has %s answer', async (code, answering) => {
    const chosen = {
      ...stored('x', async () => model('x')),
      inspect: async () => Promise.reject(new BackendError(code, 'no insides')),
    } as unknown as StoredModel;
    const loader = createLoader(parts, kept(async () => chosen).made);
    const looking = loader.inspector(() => {});
    if (code === 'memory') await expect(looking).rejects.toMatchObject({ code });
    else expect((await looking)[1].layers.length).toBeGreaterThan(0);
    expect((await loader.predictor())[1].name).toBe(answering);
  });

  it('disposes of a model that the built-in one takes the place of', async () => {
    const disposed: string[] = [];
    const loader = createLoader(parts, kept(async () => stored('x', async () => model('x', disposed))).made);
    await loader.predictor();
    loader.replaceUnusable(new UnusableModel('x', new TypeError('no such piece')));
    await vi.waitFor(() => expect(disposed).toEqual(['x']));
  });

  it("does not take an abort or a missing dictionary for the model's fault", async () => {
    const { made } = kept(async () => stored('x', async () => model('x')));
    const withoutDictionary = {
      open: async (name: string) => (name === DICTIONARY ? null : await parts.files.open(name)),
    };
    await expect(createLoader({ ...parts, files: withoutDictionary }, made).predictor()).rejects.toMatchObject({
      name: 'DictionaryError',
    });
  });
});
