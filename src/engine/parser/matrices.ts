import type { KernelSource } from '../backends/kernel/kernel.ts';
import { startKernel } from '../backends/kernel/instance.ts';
import { rowBytes } from '../backends/kernel/layout.ts';
import { prepareWeights } from '../backends/kernel/prepare.ts';
import { Program } from '../backends/kernel/program.ts';
import { activationOf } from '../backends/reference/arithmetic.ts';
import type { Weights } from '../checkpoint/weights.ts';
import type { MatrixParameter } from '../description.ts';
import { rows, type Rows } from './arithmetic.ts';

/** Linear layers by name. */
export interface Matrices {
  /**
   * Each row times the matrix, plus the biases where it has any, through the activation if one is named: [count,
   * outputs].
   * @throws RangeError for a matrix that is not there.
   */
  multiply(x: Rows, name: string, activation?: 'gelu'): Rows;
}

/**
 * A linear layer of a checkpoint: `${name}.weight` [outputs, inputs], and `${name}.bias`; `${name}` alone where it has
 * no biases.
 */
export interface LinearShape {
  readonly name: string;
  readonly outputs: number;
  readonly inputs: number;
  readonly biased: boolean;
}

/**
 * On our kernel, one thread: 7-bit weights, 8-bit activations, as in the encoder.
 * @throws ModelError where a tensor is missing or has another shape, RangeError where there is no memory.
 */
export async function kernelMatrices(
  source: KernelSource,
  weights: Weights,
  shapes: readonly LinearShape[],
): Promise<Matrices> {
  const parameters = { parameters: shapes.map(parameterOf) };
  const memory = await prepareWeights(parameters, weights);
  const { kernel, layout } = await startKernel({ ...source, threads: 1 }, parameters, memory, 0);
  return {
    multiply({ count, length, values }, name, activation) {
      const matrix = layout.matrices.get(name);
      if (matrix?.inputs !== length) throw new RangeError(`The parser has no matrix ${name} for rows of ${length}`);
      const program = new Program(kernel);
      const x = program.quantizedRows(count, length);
      const products = program.rows(count, matrix.outputs, rowBytes(matrix));
      program.activate(x, x, null);
      program.multiply(x, matrix, products);
      if (activation) program.activate(products, products, activation);
      kernel.reach(program.end);
      new Float32Array(kernel.bytes, x.at, values.length).set(values);
      program.run();
      const out = rows(count, matrix.outputs);
      for (let row = 0; row < count; row++)
        out.values.set(
          new Float32Array(kernel.bytes, products.at + row * products.stride, out.length),
          row * out.length,
        );
      return out;
    },
  };
}

function parameterOf({ name, outputs, inputs, biased }: LinearShape): MatrixParameter {
  const weight = biased ? `${name}.weight` : name;
  return {
    kind: 'matrix',
    name,
    outputs,
    inputs,
    weights: [{ tensor: weight, shape: [outputs, inputs] }],
    biases: biased ? [{ tensor: `${name}.bias`, shape: [outputs] }] : [],
    unfolded: false,
  };
}

/** In float32, one sum after the other: what the kernel's are held to. @throws ModelError */
export async function plainMatrices(weights: Weights, shapes: readonly LinearShape[]): Promise<Matrices> {
  const layers = new Map<string, { weight: Float32Array; bias: Float32Array }>();
  for (const { name, outputs, inputs, biased } of shapes)
    layers.set(name, {
      weight: await weights.get(biased ? `${name}.weight` : name, [outputs, inputs]).read(),
      bias: biased ? await weights.get(`${name}.bias`, [outputs]).read() : new Float32Array(outputs),
    });
  return {
    multiply({ count, length, values }, name, activation) {
      const layer = layers.get(name);
      if (!layer) throw new RangeError(`The parser has no matrix ${name}`);
      const { weight, bias } = layer;
      const out = rows(count, bias.length);
      for (let row = 0; row < count; row++)
        for (let output = 0; output < bias.length; output++) {
          let sum = bias[output]!;
          for (let i = 0; i < length; i++) sum += values[row * length + i]! * weight[output * length + i]!;
          out.values[row * bias.length + output] = activation ? activationOf[activation](sum) : sum;
        }
      return out;
    },
  };
}
