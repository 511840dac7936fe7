import { afterEach, describe, expect, it, vi } from 'vitest';
import type { StoredModel } from '../../../src/library/stored-model.ts';
import { noChoice } from '../../../src/worker/kept-choice.ts';
import { createAnswerer } from '../../../src/worker/answerer.ts';
import { DICTIONARY } from '../../../src/worker/parts.ts';
import { blobFiles, type ModelFiles } from '../../../src/engine/model-files.ts';
import type { OrtModule } from '../../../src/engine/backends/onnx/session.ts';
import type { Outcome } from '../../../src/protocol/outcome.ts';
import type { EngineStatus } from '../../../src/protocol/protocol.ts';
import { nodeFiles } from '../../../scripts/node/node-files.ts';
import { runtimes } from '../../../scripts/node/runtimes.ts';
import { root } from '../../../scripts/node/paths.ts';

const SEED = '僕は友達とXXXXをすることが好きだ';

/** With the dictionary and the model that ship. */
const answers = (files: ModelFiles = nodeFiles(root)) => createAnswerer({ files, runtimes });
const request = (report: (status: EngineStatus) => void = () => {}) => ({
  signal: new AbortController().signal,
  report,
  progress: () => {},
});

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.failure.detail);
  return outcome.value;
}

/** The package with one file in place of another, or missing. */
function damaged(path: string, bytes: BlobPart | null): ModelFiles {
  const files = nodeFiles(root);
  return { open: async (name) => (name !== path ? await files.open(name) : bytes === null ? null : new Blob([bytes])) };
}

describe('the seed sentences', () => {
  it('give the words and pieces of the talk', async () => {
    const { analyze } = answers();
    const seed = value(await analyze({ text: SEED }, request()));
    expect(seed.morphemes.map(({ surface }) => surface)).toEqual([
      '僕',
      'は',
      '友達',
      'と',
      'XXXX',
      'を',
      'する',
      'こと',
      'が',
      '好き',
      'だ',
    ]);
    expect(seed.pieces[4]).toEqual({ piece: '[MASK]', id: 4, start: 5, end: 9 });
    const late = value(await analyze({ text: 'お腹が痛いので遅れます。' }, request()));
    expect(late.pieces.map(({ piece }) => piece)).toEqual([
      'お',
      '##腹',
      'が',
      '痛',
      '##い',
      'ので',
      '遅れ',
      'ます',
      '。',
    ]);
    expect(late.morphemes[0]).toMatchObject({ surface: 'お腹', reading: 'オナカ', partOfSpeech: ['名詞', '一般'] });
  });

  it('are filled by the model, which says how far loading has come', async () => {
    const { predict, status } = answers();
    expect(value(await status({}, request()))).toMatchObject({ state: 'idle', backend: null });
    const heard: EngineStatus[] = [];
    const prediction = value(
      await predict(
        { text: SEED, morphemes: [4], candidates: 5 },
        request((status) => heard.push(status)),
      ),
    );
    expect(prediction.masks).toHaveLength(1);
    const [mask] = prediction.masks;
    expect(mask).toMatchObject({ morphemes: [4], start: 5, end: 9, original: null });
    expect(mask!.candidates).toHaveLength(5);
    const scores = mask!.candidates.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(scores[4]).toBeGreaterThan(0);
    expect(heard.at(-1)).toMatchObject({ state: 'ready', progress: 1, backend: { device: 'wasm', precision: 'int8' } });
    expect(heard.length).toBeGreaterThan(2);
  });

  it('say where the written word stands', async () => {
    const { predict } = answers();
    const { masks } = value(await predict({ text: '今日は学校へ行く。', morphemes: [3], candidates: 5 }, request()));
    expect(masks[0]!.original).toMatchObject({ text: 'へ' });
    expect(masks[0]!.original!.rank).toBeGreaterThanOrEqual(1);
    const wide = value(await predict({ text: 'ﾃﾚﾋﾞを見る。', morphemes: [0], candidates: 5 }, request()));
    expect(wide.masks[0]!.original).toMatchObject({ text: 'ﾃﾚﾋﾞ', read: 'テレビ' });
  });
});

describe('a long text', () => {
  const LONG = '友達と遊ぶ。'.repeat(1_000);

  it('lets others have their turn between its steps', async () => {
    const { analyze } = answers();
    const answered: number[] = [];
    await Promise.all(
      [LONG, SEED].map(async (text) => answered.push(value(await analyze({ text }, request())).text.length)),
    );
    expect(answered).toEqual([SEED.length, LONG.length]);
  });

  it('is given up between them', async () => {
    const { analyze } = answers();
    await analyze({ text: SEED }, request());
    const caller = new AbortController();
    const outcome = analyze({ text: LONG }, { ...request(), signal: caller.signal });
    caller.abort();
    await expect(outcome).rejects.toMatchObject({ name: 'AbortError' });
  });
});

