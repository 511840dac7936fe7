import { expect, it } from 'vitest';
import { loadModel } from '../../../src/engine/running/load.ts';
import { nodeFiles } from '../../../scripts/node/node-files.ts';
import { runtimes } from '../../../scripts/node/runtimes.ts';
import { root } from '../../../scripts/node/paths.ts';

it('two models may be loaded at the same time', async () => {
  const load = () =>
    loadModel({ runtimes, files: nodeFiles(`${root}/models/default`), name: 'default', selfTest: false });
  const models = await Promise.all([load(), load(), load()]);
  const input = { ids: Int32Array.of(2, 4, 3), positions: Int32Array.of(1) };
  const answers = await Promise.all(models.map((model) => model.topK([input], 3)));
  expect(answers[1]).toEqual(answers[0]);
  expect(answers[2]).toEqual(answers[0]);
  await Promise.all(models.map((model) => model.dispose()));
});
