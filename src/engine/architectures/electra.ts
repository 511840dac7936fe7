import type { Architecture } from './architecture.ts';
import { describeBertLike } from './bert-like.ts';
import { bertLayerNames, readBertConfig } from './bert.ts';

/**
 * ElectraForMaskedLM, the generators (modeling_electra.py): BERT with embeddings of another width; discriminators fill
 * no masks.
 */
export const electra: Architecture = (fields) => {
  const config = readBertConfig(fields);
  const width = fields.size('embedding_size', 128, 8192);
  return (tensors) =>
    describeBertLike(tensors, {
      ...config,
      width,
      ...(width !== config.hiddenSize && { projection: 'embeddings_project' }),
      layerNames: bertLayerNames,
      head: { dense: 'generator_predictions.dense', norm: 'generator_predictions.LayerNorm', activation: 'gelu' },
      decoder: 'generator_lm_head.weight',
      bias: ['generator_lm_head.bias'],
    });
};
