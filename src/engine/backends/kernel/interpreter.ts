import { inputsOf, relativeBuckets, type Description, type Operation, type OperationOf } from '../../description.ts';
import { BackendError } from '../../errors.ts';
import type { Rotations } from '../../rotations.ts';
import type { Kernel } from './kernel.ts';
import { padUp, rowBytes, type Layout } from './layout.ts';
import { Program, type QuantizedRows, type Rows, type Span } from './program.ts';

/** A kernel with a model's weights in its memory. */
export interface Instance {
  readonly kernel: Kernel;
  readonly description: Description;
  /** Places are in the kernel's memory. */
  readonly layout: Layout;
  /** The description's constants. */
  readonly constants: ReadonlyMap<string, QuantizedRows>;
  readonly rotations: Rotations;
  /** Where memory is free for programs. */
  readonly free: number;
}

/** A sentence: ids with [CLS] and [SEP], and the segment of each (all 0 when absent). */
export interface Sentence {
  readonly ids: Int32Array;
  readonly tokenTypes?: Int32Array;
}

/** Which rows are wanted: positions in each sentence. */
export type Wanted = readonly Int32Array[];

/** Rows of values, and of which pieces they are. */
interface Value {
  readonly rows: QuantizedRows;
  readonly of: 'all' | 'wanted' | 'table';
  /** Whether the int8 form is there as well. */
  quantized: boolean;
}

/**
 * Where the attention weights of one layer, from 0, go instead of what comes after it: float32 [heads, pieces, pieces]
 * at byte `weights`.
 */
export interface Look {
  readonly layer: number;
  readonly weights: number;
}

/**
 * A description as steps of a program. Sentences of a batch lie one behind the other, without padding: values are
 * [pieces of all sentences, length], or [wanted pieces, length] from where only those matter.
 */
export class Interpreter {
  readonly #program: Program;
  readonly #instance: Pick<Instance, 'description' | 'layout' | 'rotations'>;
  readonly #sentences: readonly Sentence[];
  readonly #values: Map<string, Value>;
  /** First row of each sentence. */
  readonly #starts: readonly number[];
  readonly #positions: Readonly<Record<'all' | 'wanted', Int32Array>>;
  readonly #spans: Readonly<Record<'all' | 'wanted', readonly Span[]>>;
  /** Rows that hold nothing any more. */
  readonly #spare: QuantizedRows[] = [];
  /** Tables of cosines and sines that this program has, by their kind. */
  readonly #tables = new Map<string, number>();

