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

/** Each row times the matrix, plus the biases. Four outputs at a time, since one sum has to wait for each addition. */
export function multiply({ count, length, values }: Rows, { weight, bias }: Linear): Rows {
  const outputs = bias.length;
  const out = rows(count, outputs);
  for (let row = 0; row < count; row++) {
    const x = values.subarray(row * length, (row + 1) * length);
    for (let o = 0; o < outputs; o += 4) {
      const [w0, w1, w2, w3] = [0, 1, 2, 3].map((k) => Math.min(o + k, outputs - 1) * length) as [
        number,
        number,
        number,
        number,
      ];
      let [s0, s1, s2, s3] = [0, 0, 0, 0];
      for (let i = 0; i < length; i++) {
        const value = x[i]!;
        s0 += value * weight[w0 + i]!;
        s1 += value * weight[w1 + i]!;
        s2 += value * weight[w2 + i]!;
        s3 += value * weight[w3 + i]!;
      }
      const at = row * outputs + o;
      out.values[at] = s0 + bias[o]!;
      if (o + 1 < outputs) out.values[at + 1] = s1 + bias[o + 1]!;
      if (o + 2 < outputs) out.values[at + 2] = s2 + bias[o + 2]!;
      if (o + 3 < outputs) out.values[at + 3] = s3 + bias[o + 3]!;
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
