import { ModelError } from './errors.ts';
import { readJson, type ModelFiles } from './model-files.ts';

export type Activation = 'gelu' | 'gelu_tanh' | 'relu';

/** What the graph needs of config.json; names as in Hugging Face's BertConfig. */
export interface BertConfig {
  readonly hiddenSize: number;
  readonly layers: number;
  readonly heads: number;
  readonly intermediateSize: number;
  readonly vocabularySize: number;
  readonly maxPositions: number;
  readonly typeVocabularySize: number;
  readonly layerNormEpsilon: number;
  readonly activation: Activation;
  /** The decoder's matrix is the word embeddings (`tie_word_embeddings`), as in every published BERT. */
  readonly tiedDecoder: boolean;
}

/** How Hugging Face's names for activations map to the two GELUs: exact (erf) and the tanh approximation. */
const activations: Readonly<Record<string, Activation>> = {
  gelu: 'gelu',
  gelu_python: 'gelu',
  gelu_new: 'gelu_tanh',
  gelu_fast: 'gelu_tanh',
  gelu_pytorch_tanh: 'gelu_tanh',
  relu: 'relu',
};

/** Reads config.json. Fields an early checkpoint left out take BertConfig's defaults. */
export async function readConfig(files: ModelFiles, signal?: AbortSignal): Promise<BertConfig> {
  const json = await readJson(files, 'config.json', signal);
  if (json === null) throw new ModelError('missing', 'config.json is missing');
  return parseConfig(json);
}

export function parseConfig(json: unknown): BertConfig {
  if (typeof json !== 'object' || json === null) throw new ModelError('damaged', 'config.json: not an object');
  const fields = json as Record<string, unknown>;

  const modelType = fields['model_type'];
  if (modelType !== undefined && modelType !== 'bert') {
    throw new ModelError(
      'unsupported',
      `config.json: model_type is ${JSON.stringify(modelType)}, only "bert" is supported`,
    );
  }
  const positionType = fields['position_embedding_type'] ?? 'absolute';
  if (positionType !== 'absolute') {
    throw new ModelError(
      'unsupported',
      `config.json: position_embedding_type ${JSON.stringify(positionType)} is not supported`,
    );
  }
  if (fields['is_decoder'] === true) throw new ModelError('unsupported', 'config.json: is_decoder is not supported');

  const size = (name: string, fallback: number, limit: number): number => {
    const value = fields[name] ?? fallback;
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > limit) {
      throw new ModelError(
        'damaged',
        `config.json: ${name} is ${JSON.stringify(value)}, expected a whole number from 1 to ${limit}`,
      );
    }
    return value;
  };
  const hiddenSize = size('hidden_size', 768, 8192);
  const heads = size('num_attention_heads', 12, 256);
  if (hiddenSize % heads !== 0) {
    throw new ModelError(
      'damaged',
      `config.json: hidden_size ${hiddenSize} is not divisible by num_attention_heads ${heads}`,
    );
  }
  const act = fields['hidden_act'] ?? 'gelu';
  const activation = typeof act === 'string' && Object.hasOwn(activations, act) ? activations[act] : undefined;
  if (!activation)
    throw new ModelError('unsupported', `config.json: hidden_act ${JSON.stringify(act)} is not supported`);
  const epsilon = fields['layer_norm_eps'] ?? 1e-12;
  if (typeof epsilon !== 'number' || !(epsilon > 0 && epsilon < 1)) {
    throw new ModelError('damaged', `config.json: layer_norm_eps is ${JSON.stringify(epsilon)}`);
  }
  return {
    hiddenSize,
    layers: size('num_hidden_layers', 12, 128),
    heads,
    intermediateSize: size('intermediate_size', 3072, 65536),
    vocabularySize: size('vocab_size', 30522, 2_000_000),
    maxPositions: size('max_position_embeddings', 512, 65536),
    typeVocabularySize: size('type_vocab_size', 2, 1024),
    layerNormEpsilon: epsilon,
    activation,
    tiedDecoder: fields['tie_word_embeddings'] !== false,
  };
}
