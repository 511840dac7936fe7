import * as v from 'valibot';

/**
 * A model as a list of operations over named tensors: all that a backend needs to know of it. Architectures write
 * descriptions, backends interpret them; a description is JSON, so that it can be kept beside prepared weights.
 *
 * Values are matrices with a row for each piece: [rows, length]. A value has either all rows of a sentence or, after
 * `choose`, only the wanted ones, in the order they were asked for; constants have as many rows as their table.
 */

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 31 - 1));
const name = v.string();

const partSchema = v.object({
  /** Its canonical name (`Weights`). */
  tensor: name,
  shape: v.array(count),
  /** The first row that is taken, 0 when absent, and how many are; all that follow when absent. */
  first: v.optional(count),
  rows: v.optional(count),
});

const parameterSchema = v.variant('kind', [
  v.object({
    /** [outputs, inputs]: the parts' rows one below the other; without biases they are 0. */
    kind: v.literal('matrix'),
    name,
    outputs: count,
    inputs: count,
    weights: v.array(partSchema),
    biases: v.array(partSchema),
    /**
     * A convolution's weight [outputs, channels, size], taken as [outputs, size * channels]: for values that were
     * unfolded.
     */
    unfolded: v.boolean(),
  }),
  v.object({ kind: v.literal('norm'), name, length: count, gamma: partSchema, beta: v.nullable(partSchema) }),
  v.object({ kind: v.literal('table'), name, rows: count, length: count, values: partSchema }),
]);

const activationSchema = v.picklist(['gelu', 'gelu_tanh', 'relu', 'silu', 'tanh']);

const operationSchema = v.variant('op', [
  /** Each piece's row of a matrix, plus those of its position and its segment where there are such tables. */
  v.object({
    op: v.literal('embed'),
    out: name,
    words: name,
    positions: v.nullable(name),
    segments: v.nullable(name),
  }),
  /** A table's rows, for constants. */
  v.object({ op: v.literal('table'), out: name, table: name }),
  /** The wanted rows. */
  v.object({ op: v.literal('choose'), out: name, x: name }),
  /** x times the transposed matrix, plus its biases. */
  v.object({ op: v.literal('linear'), out: name, x: name, matrix: name }),
  /** LayerNorm(x + skip). */
  v.object({ op: v.literal('normalize'), out: name, x: name, skip: v.nullable(name), norm: name, epsilon: v.number() }),
  v.object({ op: v.literal('add'), out: name, x: name, skip: name }),
  v.object({ op: v.literal('activate'), out: name, x: name, activation: activationSchema }),
  /** activation(first half of each row) times its second half. */
  v.object({ op: v.literal('gate'), out: name, x: name, activation: activationSchema }),
  /**
   * Each row with its neighbours before and behind it: `size` rows (an odd number) one behind the other; 0 outside the
   * sentence.
   */
  v.object({ op: v.literal('unfold'), out: name, x: name, size: count }),
  /**
   * Rotary positions (Su et al. 2021) of the row's first `length` numbers, which are heads of `size`: number t of a
   * head's first half and its counterpart in the second are turned by position * theta^(-2t / size).
   */
  v.object({ op: v.literal('rotate'), out: name, x: name, length: count, size: count, theta: v.number() }),
  v.object({
    /** softmax(scale * (q k^T + relative terms)) v, by heads. `keyValue` has the keys, then the values. */
    op: v.literal('attend'),
    out: name,
    layer: count,
    query: name,
    keyValue: name,
    heads: count,
    scale: v.number(),
    /** A piece sees those at most so far from it; all when null. */
    window: v.nullable(count),
    /**
     * DeBERTa's: q . keys[b] and k . queries[b] are added to q . k, for the bucket b of the distance from the key to
     * the query (`relativeBuckets`). `keys` and `queries` are constants of 2 * span rows; distances up to half of
     * `buckets` have one each (all where `buckets` is 0).
     */
    relative: v.nullable(
      v.object({ keys: v.nullable(name), queries: v.nullable(name), span: count, farthest: count, buckets: count }),
    ),
  }),
]);

const unchecked = v.object({
  vocabularySize: count,
  /** Pieces of the longest sentence, [CLS] and [SEP] included. */
  maxPositions: count,
  /** Kinds of segments a piece may have; 0 where the model has no such embeddings, and any is as good as another. */
  segments: count,
  layers: count,
  heads: count,
  /** Numbers of a hidden state. */
  hiddenSize: count,
  parameters: v.array(parameterSchema),
  /** What depends on no sentence: computed once. */
  constants: v.array(operationSchema),
  /** From pieces to the hidden states of the wanted rows. */
  body: v.array(operationSchema),
  hidden: name,
  /** The hidden states of the embeddings and behind each layer; the last one's are the wanted rows'. */
  states: v.array(name),
  /** From there to what `decoder` takes: a matrix whose products are the vocabulary's logits. */
  head: v.object({ operations: v.array(operationSchema), out: name, decoder: name }),
  /**
   * Logits that the second segment follows the first: relationship . tanh(pooler . hidden state of the first piece).
   */
  nextSentence: v.nullable(v.object({ pooler: name, relationship: name, bias: name })),
});

/** A description that was kept: what it names is in it, else it would start and then fail with every sentence. */
export const descriptionSchema = v.pipe(
  unchecked,
  v.check(namesResolve, 'A name in the description is of nothing that is in it'),
);

