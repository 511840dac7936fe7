import type { Architecture } from './architecture.ts';
import { describeBertLike } from './bert-like.ts';
import type { LayerNames } from './post-norm.ts';

const layerNames = (group: number, inner: number): LayerNames => {
  const prefix = `encoder.albert_layer_groups.${group}.albert_layers.${inner}`;
  return {
    query: `${prefix}.attention.query`,
    key: `${prefix}.attention.key`,
    value: `${prefix}.attention.value`,
    out: `${prefix}.attention.dense`,
    attentionNorm: `${prefix}.attention.LayerNorm`,
    up: `${prefix}.ffn`,
    down: `${prefix}.ffn_output`,
    outputNorm: `${prefix}.full_layer_layer_norm`,
  };
};

/**
 * AlbertForMaskedLM and AlbertForPreTraining (modeling_albert.py): narrow embeddings, and layers that share their
 * weights by groups.
 */
export const albert: Architecture = (fields) => {
  fields.requireOneOf('position_embedding_type', 'absolute', 'absolute');
  const heads = fields.heads('hidden_size', 4096, 'num_attention_heads', 64);
  const width = fields.size('embedding_size', 128, 8192);
  const repeats = fields.size('num_hidden_layers', 12, 128);
  const groups = fields.size('num_hidden_groups', 1, 128);
  const inner = fields.size('inner_group_num', 1, 16);
  const sizes = {
    ...heads,
    width,
    layers: repeats * inner,
    maxPositions: fields.size('max_position_embeddings', 512, 65536),
    vocabularySize: fields.size('vocab_size', 30000, 2_000_000),
    typeVocabularySize: fields.size('type_vocab_size', 2, 1024),
    layerNormEpsilon: fields.epsilon('layer_norm_eps', 1e-12),
    activation: fields.activation('hidden_act', 'gelu_new'),
    intermediateSize: fields.size('intermediate_size', 16384, 65536),
    tiedDecoder: fields.get('tie_word_embeddings') !== false,
  };
  return (tensors) =>
    describeBertLike(tensors, {
      ...sizes,
      projection: 'encoder.embedding_hidden_mapping_in',
      layerNames: (layer) => layerNames(Math.floor(Math.floor(layer / inner) / (repeats / groups)), layer % inner),
      head: { dense: 'predictions.dense', norm: 'predictions.LayerNorm', activation: sizes.activation },
      decoder: 'predictions.decoder.weight',
      bias: ['predictions.bias', 'predictions.decoder.bias'],
    });
};
