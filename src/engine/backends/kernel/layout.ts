import { ModelError } from '../../errors.ts';
import type { BertConfig } from '../../config.ts';

/** Outputs that a matrix keeps together; see src/engine/backends/kernel/assembly/product.ts. */
export const TILE = 16;

/** A matrix [outputs, inputs] of 7-bit weights in tiles, with a scale and a bias for each output. Places are bytes from the beginning of the weights. */
export interface Matrix {
  readonly inputs: number;
  readonly outputs: number;
  readonly tiles: number;
  readonly at: number;
  readonly scales: number;
  readonly biases: number;
}

/** Bytes of a row of its products, padding included. */
export const rowBytes = ({ tiles }: Matrix): number => 4 * TILE * tiles;

export interface Layer {
  readonly query: Matrix;
  /** Keys, then values. */
  readonly keyValue: Matrix;
  readonly out: Matrix;
  readonly attentionNorm: number;
  readonly up: Matrix;
  readonly down: Matrix;
  readonly outputNorm: number;
}

/** Where everything lies in a prepared model's weights. Norms are gamma with beta behind it; they and the small tables are float32. */
export interface Layout {
  /** Word embeddings, and where they are tied the decoder as well. */
  readonly words: Matrix;
  readonly positions: number;
  readonly segments: number;
  readonly embeddingNorm: number;
  readonly layers: readonly Layer[];
  readonly transform: Matrix;
  readonly transformNorm: number;
  readonly decoder: Matrix;
  /** For checkpoints that can tell whether one sentence follows another. */
  readonly nextSentence: {
    readonly pooler: Matrix;
    readonly relationship: number;
    readonly relationshipBias: number;
  } | null;
}

/**
 * Lays a model out; the same configuration always gives the same places.
 * @param reserve Gives so many bytes their place, a multiple of 64.
 * @throws ModelError for a size that the kernel cannot take.
 */
export function layOut(config: BertConfig, nextSentence: boolean, reserve: (bytes: number) => number): Layout {
  const { hiddenSize: h, intermediateSize, vocabularySize, maxPositions, typeVocabularySize } = config;
  for (const [name, size] of [
    ['hidden_size', h],
    ['intermediate_size', intermediateSize],
  ] as const) {
    if (size % 4 !== 0)
      throw new ModelError('unsupported', `config.json: ${name} is ${size}, which is not a multiple of 4`);
  }
  const floats = (count: number) => reserve(4 * count);
  const norm = () => floats(2 * h);
  const matrix = (outputs: number, inputs: number): Matrix => {
    const tiles = Math.ceil(outputs / TILE);
    return {
      inputs,
      outputs,
      tiles,
      at: reserve(tiles * TILE * inputs),
      scales: floats(tiles * TILE),
      biases: floats(tiles * TILE),
    };
  };
  const words = matrix(vocabularySize, h);
  return {
    words,
    positions: floats(maxPositions * h),
    segments: floats(typeVocabularySize * h),
    embeddingNorm: norm(),
    layers: Array.from({ length: config.layers }, () => ({
      query: matrix(h, h),
      keyValue: matrix(2 * h, h),
      out: matrix(h, h),
      attentionNorm: norm(),
      up: matrix(intermediateSize, h),
      down: matrix(h, intermediateSize),
      outputNorm: norm(),
    })),
    transform: matrix(h, h),
    transformNorm: norm(),
    decoder: config.tiedDecoder ? words : matrix(vocabularySize, h),
    nextSentence: nextSentence
      ? { pooler: matrix(h, h), relationship: floats(2 * h), relationshipBias: floats(2) }
      : null,
  };
}
