import { Dot } from './assembly/abi.ts';
import type { Kernel } from './kernel.ts';
import { Program } from './program.ts';

/** Time for finding out which of the dot products is fastest here (ms); enough for the browser's optimising compiler to have come to all. */
const BUDGET = 20;
const ROWS = 16;
const INPUTS = 256;
const TILES = 8;

const WAYS = [Dot.one, Dot.three, Dot.narrow] as const;

/**
 * How products are to be summed: the fastest way, measured, of those that give the same sums. All do where the instructions are as the
 * standard has them; V8 11.3 (Node 20 behind its flag) takes negative activations for positive ones in the one that widens and adds.
 */
export function chooseDot(kernel: Kernel): Dot {
  const multiply = prepareProduct(kernel);
  const right = WAYS.filter((way) => dotAgrees(multiply, way));
  const best = new Map(right.map((way) => [way, Infinity]));
  const end = performance.now() + BUDGET;
  do {
    for (const way of right) {
      const from = performance.now();
      for (let i = 0; i < 8; i++) multiply(way);
      best.set(way, Math.min(best.get(way)!, performance.now() - from));
    }
  } while (performance.now() < end);
  return right.reduce((first, way) => (best.get(way)! < best.get(first)! ? way : first), Dot.three);
}

/** Whether a way gives the sums that three instructions of one meaning everywhere give. */
export function dotAgrees(multiply: (dot: Dot) => Float32Array, way: Dot): boolean {
  const sums = multiply(Dot.three);
  return multiply(way).every((sum, i) => sum === sums[i]);
}

/** A product with activations and weights as small and as large as there are, among others. */
export function prepareProduct(kernel: Kernel): (dot: Dot) => Float32Array {
  const program = new Program(kernel);
  const bytes = (count: number, value: (i: number) => number) =>
    program.constants(new Int32Array(Int8Array.from({ length: count }, (_, i) => value(i)).buffer));
  const ones = program.constants(new Int32Array(Float32Array.from({ length: TILES * 16 }, () => 1).buffer));
  const nothing = program.constants(new Int32Array(TILES * 16));
  const numbers = bytes(ROWS * INPUTS, (i) => (i < INPUTS ? -127 : i < 2 * INPUTS ? 127 : ((i * 89) % 255) - 127));
  const x = { ...program.rows(ROWS, INPUTS), numbers, scales: ones, sums: nothing };
  const matrix = {
    inputs: INPUTS,
    outputs: TILES * 16,
    tiles: TILES,
    at: bytes(TILES * 16 * INPUTS, (i) => (i < 16 * INPUTS ? 127 : 1 + ((i * 31) % 127))),
    scales: ones,
    biases: nothing,
  };
  const out = program.rows(ROWS, TILES * 16);
  program.multiply(x, matrix, out);
  return (dot) => {
    kernel.dot = dot;
    program.run();
    return new Float32Array(kernel.bytes, out.at, ROWS * TILES * 16).slice();
  };
}
