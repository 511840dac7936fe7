import type { Activation, Description } from '../description.ts';
import { finish, headOf, vocabulary, type Tensors } from './architecture.ts';
import { Describer, wholeTensor } from './describer.ts';
import { addPostNormLayer, type LayerNames, type LayerSizes } from './post-norm.ts';

/**
 * A model that is BERT but for names and sizes: summed embeddings, layers that normalise behind their residuals, a head
 * that decodes into words.
 */
export interface BertLike extends LayerSizes {
  readonly layers: number;
  readonly vocabularySize: number;
  /** Numbers a piece's embedding has; as many as the layers take when absent. */
  readonly width?: number;
  /** The linear layer from the embeddings' width to the layers'; none when absent. */
  readonly projection?: string;
  /** Rows of the position table (`max_position_embeddings`). */
  readonly maxPositions: number;
  /** Row of the position table that the first piece has: 0 when absent. */
  readonly firstPosition?: number;
  /** 0 where there are no segments. */
  readonly typeVocabularySize: number;
  /** The decoder's matrix is the word embeddings (`tie_word_embeddings`), as in every published BERT. */
  readonly tiedDecoder: boolean;
  readonly layerNames: (layer: number) => LayerNames;
  readonly head: HeadNames & { readonly activation: Activation };
  /** Used where it is not tied. */
  readonly decoder: string;
  /** Names that the decoder's bias may have. */
  readonly bias: readonly [string, ...string[]];
  /** The head that tells whether a sentence follows another; none when absent. */
  readonly nextSentence?: ((describer: Describer) => Description['nextSentence']) | undefined;
}

/** @throws ModelError for a checkpoint that fills no masks */
export function describeBertLike(tensors: Tensors, model: BertLike): Description {
  const { hiddenSize, layers, heads, vocabularySize, typeVocabularySize, layerNormEpsilon: epsilon } = model;
  const { width = hiddenSize, maxPositions: rows, firstPosition = 0, head } = model;
  headOf(tensors, `${head.dense}.weight`);
  const { words, ownDecoder } = vocabulary(tensors, {
    vocabularySize,
    width,
    words: WORDS,
    decoder: model.decoder,
    bias: model.bias,
    tied: model.tiedDecoder,
  });
  const describer = new Describer();
  const wordMatrix = describer.matrix('words', [words]);
  let x = embeddings(describer, wordMatrix, { width, epsilon, rows, firstPosition, typeVocabularySize });
  if (model.projection !== undefined) x = describer.dense(x, model.projection, hiddenSize, width);
  const states = [x];
  for (let layer = 0; layer < layers; layer++)
    states.push(
      (x = addPostNormLayer(describer, x, model.layerNames(layer), model, { layer, last: layer === layers - 1 })),
    );
  const body = describer.take();
  const out = addDenseHead(describer, x, { ...head, inputs: hiddenSize, outputs: width, epsilon });
  const decoder = ownDecoder ? describer.matrix('decoder', [ownDecoder]) : wordMatrix;
  const nextSentence = model.nextSentence?.(describer) ?? null;
  const maxPositions = rows - firstPosition;
  return finish(
    describer,
    { vocabularySize, maxPositions, segments: typeVocabularySize, layers, heads, hiddenSize },
    { constants: [], body, states, out, decoder, nextSentence },
  );
}

export const WORDS = 'embeddings.word_embeddings.weight';

/** Sum of the words' embeddings, the positions' and the segments', normalised. */
function embeddings(
  describer: Describer,
  words: string,
  {
    width,
    epsilon,
    rows,
    firstPosition,
    typeVocabularySize,
  }: {
    readonly width: number;
    readonly epsilon: number;
    readonly rows: number;
    readonly firstPosition: number;
    readonly typeVocabularySize: number;
  },
): string {
  const positions = wholeTensor('embeddings.position_embeddings.weight', rows, width);
  const embedded = describer.embed(
    words,
    describer.table('positions', firstPosition === 0 ? positions : { ...positions, first: firstPosition }),
    typeVocabularySize === 0
      ? null
      : describer.table('segments', wholeTensor('embeddings.token_type_embeddings.weight', typeVocabularySize, width)),
  );
  return describer.normalize(embedded, null, describer.norm('embeddings.LayerNorm', width), epsilon);
}

/** Of a head's linear layer and norm, as a checkpoint has them. */
interface HeadNames {
  readonly dense: string;
  readonly norm: string;
}

/** A head of a linear layer, an activation and a norm, up to the decoder. */
export function addDenseHead(
  describer: Describer,
  x: string,
  {
    dense,
    norm,
    inputs,
    outputs,
    activation,
    epsilon,
  }: HeadNames & {
    readonly inputs: number;
    readonly outputs: number;
    readonly activation: Activation;
    readonly epsilon: number;
  },
): string {
  const transformed = describer.activate(describer.dense(x, dense, outputs, inputs), activation);
  return describer.normalize(transformed, null, describer.norm(norm, outputs), epsilon);
}
