import { ModelError } from '../errors.ts';
import type { Architecture } from './architecture.ts';
import { describeBertLike } from './bert-like.ts';
import { bertLayerNames, readBertConfig } from './bert.ts';
import type { Fields } from './fields.ts';

/**
 * RobertaForMaskedLM (modeling_roberta.py), XLM-R and CamemBERT, and LUKE without entities, which is the same:
 * positions begin behind the padding's row (`create_position_ids_from_input_ids`), and the head's activation is the
 * exact GELU whatever config.json says.
 */
export const roberta: Architecture = (fields) => {
  const config = readBertConfig(fields);
  const padding = fields.size('pad_token_id', 1, 2_000_000, 0);
  const firstPosition = countsFromZero(fields) ? 0 : padding + 1;
  if (config.maxPositions <= firstPosition)
    throw new ModelError('damaged', `config.json: no positions are left behind pad_token_id ${padding}`);
  return (tensors) =>
    describeBertLike(tensors, {
      ...config,
      firstPosition,
      layerNames: bertLayerNames,
      head: { dense: 'lm_head.dense', norm: 'lm_head.layer_norm', activation: 'gelu' },
      decoder: 'lm_head.decoder.weight',
      bias: ['lm_head.bias', 'lm_head.decoder.bias'],
    });
};

/**
 * rinna's japanese-roberta-base was trained with positions from 0, which its config.json does not say (its card does:
 * "provide position_ids"). It is told by what no other RoBERTa has: T5's first ids, <s> 1, </s> 2 and [PAD] 3, with
 * 32,000 pieces.
 */
const countsFromZero = (fields: Fields): boolean =>
  fields.get('pad_token_id') === 3 &&
  fields.get('bos_token_id') === 1 &&
  fields.get('eos_token_id') === 2 &&
  fields.get('vocab_size') === 32_000;
