import { expect, it } from 'vitest';
import { loadModel } from '../../../src/engine/running/load.ts';
import { nodeFiles } from '../../../scripts/node/node-files.ts';
import { runtimes } from '../../../scripts/node/runtimes.ts';
import { checkpointFolder } from '../../fixtures/checkpoints.ts';

// ORT fails where two sessions are made at once; the kernel has instances of its own.
it.each(['fp32', 'int8'] as const)('models may be loaded at the same time, %s', async (precision) => {
  const load = () =>
    loadModel({
      runtimes,
      files: nodeFiles(checkpointFolder('safetensors')),
      name: 'small',
      targets: [{ device: 'wasm', precision }],
      selfTest: false,
    });
  const models = await Promise.all([load(), load(), load()]);
  for (const { backend } of models) expect(backend.precision).toBe(precision);
  const input = { ids: Int32Array.of(2, 4, 3), positions: Int32Array.of(1) };
  const answers = await Promise.all(models.map((model) => model.topK([input], 3)));
  expect(answers[1]).toEqual(answers[0]);
  expect(answers[2]).toEqual(answers[0]);
  await Promise.all(models.map((model) => model.dispose()));
});
