import { afterEach, expect, it, vi } from 'vitest';
import { nodeFiles } from '../../../scripts/node/node-files.ts';
import { runtimes } from '../../../scripts/node/runtimes.ts';
import { startInstance } from '../../../src/engine/backends/kernel/instance.ts';
import { loadModel } from '../../../src/engine/running/load.ts';
import { KERNEL, openModel, prepareKernel } from '../../../src/engine/running/prepare.ts';
import { checkpointFolder, expectedOutputs, toInput } from '../../fixtures/checkpoints.ts';

const load = () =>
  loadModel({ runtimes, files: nodeFiles(checkpointFolder('safetensors')), name: 'test', targets: [KERNEL] });
const inputs = expectedOutputs('safetensors').map(toInput);

afterEach(() => void vi.unstubAllGlobals());

it('gives the same whether sentences come alone or together', async () => {
  const model = await load();
  const together = await model.topK(inputs, 5);
  for (const [i, input] of inputs.entries()) expect((await model.topK([input], 5))[0]).toEqual(together[i]);
  await model.dispose();
});

it('gives every one of many positions its own answer', async () => {
  const model = await load();
  const [input] = inputs as [(typeof inputs)[number]];
  // More rows than are projected at once.
  const positions = Int32Array.from({ length: 150 }, (_, i) => i % input.ids.length);
  const [all] = await model.topK([{ ...input, positions }], 3);
  const [each] = await model.topK([{ ...input, positions: Int32Array.from(input.ids.keys()) }], 3);
  all!.forEach((top, i) => expect(top).toEqual(each![positions[i]!]));
  const [logs] = await model.logProbabilities(
    [{ ...input, positions }],
    [Int32Array.from(positions, (position) => each![position]!.ids[0]!)],
  );
  logs!.forEach((log, i) => expect(Math.exp(log)).toBeCloseTo(all![i]!.probabilities[0]!, 5));
  expect(await model.topK([{ ...input, positions: new Int32Array() }], 3)).toEqual([[]]);
  await model.dispose();
});

it('refuses pieces and segments it does not have, and goes on', async () => {
  const model = await load();
  const [input] = inputs as [(typeof inputs)[number]];
  for (const wrong of [
    { ...input, ids: Int32Array.of(2, model.vocabularySize, 3) },
    { ...input, tokenTypes: new Int32Array(input.ids.length).fill(2) },
  ]) {
    await expect(model.topK([wrong], 1)).rejects.toMatchObject({
      name: 'BackendError',
      code: 'failed',
      message: expect.stringContaining('it was given others'),
    });
  }
  expect(await model.topK([input], 1)).toHaveLength(1);
  await model.dispose();
});

it('leaves no thread behind where memory runs out while it starts', async () => {
  const prepared = await prepareKernel(await openModel(nodeFiles(checkpointFolder('safetensors'))));
  // Enough for the weights and what threads need, and no more.
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  const terminate = vi.fn();
  const startThread = () => {
    const worker = {
      terminate,
      onmessage: null as (() => void) | null,
      postMessage: () => setImmediate(() => worker.onmessage!()),
    };
    return worker as unknown as Worker;
  };
  await expect(
    startInstance({ ...runtimes.kernel, threads: 2, startThread }, { ...prepared, memory }),
  ).rejects.toBeInstanceOf(RangeError);
  expect(terminate).toHaveBeenCalledOnce();
});

it('hears between two batches a message that nobody waits any more', async () => {
  const model = await load();
  const controller = new AbortController();
  const { port1: worker, port2: caller } = new MessageChannel();
  worker.onmessage = () => controller.abort(new DOMException('enough', 'AbortError'));
  // Only in a worker is there anybody to hear.
  vi.stubGlobal('WorkerGlobalScope', class {});
  const long = { ids: new Int32Array(model.maxPositions).fill(5), positions: Int32Array.of(1) };
  const answered = model.topK(new Array(2000).fill(long), 1, { signal: controller.signal });
  caller.postMessage(null);
  await expect(answered).rejects.toThrow('enough');
  caller.close();
  await model.dispose();
});
