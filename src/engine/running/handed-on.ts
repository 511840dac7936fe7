import type { Backend } from '../../predictions/backend.ts';
import type { MaskedInput, MaskedLanguageModel, RunOptions, TopK } from '../../predictions/model.ts';

/** A model that has another one answer, and may exchange it. */
export abstract class HandedOnModel implements MaskedLanguageModel {
  readonly name: string;
  readonly vocabularySize: number;
  readonly maxPositions: number;
  /** The one that answers now. */
  protected model: MaskedLanguageModel;

  constructor(model: MaskedLanguageModel) {
    this.name = model.name;
    this.vocabularySize = model.vocabularySize;
    this.maxPositions = model.maxPositions;
    this.model = model;
  }

  get backend(): Backend {
    return this.model.backend;
  }

  topK(inputs: readonly MaskedInput[], k: number, options?: RunOptions): Promise<TopK[][]> {
    return this.run((model) => model.topK(inputs, k, options));
  }

  logProbabilities(
    inputs: readonly MaskedInput[],
    targets: readonly Int32Array[],
    options?: RunOptions,
  ): Promise<Float32Array[]> {
    return this.run((model) => model.logProbabilities(inputs, targets, options));
  }

  abstract dispose(): Promise<void>;

  /** Has the model do some work, on whatever conditions there are. */
  protected abstract run<T>(work: (model: MaskedLanguageModel) => Promise<T>): Promise<T>;
}
