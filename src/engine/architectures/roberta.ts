import { ModelError } from '../errors.ts';
import { finish, headOf, vocabulary, type Architecture } from './architecture.ts';
import { bertEmbeddings, bertLayer, denseHead, readBertConfig, WORDS } from './bert.ts';
import { Describer } from './describer.ts';
import { postNormLayer } from './post-norm.ts';
import type { Fields } from './fields.ts';

/**
 * RobertaForMaskedLM (modeling_roberta.py), XLM-R and CamemBERT, and LUKE without entities, which is the same: positions begin behind the padding's
 * row (`create_position_ids_from_input_ids`), and the head's activation is the exact GELU whatever config.json says.
 */
export const roberta: Architecture = (fields) => {
  const config = readBertConfig(fields);
  const padding = fields.size('pad_token_id', 1, 2_000_000, 0);
  const firstPosition = countsFromZero(fields) ? 0 : padding + 1;
  const maxPositions = config.maxPositions - firstPosition;
  if (maxPositions < 1)
    throw new ModelError('damaged', `config.json: no positions are left behind pad_token_id ${padding}`);
  return (tensors) => {
    const { hiddenSize: h, layers, vocabularySize, layerNormEpsilon: epsilon, heads } = config;
    headOf(tensors, 'lm_head.dense.weight');
    const { words, ownDecoder } = vocabulary(tensors, {
      vocabularySize,
      width: h,
      words: WORDS,
      decoder: 'lm_head.decoder.weight',
      bias: ['lm_head.bias', 'lm_head.decoder.bias'],
      tied: config.tiedDecoder,
    });
    const describer = new Describer();
    const wordMatrix = describer.matrix('words', [words]);
    let x = bertEmbeddings(describer, wordMatrix, {
      width: h,
      epsilon,
      positionRows: config.maxPositions,
      typeVocabularySize: config.typeVocabularySize,
      firstPosition,
    });
    const states = [x];
    for (let layer = 0; layer < layers; layer++)
      states.push((x = postNormLayer(describer, x, bertLayer(layer), config, { layer, last: layer === layers - 1 })));
    const body = describer.take();
    const names = { dense: 'lm_head.dense', norm: 'lm_head.layer_norm' };
    const out = denseHead(describer, x, { ...names, inputs: h, outputs: h, activation: 'gelu', epsilon });
    const decoder = ownDecoder ? describer.matrix('decoder', [ownDecoder]) : wordMatrix;
    const sizes = { vocabularySize, maxPositions, segments: config.typeVocabularySize, layers, heads, hiddenSize: h };
    return finish(describer, sizes, { constants: [], body, states, out, decoder, nextSentence: null });
  };
};

/**
 * rinna's japanese-roberta-base was trained with positions from 0, which its config.json does not say (its card does: "provide position_ids"). It is
 * told by what no other RoBERTa has: T5's first ids, <s> 1, </s> 2 and [PAD] 3, with 32,000 pieces.
 */
const countsFromZero = (fields: Fields): boolean =>
  fields.get('pad_token_id') === 3 &&
  fields.get('bos_token_id') === 1 &&
  fields.get('eos_token_id') === 2 &&
  fields.get('vocab_size') === 32_000;
