import { describe, expect, it } from 'vitest';
import { nodeFiles } from '../../../scripts/node/node-files.ts';
import { openModel } from '../../../src/engine/running/prepare.ts';
import { referenceLogProbabilities } from '../../../src/engine/backends/reference/reference.ts';
import { checkpointFolder, expectedOutputs } from '../../fixtures/checkpoints.ts';

describe.each(['safetensors', 'torch-zip'] as const)('referenceLogProbabilities of %s', (name) => {
  it('is PyTorch’s forward pass', async () => {
    const { description, weights } = await openModel(nodeFiles(checkpointFolder(name)));
    for (const { ids, tokenTypes, positions, logProbabilities } of expectedOutputs(name)) {
      const logs = await referenceLogProbabilities(description, weights, { ids, tokenTypes }, positions[0]!);
      logProbabilities[0]!.forEach((expected, id) => expect(Math.abs(logs[id]! - expected)).toBeLessThan(2e-5));
    }
  });
});
