import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { kernel as source } from '../../../scripts/extension/kernel.ts';
import { Dot, TILE } from '../../../src/engine/backends/kernel/assembly/abi.ts';
import { chooseDot, dotAgrees, prepareProduct } from '../../../src/engine/backends/kernel/choose-dot.ts';
import { Kernel } from '../../../src/engine/backends/kernel/kernel.ts';
import { kernelMemory } from '../../../src/engine/backends/kernel/memory.ts';
import { layOut, rowBytes, type Matrix } from '../../../src/engine/backends/kernel/layout.ts';
import { Program } from '../../../src/engine/backends/kernel/program.ts';
import { quantizeTiles } from '../../../src/engine/backends/kernel/quantize.ts';
import type { Activation } from '../../../src/engine/description.ts';
import { selectTop } from '../../../src/engine/backends/select.ts';

/** Numbers for a test, the same every time. */
function numbers(count: number, seed: number, size = 1): Float32Array {
  let state = seed + 1;
  return Float32Array.from(
    { length: count },
    () => ((state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 31 - 1) * size,
  );
}

let kernel: Kernel;
beforeAll(async () => {
  kernel = await Kernel.start(source, kernelMemory([]), 1 << 20);
});

/** Writes values where a program has room for them. */
function place(program: Program, values: Float32Array): number {
  return program.constants(new Int32Array(values.buffer));
}

const read = (at: number, count: number) => new Float32Array(kernel.bytes, at, count).slice();

/** The rows x [count, inputs], quantised by the kernel as it multiplies them. */
function multiplied(
  x: Float32Array,
  count: number,
  inputs: number,
  weights: Float32Array,
  outputs: number,
): { sums: Float32Array; stored: Uint8Array; scales: Float32Array; q: Int8Array; rowScales: Float32Array } {
  const tiles = Math.ceil(outputs / TILE);
  const stored = new Uint8Array(tiles * TILE * inputs);
  const scales = new Float32Array(tiles * TILE);
  quantizeTiles(weights, outputs, inputs, stored, scales, 0);
  const program = new Program(kernel);
  const from = program.rows(count, inputs);
  const rows = program.quantizedRows(count, inputs);
  const matrix: Matrix = {
    inputs,
    outputs,
    tiles,
    at: program.constants(new Int32Array(stored.buffer)),
    scales: place(program, scales),
    biases: place(program, new Float32Array(tiles * TILE).fill(0.5)),
  };
  const out = program.quantizedRows(count, matrix.outputs, rowBytes(matrix));
  program.gather(
    rows,
    { ...from, at: place(program, x) },
    Int32Array.from({ length: count }, (_, i) => i),
  );
  program.multiply(rows, matrix, out);
  program.run();
  const sums = new Float32Array(count * outputs);
  for (let r = 0; r < count; r++) sums.set(read(out.at + r * out.stride, outputs), r * outputs);
  return {
    sums,
    stored,
    scales,
    q: new Int8Array(kernel.bytes, rows.numbers, count * inputs).slice(),
    rowScales: read(rows.scales, count),
  };
}

/** What is chosen here, and what works everywhere; Node 20's one instruction is not as the standard has it. */
describe.each(['chosen', 'three', 'narrow'] as const)('the integer product (dot products: %s)', (way) => {
  beforeAll(() => {
    kernel.dot = way === 'chosen' ? chooseDot(kernel) : Dot[way];
  });

  it.each([
    [1, 4, 1],
    [2, 4, 16],
    [3, 8, 17],
    [5, 32, 33],
    [7, 100, 50],
    [8, 768, 64],
    [3, 1024, 17],
    [2, 1028, 16],
    [3, 3072, 33],
  ])('%i rows of %i numbers times %i outputs is exact', (count, inputs, outputs) => {
    const { sums, stored, scales, q, rowScales } = multiplied(
      numbers(count * inputs, 1),
      count,
      inputs,
      numbers(outputs * inputs, 2),
      outputs,
    );
    for (let r = 0; r < count; r++) {
      for (let o = 0; o < outputs; o++) {
        let sum = 0;
        for (let i = 0; i < inputs; i++)
          sum +=
            q[r * inputs + i]! *
            (stored[Math.floor(o / TILE) * TILE * inputs + (i >> 2) * 64 + (o % TILE) * 4 + (i & 3)]! - 64);
        expect(sums[r * outputs + o]).toBeCloseTo(sum * rowScales[r]! * scales[o]! + 0.5, 4);
      }
    }
  });

  it('does not overflow where everything is as large as it can be', () => {
    const inputs = 3072;
    const x = new Float32Array(3 * inputs).fill(-1).fill(1, inputs, 2 * inputs);
    const weights = new Float32Array(17 * inputs).fill(1).fill(-1, 16 * inputs);
    const { sums } = multiplied(x, 3, inputs, weights, 17);
    sums.forEach((sum, i) => {
      const [row, output] = [Math.floor(i / 17), i % 17];
      expect(sum).toBeCloseTo(0.5 + ((row === 1) === output < 16 ? inputs : -inputs), 1);
    });
  });
});

it('chooses a way to the sums that is right here', () => {
  expect(dotAgrees(prepareProduct(kernel), chooseDot(kernel))).toBe(true);
});

it('quantises weights to the nearest of 127 steps, each output by itself', () => {
  const [outputs, inputs] = [19, 12];
  const weights = numbers(outputs * inputs, 7).map((value, i) => value * (1 + Math.floor(i / inputs)));
  weights.fill(0, 0, inputs);
  const tiles = new Uint8Array(32 * inputs);
  const scales = new Float32Array(32);
  quantizeTiles(weights, outputs, inputs, tiles, scales, 0);
  for (let o = 0; o < outputs; o++) {
    for (let i = 0; i < inputs; i++) {
      const stored = tiles[Math.floor(o / TILE) * TILE * inputs + (i >> 2) * 64 + (o % TILE) * 4 + (i & 3)]!;
      expect(stored).toBeGreaterThanOrEqual(1);
      expect(stored).toBeLessThanOrEqual(127);
      expect(Math.abs((stored - 64) * scales[o]! - weights[o * inputs + i]!)).toBeLessThanOrEqual(scales[o]! * 0.5001);
    }
  }
});

describe('rows', () => {
  const erf = (z: number) => {
    // By its series, which converges everywhere and is exact enough up to 4.
    let [sum, term] = [z, z];
    for (let n = 1; n < 120; n++) sum += (term *= (-z * z) / n) / (2 * n + 1);
    return Math.abs(z) > 4 ? Math.sign(z) : (2 / Math.sqrt(Math.PI)) * sum;
  };
  const expected: Readonly<Record<Activation, (x: number) => number>> = {
    tanh: Math.tanh,
    silu: (x) => x / (1 + Math.exp(-x)),
    gelu: (x) => (x / 2) * (1 + erf(x / Math.SQRT2)),
    gelu_tanh: (x) => (x / 2) * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3))),
    relu: (x) => Math.max(0, x),
  };
  it.each(Object.keys(expected) as Activation[])('are given their activation: %s', (activation) => {
    const values = Float32Array.from({ length: 4000 }, (_, i) => (i - 2000) / 100);
    const program = new Program(kernel);
    const rows = { ...program.quantizedRows(1, values.length), at: place(program, values) };
    program.activate(rows, rows, activation);
    program.run();
    read(rows.at, values.length).forEach((value, i) =>
      expect(Math.abs(value - expected[activation](values[i]!)), `${values[i]}`).toBeLessThan(2e-6),
    );
    const scale = read(rows.scales, 1)[0]!;
    const q = new Int8Array(kernel.bytes, rows.numbers, values.length);
    expect(new Int32Array(kernel.bytes, rows.sums, 1)[0]).toBe(q.reduce((a, b) => a + b, 0));
    q.forEach((value, i) =>
      expect(Math.abs(value * scale - read(rows.at + 4 * i, 1)[0]!)).toBeLessThanOrEqual(scale * 0.501),
    );
  });

  it('are normalised after their skip connection was added', () => {
    const [count, length] = [3, 20];
    const [x, skip, gamma, beta] = [
      numbers(count * length, 3, 5),
      numbers(count * length, 4),
      numbers(length, 5),
      numbers(length, 6),
    ];
    const program = new Program(kernel);
    const rows = { ...program.quantizedRows(count, length), at: place(program, x) };
    const gammaAt = place(program, Float32Array.of(...gamma, ...beta));
    program.normalize(
      rows,
      rows,
      { at: place(program, skip), count, length, stride: 4 * length },
      { gamma: gammaAt, beta: gammaAt + 4 * length },
      1e-12,
    );
    program.run();
    const out = read(rows.at, count * length);
    for (let r = 0; r < count; r++) {
      const sum = Array.from({ length }, (_, i) => x[r * length + i]! + skip[r * length + i]!);
      const mean = sum.reduce((a, b) => a + b) / length;
      const deviation = Math.sqrt(sum.reduce((a, b) => a + (b - mean) ** 2, 0) / length);
      sum.forEach((value, i) =>
        expect(out[r * length + i]).toBeCloseTo(((value - mean) / deviation) * gamma[i]! + beta[i]!, 5),
      );
    }
  });

  it('sum their exponentials, also where there are many and large ones', () => {
    const values = numbers(32_003, 8, 40);
    const program = new Program(kernel);
    const at = program.sumExp({
      at: place(program, Float32Array.of(...values, 0)),
      count: 1,
      length: values.length,
      stride: 4 * values.length,
    });
    program.run();
    const [largest, sum] = read(at, 2);
    expect(largest).toBe(Math.max(...values));
    expect(sum).toBeCloseTo(
      values.reduce((total, value) => total + Math.exp(value - largest!), 0),
      2,
    );
  });
});

