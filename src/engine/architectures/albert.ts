import { finish, headOf, vocabulary, type Architecture } from './architecture.ts';
import { bertEmbeddings, denseHead, WORDS } from './bert.ts';
import { Describer } from './describer.ts';
import { postNormLayer, type LayerNames } from './post-norm.ts';

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

/** AlbertForMaskedLM and AlbertForPreTraining (modeling_albert.py): narrow embeddings, and layers that share their weights by groups. */
export const albert: Architecture = (fields) => {
  fields.only('position_embedding_type', 'absolute', 'absolute');
  const { hiddenSize: h, heads } = fields.heads('hidden_size', 4096, 'num_attention_heads', 64);
  const width = fields.size('embedding_size', 128, 8192);
  const repeats = fields.size('num_hidden_layers', 12, 128);
  const groups = fields.size('num_hidden_groups', 1, 128);
  const inner = fields.size('inner_group_num', 1, 16);
  const maxPositions = fields.size('max_position_embeddings', 512, 65536);
  const vocabularySize = fields.size('vocab_size', 30000, 2_000_000);
  const typeVocabularySize = fields.size('type_vocab_size', 2, 1024);
  const epsilon = fields.epsilon('layer_norm_eps', 1e-12);
  const activation = fields.activation('hidden_act', 'gelu_new');
  const intermediateSize = fields.size('intermediate_size', 16384, 65536);
  const tied = fields.get('tie_word_embeddings') !== false;
  const layerSizes = { hiddenSize: h, heads, intermediateSize, layerNormEpsilon: epsilon, activation };
  return (tensors) => {
    headOf(tensors, 'predictions.dense.weight');
    const { words, ownDecoder } = vocabulary(tensors, {
      vocabularySize,
      width,
      words: WORDS,
      decoder: 'predictions.decoder.weight',
      bias: ['predictions.bias', 'predictions.decoder.bias'],
      tied,
    });
    const describer = new Describer();
    const wordMatrix = describer.matrix('words', [words]);
    const embedded = bertEmbeddings(describer, wordMatrix, {
      width,
      epsilon,
      positionRows: maxPositions,
      typeVocabularySize,
    });
    let x = describer.dense(embedded, 'encoder.embedding_hidden_mapping_in', h, width);
    const states = [x];
    const layers = repeats * inner;
    for (let layer = 0; layer < layers; layer++) {
      const group = Math.floor(Math.floor(layer / inner) / (repeats / groups));
      const names = layerNames(group, layer % inner);
      states.push((x = postNormLayer(describer, x, names, layerSizes, { layer, last: layer === layers - 1 })));
    }
    const body = describer.take();
    const names = { dense: 'predictions.dense', norm: 'predictions.LayerNorm' };
    const out = denseHead(describer, x, { ...names, inputs: h, outputs: width, activation, epsilon });
    const decoder = ownDecoder ? describer.matrix('decoder', [ownDecoder]) : wordMatrix;
    const sizes = { vocabularySize, maxPositions, segments: typeVocabularySize, layers, heads, hiddenSize: h };
    return finish(describer, sizes, { constants: [], body, states, out, decoder, nextSentence: null });
  };
};
