import type { StoredTensor } from '../checkpoint/checkpoint.ts';
import type { GraphBuilder } from './builder.ts';
import { quantizeColumns, transposeInto } from './convert.ts';

/** Weights of a linear layer as PyTorch keeps them, [outputs, inputs]; several are laid side by side and multiplied at once. */
export type Matrices = readonly StoredTensor[];

/** How matrices are stored and multiplied. */
export interface MatrixFormat {
  /** x [..., inputs] times the matrices: [..., sum of outputs]. No bias: the fused operators that follow add it. */
  multiply(graph: GraphBuilder, name: string, x: string, matrices: Matrices): string;
}

function shape(matrices: Matrices): { inputs: number; outputs: number } {
  return { inputs: matrices[0]!.shape[1]!, outputs: matrices.reduce((sum, { shape: [outputs] }) => sum + outputs!, 0) };
}

export const float32Matrices: MatrixFormat = {
  multiply(graph, name, x, matrices) {
    const { inputs, outputs } = shape(matrices);
    const { name: weight, at } = graph.weight(`${name}.weight`, 'float32', [inputs, outputs]);
    let column = 0;
    for (const matrix of matrices) {
      const [rows, start] = [matrix.shape[0]!, column];
      graph.fill(matrix, (values, weights) =>
        transposeInto(values, rows, inputs, new Float32Array(weights.buffer, at, inputs * outputs), outputs, start));
      column += rows;
    }
    return graph.node('MatMul', name, [x, weight]);
  },
};

/** Weights int8 per output, activations uint8 per tensor and chosen at run time; sums are exact int32. */
export const int8Matrices: MatrixFormat = {
  multiply(graph, name, x, matrices) {
    const { inputs, outputs } = shape(matrices);
    const weight = graph.weight(`${name}.weight`, 'int8', [inputs, outputs]);
    const scale = graph.weight(`${name}.scale`, 'float32', [outputs]);
    let column = 0;
    for (const matrix of matrices) {
      const [rows, start] = [matrix.shape[0]!, column];
      graph.fill(matrix, (values, weights) =>
        quantizeColumns(
          values, rows, inputs,
          new Int8Array(weights.buffer, weight.at, weight.elements), new Float32Array(weights.buffer, scale.at, outputs), outputs, start,
        ));
      column += rows;
    }
    return graph.fused('DynamicQuantizeMatMul', name, [x, weight.name, scale.name]);
  },
};
