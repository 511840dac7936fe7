import { expect, it } from 'vitest';
import { ModelError } from '../../../src/engine/errors.ts';
import { inspect, type Preparable } from '../../../src/library/starting.ts';
import { runtimes } from '../../../scripts/node/runtimes.ts';

it.each([
  [new RangeError('Array buffer allocation failed'), { name: 'BackendError', code: 'memory' }],
  [new ModelError('damaged', 'model.safetensors: too short'), { name: 'ModelError', code: 'damaged' }],
])('looking inside fails by name: %s', async (error, expected) => {
  const model: Preparable = {
    name: 'x',
    targetsOf: () => [],
    prepare: async () => Promise.reject(error),
    selfTest: async () => Promise.reject(new Error('not asked')),
  };
  await expect(inspect(model, { runtimes })).rejects.toMatchObject(expected);
});
