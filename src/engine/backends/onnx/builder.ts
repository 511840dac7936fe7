import type { StoredTensor } from '../../checkpoint/checkpoint.ts';
import {
  bytesPerElement,
  encodeModel,
  type Attribute,
  type DataType,
  type Initializer,
  type Node,
  type Value,
} from './proto.ts';
import { toFloat16 } from './convert.ts';
import { WeightFile, type Fill } from '../../weights/weight-file.ts';

/** The usual name of the weights' file; it exists only for ORT. */
export const WEIGHTS_NAME = 'weights';

/** Versions of the operator sets; 21 is the newest that ORT's WebGPU provider covers for what is used here. */
const opsets = { '': 21, 'com.microsoft': 1 };

export interface NodeOptions {
  readonly domain?: string;
  readonly attributes?: Readonly<Record<string, Attribute>>;
}

/** An ONNX graph in the making. Names of values are strings; '' leaves an optional input out. */
export class GraphBuilder {
  readonly weights = new WeightFile();
  readonly #nodes: Node[] = [];
  readonly #initializers: Initializer[] = [];
  readonly #inputs: Value[] = [];
  readonly #outputs: Value[] = [];
  readonly #constants = new Map<string, string>();
  readonly #file: string;

  /** @param file The name under which ORT is given the weights. */
  constructor(file: string = WEIGHTS_NAME) {
    this.#file = file;
  }

  /** An input of the graph; asked for again it is the same. */
  input(name: string, type: DataType, dims: readonly (number | string)[]): string {
    if (!this.#inputs.some((input) => input.name === name)) this.#inputs.push({ name, type, dims });
    return name;
  }

  /** Makes a node's output one of the graph's. */
  output(name: string, type: DataType, dims: readonly (number | string)[]): void {
    this.#outputs.push({ name, type, dims });
  }

  /** Adds a node with several outputs, named or numbered, and returns their names. */
  nodes(
    operator: string,
    name: string | readonly string[],
    inputs: readonly string[],
    options: NodeOptions & { readonly count?: number } = {},
  ): string[] {
    const names =
      typeof name === 'string' ? Array.from({ length: options.count ?? 1 }, (_, i) => `${name}.${i}`) : [...name];
    this.#nodes.push({
      operator,
      domain: options.domain ?? '',
      inputs,
      outputs: names,
      attributes: options.attributes ?? {},
    });
    return names;
  }

  /** Adds a node with one output, and returns its name. */
  node(operator: string, name: string, inputs: readonly string[], options?: NodeOptions): string {
    return this.nodes(operator, [name], inputs, options)[0]!;
  }

  /** One of ORT's fused operators. */
  fusedNode(
    operator: string,
    name: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
  ): string {
    return this.node(operator, name, inputs, { domain: 'com.microsoft', attributes });
  }

  /** A small constant of whole numbers, inline in the model: shapes, axes. Equal ones are shared. */
  integers(
    values: readonly number[],
    type: 'int64' | 'int32' = 'int64',
    dims: readonly number[] = [values.length],
  ): string {
    const name = `${type}[${dims.join(',')}]:${values.join(',')}`;
    if (!this.#constants.has(name)) {
      const raw = type === 'int64' ? new BigInt64Array(values.map(BigInt)) : new Int32Array(values);
      this.#initializers.push({ name, type, dims, data: { raw: new Uint8Array(raw.buffer) } });
      this.#constants.set(name, name);
    }
    return name;
  }

  /** A constant number, inline. */
  float(value: number, type: 'float32' | 'float16'): string {
    const name = `${type}:${value}`;
    if (!this.#constants.has(name)) {
      const floats = Float32Array.of(value);
      const raw = type === 'float32' ? floats : toFloat16(floats);
      this.#initializers.push({ name, type, dims: [], data: { raw: new Uint8Array(raw.buffer) } });
      this.#constants.set(name, name);
    }
    return name;
  }

  /** Constant numbers in a row, inline. Equal ones are shared. */
  floats(values: Float32Array, type: 'float32' | 'float16' = 'float32'): string {
    const name = `${type}[${values.length}]:${values.join(',')}`;
    if (!this.#constants.has(name)) {
      const raw = type === 'float32' ? values.slice() : toFloat16(values);
      this.#initializers.push({ name, type, dims: [values.length], data: { raw: new Uint8Array(raw.buffer) } });
      this.#constants.set(name, name);
    }
    return name;
  }

  /** Reserves a weight in the external file. `at` is its offset there. */
  weight(
    name: string,
    type: DataType,
    dims: readonly number[],
  ): { readonly name: string; readonly at: number; readonly elements: number } {
    const elements = dims.reduce((a, b) => a * b, 1);
    const length = elements * bytesPerElement[type];
    const at = this.weights.reserve(length);
    this.#initializers.push({ name, type, dims, data: { file: this.#file, offset: at, length } });
    return { name, at, elements };
  }

  /** Has weights filled from a tensor, once it is read. */
  fill(tensor: StoredTensor, fill: Fill): void {
    this.weights.use(tensor, fill);
  }

  /** The serialised graph; the weights are filled separately. */
  encode(): Uint8Array {
    return encodeModel({
      nodes: this.#nodes,
      initializers: this.#initializers,
      inputs: this.#inputs,
      outputs: this.#outputs,
      opsets,
    });
  }
}
