import type { Architecture } from './architecture.ts';
import { describeBertLike } from './bert-like.ts';
import type { LayerNames } from './post-norm.ts';

const layerNames = (index: number): LayerNames => ({
  query: `transformer.layer.${index}.attention.q_lin`,
  key: `transformer.layer.${index}.attention.k_lin`,
  value: `transformer.layer.${index}.attention.v_lin`,
  out: `transformer.layer.${index}.attention.out_lin`,
  attentionNorm: `transformer.layer.${index}.sa_layer_norm`,
  up: `transformer.layer.${index}.ffn.lin1`,
  down: `transformer.layer.${index}.ffn.lin2`,
  outputNorm: `transformer.layer.${index}.output_layer_norm`,
});

/** DistilBertForMaskedLM (modeling_distilbert.py): BERT without segments, under names of its own. */
export const distilbert: Architecture = (fields) => {
  const sizes = {
    ...fields.heads('dim', 768, 'n_heads', 12),
    layers: fields.size('n_layers', 6, 128),
    maxPositions: fields.size('max_position_embeddings', 512, 65536),
    vocabularySize: fields.size('vocab_size', 30522, 2_000_000),
    activation: fields.activation('activation', 'gelu'),
    intermediateSize: fields.size('hidden_dim', 3072, 65536),
    tiedDecoder: fields.get('tie_word_embeddings') !== false,
    layerNormEpsilon: 1e-12,
    typeVocabularySize: 0,
  };
  return (tensors) =>
    describeBertLike(tensors, {
      ...sizes,
      layerNames,
      head: { dense: 'vocab_transform', norm: 'vocab_layer_norm', activation: sizes.activation },
      decoder: 'vocab_projector.weight',
      bias: ['vocab_projector.bias'],
    });
};
