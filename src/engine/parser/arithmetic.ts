import type { Weights } from '../checkpoint/weights.ts';

/** Rows of float32, one behind the other. */
export interface Rows {
  readonly count: number;
  readonly length: number;
  readonly values: Float32Array;
}

/** A matrix [outputs, inputs] and its biases. */
export interface Linear {
  readonly weight: Float32Array;
  readonly bias: Float32Array;
}

export const rows = (count: number, length: number, values = new Float32Array(count * length)): Rows => ({
  count,
  length,
  values,
});

/** @throws ModelError where it is missing or has another shape. */
export async function readLinear(weights: Weights, name: string, outputs: number, inputs: number): Promise<Linear> {
  return {
    weight: await weights.get(`${name}.weight`, [outputs, inputs]).read(),
    bias: await weights.get(`${name}.bias`, [outputs]).read(),
  };
}

/**
 * Each row times the matrix, plus the biases. Four outputs and two rows at a time: one sum has to wait for each addition, and what is read
 * serves twice. Where fewer are left, the last stands in for those that are missing.
 */
export function multiply({ count, length, values }: Rows, { weight, bias }: Linear): Rows {
  const outputs = bias.length;
  const out = rows(count, outputs);
  const y = out.values;
  for (let row = 0; row < count; row += 2) {
    const next = Math.min(row + 1, count - 1);
    const a = row * length;
    const b = next * length;
    for (let o = 0; o < outputs; o += 4) {
      const o1 = Math.min(o + 1, outputs - 1);
      const o2 = Math.min(o + 2, outputs - 1);
      const o3 = Math.min(o + 3, outputs - 1);
      const w0 = o * length;
      const w1 = o1 * length;
      const w2 = o2 * length;
      const w3 = o3 * length;
      let a0 = bias[o]!;
      let a1 = bias[o1]!;
      let a2 = bias[o2]!;
      let a3 = bias[o3]!;
      let b0 = a0;
      let b1 = a1;
      let b2 = a2;
      let b3 = a3;
      for (let i = 0; i < length; i++) {
        const p = values[a + i]!;
        const q = values[b + i]!;
        const v0 = weight[w0 + i]!;
        const v1 = weight[w1 + i]!;
        const v2 = weight[w2 + i]!;
        const v3 = weight[w3 + i]!;
        a0 += p * v0;
        a1 += p * v1;
        a2 += p * v2;
        a3 += p * v3;
        b0 += q * v0;
        b1 += q * v1;
        b2 += q * v2;
        b3 += q * v3;
      }
      const at = row * outputs;
      y[at + o] = a0;
      y[at + o1] = a1;
      y[at + o2] = a2;
      y[at + o3] = a3;
      const beside = next * outputs;
      y[beside + o] = b0;
      y[beside + o1] = b1;
      y[beside + o2] = b2;
      y[beside + o3] = b3;
    }
  }
  return out;
}

/** LayerNorm of each row, as PyTorch has it. */
export function normalise({ count, length, values }: Rows, { weight, bias }: Linear): Rows {
  const out = rows(count, length);
  for (let at = 0; at < values.length; at += length) {
    let sum = 0;
    for (let i = 0; i < length; i++) sum += values[at + i]!;
    const mean = sum / length;
    let squares = 0;
    for (let i = 0; i < length; i++) squares += (values[at + i]! - mean) ** 2;
    const scale = 1 / Math.sqrt(squares / length + 1e-5);
    for (let i = 0; i < length; i++) out.values[at + i] = (values[at + i]! - mean) * scale * weight[i]! + bias[i]!;
  }
  return out;
}

/** The Gaussian error linear unit of each value, in place. */
export function gelu(x: Rows): Rows {
  const { values } = x;
  for (let i = 0; i < values.length; i++) values[i] = 0.5 * values[i]! * (1 + erf(values[i]! / Math.SQRT2));
  return x;
}

/** Adds `y` to `x`. */
export function add(x: Rows, y: Rows): void {
  for (let i = 0; i < x.values.length; i++) x.values[i]! += y.values[i]!;
}

/** Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26: absolute error below 1.5e-7. */
function erf(z: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(z));
  const series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return Math.sign(z) * (1 - series * Math.exp(-z * z));
}
