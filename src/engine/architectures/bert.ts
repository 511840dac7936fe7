import type { Activation, Description } from '../description.ts';
import { ModelError } from '../errors.ts';
import { finish, headOf, vocabulary, type Architecture, type Tensors } from './architecture.ts';
import { Describer, dense, whole } from './describer.ts';
import { postNormLayer, type LayerNames, type LayerSizes } from './post-norm.ts';
import type { Fields } from './fields.ts';

/** What config.json says of a BERT and its kin; names as in Hugging Face's BertConfig. */
export interface BertConfig extends LayerSizes {
  readonly layers: number;
  readonly vocabularySize: number;
  readonly maxPositions: number;
  readonly typeVocabularySize: number;
  /** The decoder's matrix is the word embeddings (`tie_word_embeddings`), as in every published BERT. */
  readonly tiedDecoder: boolean;
}

/** Reads config.json. Fields an early checkpoint left out take BertConfig's defaults. */
export function readBertConfig(fields: Fields): BertConfig {
  fields.only('position_embedding_type', 'absolute', 'absolute');
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

export const WORDS = 'embeddings.word_embeddings.weight';

/** Names of BERT's layer, which its kin kept. */
export const bertLayer = (index: number): LayerNames => ({
  query: `encoder.layer.${index}.attention.self.query`,
  key: `encoder.layer.${index}.attention.self.key`,
  value: `encoder.layer.${index}.attention.self.value`,
  out: `encoder.layer.${index}.attention.output.dense`,
  attentionNorm: `encoder.layer.${index}.attention.output.LayerNorm`,
  up: `encoder.layer.${index}.intermediate.dense`,
  down: `encoder.layer.${index}.output.dense`,
  outputNorm: `encoder.layer.${index}.output.LayerNorm`,
});

/** Sum of BERT's three embeddings, normalised. @param firstPosition Row of the position table that the first piece has. */
export function bertEmbeddings(
  describer: Describer,
  words: string,
  {
    width,
    epsilon,
    positionRows,
    typeVocabularySize,
    firstPosition = 0,
  }: {
    readonly width: number;
    readonly epsilon: number;
    readonly positionRows: number;
    /** 0 where there are no segments. */
    readonly typeVocabularySize: number;
    readonly firstPosition?: number;
  },
): string {
  const positions = whole('embeddings.position_embeddings.weight', positionRows, width);
  const embedded = describer.embed(
    words,
    describer.table('positions', firstPosition === 0 ? positions : { ...positions, first: firstPosition }),
    typeVocabularySize === 0
      ? null
      : describer.table('segments', whole('embeddings.token_type_embeddings.weight', typeVocabularySize, width)),
  );
  return describer.normalize(embedded, null, describer.norm('embeddings.LayerNorm', width), epsilon);
}

/** A head of a linear layer, an activation and a norm, up to the decoder. */
export function denseHead(
  describer: Describer,
  x: string,
  {
    dense: denseName,
    norm,
    inputs,
    outputs,
    activation,
    epsilon,
  }: {
    readonly dense: string;
    readonly norm: string;
    readonly inputs: number;
    readonly outputs: number;
    readonly activation: Activation;
    readonly epsilon: number;
  },
): string {
  const transformed = describer.activate(describer.dense(x, denseName, outputs, inputs), activation);
  return describer.normalize(transformed, null, describer.norm(norm, outputs), epsilon);
}

/** BertForMaskedLM and BertForPreTraining (modeling_bert.py), and what is one of them by its files (ERNIE). */
export const bert: Architecture = (fields) => {
  const config = readBertConfig(fields);
  return (tensors) => describeBert(config, tensors);
};

/** A BERT's description. @throws ModelError */
export function describeBert(config: BertConfig, tensors: Tensors): Description {
  const { hiddenSize: h, layers, vocabularySize, layerNormEpsilon: epsilon, activation } = config;
  const transform = 'cls.predictions.transform';
  headOf(tensors, `${transform}.dense.weight`);
  if (tensors.has('embeddings.task_type_embeddings.weight'))
    throw new ModelError('unsupported', 'Task type embeddings (ERNIE 2 and later) are not supported');
  const { words, ownDecoder } = vocabulary(tensors, {
    vocabularySize,
    width: h,
    words: WORDS,
    decoder: 'cls.predictions.decoder.weight',
    bias: ['cls.predictions.bias', 'cls.predictions.decoder.bias'],
    tied: config.tiedDecoder,
  });
  const describer = new Describer();
  const wordMatrix = describer.matrix('words', [words]);
  let x = bertEmbeddings(describer, wordMatrix, {
    width: h,
    epsilon,
    positionRows: config.maxPositions,
    typeVocabularySize: config.typeVocabularySize,
  });
  const states = [x];
  for (let layer = 0; layer < layers; layer++)
    states.push((x = postNormLayer(describer, x, bertLayer(layer), config, { layer, last: layer === layers - 1 })));
  const body = describer.take();
  const out = denseHead(describer, x, {
    dense: `${transform}.dense`,
    norm: `${transform}.LayerNorm`,
    inputs: h,
    outputs: h,
    activation,
    epsilon,
  });
  const decoder = ownDecoder ? describer.matrix('decoder', [ownDecoder]) : wordMatrix;
  const tellsNext = tensors.has('pooler.dense.weight') && tensors.has('cls.seq_relationship.weight');
  const relationship = 'cls.seq_relationship';
  return finish(
    describer,
    {
      vocabularySize,
      maxPositions: config.maxPositions,
      segments: config.typeVocabularySize,
      layers,
      heads: config.heads,
      hiddenSize: h,
    },
    {
      constants: [],
      body,
      states,
      out,
      decoder,
      nextSentence: tellsNext
        ? {
            pooler: describer.matrix('pooler', [dense('pooler.dense', h, h)]),
            relationship: describer.table(relationship, whole(`${relationship}.weight`, 2, h)),
            bias: describer.table(`${relationship}.bias`, whole(`${relationship}.bias`, 2)),
          }
        : null,
    },
  );
}