  /**
   * @throws BackendError for a piece or a segment that the model does not have: the kernel would read what lies behind.
   */
  constructor(
    program: Program,
    instance: Pick<Instance, 'description' | 'layout' | 'constants' | 'rotations'>,
    sentences: readonly Sentence[],
    wanted: Wanted = sentences.map(({ ids }) => Int32Array.from(ids.keys())),
  ) {
    check(instance.description, sentences);
    this.#program = program;
    this.#instance = instance;
    this.#sentences = sentences;
    this.#values = new Map(
      [...instance.constants].map(([name, rows]) => [name, { rows, of: 'table', quantized: false }]),
    );
    let start = 0;
    this.#starts = sentences.map(({ ids }) => (start += ids.length) - ids.length);
    const spans = (counts: readonly number[]): Span[] => {
      let query = 0;
      return sentences.map(({ ids }, i) => {
        const span = { query, queries: counts[i]!, key: this.#starts[i]!, keys: ids.length };
        query += counts[i]!;
        return span;
      });
    };
    this.#positions = {
      all: Int32Array.from(sentences.flatMap(({ ids }) => [...ids.keys()])),
      wanted: Int32Array.from(wanted.flatMap((positions) => [...positions])),
    };
    this.#spans = {
      all: spans(sentences.map(({ ids }) => ids.length)),
      wanted: spans(wanted.map((positions) => positions.length)),
    };
  }

  /** Rows of a value that was computed. */
  rows(name: string): QuantizedRows {
    return this.#value(name).rows;
  }

  /**
   * Writes operations down; `kept` are the values that are read afterwards. Where `look` is given it ends with that
   * layer's attention.
   */
  run(operations: readonly Operation[], kept: readonly string[], look: Look | null = null): void {
    const lastUse = new Map<string, number>();
    operations.forEach((operation, i) => inputsOf(operation).forEach((name) => lastUse.set(name, i)));
    for (const name of [...kept, ...this.#instance.description.constants.map(({ out }) => out)])
      lastUse.set(name, Infinity);
    const multiplied = new Set(operations.flatMap((each) => (each.op === 'linear' ? [each.x] : [])));
    for (const [i, operation] of operations.entries()) {
      const dying = new Set(inputsOf(operation).filter((name) => lastUse.get(name) === i));
      const quantized = multiplied.has(operation.out) || kept.includes(operation.out);
      this.#values.set(operation.out, this.#run(operation, dying, quantized, look));
      if (look && operation.op === 'attend' && operation.layer === look.layer) return;
      for (const name of dying) {
        const { rows } = this.#value(name);
        // What was worked on in place lives on.
        if (rows.at !== this.#value(operation.out).rows.at) this.#spare.push(rows);
      }
    }
  }

  #run(operation: Operation, dying: ReadonlySet<string>, quantized: boolean, look: Look | null): Value {
    const { matrices, norms, tables } = this.#instance.layout;
    const program = this.#program;
    /** Rows like x's: x's own where nobody needs them any more. */
    const like = ({ rows, of }: Value, name: string): Value => ({
      rows: dying.has(name) && of !== 'table' ? rows : this.#take(rows.count, rows.length, rows.stride),
      of,
      quantized,
    });
    /** Where a step's result goes: without room for its int8 form where nobody multiplies it. */
    const out = ({ rows, quantized: both }: Value): Rows => (both ? rows : plainRows(rows));
    switch (operation.op) {
      case 'embed':
        return this.#embed(operation, quantized);
      case 'table': {
        const { at, rows: count, length } = tables.get(operation.table)!;
        const value: Value = { rows: this.#take(count, length), of: 'table', quantized };
        program.activate(out(value), { at, count, length, stride: 4 * length }, null);
        return value;
      }
      case 'choose': {
        const { rows } = this.#value(operation.x);
        const chosen = this.#positions.wanted;
        const starts = this.#spans.wanted.flatMap(({ key, queries }) => new Array<number>(queries).fill(key));
        const value: Value = { rows: this.#take(chosen.length, rows.length), of: 'wanted', quantized };
        program.gather(
          out(value),
          rows,
          chosen.map((position, i) => starts[i]! + position),
        );
        return value;
      }
      case 'linear': {
        const x = this.#value(operation.x);
        // What no step has quantised on its way is quantised now.
        if (!x.quantized) {
          program.activate(x.rows, x.rows, null);
          x.quantized = true;
        }
        const matrix = matrices.get(operation.matrix)!;
        const rows = this.#take(x.rows.count, padUp(matrix.outputs), rowBytes(matrix));
        program.multiply(x.rows, matrix, rows);
        return { rows, of: x.of, quantized: false };
      }
      case 'normalize': {
        const x = this.#value(operation.x);
        const skip = operation.skip === null ? null : this.rows(operation.skip);
        const value = like(x, operation.x);
        program.normalize(out(value), x.rows, skip, norms.get(operation.norm)!, operation.epsilon);
        return value;
      }
      case 'add': {
        const x = this.#value(operation.x);
        const value = like(x, operation.x);
        program.add(out(value), x.rows, this.rows(operation.skip));
        return value;
      }
      case 'activate': {
        const x = this.#value(operation.x);
        const value = like(x, operation.x);
        program.activate(out(value), x.rows, operation.activation);
        return value;
      }
      case 'gate': {
        const { rows, of } = this.#value(operation.x);
        const value: Value = { rows: this.#take(rows.count, rows.length / 2), of, quantized };
        program.gate(out(value), rows, operation.activation);
        return value;
      }
      case 'unfold': {
        const { size } = operation;
        const { rows, of } = this.#value(operation.x);
        const value: Value = { rows: this.#take(rows.count, size * rows.length), of, quantized };
        program.unfold(out(value), rows, this.#neighbours(size), size);
        return value;
      }
      case 'rotate': {
        const x = this.#value(operation.x);
        const value = like(x, operation.x);
        const { length, size } = operation;
        program.rotate(out(value), x.rows, length / size, size, this.#rotation(operation), this.#positionsOf(x));
        return value;
      }
      case 'attend':
        return this.#attend(operation, quantized, look);
    }
  }

  #embed({ words, positions, segments }: OperationOf<'embed'>, quantized: boolean): Value {
    const { matrices, tables } = this.#instance.layout;
    const matrix = matrices.get(words)!;
    const pieces = this.#sentences.flatMap(({ ids, tokenTypes }) =>
      Array.from(ids, (id, position) => [id, position, tokenTypes?.[position] ?? 0]),
    );
    const rows = this.#take(pieces.length, matrix.inputs);
    const place = (table: string | null) => (table === null ? null : tables.get(table)!.at);
    this.#program.embed(
      quantized ? rows : plainRows(rows),
      Int32Array.from(pieces.flat()),
      matrix,
      place(positions),
      place(segments),
    );
    return { rows, of: 'all', quantized };
  }

  #attend(operation: OperationOf<'attend'>, quantized: boolean, look: Look | null): Value {
    const { heads, scale, window, relative, layer } = operation;
    const [query, keyValue] = [this.#value(operation.query), this.#value(operation.keyValue)];
    const rows = this.#take(query.rows.count, query.rows.length);
    const longest = Math.max(...this.#sentences.map(({ ids }) => ids.length));
    this.#program.attend(query.rows, keyValue.rows, rows, heads, this.#spans[query.of as 'all'], {
      scale,
      positions: this.#positionsOf(query),
      window,
      weights: layer === look?.layer ? look.weights : 0,
      ...(relative && {
        relativeKeys: relative.keys === null ? null : this.rows(relative.keys),
        relativeQueries: relative.queries === null ? null : this.rows(relative.queries),
        buckets: relativeBuckets(relative, longest),
      }),
    });
    // Several heads write into a row: it is quantised when they are done.
    if (quantized) this.#program.activate(rows, rows, null);
    return { rows, of: query.of, quantized };
  }

  #value(name: string): Value {
    const value = this.#values.get(name);
    if (!value) throw new RangeError(`The description has no value ${name}`);
    return value;
  }

  #positionsOf({ of }: Value): Int32Array {
    if (of === 'table') throw new RangeError('The rows of a table have no positions');
    return this.#positions[of];
  }

  /** For each row the rows around it in its sentence, itself in the middle. */
  #neighbours(size: number): Int32Array {
    const rows: number[] = [];
    this.#sentences.forEach(({ ids: { length } }, i) => {
      for (let position = 0; position < length; position++)
        for (let k = 0; k < size; k++) {
          const at = position + k - (size >> 1);
          rows.push(at >= 0 && at < length ? this.#starts[i]! + at : -1);
        }
    });
    return Int32Array.from(rows);
  }

  #rotation({ theta, size }: OperationOf<'rotate'>): number {
    const kind = `${theta} ${size}`;
    let at = this.#tables.get(kind);
    if (at === undefined) {
      const longest = Math.max(...this.#sentences.map(({ ids }) => ids.length));
      const table = this.#instance.rotations.table(theta, size, longest);
      at = this.#program.constants(new Int32Array(table.buffer, table.byteOffset, table.length));
      this.#tables.set(kind, at);
    }
    return at;
  }

  /** Rows of this shape: spare ones where there are such. */
  #take(count: number, length: number, stride: number = 4 * length): QuantizedRows {
    const spare = this.#spare.findIndex(
      (rows) => rows.count === count && rows.length === length && rows.stride === stride,
    );
    return spare < 0 ? this.#program.quantizedRows(count, length, stride) : this.#spare.splice(spare, 1)[0]!;
  }
}

const plainRows = ({ at, count, length, stride }: Rows): Rows => ({ at, count, length, stride });

function check({ vocabularySize, segments }: Description, sentences: readonly Sentence[]): void {
  for (const { ids, tokenTypes = [] } of sentences) {
    if (
      ids.some((id) => !(id >= 0 && id < vocabularySize)) ||
      (segments > 0 && tokenTypes.some((type) => !(type >= 0 && type < segments)))
    )
      throw new BackendError(
        'failed',
        `The model has ${vocabularySize} pieces and ${segments} segments; it was given others`,
      );
  }
}
