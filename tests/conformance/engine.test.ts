import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeFiles } from '../../scripts/node/node-files.ts';
import { runtimes } from '../../scripts/node/runtimes.ts';
import { loadInspector, type Inspector } from '../../src/engine/running/inspect.ts';
import { openModel } from '../../src/engine/running/prepare.ts';
import { loadModel } from '../../src/engine/running/load.ts';
import type { MaskedLanguageModel } from '../../src/predictions/model.ts';
import { checkpointFolder, checkpoints, expectedOutputs, toInput } from '../fixtures/checkpoints.ts';

const load = (name: (typeof checkpoints)[number], precision: 'fp32' | 'int8' | 'q4') =>
  loadModel({ runtimes, files: nodeFiles(checkpointFolder(name)), name, targets: [{ device: 'wasm', precision }] });

describe.each(checkpoints)('%s in fp32', (name) => {
  const expected = expectedOutputs(name);
  const inputs = expected.map(toInput);
  let model: MaskedLanguageModel;
  beforeAll(async () => {
    model = await load(name, 'fp32');
  });
  afterAll(() => model.dispose());

  it('has PyTorch’s log probabilities within 1e-4, sentences of all lengths in one batch', async () => {
    const results = await model.topK(inputs, model.vocabularySize);
    expected.forEach(({ positions, logProbabilities }, sentence) => {
      expect(results[sentence]).toHaveLength(positions.length);
      logProbabilities.forEach((logs, p) => {
        const { ids, probabilities } = results[sentence]![p]!;
        expect([...ids].sort((a, b) => a - b)).toEqual(logs.map((_, id) => id));
        ids.forEach((id, rank) => expect(Math.abs(Math.log(probabilities[rank]!) - logs[id]!)).toBeLessThan(1e-4));
        const sorted = logs.map((log, id) => ({ log, id })).sort((a, b) => b.log - a.log);
        expect(Array.from(ids.slice(0, 3))).toEqual(sorted.slice(0, 3).map(({ id }) => id));
      });
    });
  });

  it('has PyTorch’s log probability of any given word', async () => {
    const targets = inputs.map(({ positions }, i) => positions.map((_, p) => (i * 31 + p * 17) % model.vocabularySize));
    const results = await model.logProbabilities(inputs, targets);
    results.forEach((logs, i) =>
      logs.forEach((log, p) =>
        expect(Math.abs(log - expected[i]!.logProbabilities[p]![targets[i]![p]!]!)).toBeLessThan(1e-4),
      ),
    );
  });
});

describe.each(['safetensors', 'torch-zip', 'torch-legacy'] as const)('the insides of %s', (name) => {
  const expected = expectedOutputs(name);
  let inspector: Inspector;
  beforeAll(async () => {
    inspector = await loadInspector({
      runtimes,
      files: nodeFiles(checkpointFolder(name)),
      target: { device: 'wasm', precision: 'fp32' },
    });
  });
  afterAll(() => inspector.dispose());

  it('has PyTorch’s attention weights', async () => {
    const withAttentions = expected.filter(({ attentions }) => attentions);
    expect(withAttentions).not.toEqual([]);
    for (const sentence of withAttentions) {
      const size = sentence.ids.length ** 2;
      for (const layer of inspector.layers) {
        const heads = await inspector.attention(toInput(sentence), layer);
        expect(heads).toHaveLength(inspector.heads);
        heads.forEach((weights, head) => {
          const at = (layer * inspector.heads + head) * size;
          weights.forEach((weight, i) => expect(Math.abs(weight - sentence.attentions![at + i]!)).toBeLessThan(1e-4));
        });
        const [third] = await inspector.attention(toInput(sentence), layer, [2]);
        expect(third).toEqual(heads[2]);
      }
    }
  });

  it('has PyTorch’s next-sentence logits', async () => {
    for (const sentence of expected) {
      const logits = await inspector.nextSentence(toInput(sentence));
      expect(logits).toHaveLength(sentence.nextSentence.length);
      logits.forEach((logit, i) => expect(Math.abs(logit - sentence.nextSentence[i]!)).toBeLessThan(1e-4));
    }
  });
});

