import type { Activation as ActivationName } from '../../description.ts';
import { alignUp } from '../../weights/weight-bytes.ts';
import {
  Activation,
  ActivateSlot,
  AddSlot,
  AttentionSlot,
  EmbedSlot,
  GatherSlot,
  NormalizeSlot,
  Operation,
  ProductSlot,
  RotateSlot,
  RowSlot,
  STEP_WORDS,
  StepSlot,
  SumSlot,
  UnfoldSlot,
} from './assembly/abi.ts';
import type { Kernel } from './kernel.ts';
import type { Matrix, Norm } from './layout.ts';

const activations: Readonly<Record<ActivationName, Activation>> = {
  gelu: Activation.gelu,
  gelu_tanh: Activation.geluTanh,
  relu: Activation.relu,
  silu: Activation.silu,
  tanh: Activation.tanh,
};

/** Pieces of work for each thread of a step: some, so that none waits long for the last. */
const TASKS_A_THREAD = 4;

/**
 * Rows of float32, [count, length], `stride` bytes from one to the next, the first at byte `at` of the kernel's memory.
 */
export interface Rows {
  readonly at: number;
  readonly count: number;
  readonly length: number;
  readonly stride: number;
}

/**
 * Rows with room for their int8 form: `numbers`, int8 [count, length], and for each row a float32 scale and the int32
 * sum of its numbers, as byte offsets.
 */
export interface QuantizedRows extends Rows {
  readonly numbers: number;
  readonly scales: number;
  readonly sums: number;
}

/** Where a step's rows go; they are quantised as well where there is room for that. */
type Out = Rows | QuantizedRows;

/** One sentence's part of attention, in rows: [query, query + queries) ask, [key, key + keys) are looked at. */
export interface Span {
  readonly query: number;
  readonly queries: number;
  readonly key: number;
  readonly keys: number;
}

/** What attention does besides softmax(scale q k^T) v; places of tables are in the kernel's memory. */
export interface AttentionTerms {
  readonly scale: number;
  /** Position of each query row in its sentence. */
  readonly positions: Int32Array;
  readonly window?: number | null;
  readonly relativeKeys?: Rows | null;
  readonly relativeQueries?: Rows | null;
  /** Bucket of each distance from the key to the query, distance 0 in the middle. */
  readonly buckets?: Int32Array;
  /** Where the heads' weights of the one sentence go, [heads, queries, keys]; 0 where nobody wants them. */
  readonly weights?: number;
}

