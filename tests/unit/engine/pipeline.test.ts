import { AutoModelForMaskedLM, Tensor, type PreTrainedModel } from '@xenova/transformers';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { blobFiles, type ModelFiles } from '../../../src/engine/model-files.ts';
import {
  checkGraph,
  modelTypes,
  pipelineFiles,
  readPipelineConfig,
} from '../../../src/engine/backends/transformers/files.ts';
import { PipelineModel } from '../../../src/engine/backends/transformers/model.ts';
import { graphOutputs } from '../../../src/engine/backends/transformers/graph-outputs.ts';
import { encodeModel } from '../../../src/engine/backends/onnx/proto.ts';
import { checkModel } from '../../../src/worker/parts.ts';
import { onnxModel } from '../../fixtures/onnx-model.ts';

const text = (files: Record<string, BlobPart>): ModelFiles =>
  blobFiles(Object.entries(files).map(([name, content]) => [name, new Blob([content])]));
const json = (files: Record<string, unknown>): ModelFiles =>
  text(Object.fromEntries(Object.entries(files).map(([name, content]) => [name, JSON.stringify(content)])));
const bert = await onnxModel();
const blobs = (
  files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>,
  changes: Record<string, BlobPart | null> = {},
): ModelFiles =>
  blobFiles(
    Object.entries({ ...Object.fromEntries(files), ...changes }).flatMap(([name, content]) =>
      content === null ? [] : [[name, new Blob([content])] as const],
    ),
  );

describe('the files of other models', () => {
  it('are those of one ONNX file, int8 before float32, with its weights', () => {
    const small = ['config.json', 'tokenizer.json'];
    expect(
      pipelineFiles([...small, 'onnx/model.onnx', 'onnx/model_quantized.onnx', 'onnx/model_fp16.onnx', 'README.md']),
    ).toEqual([...small, 'onnx/model_quantized.onnx']);
    expect(pipelineFiles([...small, 'onnx/model.onnx', 'onnx/model_int8.onnx', 'tokenizer_config.json'])).toEqual([
      ...small,
      'tokenizer_config.json',
      'onnx/model_int8.onnx',
    ]);
    expect(
      pipelineFiles([
        ...small,
        'onnx/model.onnx',
        'onnx/model.onnx_data',
        'onnx/model.onnx_data_1',
        'onnx/model_q4.onnx_data',
      ]),
    ).toEqual([...small, 'onnx/model.onnx', 'onnx/model.onnx_data', 'onnx/model.onnx_data_1']);
    expect(pipelineFiles([...small, 'onnx/model_fp16.onnx'])).toBeNull();
    expect(pipelineFiles(['config.json', 'onnx/model.onnx'])).toBeNull();
  });

  it('are of the kinds that @xenova/transformers has, as long as config.json names the two sizes alike', () => {
    const theirs = (
      AutoModelForMaskedLM as unknown as { MODEL_CLASS_MAPPINGS: Map<string, string>[] }
    ).MODEL_CLASS_MAPPINGS.flatMap((mapping) => [...mapping.keys()]);
    expect(theirs.filter((type) => type !== 'xlm').sort()).toEqual([...modelTypes].sort());
  });

  it("say how long a sentence may be: where positions begin after the padding's there are fewer", async () => {
    expect(
      await readPipelineConfig(
        json({ 'config.json': { model_type: 'modernbert', vocab_size: 100, max_position_embeddings: 512 } }),
      ),
    ).toEqual({ vocabularySize: 100, maxPositions: 512 });
    expect(
      await readPipelineConfig(
        json({
          'config.json': { model_type: 'roberta', vocab_size: 100, max_position_embeddings: 514, pad_token_id: 1 },
        }),
      ),
    ).toEqual({ vocabularySize: 100, maxPositions: 512 });
  });

  it.each<[string, ModelFiles, RegExp]>([
    ['no configuration', text({}), /^config\.json is missing/],
    [
      'another kind of model',
      json({ 'config.json': { model_type: 'gpt2', vocab_size: 100, max_position_embeddings: 512 } }),
      /config\.json: model_type is "gpt2"/,
    ],
    [
      'a head that tells labels',
      json({
        'config.json': {
          model_type: 'convbert',
          architectures: ['ConvBertForTokenClassification'],
          vocab_size: 100,
          max_position_embeddings: 512,
        },
      }),
      /config\.json: ConvBertForTokenClassification fills no masks/,
    ],
    [
      'no size',
      json({ 'config.json': { model_type: 'roberta', vocab_size: 100 } }),
      /config\.json: max_position_embeddings/,
    ],
    [
      'a tokenizer.json cut off',
      blobs(bert, { 'tokenizer.json': bert.get('tokenizer.json')!.slice(0, 500) }),
      /^tokenizer\.json: not valid JSON/,
    ],
    ['a tokenizer.json that is none', blobs(bert, { 'tokenizer.json': '{}' }), /^tokenizer\.json: model is no object/],
  ])('with %s are refused before anything large is read', async (_, files, message) => {
    await expect(checkModel(files, 'pipeline', [])).rejects.toMatchObject({
      name: expect.stringMatching(/^(?:Model|Tokenizer)Error$/),
      message: expect.stringMatching(message),
    });
  });
});

