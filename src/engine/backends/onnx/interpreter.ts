import type { Weights } from '../../checkpoint/weights.ts';
import {
  Parameters,
  rowCount,
  type Activation,
  type Description,
  type Operation,
  type OperationOf,
  type Part,
} from '../../description.ts';
import type { GraphBuilder } from './builder.ts';
import { addAttention, type AttentionStyle, type Value } from './attention.ts';
import { fillPart, type Floats, type Multiply } from './linear.ts';
import { Places } from './places.ts';

/** How a graph is put together for a backend. */
export interface Style {
  readonly floats: Floats;
  readonly multiply: Multiply;
  /**
   * Attention as one operator, with a padding mask, where it is plain attention. WebGPU's has no such mask, and is
   * wrong from 32 pieces on (ORT 1.30 on SwiftShader, off by up to 0.9 nats): there attention is put together from
   * plain operators.
   */
  readonly fusedAttention: boolean;
}

export interface InterpreterOptions {
  /** The graph's input of wanted rows, or null where all are. */
  readonly rows: string | null;
  /** Layers whose attention weights become outputs `attention.N` [B, heads, S, S]. */
  readonly looks: readonly number[];
}

/** A description as nodes of a graph. */
export class Interpreter {
  readonly #graph: GraphBuilder;
  readonly #parameters: Parameters;
  readonly #weights: Weights;
  readonly #style: Style;
  readonly #values = new Map<string, Value>();
  readonly #tensors = new Set<string>();
  readonly #options: InterpreterOptions;
  readonly #places: Places;
  /** Names of the attention weights that were asked for, by layer. */
  readonly attentions = new Map<number, string>();

  constructor(
    graph: GraphBuilder,
    description: Description,
    weights: Weights,
    style: Style,
    options: InterpreterOptions,
  ) {
    this.#graph = graph;
    this.#parameters = new Parameters(description);
    this.#weights = weights;
    this.#style = style;
    this.#options = options;
    this.#places = new Places(graph, description.maxPositions, options.rows, style.floats);
  }

  run(operations: readonly Operation[]): void {
    for (const operation of operations) this.#values.set(operation.out, this.#run(operation));
  }

  /** A value with its bias. */
  wholeValue(name: string): string {
    const value = this.#value(name);
    if (value.bias === null) return value.name;
    const biased = this.#graph.node('Add', `${value.name}.biased`, [value.name, value.bias]);
    this.#values.set(name, { ...value, name: biased, bias: null });
    return biased;
  }

  /** x [B, rows, H] times a vocabulary's matrix, plus its biases: logits [B, rows, V]. */
  project(x: string, matrix: string): string {
    const graph = this.#graph;
    const { name: words, bias, outputs, inputs } = this.#wordMatrix(matrix);
    const flat = graph.node('Reshape', 'decoder.flat', [x, graph.integers([-1, inputs])]);
    const logits = graph.node('Gemm', 'decoder', [flat, words, ...(bias === null ? [] : [bias])], {
      attributes: { transB: { int: 1 } },
    });
    const rows = graph.node('Shape', 'decoder.leading', [x], { attributes: { end: { int: 2 } } });
    const full = graph.node('Concat', 'decoder.shape', [rows, graph.integers([outputs])], {
      attributes: { axis: { int: 0 } },
    });
    return graph.node('Reshape', 'logits', [logits, full]);
  }

  /** Next-sentence logits [B, 2] (the second follows the first, it does not) from the first position of x [B, S, H]. */
  nextSentence(x: string, { pooler, relationship, bias }: NonNullable<Description['nextSentence']>): string {
    const graph = this.#graph;
    const first = graph.node('Gather', 'pooler.first', [x, graph.integers([0], 'int32', [])], {
      attributes: { axis: { int: 1 } },
    });
    const matrix = this.#parameters.matrix(pooler);
    const dense = this.#style.multiply(graph, 'pooler', first, matrix, this.#weights);
    const poolerBias = this.#biasOf(pooler);
    const pooled = graph.node('Tanh', 'pooler.tanh', [
      poolerBias === null ? dense : graph.node('Add', 'pooler.biased', [dense, poolerBias]),
    ]);
    const table = this.#table(relationship);
    return graph.node('Gemm', 'next_sentence.logits', [pooled, table, this.#table(bias, [2])], {
      attributes: { transB: { int: 1 } },
    });
  }