/**
 * Steps for the kernel, and the memory they work in: written down, then run. Every method adds a step whose rows are
 * float32 [count, length], pieces by numbers; nothing is checked against the model here, and a row that is not there is
 * read from whatever lies behind.
 */
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
    this.#end = alignUp(from);
  }

  /** Where memory is free behind what this program works in. */
  get end(): number {
    return this.#end;
  }

  /** Room for a step's results. */
  rows(count: number, length: number, stride: number = 4 * length): Rows {
    return { at: this.#reserve(count * stride), count, length, stride };
  }

  /** The same with room for their int8 form: numbers, and a scale and a sum for each row. */
  quantizedRows(count: number, length: number, stride?: number): QuantizedRows {
    return {
      ...this.rows(count, length, stride),
      numbers: this.#reserve(count * length),
      scales: this.#reserve(4 * count),
      sums: this.#reserve(4 * count),
    };
  }

  /** Whole numbers that a step needs; they are written when the program runs. */
  constants(values: Int32Array): number {
    const at = this.#reserve(4 * values.length);
    this.#constants.push({ at, values });
    return at;
  }

  /** Embeddings of pieces, added: ids are word, position and segment of each; tables may be absent. */
  embed(out: Out, ids: Int32Array, words: Matrix, positions: number | null, segments: number | null): void {
    this.#rowStep(Operation.embed, out, null, {
      [EmbedSlot.ids]: this.constants(ids),
      [EmbedSlot.words]: words.at,
      [EmbedSlot.wordScales]: words.scales,
      [EmbedSlot.positions]: positions ?? 0,
      [EmbedSlot.segments]: segments ?? 0,
    });
  }

  /** out = x times the matrix, plus its biases. */
  multiply(x: QuantizedRows, { at, scales, biases, tiles, inputs }: Matrix, out: Rows): void {
    const each = Math.ceil(tiles / (this.#kernel.threads === 1 ? 1 : this.#kernel.threads * TASKS_A_THREAD));
    this.#step(Operation.product, Math.ceil(tiles / each), {
      [ProductSlot.numbers]: x.numbers,
      [ProductSlot.scales]: x.scales,
      [ProductSlot.sums]: x.sums,
      [ProductSlot.rows]: x.count,
      [ProductSlot.inputs]: inputs,
      [ProductSlot.matrix]: at,
      [ProductSlot.matrixScales]: scales,
      [ProductSlot.biases]: biases,
      [ProductSlot.out]: out.at,
      [ProductSlot.stride]: out.stride,
      [ProductSlot.tiles]: tiles,
      [ProductSlot.tilesPerTask]: each,
    });
  }

  /** Attention of every head in every sentence; `keyValue` has a row's keys, then its values. */
  attend(
    query: Rows,
    keyValue: Rows,
    out: Rows,
    heads: number,
    spans: readonly Span[],
    { scale, positions, window, relativeKeys, relativeQueries, buckets, weights }: AttentionTerms,
  ): void {
    const table = Int32Array.from(spans.flatMap((span) => [span.query, span.queries, span.key, span.keys]));
    this.#step(Operation.attention, heads * spans.length, {
      [AttentionSlot.query]: query.at,
      [AttentionSlot.queryStride]: query.stride,
      [AttentionSlot.keys]: keyValue.at,
      [AttentionSlot.values]: keyValue.at + 4 * out.length,
      [AttentionSlot.keyStride]: keyValue.stride,
      [AttentionSlot.out]: out.at,
      [AttentionSlot.stride]: out.stride,
      [AttentionSlot.heads]: heads,
      [AttentionSlot.size]: out.length / heads,
      [AttentionSlot.sentences]: this.constants(table),
      [AttentionSlot.weights]: weights ?? 0,
      [AttentionSlot.scale]: bitsOf(scale),
      [AttentionSlot.positions]: this.constants(positions),
      [AttentionSlot.window]: window ?? -1,
      [AttentionSlot.relativeKeys]: relativeKeys?.at ?? 0,
      [AttentionSlot.relativeKeysStride]: relativeKeys?.stride ?? 0,
      [AttentionSlot.relativeQueries]: relativeQueries?.at ?? 0,
      [AttentionSlot.relativeQueriesStride]: relativeQueries?.stride ?? 0,
      [AttentionSlot.buckets]: buckets ? this.constants(buckets) + 4 * (buckets.length >> 1) : 0,
    });
  }

  /** out = LayerNorm(x + skip). */
  normalize(out: Out, x: Rows, skip: Rows | null, norm: Norm, epsilon: number): void {
    this.#rowStep(Operation.normalize, out, x, {
      [NormalizeSlot.skip]: skip?.at ?? 0,
      [NormalizeSlot.skipStride]: skip?.stride ?? 0,
      [NormalizeSlot.gamma]: norm.gamma,
      [NormalizeSlot.beta]: norm.beta ?? 0,
      [NormalizeSlot.epsilon]: bitsOf(epsilon),
    });
  }

  /** out = x + skip. */
  add(out: Out, x: Rows, skip: Rows): void {
    this.#rowStep(Operation.add, out, x, { [AddSlot.skip]: skip.at, [AddSlot.skipStride]: skip.stride });
  }

  /** out = activation(x); with null the rows are as they were, and quantised. */
  activate(out: Out, x: Rows, activation: ActivationName | null): void {
    this.#rowStep(Operation.activate, out, x, {
      [ActivateSlot.activation]: activation === null ? Activation.none : activations[activation],
    });
  }

  /** out = activation(first half of x's rows) times their second half. */
  gate(out: Out, x: Rows, activation: ActivationName): void {
    this.#rowStep(Operation.gate, out, x, { [ActivateSlot.activation]: activations[activation] });
  }

  /** out = the chosen rows of x. */
  gather(out: Out, x: Rows, chosen: Int32Array): void {
    this.#rowStep(Operation.gather, out, x, { [GatherSlot.rows]: this.constants(chosen) });
  }

  /** out = for each row `size` rows of x, one behind the other; -1 is a row of zeros. */
  unfold(out: Out, x: Rows, neighbours: Int32Array, size: number): void {
    this.#rowStep(Operation.unfold, out, x, {
      [UnfoldSlot.rows]: this.constants(neighbours),
      [UnfoldSlot.size]: size,
    });
  }

  /** out = x with its first `heads` heads of `size` turned by their row's position. @param table See `RotateSlot`. */
  rotate(out: Out, x: Rows, heads: number, size: number, table: number, positions: Int32Array): void {
    this.#rowStep(Operation.rotate, out, x, {
      [RotateSlot.heads]: heads,
      [RotateSlot.size]: size,
      [RotateSlot.table]: table,
      [RotateSlot.positions]: this.constants(positions),
    });
  }

  /** Each row's largest number, and the sum of e^(x - largest). @returns where the pairs are, float32. */
  sumExp(x: Rows): number {
    const out = this.#reserve(8 * x.count);
    this.#step(Operation.sumExp, x.count, {
      [SumSlot.source]: x.at,
      [SumSlot.stride]: x.stride,
      [SumSlot.length]: x.length,
      [SumSlot.out]: out,
    });
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
    this.#end = alignUp(at + length);
    return at;
  }

  #rowStep(operation: Operation, out: Out, source: Rows | null, rest: Slots): void {
    this.#step(operation, out.count, {
      [RowSlot.out]: out.at,
      [RowSlot.stride]: out.stride,
      [RowSlot.length]: out.length,
      ...('numbers' in out
        ? { [RowSlot.numbers]: out.numbers, [RowSlot.scales]: out.scales, [RowSlot.sums]: out.sums }
        : {}),
      [RowSlot.source]: source?.at ?? 0,
      [RowSlot.sourceStride]: source?.stride ?? 0,
      ...rest,
    });
  }

  #step(operation: Operation, tasks: number, slots: Slots): void {
    const at = this.#steps.length;
    for (let slot = 0; slot < STEP_WORDS; slot++) this.#steps.push(slots[slot] ?? 0);
    this.#steps[at + StepSlot.operation] = operation;
    this.#steps[at + StepSlot.tasks] = tasks;
  }
}

/** What stands in a step's slots; those not named are 0. */
type Slots = Readonly<Record<number, number>>;

/** A float32 as the whole number with the same bits. */
const bitsOf = (value: number): number => new Int32Array(Float32Array.of(value).buffer)[0]!;
