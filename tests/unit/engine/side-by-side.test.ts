import { expect, it } from 'vitest';
import { startModel } from '../../../src/engine/running/load.ts';
import { startRuntime } from '../../../src/engine/running/runtime.ts';
import { openModel, prepare } from '../../../src/engine/running/prepare.ts';
import { nodeFiles } from '../../../scripts/node/node-files.ts';
import { runtimes } from '../../../scripts/node/runtimes.ts';
import { checkpointFolder } from '../../fixtures/checkpoints.ts';

/**
 * ORT empties its table of external files when it has made a session, and so fails to make another that is a step or
 * two behind: all are prepared beforehand, and each begins one turn of the microtasks after the one before. The kernel
 * has instances of its own.
 */
it.each(['fp32', 'int8'] as const)('models may be started at the same time, %s', async (precision) => {
  const opened = await openModel(nodeFiles(checkpointFolder('safetensors')));
  const made = () => prepare(opened, { device: 'wasm', precision });
  const prepared = [await made(), await made(), await made()];
  // What all wait for would bring them into step.
  await startRuntime(runtimes.ort);
  const models = await Promise.all(
    prepared.map(async (one, turns) => {
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      return await startModel(runtimes, one, 'small');
    }),
  );
  for (const { backend } of models) expect(backend.precision).toBe(precision);
  const input = { ids: Int32Array.of(2, 4, 3), positions: Int32Array.of(1) };
  const answers = await Promise.all(models.map((model) => model.topK([input], 3)));
  expect(answers[1]).toEqual(answers[0]);
  expect(answers[2]).toEqual(answers[0]);
  await Promise.all(models.map((model) => model.dispose()));
});
