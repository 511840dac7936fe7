import type { Backend } from './backend.ts';

/** The name of the model that ships. */
export const BUILT_IN = 'default';

/** One sentence for the model: ids with [CLS] and [SEP], and the positions (indexes into `ids`) to predict. */
export interface MaskedInput {
  readonly ids: Int32Array;
  readonly positions: Int32Array;
  /** Segment of each id, all 0 when absent. Same length as `ids`. */
  readonly tokenTypes?: Int32Array;
}

/** The best k entries at one position, probabilities (softmax over the whole vocabulary) in descending order. */
export interface TopK {
  readonly ids: Int32Array;
  readonly probabilities: Float32Array;
}

export interface RunOptions {
  /** Aborted work is dropped between batches; the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Higher runs first: what the user looks at now is 1, the rest of a page 0. */
  readonly priority?: number;
}

/** A masked language model ready to run; the engine room makes them, this room only uses them. */
export interface MaskedLanguageModel {
  readonly name: string;
  readonly vocabularySize: number;
  /** Positions the model was trained for, [CLS] and [SEP] included. */
  readonly maxPositions: number;
  readonly backend: Backend;
  /** For each input, for each of its positions, the `k` likeliest ids. */
  topK(inputs: readonly MaskedInput[], k: number, options?: RunOptions): Promise<TopK[][]>;
  /** For each input, for each of its positions, log p (nats) of the id given for that position in `targets`. */
  logProbabilities(
    inputs: readonly MaskedInput[],
    targets: readonly Int32Array[],
    options?: RunOptions,
  ): Promise<Float32Array[]>;
  dispose(): Promise<void>;
}