describe('an ONNX file', () => {
  const file = (bytes: BlobPart) => text({ 'onnx/model.onnx': bytes });
  const names = ['onnx/model.onnx'];
  const model = (output: string) =>
    encodeModel({
      nodes: [],
      initializers: [{ name: 'w', type: 'float32', dims: [100_000], data: { raw: new Uint8Array(400_000) } }],
      inputs: [{ name: 'input_ids', type: 'int64', dims: ['B', 'S'] }],
      outputs: [{ name: output, type: 'float32', dims: ['B', 'S', 8] }],
      opsets: { '': 17 },
    }).slice();

  it('tells its outputs without its weights being read', async () => {
    const bytes = model('logits');
    const blob = new Blob([bytes]);
    let read = 0;
    const counted = new Proxy(blob, {
      get: (target, key) =>
        key === 'slice'
          ? (start: number, end: number) => ((read += end - start), target.slice(start, end))
          : Reflect.get(target, key),
    });
    expect(await graphOutputs(counted, 'x')).toEqual(['logits']);
    // One window over what there is besides, and the name.
    expect(read).toBeLessThan(70_000);
    expect(bytes.length).toBeGreaterThan(200_000);
    expect((await checkGraph(file(bytes), names)).precision).toBe('fp32');
  });

  it.each<[string, BlobPart, RegExp]>([
    [
      'of another kind of model',
      model('last_hidden_state'),
      /^onnx\/model\.onnx has no output called logits, only last_hidden_state/,
    ],
    ['cut short', model('logits').slice(0, 200_000), /^onnx\/model\.onnx: cut short/],
    ['that is a web page', '<!doctype html><title>404</title>', /^onnx\/model\.onnx: (?:not an ONNX model|cut short)/],
    ['of nothing', '', /^onnx\/model\.onnx: not an ONNX model/],
  ])('%s is refused in one line', async (_, bytes, message) => {
    await expect(checkGraph(file(bytes), names)).rejects.toMatchObject({
      name: 'ModelError',
      message: expect.stringMatching(message),
    });
  });
});

describe('a model that runs', () => {
  afterEach(() => vi.unstubAllGlobals());
  /** One whose logits are so many a place, all at once: as ORT on the CPU it holds its thread, then promises follow. */
  const running = (dims: (length: number) => number[]) => {
    const run = vi.fn(async ({ input_ids }: { input_ids: Tensor }) => {
      const sizes = dims(input_ids.dims[1]!);
      return { logits: new Tensor('float32', new Float32Array(sizes.reduce((a, b) => a * b, 1)), sizes) };
    });
    const model = Object.assign(run, { dispose: async () => {} }) as unknown as PreTrainedModel;
    const backend = { device: 'wasm', precision: 'int8', threads: 1, tested: false, passedOver: [] } as const;
    return { run, model: new PipelineModel(model, { vocabularySize: 50, maxPositions: 512 }, 'x', backend) };
  };
  const input = { ids: new Int32Array(3), positions: Int32Array.of(1) };

  it('has logits for every piece, and more where a vocabulary is padded', async () => {
    const { model } = running((length) => [1, length, 64]);
    await model.check();
    expect((await model.topK([input], 5))[0]![0]!.ids).toHaveLength(5);
  });

  it.each<[string, (length: number) => number[]]>([
    ['words', (length) => [1, length, 9]],
    ['texts', () => [1, 2]],
  ])('with labels for %s fills no masks', async (_, dims) => {
    const { model } = running(dims);
    await expect(model.check()).rejects.toThrow(/fills no masks/);
    await expect(model.topK([input], 5)).rejects.toThrow(/fills no masks/);
  });

  it('hears between two sentences a message that nobody waits any more', async () => {
    const { model, run } = running((length) => [1, length, 50]);
    const controller = new AbortController();
    const { port1: worker, port2: caller } = new MessageChannel();
    worker.onmessage = () => controller.abort(new DOMException('enough', 'AbortError'));
    // Only in a worker is there anybody to hear.
    vi.stubGlobal('WorkerGlobalScope', class {});
    const answered = model.topK(new Array(2000).fill(input), 1, { signal: controller.signal });
    caller.postMessage(null);
    await expect(answered).rejects.toThrow('enough');
    expect(run.mock.calls.length).toBeLessThan(2000);
    caller.close();
  });
});
