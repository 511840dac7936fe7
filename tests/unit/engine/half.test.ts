import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadModel } from '../../../src/engine/running/load.ts';
import { nodeFiles } from '../../../scripts/node/node-files.ts';
import { runtimes } from '../../../scripts/node/runtimes.ts';
import { root } from '../../../scripts/node/paths.ts';

it('runs in halves on the CPU, which reads large weights twice', async () => {
  const input = { ids: Int32Array.of(2, 4, 3), positions: Int32Array.of(1) };
  const best = async (precision: 'fp16' | 'fp32') => {
    const model = await loadModel({
      runtimes,
      files: nodeFiles(join(root, 'models/default')),
      name: 'default',
      targets: [{ device: 'wasm', precision }],
      selfTest: false,
    });
    const tops = await model.topK([input], 1);
    await model.dispose();
    return tops[0]![0]!.ids[0];
  };
  expect(await best('fp16')).toBe(await best('fp32'));
});
