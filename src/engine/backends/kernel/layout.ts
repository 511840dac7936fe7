import { rowCount, type Description, type MatrixParameter } from '../../description.ts';
import { ModelError } from '../../errors.ts';
import { TILE } from './assembly/abi.ts';

/** Numbers of a row are worked on four at a time. */
const GROUP = 4;

/** So many numbers with what fills the last group up; products have zeros there. */
export const padUp = (length: number): number => Math.ceil(length / GROUP) * GROUP;

/**
 * A matrix [outputs, inputs] of 7-bit weights in tiles, with a scale and a bias for each output. Places are bytes from
 * the beginning of the weights.
 */
export interface Matrix {
  /** Padded. */
  readonly inputs: number;
  /** Those of all its parts, each but the last padded. */
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
        // Hidden states, whose length every norm's is, are read from tables that have no padding.
        if (parameter.length % GROUP !== 0)
          throw new ModelError(
            'unsupported',
            `${parameter.name}: rows of ${parameter.length} numbers, which is not a multiple of ${GROUP}`,
          );
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

function layOutMatrix({ weights, inputs }: MatrixParameter, reserve: (bytes: number) => number): Matrix {
  const outputs = weights.reduce((before, part) => padUp(before) + rowCount(part), 0);
  const tiles = Math.ceil(outputs / TILE);
  const length = padUp(inputs);
  return {
    inputs: length,
    outputs,
    tiles,
    at: reserve(tiles * TILE * length),
    scales: reserve(4 * tiles * TILE),
    biases: reserve(4 * tiles * TILE),
  };
}
