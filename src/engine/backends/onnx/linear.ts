import type { StoredTensor } from '../../checkpoint/checkpoint.ts';
import type { GraphBuilder } from './builder.ts';
import { Q4_BLOCK, quantizeBlocks, toHalves, transposeInto } from './convert.ts';

/** Weights of a linear layer as PyTorch keeps them, [outputs, inputs]; several are laid side by side and multiplied at once. */
export type Matrices = readonly StoredTensor[];

/** Type of activations, biases and normalisation parameters. */
export type Floats = 'float32' | 'float16';

/** x [..., inputs] times matrices: [..., sum of outputs]. No bias: the fused operators that follow add it. */
export type Multiply = (graph: GraphBuilder, name: string, x: string, matrices: Matrices) => string;

/** Copies a tensor's values into the weights at byte `at`, as they are. */
export function fillFloats(graph: GraphBuilder, tensor: StoredTensor, floats: Floats, at: number): void {
  graph.fill(tensor, (values, weights) => {
    if (floats === 'float32') weights.float32(at, values.length).set(values);
    else weights.uint16(at, values.length).set(toHalves(values));
  });
}

function shape(matrices: Matrices): { inputs: number; outputs: number } {
  return { inputs: matrices[0]!.shape[1]!, outputs: matrices.reduce((sum, { shape: [outputs] }) => sum + outputs!, 0) };
}

/** Calls `visit` with the first column each matrix takes. */
function eachColumn(matrices: Matrices, visit: (matrix: StoredTensor, rows: number, column: number) => void): void {
  let column = 0;
  for (const matrix of matrices) {
    visit(matrix, matrix.shape[0]!, column);
    column += matrix.shape[0]!;
  }
}

/** Matrices of floats. */
export const floatMatrices =
  (floats: Floats): Multiply =>
  (graph, name, x, matrices) => {
    const { inputs, outputs } = shape(matrices);
    const { name: weight, at, elements } = graph.weight(`${name}.weight`, floats, [inputs, outputs]);
    eachColumn(matrices, (matrix, rows, column) =>
      graph.fill(matrix, (values, weights) => {
        if (floats === 'float32') transposeInto(values, rows, inputs, weights.float32(at, elements), outputs, column);
        else transposeInto(toHalves(values), rows, inputs, weights.uint16(at, elements), outputs, column);
      }),
    );
    return graph.node('MatMul', name, [x, weight]);
  };

/** Weights of 4 bits in blocks of 32 inputs, activations as they are. */
export const q4Matrices =
  (floats: Floats): Multiply =>
  (graph, name, x, matrices) => {
    const { inputs, outputs } = shape(matrices);
    const blocks = Math.ceil(inputs / Q4_BLOCK);
    const packed = graph.weight(`${name}.weight`, 'uint8', [outputs, blocks, Q4_BLOCK / 2]);
    const scale = graph.weight(`${name}.scale`, floats, [outputs * blocks]);
    eachColumn(matrices, (matrix, rows, column) =>
      graph.fill(matrix, (values, weights) => {
        const scales = new Float32Array(rows * blocks);
        quantizeBlocks(
          values,
          rows,
          inputs,
          weights.uint8(packed.at + column * blocks * (Q4_BLOCK / 2), rows * blocks * (Q4_BLOCK / 2)),
          scales,
        );
        if (floats === 'float32') weights.float32(scale.at, outputs * blocks).set(scales, column * blocks);
        else weights.uint16(scale.at, outputs * blocks).set(toHalves(scales), column * blocks);
      }),
    );
    const attributes = { K: { int: inputs }, N: { int: outputs }, bits: { int: 4 }, block_size: { int: Q4_BLOCK } };
    return graph.fused('MatMulNBits', name, [x, packed.name, scale.name], attributes);
  };
