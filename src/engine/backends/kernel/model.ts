import type { Backend } from '../../../predictions/backend.ts';
import type { MaskedInput, MaskedLanguageModel, RunOptions, TopK } from '../../../predictions/model.ts';
import { runInBatches, type Job } from '../../running/batches.ts';
import { SessionTurns } from '../../running/session-turns.ts';
import { Interpreter, type Instance } from './interpreter.ts';
import { rowBytes } from './layout.ts';
import { Program, type QuantizedRows } from './program.ts';
import { selectTop } from '../select.ts';

/** Rows whose logits are in memory at once. */
const LOGIT_ROWS = 64;

/** What is made of one row of logits. */
type Visit<T> = (logits: Float32Array, logSum: number, target: number) => T;

/** A model on our own kernel as a MaskedLanguageModel. */
export class KernelModel implements MaskedLanguageModel {
  readonly name: string;
  readonly vocabularySize: number;
  readonly maxPositions: number;
  readonly backend: Backend;
  readonly #instance: Instance;
  readonly #turns: SessionTurns;

  constructor(instance: Instance, name: string, backend: Backend) {
    this.name = name;
    this.vocabularySize = instance.description.vocabularySize;
    this.maxPositions = instance.description.maxPositions;
    this.backend = backend;
    this.#instance = instance;
    this.#turns = new SessionTurns(backend.device);
  }

  async topK(inputs: readonly MaskedInput[], k: number, options: RunOptions = {}): Promise<TopK[][]> {
    const most = Math.min(k, this.vocabularySize);
    return await this.#run(inputs, null, (logits, logSum) => selectTop(logits, most, logSum), options);
  }

  async logProbabilities(
    inputs: readonly MaskedInput[],
    targets: readonly Int32Array[],
    options: RunOptions = {},
  ): Promise<Float32Array[]> {
    const rows = await this.#run(inputs, targets, (logits, logSum, target) => logits[target]! - logSum, options);
    return rows.map((logs) => Float32Array.from(logs));
  }

  async dispose(): Promise<void> {
    await this.#turns.end(async () => this.#instance.kernel.end());
  }

  #run<T>(
    inputs: readonly MaskedInput[],
    targets: readonly Int32Array[] | null,
    visit: Visit<T>,
    options: RunOptions,
  ): Promise<T[][]> {
    const run = async (batch: readonly Job[]) => this.#runBatch(batch, visit);
    return runInBatches(
      { maxPositions: this.maxPositions, turns: this.#turns, mixed: true, run },
      inputs,
      targets,
      options,
    );
  }

  #runBatch<T>(batch: readonly Job[], visit: Visit<T>): T[][] {
    const { kernel, description, free } = this.#instance;
    const counts = batch.map(({ input }) => input.positions.length);
    const count = counts.reduce((a, b) => a + b, 0);
    if (count === 0) return batch.map(() => []);
    const program = new Program(kernel, free);
    const interpreter = new Interpreter(
      program,
      this.#instance,
      batch.map(({ input }) => input),
      batch.map(({ input }) => input.positions),
    );
    const { body, head } = description;
    interpreter.run([...body, ...head.operations], [head.out]);
    const hidden = interpreter.rows(head.out);
    program.run();
    const wanted = batch.flatMap(({ input, targets }) => Array.from(input.positions, (_, p) => targets?.[p] ?? 0));
    const results: T[] = [];
    for (let from = 0; from < count; from += LOGIT_ROWS)
      this.#eachLogits(hidden, from, program.end, (logits, logSum, row) =>
        results.push(visit(logits, logSum, wanted[row]!)),
      );
    let end = 0;
    return counts.map((count) => results.slice(end, (end += count)));
  }

  /** Projects some rows on the vocabulary. */
  #eachLogits(
    hidden: QuantizedRows,
    from: number,
    free: number,
    visit: (logits: Float32Array, logSum: number, row: number) => void,
  ): void {
    const { kernel, layout, description } = this.#instance;
    const decoder = layout.matrices.get(description.head.decoder)!;
    const program = new Program(kernel, free);
    const count = Math.min(LOGIT_ROWS, hidden.count - from);
    const some = {
      ...hidden,
      count,
      numbers: hidden.numbers + from * hidden.length,
      scales: hidden.scales + 4 * from,
      sums: hidden.sums + 4 * from,
    };
    const logits = program.rows(count, decoder.outputs, rowBytes(decoder));
    program.multiply(some, decoder, logits);
    const pairs = program.sumExp(logits);
    program.run();
    const sums = new Float32Array(kernel.bytes, pairs, 2 * count);
    for (let row = 0; row < count; row++) {
      const logSum = sums[2 * row]! + Math.log(sums[2 * row + 1]!);
      visit(new Float32Array(kernel.bytes, logits.at + row * logits.stride, decoder.outputs), logSum, from + row);
    }
  }
}
