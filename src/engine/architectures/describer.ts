import {
  rowCount,
  type Activation,
  type Description,
  type Operation,
  type Parameter,
  type Part,
} from '../description.ts';

/** A tensor's weight and, where it has one, bias; `rows` takes a stretch of a tensor that holds several matrices. */
export interface LinearSource {
  readonly weight: Part;
  readonly bias: Part | null;
}

/** All of a tensor. */
export const wholeTensor = (tensor: string, ...shape: number[]): Part => ({ tensor, shape });

/** torch.nn.Linear's tensors under `name`. */
export const dense = (name: string, outputs: number, inputs: number, bias = true): LinearSource => ({
  weight: wholeTensor(`${name}.weight`, outputs, inputs),
  bias: bias ? wholeTensor(`${name}.bias`, outputs) : null,
});

/** Writes a description down, operation by operation; each method adds one and gives the name of its value. */
export class Describer {
  readonly parameters: Parameter[] = [];
  #operations: Operation[] = [];
  #values = 0;

  /** What was written down since this was last asked for. */
  take(): Operation[] {
    const taken = this.#operations;
    this.#operations = [];
    return taken;
  }

  /** A matrix of one or more linear layers, one below the other. The same name twice is the same matrix. */
  matrix(name: string, sources: readonly LinearSource[], unfolded = false): string {
    const inputs = sources[0]!.weight.shape.slice(1).reduce((a, b) => a * b, 1);
    const weights = sources.map(({ weight }) => weight);
    const biases = sources.flatMap(({ bias }) => bias ?? []);
    const outputs = weights.reduce((sum, part) => sum + rowCount(part), 0);
    return this.#parameter({ kind: 'matrix', name, outputs, inputs, weights, biases, unfolded });
  }

  norm(name: string, length: number, beta = true): string {
    return this.#parameter({
      kind: 'norm',
      name,
      length,
      gamma: wholeTensor(`${name}.weight`, length),
      beta: beta ? wholeTensor(`${name}.bias`, length) : null,
    });
  }

  table(name: string, values: Part): string {
    return this.#parameter({
      kind: 'table',
      name,
      rows: rowCount(values),
      length: values.shape.slice(1).reduce((a, b) => a * b, 1),
      values,
    });
  }

  embed(words: string, positions: string | null, segments: string | null): string {
    return this.#add({ op: 'embed', words, positions, segments });
  }

  rowsOf(table: string): string {
    return this.#add({ op: 'table', table });
  }

  choose(x: string): string {
    return this.#add({ op: 'choose', x });
  }

  linear(x: string, matrix: string): string {
    return this.#add({ op: 'linear', x, matrix });
  }

  /** x times the matrix of torch.nn.Linear `name`. */
  dense(x: string, name: string, outputs: number, inputs: number, bias = true): string {
    return this.linear(x, this.matrix(name, [dense(name, outputs, inputs, bias)]));
  }

  normalize(x: string, skip: string | null, norm: string, epsilon: number): string {
    return this.#add({ op: 'normalize', x, skip, norm, epsilon });
  }

  add(x: string, skip: string): string {
    return this.#add({ op: 'add', x, skip });
  }

  activate(x: string, activation: Activation): string {
    return this.#add({ op: 'activate', x, activation });
  }

  gate(x: string, activation: Activation): string {
    return this.#add({ op: 'gate', x, activation });
  }

  unfold(x: string, size: number): string {
    return this.#add({ op: 'unfold', x, size });
  }

  rotate(x: string, length: number, size: number, theta: number): string {
    return this.#add({ op: 'rotate', x, length, size, theta });
  }

  attend(attend: Omit<Extract<Operation, { op: 'attend' }>, 'op' | 'out'>): string {
    return this.#add({ op: 'attend', ...attend });
  }

  #add(operation: OperationWithoutOut): string {
    const out = String(this.#values++);
    this.#operations.push({ ...operation, out } as Operation);
    return out;
  }

  #parameter(parameter: Parameter): string {
    if (!this.parameters.some(({ name }) => name === parameter.name)) this.parameters.push(parameter);
    return parameter.name;
  }
}

/** Omits from each kind of operation by itself. */
type OperationWithoutOut = Operation extends infer O ? (O extends Operation ? Omit<O, 'out'> : never) : never;

/** What a description says of a model's size. */
export type Sizes = Pick<
  Description,
  'vocabularySize' | 'maxPositions' | 'segments' | 'layers' | 'heads' | 'hiddenSize'
>;
