import { readdirSync, readFileSync } from 'node:fs';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { nodeFiles } from '../../../scripts/node/node-files.ts';
import { runtimes } from '../../../scripts/node/runtimes.ts';
import { descriptionSchema } from '../../../src/engine/description.ts';
import { loadInspector } from '../../../src/engine/running/inspect.ts';
import { loadModel } from '../../../src/engine/running/load.ts';
import { KERNEL, openModel } from '../../../src/engine/running/prepare.ts';
import { referenceLogProbabilities } from '../../../src/engine/backends/reference/reference.ts';
import { architectureFolder, expectedOf, toInput, type Expected } from '../../fixtures/checkpoints.ts';

const names = readdirSync(architectureFolder(''));

/**
 * Mean Kullback-Leibler divergence (nats) from PyTorch's distributions, the largest difference of log probabilities,
 * and in how many the best word is the same.
 */
async function compare(name: string, target: { device: 'wasm'; precision: 'fp32' | 'int8' }, expected: Expected[]) {
  const files = nodeFiles(architectureFolder(name));
  const model = await loadModel({ runtimes, files, name, targets: [target] });
  const results = await model.topK(expected.map(toInput), model.vocabularySize);
  await model.dispose();
  let [divergence, worst, agreed, count] = [0, 0, 0, 0];
  expected.forEach(({ logProbabilities }, sentence) =>
    logProbabilities.forEach((logs, p) => {
      const { ids, probabilities } = results[sentence]![p]!;
      ids.forEach((id, rank) => {
        const log = Math.log(probabilities[rank]!);
        worst = Math.max(worst, Math.abs(log - logs[id]!));
        divergence += Math.exp(logs[id]!) * (logs[id]! - log);
      });
      agreed += Number(logs[ids[0]!] === Math.max(...logs));
      count++;
    }),
  );
  return { divergence: divergence / count, worst, agreed, count };
}

describe.each(names)('%s', (name) => {
  const expected = expectedOf(architectureFolder(name));

  it('is a description that can be kept', async () => {
    const { description } = await openModel(nodeFiles(architectureFolder(name)));
    expect(v.parse(descriptionSchema, JSON.parse(JSON.stringify(description)))).toEqual(description);
  });

  it('is PyTorch’s forward pass in plain arithmetic', async () => {
    const { description, weights } = await openModel(nodeFiles(architectureFolder(name)));
    for (const { ids, positions, logProbabilities } of expected) {
      for (const [p, position] of positions.entries()) {
        const logs = await referenceLogProbabilities(description, weights, { ids }, position);
        logProbabilities[p]!.forEach((log, id) => expect(Math.abs(logs[id]! - log)).toBeLessThan(1e-4));
      }
    }
  });

  it('is PyTorch’s within 1e-4 on ONNX Runtime in fp32', async () => {
    const { worst, agreed, count } = await compare(name, { device: 'wasm', precision: 'fp32' }, expected);
    expect(worst).toBeLessThan(1e-4);
    expect(agreed).toBe(count);
  });

  it('stays near PyTorch’s in int8 on our kernel', async () => {
    const { divergence, agreed, count } = await compare(name, { device: 'wasm', precision: 'int8' }, expected);
    if (process.env['SHOW']) console.log(name, divergence.toFixed(4), `${agreed} of ${count}`);
    expect(divergence).toBeLessThan(0.02);
    expect(agreed).toBeGreaterThanOrEqual(count - 1);
  });

  it.each([KERNEL, { device: 'wasm', precision: 'fp32' } as const])(
    'shows PyTorch’s attention ($precision)',
    async (target) => {
      const files = nodeFiles(architectureFolder(name));
      const inspector = await loadInspector({ runtimes, files, target });
      const sentence = expected.find(({ attentions }) => attentions)!;
      const size = sentence.ids.length ** 2;
      const distances: number[] = [];
      for (const layer of inspector.layers) {
        const heads = await inspector.attention(toInput(sentence), layer);
        heads.forEach((weights, head) =>
          weights.forEach((weight, i) =>
            distances.push(Math.abs(weight - sentence.attentions![(layer * inspector.heads + head) * size + i]!)),
          ),
        );
      }
      expect(distances).toHaveLength(sentence.attentions!.length);
      expect(Math.max(...distances)).toBeLessThan(target === KERNEL ? 0.15 : 1e-4);
      expect(distances.reduce((sum, distance) => sum + distance, 0) / distances.length).toBeLessThan(0.015);
      await inspector.dispose();
    },
  );
});

it('has fixtures that are small', () => {
  for (const name of names)
    for (const file of readdirSync(architectureFolder(name)))
      expect(readFileSync(`${architectureFolder(name)}/${file}`).length, `${name}/${file}`).toBeLessThan(300_000);
});
