import { finish, headOf, vocabulary, type Architecture } from './architecture.ts';
import { bertEmbeddings, denseHead, WORDS } from './bert.ts';
import { Describer } from './describer.ts';
import { postNormLayer, type LayerNames } from './post-norm.ts';

const EPSILON = 1e-12;

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
  const { hiddenSize: h, heads } = fields.heads('dim', 768, 'n_heads', 12);
  const layers = fields.size('n_layers', 6, 128);
  const maxPositions = fields.size('max_position_embeddings', 512, 65536);
  const vocabularySize = fields.size('vocab_size', 30522, 2_000_000);
  const activation = fields.activation('activation', 'gelu');
  const intermediateSize = fields.size('hidden_dim', 3072, 65536);
  const tied = fields.get('tie_word_embeddings') !== false;
  const layerSizes = { hiddenSize: h, heads, intermediateSize, layerNormEpsilon: EPSILON, activation };
  return (tensors) => {
    headOf(tensors, 'vocab_transform.weight');
    const { words, ownDecoder } = vocabulary(tensors, {
      vocabularySize,
      width: h,
      words: WORDS,
      decoder: 'vocab_projector.weight',
      bias: ['vocab_projector.bias'],
      tied,
    });
    const describer = new Describer();
    const wordMatrix = describer.matrix('words', [words]);
    let x = bertEmbeddings(describer, wordMatrix, {
      width: h,
      epsilon: EPSILON,
      positionRows: maxPositions,
      typeVocabularySize: 0,
    });
    const states = [x];
    for (let layer = 0; layer < layers; layer++)
      states.push(
        (x = postNormLayer(describer, x, layerNames(layer), layerSizes, { layer, last: layer === layers - 1 })),
      );
    const body = describer.take();
    const names = { dense: 'vocab_transform', norm: 'vocab_layer_norm' };
    const out = denseHead(describer, x, { ...names, inputs: h, outputs: h, activation, epsilon: EPSILON });
    const decoder = ownDecoder ? describer.matrix('decoder', [ownDecoder]) : wordMatrix;
    const sizes = { vocabularySize, maxPositions, segments: 0, layers, heads, hiddenSize: h };
    return finish(describer, sizes, { constants: [], body, states, out, decoder, nextSentence: null });
  };
};
