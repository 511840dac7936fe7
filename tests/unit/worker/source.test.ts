import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { blobFiles } from '../../../src/engine/model-files.ts';
import { BuiltInModel } from '../../../src/library/built-in.ts';
import { ModelStore } from '../../../src/library/store.ts';
import { sourceOf } from '../../../src/worker/source.ts';
import { root } from '../../../scripts/node/paths.ts';
import { runtimes } from '../../../scripts/node/runtimes.ts';
import { folderHandle } from '../../fixtures/folder-handle.ts';

afterEach(() => void vi.unstubAllGlobals());

it('a model that was not prepared for the GPU says so, and does not start ONNX Runtime to find out', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'anaume-store-'));
  await cp(join(root, 'tests/fixtures/installed'), folder, { recursive: true });
  const adapter = { features: new Set(['shader-f16']), info: {} };
  vi.stubGlobal('navigator', { userAgent: '', hardwareConcurrency: 1, gpu: { requestAdapter: async () => adapter } });
  const create = vi.fn(async () => Promise.reject(new Error('not to be started')));
  const files = blobFiles([]);
  const source = sourceOf(await new ModelStore(folderHandle(folder)).open('small'), {
    files,
    runtimes: { ...runtimes, ort: { ...runtimes.ort, InferenceSession: { create } } as never },
    builtIn: new BuiltInModel(files),
    engine: 'test',
    choice: async () => 'gpu',
  });
  const model = await source.model(() => {});
  expect(model.backend).toMatchObject({
    device: 'wasm',
    passedOver: [{ device: 'webgpu', why: 'failed', detail: 'small was not prepared for the GPU; add it again' }],
  });
  expect(create).not.toHaveBeenCalled();
  await model.dispose();
  await rm(folder, { recursive: true });
});
