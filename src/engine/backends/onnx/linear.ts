import type { StoredTensor } from '../../checkpoint/checkpoint.ts';
import type { Weights } from '../../checkpoint/weights.ts';
import { rowCount, takePart, type MatrixParameter, type Part } from '../../description.ts';
import type { GraphBuilder } from './builder.ts';
import { Q4_BLOCK, quantizeBlocks, toFloat16, transposeInto } from './convert.ts';

/** Type of activations, biases and normalisation parameters. */
export type Floats = 'float32' | 'float16';

/** x [..., inputs] times a parameter's matrices: [..., outputs]. No bias: the operators that follow add it. */
export type Multiply = (
  graph: GraphBuilder,
  name: string,
  x: string,
  matrix: MatrixParameter,
  weights: Weights,
) => string;

/** Copies a tensor's values into the weights at byte `at`, as they are. */
export function fillFloats(graph: GraphBuilder, tensor: StoredTensor, floats: Floats, at: number): void {
  fillPart(graph, tensor, { tensor: tensor.name, shape: [...tensor.shape] }, floats, at);
}

/** Copies a part of a tensor's values into the weights at byte `at`. */
export function fillPart(graph: GraphBuilder, tensor: StoredTensor, part: Part, floats: Floats, at: number): void {
  graph.fill(tensor, (all, weights) => {
    const values = takePart(all, part);
    if (floats === 'float32') weights.float32(at, values.length).set(values);
    else weights.uint16(at, values.length).set(toFloat16(values));
  });
}

/**
 * Calls `visit` with each of a matrix's tensors, how to take its rows of all its values, and the first column they
 * become.
 */
function eachColumn(
  { weights: parts, unfolded }: MatrixParameter,
  weights: Weights,
  visit: (tensor: StoredTensor, take: (values: Float32Array) => Float32Array, rows: number, column: number) => void,
): void {
  let column = 0;
  for (const part of parts) {
    const take = (values: Float32Array) => takePart(values, part, unfolded);
    visit(weights.get(part.tensor, part.shape), take, rowCount(part), column);
    column += rowCount(part);
  }
}

/** Matrices of floats. */
export const floatMatrices =
  (floats: Floats): Multiply =>
  (graph, name, x, matrix, source) => {
    const { inputs, outputs } = matrix;
    const { name: weight, at, elements } = graph.weight(`${name}.weight`, floats, [inputs, outputs]);
    eachColumn(matrix, source, (tensor, take, rows, column) =>
      graph.fill(tensor, (all, weights) => {
        const values = take(all);
        if (floats === 'float32') transposeInto(values, rows, inputs, weights.float32(at, elements), outputs, column);
        else transposeInto(toFloat16(values), rows, inputs, weights.uint16(at, elements), outputs, column);
      }),
    );
    return graph.node('MatMul', name, [x, weight]);
  };

/** Weights of 4 bits in blocks of 32 inputs, activations as they are. */
export const q4Matrices =
  (floats: Floats): Multiply =>
  (graph, name, x, matrix, source) => {
    const { inputs, outputs } = matrix;
    const blocks = Math.ceil(inputs / Q4_BLOCK);
    const packed = graph.weight(`${name}.weight`, 'uint8', [outputs, blocks, Q4_BLOCK / 2]);
    const scale = graph.weight(`${name}.scale`, floats, [outputs * blocks]);
    eachColumn(matrix, source, (tensor, take, rows, column) =>
      graph.fill(tensor, (all, weights) => {
        const values = take(all);
        const scales = new Float32Array(rows * blocks);
        quantizeBlocks(
          values,
          rows,
          inputs,
          weights.uint8(packed.at + column * blocks * (Q4_BLOCK / 2), rows * blocks * (Q4_BLOCK / 2)),
          scales,
        );
        if (floats === 'float32') weights.float32(scale.at, outputs * blocks).set(scales, column * blocks);
        else weights.uint16(scale.at, outputs * blocks).set(toFloat16(scales), column * blocks);
      }),
    );
    const attributes = { K: { int: inputs }, N: { int: outputs }, bits: { int: 4 }, block_size: { int: Q4_BLOCK } };
    return graph.fusedNode('MatMulNBits', name, [x, packed.name, scale.name], attributes);
  };
