import { finish, headOf, vocabulary, type Architecture } from './architecture.ts';
import { bertEmbeddings, bertLayer, denseHead, readBertConfig, WORDS } from './bert.ts';
import { Describer } from './describer.ts';
import { postNormLayer } from './post-norm.ts';

/** ElectraForMaskedLM, the generators (modeling_electra.py): BERT with embeddings of another width; discriminators fill no masks. */
export const electra: Architecture = (fields) => {
  const config = readBertConfig(fields);
  const width = fields.size('embedding_size', 128, 8192);
  return (tensors) => {
    const { hiddenSize: h, layers, vocabularySize, layerNormEpsilon: epsilon, heads, maxPositions } = config;
    headOf(tensors, 'generator_predictions.dense.weight');
    const { words, ownDecoder } = vocabulary(tensors, {
      vocabularySize,
      width,
      words: WORDS,
      decoder: 'generator_lm_head.weight',
      bias: ['generator_lm_head.bias'],
      tied: config.tiedDecoder,
    });
    const describer = new Describer();
    const wordMatrix = describer.matrix('words', [words]);
    let x = bertEmbeddings(describer, wordMatrix, {
      width,
      epsilon,
      positionRows: maxPositions,
      typeVocabularySize: config.typeVocabularySize,
    });
    if (width !== h) x = describer.dense(x, 'embeddings_project', h, width);
    const states = [x];
    for (let layer = 0; layer < layers; layer++)
      states.push((x = postNormLayer(describer, x, bertLayer(layer), config, { layer, last: layer === layers - 1 })));
    const body = describer.take();
    const names = { dense: 'generator_predictions.dense', norm: 'generator_predictions.LayerNorm' };
    const out = denseHead(describer, x, { ...names, inputs: h, outputs: width, activation: 'gelu', epsilon });
    const decoder = ownDecoder ? describer.matrix('decoder', [ownDecoder]) : wordMatrix;
    const sizes = { vocabularySize, maxPositions, segments: config.typeVocabularySize, layers, heads, hiddenSize: h };
    return finish(describer, sizes, { constants: [], body, states, out, decoder, nextSentence: null });
  };
};
