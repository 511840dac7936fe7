import type { Weights } from '../../checkpoint/weights.ts';
import { rowCount, takePart, type Description, type MatrixParameter, type Part } from '../../description.ts';
import { WeightFile, type FillOptions } from '../../weights/weight-file.ts';
import { TILE } from './assembly/abi.ts';
import { layOut, padUp, type Matrix } from './layout.ts';
import { kernelMemory, type KernelMemory } from './memory.ts';
import { quantizeTiles } from './quantize.ts';

/**
 * Converts a checkpoint for the kernel, tensor by tensor: matrices to int8 with a scale for each output, everything
 * else to float32, each where `layOut` has its place.
 * @throws ModelError for a tensor that is missing, of another shape or damaged, RangeError where there is no memory for
 * the weights, the signal's reason when aborted.
 */
export async function prepareWeights(
  description: Pick<Description, 'parameters'>,
  weights: Weights,
  options: FillOptions = {},
): Promise<KernelMemory> {
  const file = new WeightFile();
  const layout = layOut(description, (bytes) => file.reserve(bytes));
  /** @param at First byte. @param skip Numbers in front of the part. */
  const floats = (part: Part, at: number, total: number, skip = 0) =>
    file.use(weights.get(part.tensor, part.shape), (values, all) =>
      all.float32(at, total).set(takePart(values, part), skip),
    );
  const matrix = (
    { weights: parts, biases: biasParts, unfolded, inputs: length }: MatrixParameter,
    { inputs, tiles, at, scales, biases }: Matrix,
  ) => {
    let first = 0;
    for (const part of parts) {
      const from = first;
      file.use(weights.get(part.tensor, part.shape), (values, all) =>
        quantizeTiles(
          takePart(values, part, unfolded),
          rowCount(part),
          length,
          all.uint8(at, tiles * TILE * inputs),
          all.float32(scales, tiles * TILE),
          from,
        ),
      );
      first = padUp(first + rowCount(part));
    }
    let skip = 0;
    for (const part of biasParts) {
      floats(part, biases, tiles * TILE, skip);
      skip = padUp(skip + rowCount(part));
    }
  };
  for (const parameter of description.parameters) {
    switch (parameter.kind) {
      case 'matrix':
        matrix(parameter, layout.matrices.get(parameter.name)!);
        break;
      case 'norm': {
        const { gamma, beta, length } = parameter;
        const at = layout.norms.get(parameter.name)!.gamma;
        const total = (beta ? 2 : 1) * length;
        floats(gamma, at, total);
        if (beta) floats(beta, at, total, length);
        break;
      }
      case 'table':
        floats(parameter.values, layout.tables.get(parameter.name)!.at, parameter.rows * parameter.length);
        break;
    }
  }
  let place: KernelMemory | undefined;
  await file.fill(options, (segments) => (place = kernelMemory(segments)).weights);
  return place!;
}
