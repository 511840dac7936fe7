import { release } from '../../checkpoint/checkpoint.ts';
import type { Weights } from '../../checkpoint/weights.ts';
import {
  Parameters,
  relativeBuckets,
  takePart,
  type Description,
  type Operation,
  type Part,
} from '../../description.ts';
import {
  activationOf,
  add,
  attend,
  choose,
  gate,
  multiply,
  normalize,
  rotate,
  unfold,
  type Rows,
} from './arithmetic.ts';

/** A sentence for the reference. */
export interface ReferenceSentence {
  readonly ids: readonly number[];
  /** All 0 when absent. */
  readonly tokenTypes?: readonly number[];
}

/**
 * A description in plain float arithmetic, straight from the checkpoint and independent of ORT and of our kernel: what
 * the self-test holds backends to. Slow (about a second for BERT-base) but small: one operation's tensors are in memory
 * at a time. Activations are float64.
 * @returns Log probabilities of every word at `position` of the sentence, in nats: [vocabulary size].
 * @throws ModelError for a tensor that is missing, of another shape or damaged; RangeError for a name that the
 * description does not have.
 */
export async function referenceLogProbabilities(
  description: Description,
  weights: Weights,
  { ids, tokenTypes }: ReferenceSentence,
  position: number,
): Promise<Float64Array<ArrayBuffer>> {
  const parameters = new Parameters(description);
  const values = new Map<string, Rows>();
  const value = (name: string): Rows => {
    const rows = values.get(name);
    if (!rows) throw new RangeError(`The description has no value ${name}`);
    return rows;
  };
  /** Values of parts, one below the other. */
  const read = async (parts: readonly Part[], unfolded = false): Promise<Float32Array> => {
    const taken: Float32Array[] = [];
    for (const part of parts) taken.push(takePart(await weights.get(part.tensor, part.shape).read(), part, unfolded));
    if (taken.length === 1) return taken[0]!;
    const all = new Float32Array(taken.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const some of taken) {
      all.set(some, at);
      at += some.length;
    }
    return all;
  };
  const table = async (name: string) => {
    const { length, values: part } = parameters.table(name);
    return { length, numbers: await read([part]) };
  };
  const linear = async (x: Rows, name: string): Promise<Rows> => {
    const { outputs, weights: parts, biases, unfolded } = parameters.matrix(name);
    const matrix = await read(parts, unfolded);
    const result = multiply(x, matrix, biases.length > 0 ? await read(biases) : new Float32Array(outputs));
    release(matrix.buffer as ArrayBuffer);
    return result;
  };
  /** Of a table of distances only the rows that this sentence has: the others would cost more than the sentence. */
  const buckets = distancesOf(description, ids.length);
  /** Positions of a value's rows: all, or the wanted one. */
  const wanted = new Set<string>();
  const positions = (name: string): readonly number[] => (wanted.has(name) ? [position] : [...ids.keys()]);

  const run = async (operation: Operation): Promise<Rows> => {
    switch (operation.op) {
      case 'embed': {
        const { inputs: length, weights: words } = parameters.matrix(operation.words);
        const matrix = await read(words);
        const sum = ids.map((id) => Float64Array.from(matrix.subarray(id * length, (id + 1) * length)));
        release(matrix.buffer as ArrayBuffer);
        const plus = async (name: string | null, row: (piece: number) => number) => {
          if (name === null) return;
          const { numbers } = await table(name);
          sum.forEach((x, piece) => x.forEach((_, i) => (x[i]! += numbers[row(piece) * length + i]!)));
        };
        await plus(operation.positions, (piece) => piece);
        await plus(operation.segments, (piece) => tokenTypes?.[piece] ?? 0);
        return sum;
      }
      case 'table': {
        const { length, numbers } = await table(operation.table);
        return buckets.map((row) => Float64Array.from(numbers.subarray(row * length, (row + 1) * length)));
      }
      case 'choose':
        return choose(value(operation.x), [position]);
      case 'linear':
        return await linear(value(operation.x), operation.matrix);
      case 'normalize': {
        const { gamma, beta } = parameters.norm(operation.norm);
        const x = operation.skip === null ? value(operation.x) : add(value(operation.x), value(operation.skip));
        return normalize(x, await read([gamma]), beta && (await read([beta])), operation.epsilon);
      }
      case 'add':
        return add(value(operation.x), value(operation.skip));
      case 'activate':
        return value(operation.x).map((row) => row.map(activationOf[operation.activation]));
      case 'gate':
        return gate(value(operation.x), activationOf[operation.activation]);
      case 'unfold':
        return unfold(value(operation.x), operation.size);
      case 'rotate':
        return rotate(value(operation.x), positions(operation.x), operation);
      case 'attend': {
        const { query, keyValue, relative } = operation;
        return attend(
          value(query),
          value(keyValue),
          positions(query),
          operation,
          relative && {
            rowOf: relativeBuckets(relative, ids.length).map((bucket) => buckets.indexOf(bucket)),
            keys: relative.keys === null ? null : value(relative.keys),
            queries: relative.queries === null ? null : value(relative.queries),
          },
        );
      }
    }
  };
  const runAll = async (operations: readonly Operation[]): Promise<void> => {
    for (const operation of operations) {
      values.set(operation.out, await run(operation));
      const from = operation.op === 'attend' ? operation.query : 'x' in operation ? operation.x : '';
      if (operation.op === 'choose' || wanted.has(from)) wanted.add(operation.out);
    }
  };
  await runAll(description.constants);
  await runAll(description.body);
  await runAll(description.head.operations);
  const [logits] = await linear(value(description.head.out), description.head.decoder);
  const largest = logits!.reduce((a, b) => Math.max(a, b), -Infinity);
  const log = largest + Math.log(logits!.reduce((sum, logit) => sum + Math.exp(logit - largest), 0));
  return logits!.map((logit) => logit - log);
}

/** Rows of the table of distances that pieces of a sentence of `length` have between them, in ascending order. */
function distancesOf({ body }: Description, length: number): number[] {
  const rows = new Set(
    body.flatMap((each) => (each.op === 'attend' && each.relative ? [...relativeBuckets(each.relative, length)] : [])),
  );
  return [...rows].sort((a, b) => a - b);
}