it('say what depends on what by the built-in model, whatever model is chosen', async () => {
  const used = vi.fn();
  const other = {
    id: 'x',
    name: 'another',
    files: { open: async () => null },
    start: used,
    inspect: used,
  } as unknown as StoredModel;
  const kept = { ...noChoice, readChosen: async () => other };
  const { dependencies } = createAnswerer({ files: nodeFiles(root), runtimes, kept });
  const { bunsetsu } = value(await dependencies({ text: '彼は本を読む。でも忘れる。' }, request()));
  expect(bunsetsu.map(({ dependsOn }) => dependsOn?.head ?? null)).toEqual([2, 2, null, 4, null]);
  expect(used).not.toHaveBeenCalled();
});

describe('bad parts', () => {
  it.each([
    ['dictionary missing', damaged(DICTIONARY, null), 'DictionaryError', /ipadic\.pack/],
    ['dictionary damaged', damaged(DICTIONARY, new Uint8Array(1000)), 'DictionaryError', /./],
    ['vocabulary missing', damaged('models/default/vocab.txt', null), 'ModelError', /vocab\.txt/],
    [
      'tokenizer configuration damaged',
      damaged('models/default/tokenizer_config.json', '{'),
      'ModelError',
      /tokenizer_config\.json/,
    ],
  ])('%s: one error that names the file', async (_, files, name, message) => {
    await expect(answers(files).analyze({ text: SEED }, request())).rejects.toMatchObject({
      name,
      message: expect.stringMatching(message),
    });
  });

  it.each([
    ['missing', null],
    ['damaged', new Uint8Array(100)],
  ])(
    'weights %s: words are shown all the same, the prediction fails by name, and the status says so',
    async (_, bytes) => {
      const { analyze, predict, status } = answers(damaged('models/default/model.safetensors', bytes));
      expect(value(await analyze({ text: SEED }, request())).morphemes).toHaveLength(11);
      await expect(predict({ text: SEED, morphemes: [4], candidates: 5 }, request())).rejects.toMatchObject({
        name: 'ModelError',
      });
      expect(value(await status({}, request())).state).toBe('failed');
    },
  );

  it('nothing at all', async () => {
    await expect(answers(blobFiles([])).analyze({ text: SEED }, request())).rejects.toMatchObject({
      name: 'DictionaryError',
    });
  });
});

describe('a GPU that is lost', () => {
  afterEach(() => void vi.unstubAllGlobals());

  it('is answered by the CPU in its place, and so is all that follows', async () => {
    vi.stubGlobal('navigator', { gpu: { requestAdapter: async () => ({ features: new Set(), info: {} }) } });
    let lost = false;
    // Node has no WebGPU: what is asked of it runs on wasm, until the device goes.
    const { ort } = runtimes;
    const create = async (...[graph, options]: Parameters<typeof ort.InferenceSession.create>) => {
      const gpu = (options as { executionProviders: string[] }).executionProviders[0] === 'webgpu';
      const session = await ort.InferenceSession.create(graph, {
        ...(options as object),
        executionProviders: ['wasm'],
      });
      const run = session.run.bind(session);
      session.run = (feeds: Parameters<typeof run>[0]) =>
        gpu && lost ? Promise.reject(new Error('Failed to download data from buffer')) : run(feeds);
      return session;
    };
    const { predict, status } = createAnswerer({
      files: nodeFiles(root),
      runtimes: {
        ...runtimes,
        ort: { ...ort, InferenceSession: { create } as unknown as OrtModule['InferenceSession'] },
      },
      kept: { ...noChoice, backend: async () => 'gpu' },
    });
    const ask = async () => value(await predict({ text: SEED, morphemes: [4], candidates: 5 }, request()));
    const firstTwo = ({ masks }: Awaited<ReturnType<typeof ask>>) =>
      masks[0]!.candidates
        .slice(0, 2)
        .map(({ text }) => text)
        .sort();
    const before = await ask();
    expect(before.backend).toMatchObject({ device: 'webgpu', precision: 'fp32' });
    lost = true;
    for (let time = 0; time < 2; time++) {
      const after = await ask();
      expect(after.backend).toMatchObject({
        device: 'wasm',
        precision: 'int8',
        passedOver: [{ device: 'webgpu', precision: 'fp32', why: 'lost', detail: 'the device was lost' }],
      });
      // In 8 bits, so two that are as likely may change places.
      expect(firstTwo(after)).toEqual(firstTwo(before));
    }
    expect(value(await status({}, request())).backend).toMatchObject({ device: 'wasm' });
  });
});
