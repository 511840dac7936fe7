import { Tensor, type PreTrainedModel } from '@xenova/transformers';
import type { Backend } from '../../../predictions/backend.ts';
import type { MaskedInput, MaskedLanguageModel, RunOptions, TopK } from '../../../predictions/model.ts';
import { checkLengths, SessionTurns } from '../../running/session-turns.ts';
import { selectTop } from '../select.ts';
import type { PipelineConfig } from './files.ts';

/**
 * A masked language model of @xenova/transformers, whatever its architecture: the logits of every position come back,
 * and are narrowed here.
 */
export class PipelineModel implements MaskedLanguageModel {
  readonly name: string;
  readonly vocabularySize: number;
  readonly maxPositions: number;
  readonly backend: Backend;
  readonly #model: PreTrainedModel;
  readonly #turns: SessionTurns;

  constructor(
    model: PreTrainedModel,
    { vocabularySize, maxPositions }: PipelineConfig,
    name: string,
    backend: Backend,
  ) {
    this.#model = model;
    this.#turns = new SessionTurns(backend.device);
    this.name = name;
    this.vocabularySize = vocabularySize;
    this.maxPositions = maxPositions;
    this.backend = backend;
  }

  async topK(inputs: readonly MaskedInput[], k: number, options: RunOptions = {}): Promise<TopK[][]> {
    return await this.#each(inputs, options, ({ positions }, logits) =>
      Array.from(positions, (position) => selectTop(logits(position), k, logSum(logits(position)))),
    );
  }

  async logProbabilities(
    inputs: readonly MaskedInput[],
    targets: readonly Int32Array[],
    options: RunOptions = {},
  ): Promise<Float32Array[]> {
    return await this.#each(inputs, options, ({ positions }, logits, index) =>
      positions.length === 0
        ? new Float32Array()
        : Float32Array.from(
            positions,
            (position, p) => logits(position)[targets[index]![p]!]! - logSum(logits(position)),
          ),
    );
  }

  /** Whether it gives what fills masks, on the least there is to ask. @throws BackendError */
  async check(): Promise<void> {
    await this.topK([{ ids: Int32Array.of(0), positions: Int32Array.of(0) }], 1);
  }

  async dispose(): Promise<void> {
    await this.#turns.end(() => this.#model.dispose());
  }

  /** One sentence at a time: between two of them others may go first, and an abort ends the work. */
  async #each<T>(
    inputs: readonly MaskedInput[],
    options: RunOptions,
    use: (input: MaskedInput, logits: (position: number) => Float32Array, index: number) => T,
  ): Promise<T[]> {
    checkLengths(inputs, this.maxPositions);
    const results: T[] = [];
    for (const [index, input] of inputs.entries()) {
      const { logits, width } = await this.#turns.add(() => this.#run(input), options);
      results.push(use(input, (position) => logits.subarray(position * width, (position + 1) * width), index));
    }
    return results;
  }

  async #run({ ids, tokenTypes }: MaskedInput): Promise<{ logits: Float32Array; width: number }> {
    const tensor = (value: (index: number) => number) =>
      new Tensor(
        'int64',
        BigInt64Array.from(ids, (_, i) => BigInt(value(i))),
        [1, ids.length],
      );
    const { logits } = (await this.#model({
      input_ids: tensor((i) => ids[i]!),
      attention_mask: tensor(() => 1),
      ...(tokenTypes ? { token_type_ids: tensor((i) => tokenTypes[i]!) } : {}),
    })) as { logits: Tensor };
    // A vocabulary may be padded beyond what config.json says.
    const width = logits.dims.at(-1) ?? 0;
    if (width < this.vocabularySize)
      throw new Error(`${width} logits, where config.json says ${this.vocabularySize} pieces: it fills no masks`);
    return { logits: logits.to('float32').data as Float32Array, width };
  }
}

/** log Σ exp, in nats. */
function logSum(logits: Float32Array): number {
  let most = -Infinity;
  for (const logit of logits) if (logit > most) most = logit;
  let sum = 0;
  for (const logit of logits) sum += Math.exp(logit - most);
  return most + Math.log(sum);
}
