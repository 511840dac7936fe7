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

/** Where and in which numbers a model runs. */
export interface Target {
  readonly device: 'webgpu' | 'wasm';
  readonly precision: 'fp32' | 'fp16' | 'int8' | 'q4';
}

/** A better place that was not taken. */
export interface PassedOver extends Target {
  /** Its device was lost while it ran, it gave wrong answers, or it did not start. */
  readonly why: 'lost' | 'wrong' | 'failed';
  /** One English line for whoever reports it. */
  readonly detail: string;
}

/** Milliseconds of one masked prediction among 32 and among 128 pieces. */
export type Times = readonly [short: number, long: number];

/** Both backends of a model, timed on this machine. */
export interface Measured {
  readonly cpu: Times;
  readonly gpu: Times;
}

/** What runs, and why, for the badge in the popup. */
export interface Backend extends Target {
  readonly threads: number;
  /** Held to the checkpoint's own answers, now or when it was first used here. */
  readonly tested: boolean;
  readonly passedOver: readonly PassedOver[];
  /** Why here: the user has said so, there is no GPU, the CPU is quick enough, or both were timed. Absent where that is not known, or not yet. */
  readonly choice?: 'set' | 'no-gpu' | 'quick' | 'measured' | undefined;
  readonly measured?: Measured | undefined;
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