it.each([
  [1, 1, 1, 4],
  [3, 5, 2, 26],
  [9, 17, 3, 8],
  [4, 64, 2, 64],
])('attention of %i queries and %i keys, %i heads of %i, is what the formula says', (queries, keys, heads, size) => {
  const h = heads * size;
  const [q, kv] = [numbers(queries * h, 9, 2), numbers(keys * 2 * h, 10, 2)];
  const program = new Program(kernel);
  const weights = program.rows(heads * queries, keys).at;
  const out = program.rows(queries, h);
  program.attend(
    { at: place(program, q), count: queries, length: h, stride: 4 * h },
    { at: place(program, kv), count: keys, length: 2 * h, stride: 8 * h },
    out,
    heads,
    [{ query: 0, queries, key: 0, keys }],
    { scale: 1 / Math.sqrt(size), positions: Int32Array.from({ length: queries }, (_, i) => i), weights },
  );
  program.run();
  const [context, shown] = [read(out.at, queries * h), read(weights, heads * queries * keys)];
  for (let head = 0; head < heads; head++) {
    for (let i = 0; i < queries; i++) {
      const scores = Array.from(
        { length: keys },
        (_, j) =>
          Array.from({ length: size }, (_, d) => q[i * h + head * size + d]! * kv[j * 2 * h + head * size + d]!).reduce(
            (a, b) => a + b,
          ) / Math.sqrt(size),
      );
      const total = scores.reduce((sum, score) => sum + Math.exp(score), 0);
      scores.forEach((score, j) =>
        expect(shown[(head * queries + i) * keys + j]).toBeCloseTo(Math.exp(score) / total, 5),
      );
      for (let d = 0; d < size; d++) {
        const mixed = scores.reduce(
          (sum, score, j) => sum + (Math.exp(score) / total) * kv[j * 2 * h + h + head * size + d]!,
          0,
        );
        expect(context[i * h + head * size + d]).toBeCloseTo(mixed, 4);
      }
    }
  }
});

