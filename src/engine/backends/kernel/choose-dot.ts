import { Dot, TILE } from './assembly/abi.ts';
import type { Kernel } from './kernel.ts';
import { Program } from './program.ts';

/**
 * How long the ways are compared (ms): at least so long that the browser's optimising compiler has come to all; on a
 * busy machine, where many turns are slow for what others do, until there are `ROUNDS`, and at most so long.
 */
const TIME = { least: 20, most: 120 };
const ROUNDS = 8;
/**
 * A turn: so long (ms), and so many steps of the clock, which are 5 µs in an isolated page and 0.1 or 1 ms in others.
 */
const TURN = { milliseconds: 0.2, steps: 4 };

const ROWS = 16;
const INPUTS = 256;
const TILES = 8;

const WAYS = [Dot.one, Dot.three, Dot.narrow] as const;

/**
 * How products are to be summed: the fastest way, measured, of those that give the same sums. All do where the
 * instructions are as the standard has them; V8 11.3 (Node 20 behind its flag) takes negative activations for positive
 * ones in the one that widens and adds.
 */
export function chooseDot(kernel: Kernel): Dot {
  const multiply = prepareProduct(kernel);
  const right = WAYS.filter((way) => dotAgrees(multiply, way));
  const rates = new Map(right.map((way) => [way, [] as number[]]));
  const turn = Math.max(TURN.milliseconds, TURN.steps * clockStep());
  const start = performance.now();
  const elapsed = () => performance.now() - start;
  for (let round = 0; elapsed() < TIME.least || (round < ROUNDS && elapsed() < TIME.most); round++) {
    for (const [way, list] of rates) {
      const from = performance.now();
      let [count, milliseconds] = [0, 0];
      for (; milliseconds < turn; milliseconds = performance.now() - from) {
        multiply(way);
        count++;
      }
      list.push(count / milliseconds);
    }
  }
  const rateOf = (way: Dot) => upperQuartile(rates.get(way)!);
  return right.reduce((first, way) => (rateOf(way) > rateOf(first) ? way : first));
}

/** The rate that neither code not yet optimised nor turns in which others had the processor have a share in. */
const upperQuartile = (rates: readonly number[]): number =>
  rates.toSorted((a, b) => a - b)[Math.floor(0.75 * rates.length)]!;

/** By how much the clock goes on (ms). */
function clockStep(): number {
  const next = (from: number) => {
    let now = from;
    while (now === from) now = performance.now();
    return now;
  };
  const first = next(performance.now());
  return next(first) - first;
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
  const ones = program.constants(new Int32Array(Float32Array.from({ length: TILES * TILE }, () => 1).buffer));
  const nothing = program.constants(new Int32Array(TILES * TILE));
  const numbers = bytes(ROWS * INPUTS, (i) => (i < INPUTS ? -127 : i < 2 * INPUTS ? 127 : ((i * 89) % 255) - 127));
  const x = { ...program.rows(ROWS, INPUTS), numbers, scales: ones, sums: nothing };
  const matrix = {
    inputs: INPUTS,
    outputs: TILES * TILE,
    tiles: TILES,
    at: bytes(TILES * TILE * INPUTS, (i) => (i < TILE * INPUTS ? 127 : 1 + ((i * 31) % 127))),
    scales: ones,
    biases: nothing,
  };
  const out = program.rows(ROWS, TILES * TILE);
  program.multiply(x, matrix, out);
  return (dot) => {
    kernel.dot = dot;
    program.run();
    return new Float32Array(kernel.bytes, out.at, ROWS * TILES * TILE).slice();
  };
}
