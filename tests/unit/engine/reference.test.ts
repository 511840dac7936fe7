import { describe, expect, it } from 'vitest';
import { nodeFiles } from '../../../scripts/node/node-files.ts';
import { openModel } from '../../../src/engine/running/prepare.ts';
import { referenceLogProbabilities } from '../../../src/engine/backends/reference/reference.ts';
import { checkpointFolder, expectedOutputs } from '../../fixtures/checkpoints.ts';

describe.each(['safetensors', 'torch-zip'] as const)('referenceLogProbabilities of %s', (name) => {
  it('is PyTorch’s forward pass', async () => {
    const { config, weights } = await openModel(nodeFiles(checkpointFolder(name)));
    // Sentences of one segment: the self-test needs no other.
    for (const { ids, positions, logProbabilities } of expectedOutputs(name).filter(
      ({ tokenTypes }) => !tokenTypes.includes(1),
    )) {
      const logs = await referenceLogProbabilities(config, weights, ids, positions[0]!);
      logProbabilities[0]!.forEach((expected, id) => expect(Math.abs(logs[id]! - expected)).toBeLessThan(2e-5));
    }
  });
});
