import * as native from 'onnxruntime-node';
import type { PreparedGraph } from '../../src/engine/running/prepare.ts';

/**
 * A fill-mask as one writes it for onnxruntime-node: the exported graph, one thread, softmax and top k of the masked
 * row.
 */
export async function nativeFillMask({ graph, weights, description }: PreparedGraph) {
  const session = await native.InferenceSession.create(graph, {
    executionProviders: ['cpu'],
    externalData: [{ path: 'weights', data: Buffer.concat([...weights.pieces()]) }],
    graphOptimizationLevel: 'all',
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
  });
  return {
    async topK(ids: Int32Array, position: number, k: number): Promise<{ id: number; probability: number }[]> {
      const dims = [1, ids.length];
      const tensor = (values: BigInt64Array) => new native.Tensor('int64', values, dims);
      const { logits } = await session.run({
        input_ids: tensor(BigInt64Array.from(ids, BigInt)),
        attention_mask: tensor(new BigInt64Array(ids.length).fill(1n)),
        token_type_ids: tensor(new BigInt64Array(ids.length)),
      });
      const v = description.vocabularySize;
      const row = (logits!.data as Float32Array).subarray(position * v, (position + 1) * v);
      const largest = row.reduce((a, b) => Math.max(a, b), -Infinity);
      let total = 0;
      const best: { id: number; probability: number }[] = [];
      row.forEach((logit, id) => {
        const probability = Math.exp(logit - largest);
        total += probability;
        if (best.length < k || probability > best.at(-1).probability) {
          best.push({ id, probability });
          best.sort((a, b) => b.probability - a.probability);
          best.length = Math.min(k, best.length);
        }
      });
      return best.map(({ id, probability }) => ({ id, probability: probability / total }));
    },
    dispose: () => session.release(),
  };
}
