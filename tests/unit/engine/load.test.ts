import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { nodeFiles } from '../../../scripts/node/node-files.ts';
import { runtimes } from '../../../scripts/node/runtimes.ts';
import { loadModel } from '../../../src/engine/running/load.ts';
import type { ModelFiles } from '../../../src/engine/model-files.ts';
import type { OrtModule } from '../../../src/engine/backends/onnx/session.ts';
import { preferredTargets } from '../../../src/engine/running/targets.ts';
import { checkpointFolder, expectedOutputs, toInput } from '../../fixtures/checkpoints.ts';

const folder = checkpointFolder('safetensors');
const wasm = [{ device: 'wasm', precision: 'fp32' }] as const;
const { ort } = runtimes;
const load = (files: ModelFiles = nodeFiles(folder), module: OrtModule = ort) =>
  loadModel({ runtimes: { ...runtimes, ort: module }, files, name: 'test', targets: wasm });

/** The fixture with one file in place of another. */
const replaced = (name: string, content: BlobPart | null): ModelFiles => {
  const files = nodeFiles(folder);
  return {
    open: async (file) => (file !== name ? await files.open(file) : content === null ? null : new Blob([content])),
  };
};

/** ORT whose sessions give back what `change` makes of their outputs. @param open Sessions that were not released. */
function lying(change: (data: Float32Array) => void, open = new Set<object>()): OrtModule {
  const create = async (...args: Parameters<typeof ort.InferenceSession.create>) => {
    const session = await ort.InferenceSession.create(...args);
    const [run, release] = [session.run.bind(session), session.release.bind(session)];
    open.add(session);
    session.release = async () => {
      open.delete(session);
      await release();
    };
    session.run = async (feeds: Parameters<typeof run>[0]) => {
      const outputs = await run(feeds);
      change(outputs['top_log']!.data as Float32Array);
      return outputs;
    };
    return session;
  };
  return { env: ort.env, Tensor: ort.Tensor, InferenceSession: { create } as unknown as OrtModule['InferenceSession'] };
}

describe('loadModel', () => {
  it('says how far it is and what it runs on', async () => {
    const heard: number[] = [];
    const model = await loadModel({
      runtimes,
      files: nodeFiles(folder),
      name: 'test',
      targets: wasm,
      onProgress: (fraction) => heard.push(fraction),
    });
    expect(model.backend).toMatchObject({ device: 'wasm', precision: 'fp32', threads: 1 });
    expect(heard).toEqual([...heard].sort((a, b) => a - b));
    expect(heard.at(-1)).toBe(1);
    await model.dispose();
  });

  it.each([
    ['config.json', null, 'config.json is missing'],
    ['config.json', '{', 'config.json: not valid JSON'],
    ['config.json', '{"model_type": "gpt2"}', 'config.json: model_type is "gpt2"'],
    ['config.json', '{"hidden_size": 33, "num_attention_heads": 4}', 'hidden_size 33 is not divisible'],
    [
      'config.json',
      '{"hidden_size": 64, "num_attention_heads": 4, "vocab_size": 192}',
      'but config.json asks for [192, 64]',
    ],
    ['model.safetensors', null, 'There is no model.safetensors'],
    ['model.safetensors', readFileSync(`${folder}/model.safetensors`).subarray(0, 50_000), 'the file is truncated'],
  ])('refuses %s when damaged (%#)', async (name, content, message) => {
    await expect(load(replaced(name, content as BlobPart | null))).rejects.toMatchObject({
      name: 'ModelError',
      message: expect.stringContaining(message),
    });
  });

  it('can be aborted', async () => {
    const controller = new AbortController();
    const loading = loadModel({
      runtimes,
      files: nodeFiles(folder),
      name: 'test',
      targets: wasm,
      signal: controller.signal,
      onProgress: () => controller.abort(new DOMException('enough', 'AbortError')),
    });
    await expect(loading).rejects.toThrow('enough');
  });

  it.each([
    ['wrong', (data: Float32Array) => data.fill(Math.log(1 / data.length))],
    ['not numbers', (data: Float32Array) => data.fill(NaN)],
  ])('does not use a backend whose answers are %s, and disposes of it', async (_, change) => {
    const open = new Set<object>();
    await expect(load(undefined, lying(change, open))).rejects.toMatchObject({
      name: 'BackendError',
      code: 'none',
      message: expect.stringContaining('wasm fp32: wrong answers'),
    });
    expect(open.size).toBe(0);
  });

  it('disposes of a backend that throws when it is tested', async () => {
    const open = new Set<object>();
    const fail = () => {
      throw new Error('no such kernel');
    };
    await expect(load(undefined, lying(fail, open))).rejects.toMatchObject({
      code: 'none',
      message: expect.stringContaining('no such kernel'),
    });
    expect(open.size).toBe(0);
  });

  it.each([
    ['its heap cannot grow', new Error("Can't create a session. ERROR_CODE: 6, ERROR_MESSAGE: std::bad_alloc")],
    ['the browser gives it no heap', new RangeError('WebAssembly.Memory(): could not allocate memory')],
  ])('says so when memory runs out: %s', async (_, error) => {
    const create = () => Promise.reject(error);
    const full: OrtModule = {
      env: ort.env,
      Tensor: ort.Tensor,
      InferenceSession: { create },
    };
    await expect(load(undefined, full)).rejects.toMatchObject({
      name: 'BackendError',
      code: 'memory',
      message: expect.stringContaining(error.message),
    });
  });

  it('does not speak of memory where another target ran out of it than the last', async () => {
    const { InferenceSession } = lying((data) => data.fill(NaN));
    const create = async (...args: Parameters<typeof InferenceSession.create>) => {
      const { executionProviders } = args[1] as { executionProviders: string[] };
      if (executionProviders[0] === 'webgpu') throw new RangeError('out of memory');
      return await InferenceSession.create(...args);
    };
    const module = { ...ort, InferenceSession: { create } as unknown as OrtModule['InferenceSession'] };
    const targets = [{ device: 'webgpu', precision: 'fp32' }, ...wasm] as const;
    const loading = loadModel({
      runtimes: { ...runtimes, ort: module },
      files: nodeFiles(folder),
      name: 'test',
      targets,
    });
    await expect(loading).rejects.toMatchObject({ code: 'none', message: expect.stringContaining('out of memory') });
  });

  it('falls back and says why', async () => {
    const model = await loadModel({
      runtimes,
      files: nodeFiles(folder),
      name: 'test',
      targets: [
        { device: 'webgpu', precision: 'fp32' },
        { device: 'wasm', precision: 'int8' },
      ],
    });
    expect(model.backend).toMatchObject({
      device: 'wasm',
      precision: 'int8',
      passedOver: [{ device: 'webgpu', precision: 'fp32', why: 'failed', detail: expect.stringMatching(/./) }],
    });
    await model.dispose();
  });
});

