import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BackendError } from '../../../src/engine/errors.ts';
import type { Backend } from '../../../src/predictions/backend.ts';
import type { MaskedInput, MaskedLanguageModel } from '../../../src/predictions/model.ts';
import type { BackendChoice } from '../../../src/protocol/models.ts';
import { placeModel } from '../../../src/worker/placing.ts';
import type { Verdict } from '../../../src/worker/verdicts.ts';

const WORDS = 4;
const TARGET = { device: 'webgpu', precision: 'fp16' } as const;

/** A model whose answers take as long as a test says, on a clock of its own. */
class Fake implements MaskedLanguageModel {
  readonly name = 'fake';
  readonly vocabularySize = WORDS;
  readonly maxPositions = 512;
  readonly backend: Backend;
  readonly #times: readonly [short: number, long: number];
  readonly #best: (pieces: number) => number;
  runs = 0;
  disposed = false;
  lost = false;

  constructor(device: Backend['device'], times: readonly [number, number], best: (pieces: number) => number = () => 1) {
    const precision = device === 'webgpu' ? 'fp16' : 'int8';
    this.backend = { device, precision, threads: 1, tested: true, passedOver: [] };
    this.#times = times;
    this.#best = best;
  }

  async topK([input]: readonly MaskedInput[], k: number) {
    await Promise.resolve();
    if (this.lost) throw new BackendError('lost', 'gone');
    this.runs++;
    const pieces = input!.ids.length;
    clock += pieces > 64 ? this.#times[1] : this.#times[0];
    const best = this.#best(pieces);
    const ids = Array.from({ length: WORDS }, (_, id) => id).sort((a, b) => Number(b === best) - Number(a === best));
    return [
      [{ ids: Int32Array.from(ids.slice(0, k)), probabilities: Float32Array.of(0.97, 0.01, 0.01, 0.01).slice(0, k) }],
    ];
  }

  async logProbabilities() {
    return [];
  }

  async dispose() {
    this.disposed = true;
  }
}

let clock = 0;
beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(performance, 'now').mockImplementation(() => clock);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

interface Case {
  readonly cpu: Fake;
  readonly gpu?: Fake | Error;
  readonly choice?: BackendChoice;
  readonly kept?: Map<string, Verdict>;
  readonly adapter?: string | null;
}

/** Starts a model, asks it once, and lets it rest. */
async function settled({ cpu, gpu, choice = 'measured', kept = new Map(), adapter = 'an adapter' }: Case) {
  const starts: string[] = [];
  const model = await placeModel(
    {
      cpu: async (passedOver) => {
        starts.push('cpu');
        return passedOver.length > 0 ? Object.assign(cpu, { backend: { ...cpu.backend, passedOver } }) : cpu;
      },
      gpu: async () => {
        starts.push('gpu');
        if (!(gpu instanceof Fake)) throw gpu ?? new Error('unexpected');
        return gpu;
      },
    },
    {
      choice: async () => choice,
      adapter: async () => ({ targets: adapter === null ? [] : [TARGET], name: adapter ?? '' }),
      verdicts: {
        read: async (key) => kept.get(key) ?? null,
        write: async (key, verdict) => void kept.set(key, verdict),
      },
      rest: 1000,
    },
  );
  const first = [...starts];
  const ask = async () =>
    (await model.topK([{ ids: new Int32Array(20), positions: Int32Array.of(3) }], 1))[0]![0]!.ids[0];
  await ask();
  await vi.advanceTimersByTimeAsync(2000);
  return { model, starts, first, kept, ask };
}

