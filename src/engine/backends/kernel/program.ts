import { aligned } from '../../weights/weight-bytes.ts';
import type { Kernel } from './kernel.ts';
import { rowBytes, type Matrix } from './layout.ts';

/** As in src/engine/backends/kernel/assembly/steps.ts, in its order. */
const operations = ['embed', 'product', 'attention', 'normalize', 'activate', 'gather', 'sumExp'] as const;
type Operation = (typeof operations)[number];

/** As in src/engine/backends/kernel/assembly/rows.ts, in its order. */
const activations = ['none', 'gelu', 'gelu_tanh', 'relu'] as const;
export type RowActivation = (typeof activations)[number];

const STEP_WORDS = 16;
/** Pieces of work for each thread of a step: some, so that none waits long for the last. */
const TASKS_A_THREAD = 4;

/** Rows of float32, `stride` bytes from one to the next, at byte `at`. */
export interface Rows {
  readonly at: number;
  readonly count: number;
  readonly length: number;
  readonly stride: number;
}

/** Rows that are in int8 as well, with a scale and a sum for each. */
export interface QuantizedRows extends Rows {
  readonly numbers: number;
  readonly scales: number;
  readonly sums: number;
}

/** One sentence's part of attention: which rows ask, and which are looked at. */
export interface Span {
  readonly query: number;
  readonly queries: number;
  readonly key: number;
  readonly keys: number;
}

/** Steps for the kernel, and the memory they work in: written down, then run. */
export class Program {
  readonly #kernel: Kernel;
  readonly #steps: number[] = [];
  readonly #constants: { readonly at: number; readonly values: Int32Array }[] = [];
  #end: number;
  /** Where the steps are in memory, once they are. */
  #at: number | null = null;

  /** @param from Where memory is free. */
  constructor(kernel: Kernel, from: number = kernel.free) {
    this.#kernel = kernel;
    this.#end = aligned(from);
  }

  /** Where memory is free behind what this program works in. */
  get end(): number {
    return this.#end;
  }

  /** Room for a step's results. */
  rows(count: number, length: number, stride: number = 4 * length): Rows {
    return { at: this.#reserve(count * stride), count, length, stride };
  }

  quantizedRows(count: number, length: number, stride?: number): QuantizedRows {
    return {
      ...this.rows(count, length, stride),
      numbers: this.#reserve(count * length),
      scales: this.#reserve(4 * count),
      sums: this.#reserve(4 * count),
    };
  }

  /** Room for the product of `count` rows with a matrix. */
  productRows(count: number, matrix: Matrix): QuantizedRows {
    return this.quantizedRows(count, matrix.outputs, rowBytes(matrix));
  }

  /** Whole numbers that a step needs; they are written when the program runs. */
  constants(values: Int32Array): number {
    const at = this.#reserve(4 * values.length);
    this.#constants.push({ at, values });
    return at;
  }

  /** Embeddings of pieces: ids are word, position and segment of each; `norm` is gamma and beta. */
  embed(
    out: QuantizedRows,
    ids: Int32Array,
    words: Matrix,
    positions: number,
    segments: number,
    norm: number,
    epsilon: number,
  ): void {
    this.#rowStep('embed', out, [
      this.constants(ids),
      words.at,
      words.scales,
      positions,
      segments,
      norm,
      bitsOf(epsilon),
    ]);
  }

  /** out = x times the matrix, plus its biases. */
  multiply(x: QuantizedRows, { at, scales, biases, tiles, inputs }: Matrix, out: Rows): void {
    const each = Math.ceil(tiles / (this.#kernel.threads === 1 ? 1 : this.#kernel.threads * TASKS_A_THREAD));
    this.#step('product', Math.ceil(tiles / each), [
      x.numbers,
      x.scales,
      x.sums,
      x.count,
      inputs,
      at,
      scales,
      biases,
      out.at,
      out.stride,
      tiles,
      each,
    ]);
  }

  /** @param weights Where the heads' weights of the one sentence go, [heads, queries, keys]. */
  attend(query: Rows, keyValue: Rows, out: Rows, heads: number, spans: readonly Span[], weights = 0): void {
    const table = Int32Array.from(spans.flatMap((span) => [span.query, span.queries, span.key, span.keys]));
    const size = out.length / heads;
    this.#step('attention', heads * spans.length, [
      query.at,
      query.stride,
      keyValue.at,
      keyValue.at + 4 * out.length,
      keyValue.stride,
      out.at,
      out.stride,
      heads,
      size,
      this.constants(table),
      weights,
    ]);
  }

  /** x = LayerNorm(x + skip), quantised. */
  normalize(x: QuantizedRows, skip: Rows | null, norm: number, epsilon: number): void {
    this.#rowStep('normalize', x, [skip?.at ?? 0, skip?.stride ?? 0, norm, bitsOf(epsilon)]);
  }

  /** x = activation(x), quantised. */
  activate(x: QuantizedRows, activation: RowActivation): void {
    this.#rowStep('activate', x, [activations.indexOf(activation)]);
  }

  /** out = the chosen rows of x, quantised. */
  gather(x: Rows, chosen: Int32Array, out: QuantizedRows): void {
    this.#rowStep('gather', out, [x.at, x.stride, this.constants(chosen)]);
  }

  /** Each row's largest number, and the sum of e^(x - largest). @returns where the pairs are, float32. */
  sumExp(x: Rows): number {
    const out = this.#reserve(8 * x.count);
    this.#step('sumExp', x.count, [x.at, x.stride, x.length, out]);
    return out;
  }

  /** Runs what was written down; a program can be run again. @throws RangeError where memory does not suffice. */
  run(): void {
    this.#kernel.run((this.#at ??= this.#write()), this.#steps.length / STEP_WORDS);
  }

  #write(): number {
    const at = this.#reserve(4 * this.#steps.length);
    this.#kernel.reach(this.#end);
    const { bytes } = this.#kernel;
    for (const constant of this.#constants)
      new Int32Array(bytes, constant.at, constant.values.length).set(constant.values);
    new Int32Array(bytes, at, this.#steps.length).set(this.#steps);
    return at;
  }

  #reserve(length: number): number {
    const at = this.#end;
    this.#end = aligned(at + length);
    return at;
  }

  #rowStep(
    operation: Operation,
    { at, stride, length, count, numbers, scales, sums }: QuantizedRows,
    rest: readonly number[],
  ): void {
    this.#step(operation, count, [at, stride, length, numbers, scales, sums, ...rest]);
  }

  #step(operation: Operation, tasks: number, parameters: readonly number[]): void {
    const step = [operations.indexOf(operation), tasks, ...parameters];
    for (let i = 0; i < STEP_WORDS; i++) this.#steps.push(step[i] ?? 0);
  }
}

/** A float32 as the whole number with the same bits. */
const bitsOf = (value: number): number => new Int32Array(Float32Array.of(value).buffer)[0]!;
