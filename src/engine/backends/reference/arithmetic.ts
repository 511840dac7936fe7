import type { Activation, OperationOf } from '../../description.ts';

/** One vector for each piece of the sentence. */
export type Rows = readonly Float64Array<ArrayBuffer>[];

/**
 * Rows of x times a matrix [outputs, inputs] plus bias. Goes through the matrix once, which does not fit the cache, and
 * takes four rows at a time, since one sum has to wait for each addition; where fewer are left the last stands in for
 * those that are missing.
 */
export function multiply(x: Rows, matrix: Float32Array, bias: Float32Array): Rows {
  const inputs = x[0]!.length;
  const last = x.length - 1;
  const result = x.map(() => new Float64Array(bias.length));
  for (let o = 0, at = 0; o < bias.length; o++, at += inputs) {
    for (let r = 0; r <= last; r += 4) {
      const [r1, r2, r3] = [Math.min(r + 1, last), Math.min(r + 2, last), Math.min(r + 3, last)];
      const [x0, x1, x2, x3] = [x[r]!, x[r1]!, x[r2]!, x[r3]!];
      let s0 = bias[o]!;
      let [s1, s2, s3] = [s0, s0, s0];
      for (let i = 0; i < inputs; i++) {
        const weight = matrix[at + i]!;
        s0 += x0[i]! * weight;
        s1 += x1[i]! * weight;
        s2 += x2[i]! * weight;
        s3 += x3[i]! * weight;
      }
      result[r]![o] = s0;
      result[r1]![o] = s1;
      result[r2]![o] = s2;
      result[r3]![o] = s3;
    }
  }
  return result;
}

/** The rows that are chosen, in that order, and as often. */
export const choose = (x: Rows, chosen: readonly number[]): Rows => chosen.map((row) => x[row]!);

/** a + b, of the same shape. */
export const add = (a: Rows, b: Rows): Rows => a.map((row, r) => row.map((value, i) => value + b[r]![i]!));

/** (x - mean) / sqrt(variance + epsilon) * gamma + beta, of each row. */
export function normalize(x: Rows, gamma: Float32Array, beta: Float32Array | null, epsilon: number): Rows {
  return x.map((row) => {
    const mean = row.reduce((a, b) => a + b, 0) / row.length;
    const variance = row.reduce((a, b) => a + (b - mean) ** 2, 0) / row.length;
    const scale = 1 / Math.sqrt(variance + epsilon);
    return row.map((value, i) => (value - mean) * scale * gamma[i]! + (beta?.[i] ?? 0));
  });
}

/** The activation of the first half of each row, times its second half: [rows, 2 n] to [rows, n]. */
export const gate = (x: Rows, activation: (z: number) => number): Rows =>
  x.map((row) => {
    const half = row.length / 2;
    return Float64Array.from({ length: half }, (_, i) => activation(row[i]!) * row[half + i]!);
  });

/**
 * Each row with its neighbours side by side, `size` of them, itself in the middle and zeros beyond the ends: [rows, n]
 * to [rows, size n].
 */
export const unfold = (x: Rows, size: number): Rows =>
  x.map((row, r) => {
    const wide = new Float64Array(size * row.length);
    for (let k = 0; k < size; k++) {
      const neighbour = x[r + k - (size >> 1)];
      if (neighbour) wide.set(neighbour, k * row.length);
    }
    return wide;
  });

/**
 * Rotary embedding: in each head, of `size` numbers, t and t + size / 2 are a vector in the plane, turned by position /
 * theta^(2 t / size).
 */
export function rotate(
  x: Rows,
  positions: readonly number[],
  { length, size, theta }: Pick<OperationOf<'rotate'>, 'length' | 'size' | 'theta'>,
): Rows {
  const half = size / 2;
  return x.map((row, r) => {
    const turned = row.slice();
    for (let head = 0; head < length; head += size) {
      for (let t = 0; t < half; t++) {
        const angle = positions[r]! * theta ** (-t / half);
        const [a, b] = [row[head + t]!, row[head + half + t]!];
        turned[head + t] = a * Math.cos(angle) - b * Math.sin(angle);
        turned[head + half + t] = b * Math.cos(angle) + a * Math.sin(angle);
      }
    }
    return turned;
  });
}

/** DeBERTa's terms: rows by distance, and which row each distance from -(keys - 1) to keys - 1 has. */
export interface RelativeRows {
  readonly rowOf: Int32Array;
  readonly keys: Rows | null;
  readonly queries: Rows | null;
}

/** @param positions Of the queries; keys are those of the whole sentence. */
export function attend(
  query: Rows,
  keyValue: Rows,
  positions: readonly number[],
  { heads, scale, window }: Pick<OperationOf<'attend'>, 'heads' | 'scale' | 'window'>,
  relative: RelativeRows | null,
): Rows {
  const h = query[0]!.length;
  const size = h / heads;
  const dot = (a: Float64Array, b: Float64Array, from: number): number => {
    let sum = 0;
    for (let i = from; i < from + size; i++) sum += a[i]! * b[i]!;
    return sum;
  };
  return query.map((q, r) => {
    const position = positions[r]!;
    const context = new Float64Array(h);
    for (let from = 0; from < h; from += size) {
      const scores = keyValue.map((k, j) => {
        if (window !== null && Math.abs(position - j) > window) return -Infinity;
        let sum = dot(q, k, from);
        if (relative) {
          const bucket = relative.rowOf[position - j + keyValue.length - 1]!;
          if (relative.keys) sum += dot(q, relative.keys[bucket]!, from);
          if (relative.queries) sum += dot(k, relative.queries[bucket]!, from);
        }
        return sum * scale;
      });
      const largest = Math.max(...scores);
      const weights = scores.map((score) => Math.exp(score - largest));
      const total = weights.reduce((a, b) => a + b, 0);
      keyValue.forEach((row, s) => {
        for (let i = from; i < from + size; i++) context[i]! += (weights[s]! / total) * row[h + i]!;
      });
    }
    return context;
  });
}

export const activationOf: Readonly<Record<Activation, (z: number) => number>> = {
  relu: (z) => Math.max(0, z),
  gelu_tanh: (z) => 0.5 * z * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (z + 0.044715 * z ** 3))),
  gelu: (z) => 0.5 * z * (1 + erf(z / Math.SQRT2)),
  tanh: Math.tanh,
  silu: (z) => z / (1 + Math.exp(-z)),
};

/** Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26: absolute error below 1.5e-7. */
function erf(z: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(z));
  const series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return Math.sign(z) * (1 - series * Math.exp(-z * z));
}