  #run(operation: Operation): Value {
    const graph = this.#graph;
    const { floats } = this.#style;
    const name = `value.${operation.out}`;
    switch (operation.op) {
      case 'embed':
        return this.#embed(operation, name);
      case 'table': {
        const { length } = this.#parameters.table(operation.table);
        const rows = graph.node('Unsqueeze', name, [this.#table(operation.table), graph.integers([0])]);
        return { name: rows, bias: null, length, of: 'table' };
      }
      case 'choose': {
        const { length } = this.#value(operation.x);
        const x = this.wholeValue(operation.x);
        if (this.#options.rows === null) return { name: x, bias: null, length, of: 'all' };
        const flat = graph.node('Reshape', `${name}.flat`, [x, graph.integers([-1, length])]);
        return { name: graph.node('Gather', name, [flat, this.#options.rows]), bias: null, length, of: 'wanted' };
      }
      case 'linear': {
        const x = this.wholeValue(operation.x);
        const matrix = this.#parameters.matrix(operation.matrix);
        const product = this.#style.multiply(graph, name, x, matrix, this.#weights);
        const { of } = this.#value(operation.x);
        return { name: product, bias: this.#biasOf(operation.matrix), length: matrix.outputs, of };
      }
      case 'normalize':
        return this.#normalize(operation, name);
      case 'add': {
        const { length, of } = this.#value(operation.x);
        const sum = graph.node('Add', name, [this.wholeValue(operation.x), this.wholeValue(operation.skip)]);
        return { name: sum, bias: null, length, of };
      }
      case 'activate': {
        const value = this.#value(operation.x);
        return { ...value, name: this.#activate(name, operation.x, operation.activation), bias: null };
      }
      case 'gate': {
        const { length, of } = this.#value(operation.x);
        const [input, gate] = this.#split(name, this.wholeValue(operation.x), [length / 2, length / 2]) as [
          string,
          string,
        ];
        const activated = this.#activation(`${name}.activated`, input, operation.activation);
        return { name: graph.node('Mul', name, [activated, gate]), bias: null, length: length / 2, of };
      }
      case 'unfold':
        return this.#unfold(operation, name);
      case 'rotate': {
        const { length, of } = this.#value(operation.x);
        const x = this.wholeValue(operation.x);
        const rest = length - operation.length;
        const [turned, ...others] = rest === 0 ? [x] : this.#split(name, x, [operation.length, rest]);
        const rotated = this.#places.rotate(`${name}.turned`, turned!, operation, of === 'wanted');
        const whole =
          rest === 0
            ? rotated
            : graph.node('Concat', name, [rotated, ...others], { attributes: { axis: { int: -1 } } });
        return { name: whole, bias: null, length, of };
      }
      case 'attend': {
        const query = this.#value(operation.query);
        const keyValue = this.#value(operation.keyValue);
        const { relative, layer } = operation;
        const style: AttentionStyle = { floats, fused: this.#style.fusedAttention };
        const look = this.#options.looks.includes(layer);
        const constant = (value: string | null) => (value === null ? null : this.wholeValue(value));
        const { context, weights } = addAttention(
          { graph, places: this.#places, name, style, look },
          operation,
          query,
          keyValue,
          relative && { keys: constant(relative.keys), queries: constant(relative.queries) },
        );
        if (weights !== null) this.attentions.set(layer, weights);
        return { name: context, bias: null, length: query.length, of: query.of };
      }
    }
  }

  #embed({ words, positions, segments }: OperationOf<'embed'>, name: string): Value {
    const graph = this.#graph;
    const { name: table, inputs: length } = this.#wordMatrix(words);
    let sum = graph.node('Gather', `${name}.words`, [table, graph.input('ids', 'int32', ['B', 'S'])]);
    const add = (which: string, parameter: string | null, index: () => string) => {
      if (parameter === null) return;
      const rows = graph.node('Gather', `${name}.${which}`, [this.#table(parameter), index()]);
      sum = graph.node('Add', `${name}.with_${which}`, [sum, rows]);
    };
    add('segments', segments, () => graph.input('token_types', 'int32', ['B', 'S']));
    add('positions', positions, () => this.#places.positions);
    return { name: sum, bias: null, length, of: 'all' };
  }

  #normalize({ x, skip, norm, epsilon }: OperationOf<'normalize'>, name: string): Value {
    const { length, beta } = this.#parameters.norm(norm);
    const value = this.#value(x);
    const attributes = { epsilon: { float: epsilon } };
    const { gamma: gammaPart } = this.#parameters.norm(norm);
    const gamma = this.#tensor(`${norm}.gamma`, [gammaPart], [length]);
    const betas = beta === null ? '' : this.#tensor(`${norm}.beta`, [beta], [length]);
    const result = { bias: null, length, of: value.of };
    if (skip === null) {
      const inputs = [this.wholeValue(x), gamma, ...(betas === '' ? [] : [betas])];
      const node = this.#graph.node('LayerNormalization', name, inputs, {
        attributes: { ...attributes, axis: { int: -1 } },
      });
      return { ...result, name: node };
    }
    const inputs = [value.name, this.wholeValue(skip), gamma, betas, ...(value.bias === null ? [] : [value.bias])];
    return { ...result, name: this.#graph.fusedNode('SkipLayerNormalization', name, inputs, attributes) };
  }

  /** The activation of a value; its bias is added on the way where there is an operator for that. */
  #activate(name: string, x: string, activation: Activation): string {
    const { name: raw, bias } = this.#value(x);
    if (bias !== null && activation === 'gelu') return this.#graph.fusedNode('BiasGelu', name, [raw, bias]);
    if (bias !== null && activation === 'gelu_tanh') return this.#graph.fusedNode('FastGelu', name, [raw, bias]);
    return this.#activation(name, this.wholeValue(x), activation);
  }

  #activation(name: string, x: string, activation: Activation): string {
    switch (activation) {
      case 'gelu':
        return this.#graph.fusedNode('Gelu', name, [x]);
      case 'gelu_tanh':
        return this.#graph.fusedNode('FastGelu', name, [x]);
      case 'tanh':
        return this.#graph.node('Tanh', name, [x]);
      case 'relu':
        return this.#graph.node('Relu', name, [x]);
      case 'silu':
        return this.#graph.node('Mul', name, [x, this.#graph.node('Sigmoid', `${name}.sigmoid`, [x])]);
    }
  }

  #unfold({ x, size }: OperationOf<'unfold'>, name: string): Value {
    const graph = this.#graph;
    const { length, of } = this.#value(x);
    const around = size >> 1;
    const edges = graph.integers([0, around, 0, 0, around, 0]);
    const padded = graph.node('Pad', `${name}.padded`, [this.wholeValue(x), edges]);
    // The k-th neighbours: all but the first k and the last size - 1 - k rows.
    const neighbours = Array.from({ length: size }, (_, k) => {
      const end = k === size - 1 ? 2 ** 31 - 1 : k - (size - 1);
      const bounds = [[k], [end], [1]].map((values) => graph.integers(values));
      return graph.node('Slice', `${name}.${k}`, [padded, ...bounds]);
    });
    const wide = graph.node('Concat', name, neighbours, { attributes: { axis: { int: -1 } } });
    return { name: wide, bias: null, length: size * length, of };
  }

  #split(name: string, x: string, lengths: readonly number[]): string[] {
    return this.#graph.nodes('Split', `${name}.split`, [x, this.#graph.integers(lengths)], {
      count: lengths.length,
      attributes: { axis: { int: -1 } },
    });
  }

  #value(name: string): Value {
    const value = this.#values.get(name);
    if (!value) throw new RangeError(`The description has no value ${name}`);
    return value;
  }

  /**
   * A matrix that pieces are looked up in or that is the vocabulary's: [outputs, inputs], in floats whatever the others
   * are in.
   */
  #wordMatrix(name: string): { name: string; bias: string | null; outputs: number; inputs: number } {
    const { outputs, inputs, weights } = this.#parameters.matrix(name);
    const words = this.#tensor(`${name}.rows`, weights, [outputs, inputs]);
    return { name: words, bias: this.#biasOf(name), outputs, inputs };
  }

  #biasOf(matrix: string): string | null {
    const { biases, outputs } = this.#parameters.matrix(matrix);
    return biases.length === 0 ? null : this.#tensor(`${matrix}.bias`, biases, [outputs]);
  }

  #table(name: string, dims?: readonly number[]): string {
    const { rows, length, values } = this.#parameters.table(name);
    return this.#tensor(`${name}.table`, [values], dims ?? [rows, length]);
  }

  /** Parts one below the other, in the graph's floats; asked for again it is the same. */
  #tensor(name: string, parts: readonly Part[], dims: readonly number[]): string {
    if (this.#tensors.has(name)) return name;
    this.#tensors.add(name);
    const { floats } = this.#style;
    const { at, elements } = this.#graph.weight(name, floats, dims);
    const rows = parts.reduce((sum, part) => sum + rowCount(part), 0);
    const bytes = ((floats === 'float32' ? 4 : 2) * elements) / rows;
    let row = 0;
    for (const part of parts) {
      fillPart(this.#graph, this.#weights.get(part.tensor, part.shape), part, floats, at + row * bytes);
      row += rowCount(part);
    }
    return name;
  }
}
