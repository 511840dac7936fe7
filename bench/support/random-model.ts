import type { StoredTensor } from '../../src/engine/checkpoint/checkpoint.ts';
import { Weights } from '../../src/engine/checkpoint/weights.ts';
import { parseArchitecture } from '../../src/engine/architectures/index.ts';
import type { BertConfig } from '../../src/engine/architectures/bert.ts';
import type { OpenModel } from '../../src/engine/running/prepare.ts';

/** A model opened, and what its config.json says: the peers' graph is written from that. */
export interface Opened extends OpenModel {
  readonly config: BertConfig;
}

/** A BERT of 12 layers with random weights, in the shape of Tohoku's but for its width. */
export function randomModel(hiddenSize: number): Opened {
  const { config, tensors } = randomTensors(hiddenSize);
  const weights = new Weights(tensors);
  return { config, weights, description: parseArchitecture(configJson(config))(weights) };
}

/** A configuration as config.json has it. */
export const configJson = (config: BertConfig): object => ({
  architectures: ['BertForMaskedLM'],
  model_type: 'bert',
  hidden_size: config.hiddenSize,
  num_hidden_layers: config.layers,
  num_attention_heads: config.heads,
  intermediate_size: config.intermediateSize,
  vocab_size: config.vocabularySize,
  max_position_embeddings: config.maxPositions,
  type_vocab_size: config.typeVocabularySize,
  layer_norm_eps: config.layerNormEpsilon,
  hidden_act: config.activation === 'gelu_tanh' ? 'gelu_new' : config.activation,
});

/** The same as its configuration and its tensors by name. */
export function randomTensors(hiddenSize: number): { config: BertConfig; tensors: ReadonlyMap<string, StoredTensor> } {
  const config: BertConfig = {
    hiddenSize,
    layers: 12,
    heads: hiddenSize / 64,
    intermediateSize: 4 * hiddenSize,
    vocabularySize: 32_000,
    maxPositions: 512,
    typeVocabularySize: 2,
    layerNormEpsilon: 1e-12,
    activation: 'gelu',
    tiedDecoder: true,
  };
  const [h, inner, v] = [hiddenSize, config.intermediateSize, config.vocabularySize];
  const tensors = new Map<string, StoredTensor>();
  const add = (name: string, shape: number[]) => {
    const seed = tensors.size + 1;
    const mean = name.endsWith('LayerNorm.weight') ? 1 : 0;
    tensors.set(name, {
      name,
      shape,
      type: 'F32',
      file: '',
      offset: seed,
      read: async () =>
        normal(
          seed,
          shape.reduce((a, b) => a * b, 1),
          mean,
        ),
    });
  };
  const linear = (name: string, outputs: number, inputs: number) => {
    add(`${name}.weight`, [outputs, inputs]);
    add(`${name}.bias`, [outputs]);
  };
  const layerNorm = (name: string) => {
    add(`${name}.LayerNorm.weight`, [h]);
    add(`${name}.LayerNorm.bias`, [h]);
  };
  add('embeddings.word_embeddings.weight', [v, h]);
  add('embeddings.position_embeddings.weight', [config.maxPositions, h]);
  add('embeddings.token_type_embeddings.weight', [2, h]);
  layerNorm('embeddings');
  for (let layer = 0; layer < config.layers; layer++) {
    const prefix = `encoder.layer.${layer}`;
    for (const part of ['query', 'key', 'value']) linear(`${prefix}.attention.self.${part}`, h, h);
    linear(`${prefix}.attention.output.dense`, h, h);
    layerNorm(`${prefix}.attention.output`);
    linear(`${prefix}.intermediate.dense`, inner, h);
    linear(`${prefix}.output.dense`, h, inner);
    layerNorm(`${prefix}.output`);
  }
  linear('cls.predictions.transform.dense', h, h);
  layerNorm('cls.predictions.transform');
  add('cls.predictions.bias', [v]);
  return { config, tensors };
}

/**
 * About normal numbers (sum of four uniforms), standard deviation 0.05, from a linear congruential generator (Numerical
 * Recipes).
 */
function normal(seed: number, length: number, mean: number): Float32Array<ArrayBuffer> {
  const values = new Float32Array(length);
  let state = seed;
  const uniform = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32 - 0.5;
  for (let i = 0; i < length; i++) values[i] = mean + (uniform() + uniform() + uniform() + uniform()) * 0.0866;
  return values;
}