describe('where a model runs', () => {
  it('is the CPU at first, and the GPU once that was found right and faster by a third', async () => {
    const [cpu, gpu] = [new Fake('wasm', [120, 450]), new Fake('webgpu', [30, 40])];
    const { model, starts, first, kept, ask } = await settled({ cpu, gpu });
    expect(first).toEqual(['cpu']);
    expect(starts).toEqual(['cpu', 'gpu']);
    const measured = { cpu: [120, 450], gpu: [30, 40] };
    expect(model.backend).toMatchObject({ device: 'webgpu', choice: 'measured', measured });
    expect([...kept.values()]).toEqual([{ passedOver: null, measured }]);
    expect(cpu.disposed).toBe(true);
    const before = gpu.runs;
    await ask();
    expect(gpu.runs).toBe(before + 1);
  });

  it.each<[string, readonly [number, number]]>([
    ['not by a third', [100, 300]],
    ['only in long sentences', [130, 50]],
    ['nowhere', [900, 4000]],
  ])('stays the CPU where the GPU is faster %s', async (_, times) => {
    const [cpu, gpu] = [new Fake('wasm', [120, 450]), new Fake('webgpu', times)];
    const { model } = await settled({ cpu, gpu });
    expect(model.backend).toMatchObject({
      device: 'wasm',
      choice: 'measured',
      measured: { cpu: [120, 450], gpu: [...times] },
      passedOver: [],
    });
    expect([cpu.disposed, gpu.disposed]).toEqual([false, true]);
  });

  it('stays the CPU, and no GPU is started, where the CPU is quick', async () => {
    const { model, starts } = await settled({ cpu: new Fake('wasm', [8, 30]) });
    expect(starts).toEqual(['cpu']);
    expect(model.backend).toMatchObject({ device: 'wasm', choice: 'quick' });
  });

  it.each([8, 32, 128])('stays the CPU where the GPU is wrong at %i pieces', async (wrong) => {
    const gpu = new Fake('webgpu', [1, 1], (pieces) => (pieces === wrong ? 2 : 1));
    const { model } = await settled({ cpu: new Fake('wasm', [120, 450]), gpu });
    expect(model.backend).toMatchObject({ device: 'wasm', passedOver: [{ ...TARGET, why: 'wrong' }] });
    expect(gpu.disposed).toBe(true);
  });

  it('stays the CPU where the GPU does not start, which is tried again another time', async () => {
    const { model, kept } = await settled({ cpu: new Fake('wasm', [120, 450]), gpu: new Error('no shader') });
    expect(model.backend).toMatchObject({
      device: 'wasm',
      passedOver: [{ ...TARGET, why: 'failed', detail: 'no shader' }],
    });
    expect(kept.size).toBe(0);
  });

  it('stays the CPU where the model was not prepared for the GPU, which is known the next time', async () => {
    const gpu = new BackendError('unprepared', 'not prepared');
    const { model, starts, kept } = await settled({ cpu: new Fake('wasm', [120, 450]), gpu });
    const said = { device: 'wasm', passedOver: [{ ...TARGET, why: 'failed', detail: 'not prepared' }] };
    expect(model.backend).toMatchObject(said);
    expect(starts).toEqual(['cpu', 'gpu']);
    const again = await settled({ cpu: new Fake('wasm', [120, 450]), gpu, kept });
    expect(again.model.backend).toMatchObject(said);
    expect(again.starts).toEqual(['cpu']);
  });

  it('stays the CPU where the GPU fails as it is compared, which is disposed of', async () => {
    const gpu = Object.assign(new Fake('webgpu', [30, 40]), { lost: true });
    const { model } = await settled({ cpu: new Fake('wasm', [120, 450]), gpu });
    expect(model.backend).toMatchObject({ device: 'wasm', passedOver: [{ ...TARGET, why: 'failed', detail: 'gone' }] });
    expect(gpu.disposed).toBe(true);
  });

  it('is known without measuring the next time, for this adapter alone', async () => {
    const times = [120, 450] as const;
    const { kept } = await settled({ cpu: new Fake('wasm', times), gpu: new Fake('webgpu', [30, 40]) });
    const [cpu, gpu] = [new Fake('wasm', times), new Fake('webgpu', [30, 40])];
    const { model, first } = await settled({ cpu, gpu, kept });
    expect(first).toEqual(['cpu']);
    expect(model.backend).toMatchObject({ device: 'webgpu', measured: { cpu: times, gpu: [30, 40] } });
    expect([cpu.runs, gpu.runs]).toEqual([1, 0]);
    const another = await settled({
      cpu: new Fake('wasm', times),
      gpu: new Fake('webgpu', [200, 500]),
      kept,
      adapter: 'other',
    });
    expect(another.model.backend.device).toBe('wasm');
  });

  it('is what the user says', async () => {
    const cpu = await settled({ cpu: new Fake('wasm', [120, 450]), choice: 'cpu' });
    expect([cpu.starts, cpu.model.backend.choice]).toEqual([['cpu'], 'set']);
    const gpu = await settled({ cpu: new Fake('wasm', [1, 1]), gpu: new Fake('webgpu', [9, 9]), choice: 'gpu' });
    expect(gpu.first).toEqual(['gpu']);
    expect(gpu.model.backend).toMatchObject({ device: 'webgpu', choice: 'set' });
    const failing = await settled({ cpu: new Fake('wasm', [1, 1]), gpu: new Error('no'), choice: 'gpu' });
    expect(failing.model.backend).toMatchObject({ device: 'wasm', passedOver: [{ why: 'failed', detail: 'no' }] });
  });

  it('is the CPU where there is no GPU', async () => {
    for (const choice of ['measured', 'gpu'] as const) {
      const { model, starts } = await settled({ cpu: new Fake('wasm', [120, 450]), choice, adapter: null });
      expect(starts).toEqual(['cpu']);
      expect(model.backend).toMatchObject({ device: 'wasm', choice: 'no-gpu' });
    }
  });

  it('is the CPU again where the GPU is lost after it took over', async () => {
    const [cpu, gpu] = [new Fake('wasm', [120, 450]), new Fake('webgpu', [30, 40])];
    const { model, ask, starts } = await settled({ cpu, gpu });
    gpu.lost = true;
    expect(await ask()).toBe(1);
    expect(starts).toEqual(['cpu', 'gpu', 'cpu']);
    expect(model.backend).toMatchObject({ device: 'wasm', passedOver: [{ why: 'lost' }] });
  });

  it('is not looked for while answers are wanted, nor after the model has gone', async () => {
    const [cpu, gpu] = [new Fake('wasm', [120, 450]), new Fake('webgpu', [30, 40])];
    const starts: string[] = [];
    const model = await placeModel(
      {
        cpu: async () => cpu,
        gpu: async () => {
          starts.push('gpu');
          return gpu;
        },
      },
      {
        choice: async () => 'measured',
        adapter: async () => ({ targets: [TARGET], name: 'x' }),
        verdicts: { read: async () => null, write: async () => {} },
        rest: 1000,
      },
    );
    for (let i = 0; i < 5; i++) {
      await model.topK([{ ids: new Int32Array(9), positions: Int32Array.of(1) }], 1);
      await vi.advanceTimersByTimeAsync(900);
    }
    expect(cpu.runs).toBe(5);
    await model.dispose();
    await vi.advanceTimersByTimeAsync(5000);
    expect(starts).toEqual([]);
  });
});
