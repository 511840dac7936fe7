import type { Description } from '../description.ts';
import { ModelError } from '../errors.ts';
import type { Architecture, Tensors } from './architecture.ts';
import { describeBertLike } from './bert-like.ts';
import { dense, wholeTensor } from './describer.ts';
import type { LayerNames, LayerSizes } from './post-norm.ts';
import type { Fields } from './fields.ts';

/** What config.json says of a BERT and its kin; names as in Hugging Face's BertConfig. */
export interface BertConfig extends LayerSizes {
  readonly layers: number;
  readonly vocabularySize: number;
  /** Rows of the position table. */
  readonly maxPositions: number;
  readonly typeVocabularySize: number;
  /** The decoder's matrix is the word embeddings (`tie_word_embeddings`), as in every published BERT. */
  readonly tiedDecoder: boolean;
}

/**
 * Reads config.json. Fields an early checkpoint left out take BertConfig's defaults. @throws ModelError `damaged` or
 * `unsupported`, naming the field
 */
export function readBertConfig(fields: Fields): BertConfig {
  fields.requireOneOf('position_embedding_type', 'absolute', 'absolute');
  if (fields.get('is_decoder') === true)
    throw new ModelError('unsupported', 'config.json: is_decoder is not supported');
  return {
    ...fields.heads('hidden_size', 768, 'num_attention_heads', 12),
    layers: fields.size('num_hidden_layers', 12, 128),
    intermediateSize: fields.size('intermediate_size', 3072, 65536),
    vocabularySize: fields.size('vocab_size', 30522, 2_000_000),
    maxPositions: fields.size('max_position_embeddings', 512, 65536),
    typeVocabularySize: fields.size('type_vocab_size', 2, 1024),
    layerNormEpsilon: fields.epsilon('layer_norm_eps', 1e-12),
    activation: fields.activation('hidden_act', 'gelu'),
    tiedDecoder: fields.get('tie_word_embeddings') !== false,
  };
}

/** Names of BERT's layer, which its kin kept. */
export const bertLayerNames = (index: number): LayerNames => ({
  query: `encoder.layer.${index}.attention.self.query`,
  key: `encoder.layer.${index}.attention.self.key`,
  value: `encoder.layer.${index}.attention.self.value`,
  out: `encoder.layer.${index}.attention.output.dense`,
  attentionNorm: `encoder.layer.${index}.attention.output.LayerNorm`,
  up: `encoder.layer.${index}.intermediate.dense`,
  down: `encoder.layer.${index}.output.dense`,
  outputNorm: `encoder.layer.${index}.output.LayerNorm`,
});

/** BertForMaskedLM and BertForPreTraining (modeling_bert.py), and what is one of them by its files (ERNIE). */
export const bert: Architecture = (fields) => {
  const config = readBertConfig(fields);
  return (tensors) => describeBert(config, tensors);
};

/** A BERT's description. @throws ModelError */
export function describeBert(config: BertConfig, tensors: Tensors): Description {
  if (tensors.has('embeddings.task_type_embeddings.weight'))
    throw new ModelError('unsupported', 'Task type embeddings (ERNIE 2 and later) are not supported');
  const relationship = 'cls.seq_relationship';
  const tellsNext = tensors.has('pooler.dense.weight') && tensors.has(`${relationship}.weight`);
  const { hiddenSize: h, activation } = config;
  return describeBertLike(tensors, {
    ...config,
    layerNames: bertLayerNames,
    head: { dense: 'cls.predictions.transform.dense', norm: 'cls.predictions.transform.LayerNorm', activation },
    decoder: 'cls.predictions.decoder.weight',
    bias: ['cls.predictions.bias', 'cls.predictions.decoder.bias'],
    nextSentence: tellsNext
      ? (describer) => ({
          pooler: describer.matrix('pooler', [dense('pooler.dense', h, h)]),
          relationship: describer.table(relationship, wholeTensor(`${relationship}.weight`, 2, h)),
          bias: describer.table(`${relationship}.bias`, wholeTensor(`${relationship}.bias`, 2)),
        })
      : undefined,
  });
}