it('has the hidden states that the next-sentence head reads, and in int8 nearly the same', async () => {
  const files = nodeFiles(checkpointFolder('safetensors'));
  const { weights, description } = await openModel(files);
  const h = description.hiddenSize;
  const [pooler, poolerBias, relation, relationBias] = await Promise.all([
    weights.get('pooler.dense.weight', [h, h]).read(),
    weights.get('pooler.dense.bias', [h]).read(),
    weights.get('cls.seq_relationship.weight', [2, h]).read(),
    weights.get('cls.seq_relationship.bias', [2]).read(),
  ]);
  const dot = (matrix: Float32Array, row: number, x: ArrayLike<number>) =>
    Array.from({ length: h }, (_, i) => matrix[row * h + i]! * x[i]!).reduce((a, b) => a + b);
  const exact = await loadInspector({
    runtimes,
    files,
    target: { device: 'wasm', precision: 'fp32' },
  });
  const int8 = await loadInspector({ runtimes, files });
  for (const sentence of expectedOutputs('safetensors')) {
    const states = await exact.hiddenStates(toInput(sentence));
    const size = sentence.ids.length * h;
    expect(states).toHaveLength((description.layers + 1) * size);
    const last = states.subarray(description.layers * size, description.layers * size + h);
    const pooled = Array.from({ length: h }, (_, i) => Math.tanh(dot(pooler, i, last) + poolerBias[i]!));
    sentence.nextSentence.forEach((logit, i) =>
      expect(Math.abs(dot(relation, i, pooled) + relationBias[i]! - logit)).toBeLessThan(1e-4),
    );
    const near = await int8.hiddenStates(toInput(sentence));
    expect(near).toHaveLength(states.length);
    near.forEach((value, i) => expect(Math.abs(value - states[i]!)).toBeLessThan(0.3));
  }
  await exact.dispose();
  await int8.dispose();
});

it('looks inside in int8 as well, near PyTorch', async () => {
  const inspector = await loadInspector({ runtimes, files: nodeFiles(checkpointFolder('safetensors')) });
  for (const sentence of expectedOutputs('safetensors')) {
    const logits = await inspector.nextSentence(toInput(sentence));
    expect(logits).toHaveLength(sentence.nextSentence.length);
    logits.forEach((logit, i) => expect(Math.abs(logit - sentence.nextSentence[i]!)).toBeLessThan(0.1));
    if (!sentence.attentions) continue;
    const size = sentence.ids.length ** 2;
    for (const layer of inspector.layers) {
      const heads = await inspector.attention(toInput(sentence), layer);
      heads.forEach((weights, head) =>
        weights.forEach((weight, i) =>
          expect(Math.abs(weight - sentence.attentions![(layer * inspector.heads + head) * size + i]!)).toBeLessThan(
            0.05,
          ),
        ),
      );
    }
  }
  await inspector.dispose();
});

describe.each(['int8', 'q4'] as const)('%s', (precision) => {
  it('stays near fp32', async () => {
    const expected = expectedOutputs('safetensors');
    const model = await load('safetensors', precision);
    const results = await model.topK(expected.map(toInput), model.vocabularySize);
    await model.dispose();
    let worst = 0;
    let agree = 0;
    let count = 0;
    expected.forEach(({ logProbabilities }, sentence) => {
      logProbabilities.forEach((logs, p) => {
        const { ids, probabilities } = results[sentence]![p]!;
        ids.forEach((id, rank) => (worst = Math.max(worst, Math.abs(Math.log(probabilities[rank]!) - logs[id]!))));
        agree += Number(logs[ids[0]!] === Math.max(...logs));
        count++;
      });
    });
    // Random weights of 32 dimensions are harder on quantisation than trained ones.
    expect(worst).toBeLessThan(precision === 'int8' ? 0.2 : 1.5);
    expect(agree / count).toBeGreaterThanOrEqual(precision === 'int8' ? 0.9 : 0.6);
  });
});