describe('a loaded model', () => {
  const [first] = expectedOutputs('safetensors');
  const input = toInput(first!);

  it('is of no use once disposed', async () => {
    const model = await load();
    await model.dispose();
    await expect(model.topK([input], 1)).rejects.toMatchObject({ name: 'BackendError', code: 'disposed' });
  });

  it('refuses what is too long for it', async () => {
    const model = await load();
    await expect(model.topK([{ ids: new Int32Array(41), positions: Int32Array.of(0) }], 1)).rejects.toThrow(
      "41 pieces is longer than the model's 40",
    );
    await model.dispose();
  });

  it('ends between batches when aborted, and goes on for others', async () => {
    const model = await load();
    const controller = new AbortController();
    const many = model.topK(
      Array.from({ length: 400 }, () => input),
      1,
      { signal: controller.signal },
    );
    const urgent = model.topK([input], 1, { priority: 1 });
    await urgent;
    controller.abort(new Error('scrolled away'));
    await expect(many).rejects.toThrow('scrolled away');
    expect(await model.topK([input], 1)).toHaveLength(1);
    await model.dispose();
  });

  it('is lost when its heap is', async () => {
    let broken = false;
    const model = await load(
      undefined,
      lying(() => {
        if (broken) throw new WebAssembly.RuntimeError('memory access out of bounds');
      }),
    );
    broken = true;
    await expect(model.topK([input], 1)).rejects.toMatchObject({ name: 'BackendError', code: 'lost' });
    broken = false;
    await expect(model.topK([input], 1)).rejects.toMatchObject({ code: 'lost' });
  });
});

describe('preferredTargets', () => {
  const gpu = (features: string[], isFallbackAdapter = false) => ({
    requestAdapter: async () => ({ features: new Set(features), info: { isFallbackAdapter } }),
  });
  const names = async (of: Parameters<typeof preferredTargets>[0]) =>
    (await preferredTargets(of)).map(({ device, precision }) => `${device} ${precision}`);

  it('goes by what the GPU can do', async () => {
    expect(await names(gpu(['shader-f16']))).toEqual(['webgpu fp16', 'webgpu fp32', 'wasm int8']);
    expect(await names(gpu([]))).toEqual(['webgpu fp32', 'wasm int8']);
    expect(await names(gpu(['shader-f16'], true))).toEqual(['wasm int8']);
    expect(await names({ requestAdapter: async () => null })).toEqual(['wasm int8']);
    expect(await names({ requestAdapter: () => Promise.reject(new Error('blocked')) })).toEqual(['wasm int8']);
  });
});