export type Part = v.InferOutput<typeof partSchema>;
export type Parameter = v.InferOutput<typeof parameterSchema>;
export type MatrixParameter = Extract<Parameter, { kind: 'matrix' }>;
export type NormParameter = Extract<Parameter, { kind: 'norm' }>;
export type TableParameter = Extract<Parameter, { kind: 'table' }>;
export type Activation = v.InferOutput<typeof activationSchema>;
export type Operation = v.InferOutput<typeof operationSchema>;
export type OperationOf<K extends Operation['op']> = Extract<Operation, { op: K }>;
export type Relative = NonNullable<OperationOf<'attend'>['relative']>;
export type Description = v.InferOutput<typeof unchecked>;

/** Whether all names are of parameters of the kind that is wanted, or of values that were computed before. */
function namesResolve({ parameters, constants, body, hidden, states, head, nextSentence }: Description): boolean {
  const kinds = new Map(parameters.map(({ name, kind }) => [name, kind]));
  const isThere = ([kind, called]: Named) => kinds.get(called) === kind;
  const values = new Set<string>();
  const canRun = (operation: Operation) => {
    const runs = parametersOf(operation).every(isThere) && inputsOf(operation).every((value) => values.has(value));
    values.add(operation.out);
    return runs;
  };
  return (
    [...constants, ...body].every(canRun) &&
    [hidden, ...states].every((value) => values.has(value)) &&
    head.operations.every(canRun) &&
    values.has(head.out) &&
    isThere(['matrix', head.decoder]) &&
    (nextSentence === null ||
      (isThere(['matrix', nextSentence.pooler]) &&
        isThere(['table', nextSentence.relationship]) &&
        isThere(['table', nextSentence.bias])))
  );
}

type Named = readonly [kind: Parameter['kind'], name: string];

/** The parameters an operation takes. */
function parametersOf(operation: Operation): Named[] {
  switch (operation.op) {
    case 'embed': {
      const tables = [operation.positions, operation.segments].filter((table) => table !== null);
      return [['matrix', operation.words], ...tables.map((table): Named => ['table', table])];
    }
    case 'table':
      return [['table', operation.table]];
    case 'linear':
      return [['matrix', operation.matrix]];
    case 'normalize':
      return [['norm', operation.norm]];
    case 'choose':
    case 'add':
    case 'activate':
    case 'gate':
    case 'unfold':
    case 'rotate':
    case 'attend':
      return [];
  }
}

/** The values an operation reads. */
export function inputsOf(operation: Operation): string[] {
  switch (operation.op) {
    case 'embed':
    case 'table':
      return [];
    case 'attend': {
      const { query, keyValue, relative } = operation;
      return [query, keyValue, relative?.keys ?? null, relative?.queries ?? null].filter((value) => value !== null);
    }
    case 'normalize':
      return operation.skip === null ? [operation.x] : [operation.x, operation.skip];
    case 'add':
      return [operation.x, operation.skip];
    case 'choose':
    case 'linear':
    case 'activate':
    case 'gate':
    case 'unfold':
    case 'rotate':
      return [operation.x];
  }
}

/** A description's parameters by name. @throws RangeError for one that is not there or of another kind. */
export class Parameters {
  readonly #byName: ReadonlyMap<string, Parameter>;

  constructor({ parameters }: Pick<Description, 'parameters'>) {
    this.#byName = new Map(parameters.map((parameter) => [parameter.name, parameter]));
  }

  matrix = (called: string): MatrixParameter => this.#get(called, 'matrix');
  norm = (called: string): NormParameter => this.#get(called, 'norm');
  table = (called: string): TableParameter => this.#get(called, 'table');

  #get<K extends Parameter['kind']>(called: string, kind: K): Extract<Parameter, { kind: K }> {
    const found = this.#byName.get(called);
    if (found?.kind !== kind) throw new RangeError(`The description has no ${kind} ${called}`);
    return found as Extract<Parameter, { kind: K }>;
  }
}

/** Numbers of a part's row. */
const rowLength = ({ shape }: Part): number => shape.slice(1).reduce((a, b) => a * b, 1);

/** How many rows of its tensor a part takes. */
export const rowCount = ({ shape, first = 0, rows }: Part): number => rows ?? shape[0]! - first;

/** A part's values out of its tensor's, row-major; a view of them where they lie as they are wanted. */
export function takePart(values: Float32Array, part: Part, unfolded = false): Float32Array {
  const length = rowLength(part);
  const first = part.first ?? 0;
  const taken = values.subarray(first * length, (first + rowCount(part)) * length);
  if (!unfolded) return taken;
  const [, channels, size] = part.shape as [number, number, number];
  const turned = new Float32Array(taken.length);
  for (let row = 0; row < taken.length; row += length)
    for (let channel = 0; channel < channels; channel++)
      for (let k = 0; k < size; k++) turned[row + k * channels + channel] = taken[row + channel * size + k]!;
  return turned;
}

/**
 * DeBERTa's bucket for each distance i - j from -(length - 1) to length - 1 (make_log_bucket_position and
 * build_relative_position in modeling_deberta_v2.py): near ones have one each, far ones share by their logarithm, in
 * float32. `span` is half the number of buckets.
 */
export function relativeBuckets({ span, farthest, buckets }: Relative, length: number): Int32Array {
  const middle = Math.floor(buckets / 2);
  const bucket = (distance: number): number => {
    const away = Math.abs(distance);
    if (buckets === 0 || away <= middle) return distance;
    const f = Math.fround;
    const logs = f(f(Math.log(f(away / middle))) / f(Math.log(f((farthest - 1) / middle))));
    return Math.sign(distance) * (Math.ceil(f(logs * f(middle - 1))) + middle);
  };
  return Int32Array.from({ length: 2 * length - 1 }, (_, i) =>
    Math.max(0, Math.min(2 * span - 1, bucket(i - (length - 1)) + span)),
  );
}
