import { describe, expect, it, vi } from 'vitest';
import { BackendError } from '../../../src/engine/errors.ts';
import { loadReviving } from '../../../src/engine/running/revive.ts';
import type { Backend } from '../../../src/predictions/backend.ts';
import type { MaskedLanguageModel } from '../../../src/predictions/model.ts';

/** A model that answers with its own backend's name, until its backend is lost. */
class Fake implements MaskedLanguageModel {
  readonly name = 'fake';
  readonly vocabularySize = 10;
  readonly maxPositions = 40;
  readonly backend: Backend;
  lost = false;
  disposed = false;

  constructor(device: Backend['device'], passedOver: Backend['passedOver']) {
    this.backend = { device, precision: device === 'webgpu' ? 'fp16' : 'int8', threads: 1, tested: true, passedOver };
  }

  async topK() {
    await Promise.resolve();
    if (this.disposed) throw new BackendError('disposed', 'The model was unloaded');
    if (this.lost) throw new BackendError('lost', `${this.backend.device}: gone`);
    return [[{ ids: Int32Array.of(this.backend.device === 'webgpu' ? 1 : 2), probabilities: Float32Array.of(1) }]];
  }

  async logProbabilities() {
    await this.topK();
    return [Float32Array.of(this.backend.device === 'webgpu' ? -1 : -2)];
  }

  async dispose() {
    this.disposed = true;
  }
}

async function onGpu() {
  const loads: Fake[] = [];
  const model = await loadReviving(async (lost) => {
    const loaded = new Fake(lost.length === 0 ? 'webgpu' : 'wasm', lost);
    loads.push(loaded);
    return loaded;
  });
  return { model, loads };
}

const first = async (model: MaskedLanguageModel) => (await model.topK([], 1))[0]![0]!.ids[0];

describe('a model whose device is lost', () => {
  it('answers on what is left, and says why', async () => {
    const { model, loads } = await onGpu();
    expect(await first(model)).toBe(1);
    loads[0]!.lost = true;
    expect(await first(model)).toBe(2);
    expect(model.backend).toMatchObject({
      device: 'wasm',
      passedOver: [{ device: 'webgpu', precision: 'fp16', why: 'lost' }],
    });
    expect(await model.logProbabilities([], [])).toEqual([Float32Array.of(-2)]);
    expect(loads.map(({ disposed }) => disposed)).toEqual([true, false]);
  });

  it('is loaded once for all who were waiting', async () => {
    const { model, loads } = await onGpu();
    loads[0]!.lost = true;
    expect(await Promise.all([first(model), first(model), first(model)])).toEqual([2, 2, 2]);
    expect(loads).toHaveLength(2);
  });

  it('is tried again by the next request where loading failed', async () => {
    let fail = false;
    const gpu = new Fake('webgpu', []);
    const model = await loadReviving(async (lost) => {
      if (fail) throw new BackendError('none', 'nothing left');
      return lost.length === 0 ? gpu : new Fake('wasm', []);
    });
    gpu.lost = fail = true;
    await expect(first(model)).rejects.toThrow('nothing left');
    fail = false;
    expect(await first(model)).toBe(2);
  });

  it('keeps who comes while it is loaded waiting, and asks again for who waited behind the one that lost it', async () => {
    let goOn!: () => void;
    const loading = new Promise<void>((resolve) => (goOn = resolve));
    const gpu = new Fake('webgpu', []);
    let loads = 0;
    const model = await loadReviving(async (lost) => {
      if (++loads === 1) return gpu;
      await loading;
      return new Fake('wasm', lost);
    });
    // Whoever waited in the session's queue learns nothing until the first has begun to load.
    let refuse!: (error: Error) => void;
    const queued = new Promise<never>((_, reject) => (refuse = reject));
    vi.spyOn(gpu, 'logProbabilities').mockReturnValueOnce(queued);
    const behind = model.logProbabilities([], []);
    gpu.lost = true;
    const answers = [first(model)];
    await vi.waitFor(() => expect(loads).toBe(2));
    answers.push(first(model));
    refuse(new BackendError('disposed', 'The model was unloaded'));
    await new Promise((resolve) => setTimeout(resolve));
    goOn();
    expect(await Promise.all(answers)).toEqual([2, 2]);
    expect(await behind).toEqual([Float32Array.of(-2)]);
    expect(loads).toBe(2);
  });

  it('says that it was unloaded where no device was lost', async () => {
    const { model, loads } = await onGpu();
    await loads[0]!.dispose();
    await expect(first(model)).rejects.toMatchObject({ code: 'disposed' });
    expect(loads).toHaveLength(1);
  });

  it('is not loaded again once it was disposed, nor where its heap is gone', async () => {
    const { model, loads } = await onGpu();
    loads[0]!.lost = true;
    await first(model);
    loads[1]!.lost = true;
    await expect(first(model)).rejects.toMatchObject({ code: 'lost' });
    await model.dispose();
    expect(loads).toHaveLength(2);
    expect(loads[1]!.disposed).toBe(true);
  });
});
