import type { Kernel } from './kernel.ts';
import { Program } from './program.ts';

/** Time for finding out which of the two dot products is faster here; enough for the browser's optimising compiler to have come to both. */
const BUDGET_MS = 15;
const ROWS = 16;
const INPUTS = 256;
const TILES = 8;

/**
 * Whether the dot products of one instruction are to be used, or those of three: the faster ones, measured. Both give the same sums where the
 * instruction is as the standard has it; V8 11.3 (Node 20 behind its flag) takes negative activations for positive ones.
 */
export function chooseDot(kernel: Kernel): boolean {
  const multiply = prepareProduct(kernel);
  if (!dotsAgree(multiply)) return false;
  const best = { fused: Infinity, split: Infinity };
  const start = performance.now();
  for (let turn = true; performance.now() - start < BUDGET_MS; turn = !turn) {
    const from = performance.now();
    for (let i = 0; i < 8; i++) multiply(turn);
    const key = turn ? 'fused' : 'split';
    best[key] = Math.min(best[key], performance.now() - from);
  }
  return best.fused < best.split;
}

/** Whether the two give the same sums here. */
export function dotsAgree(multiply: (fused: boolean) => Float32Array): boolean {
  const split = multiply(false);
  return multiply(true).every((sum, i) => sum === split[i]);
}

/** A product with activations and weights as small and as large as there are, among others. */
export function prepareProduct(kernel: Kernel): (fused: boolean) => Float32Array {
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
  return (fused) => {
    kernel.fused = fused;
    program.run();
    return new Float32Array(kernel.bytes, out.at, ROWS * TILES * 16).slice();
  };
}