it('finds the best words in order, of equal ones the first', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 700 }),
      fc.nat(),
      (values, wish) => {
        const k = 1 + (wish % values.length);
        const expected = values
          .map((value, id) => ({ value, id }))
          .sort((a, b) => b.value - a.value || a.id - b.id)
          .slice(0, k);
        expect([...selectTop(Float32Array.from(values), k, 0).ids]).toEqual(expected.map(({ id }) => id));
      },
    ),
    { seed: 7 },
  );
});

it('refuses hidden states it cannot take', () => {
  const gamma = { tensor: 'weight', shape: [6] };
  expect(() => layOut({ parameters: [{ kind: 'norm', name: 'norm', length: 6, gamma, beta: null }] }, () => 0)).toThrow(
    'norm: rows of 6 numbers, which is not a multiple of 4',
  );
});

it('fills rows of other matrices up to a multiple of 4', () => {
  const halves = [0, 1].map((half) => ({ tensor: 'gate', shape: [74, 32], first: 37 * half, rows: 37 }));
  const matrix = { kind: 'matrix' as const, biases: [], unfolded: false };
  const { matrices } = layOut(
    {
      parameters: [
        { ...matrix, name: 'gate', outputs: 74, inputs: 32, weights: halves },
        { ...matrix, name: 'down', outputs: 32, inputs: 37, weights: [{ tensor: 'down', shape: [32, 37] }] },
      ],
    },
    (bytes) => bytes,
  );
  expect(matrices.get('gate')).toMatchObject({ inputs: 32, outputs: 77, tiles: 5 });
  expect(matrices.get('down')).toMatchObject({ inputs: 40, outputs: 32, at: 2 * 16 * 40 });
});
