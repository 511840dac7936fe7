import type { Description, MatrixParameter } from '../../description.ts';
import { ModelError } from '../../errors.ts';

/** Outputs that a matrix keeps together; see assembly/product.ts. */
export const TILE = 16;

/** A matrix [outputs, inputs] of 7-bit weights in tiles, with a scale and a bias for each output. Places are bytes from the beginning of the weights. */
export interface Matrix {
  readonly inputs: number;
  readonly outputs: number;
  readonly tiles: number;
  readonly at: number;
  readonly scales: number;
  readonly biases: number;
}

/** Bytes of a row of its products, padding included. */
export const rowBytes = ({ tiles }: Matrix): number => 4 * TILE * tiles;

/** float32; `beta` lies behind gamma, if there is one. */
export interface Norm {
  readonly gamma: number;
  readonly beta: number | null;
}

/** float32 [rows, length], row-major. */
export interface Table {
  readonly rows: number;
  readonly length: number;
  readonly at: number;
}

/** Where a description's parameters lie in a prepared model's weights, by their names. */
export interface Layout {
  readonly matrices: ReadonlyMap<string, Matrix>;
  readonly norms: ReadonlyMap<string, Norm>;
  readonly tables: ReadonlyMap<string, Table>;
}

/**
 * Lays a model out, in the order of its parameters; the same description always gives the same places.
 * @param reserve Gives so many bytes their place, a multiple of 64.
 * @throws ModelError for a size that the kernel cannot take.
 */
export function layOut({ parameters }: Pick<Description, 'parameters'>, reserve: (bytes: number) => number): Layout {
  const floats = (count: number) => reserve(4 * count);
  const matrices = new Map<string, Matrix>();
  const norms = new Map<string, Norm>();
  const tables = new Map<string, Table>();
  for (const parameter of parameters) {
    switch (parameter.kind) {
      case 'matrix':
        matrices.set(parameter.name, layOutMatrix(parameter, reserve));
        break;
      case 'norm': {
        const gamma = floats((parameter.beta ? 2 : 1) * parameter.length);
        norms.set(parameter.name, { gamma, beta: parameter.beta ? gamma + 4 * parameter.length : null });
        break;
      }
      case 'table': {
        const { rows, length } = parameter;
        tables.set(parameter.name, { rows, length, at: floats(rows * length) });
        break;
      }
    }
  }
  return { matrices, norms, tables };
}

function layOutMatrix({ name, outputs, inputs }: MatrixParameter, reserve: (bytes: number) => number): Matrix {
  if (inputs % 4 !== 0)
    throw new ModelError('unsupported', `${name}: rows of ${inputs} numbers, which is not a multiple of 4`);
  const tiles = Math.ceil(outputs / TILE);
  return {
    inputs,
    outputs,
    tiles,
    at: reserve(tiles * TILE * inputs),
    scales: reserve(4 * tiles * TILE),
    biases: reserve(4 * tiles * TILE),
  };
}
