/** Rows of float32, one behind the other. */
export interface Rows {
  readonly count: number;
  readonly length: number;
  readonly values: Float32Array;
}

/** A LayerNorm's gamma and beta. */
export interface Norm {
  readonly weight: Float32Array;
  readonly bias: Float32Array;
}

/** [count, length], row-major; zeros when no values are given. */
export const rows = (count: number, length: number, values = new Float32Array(count * length)): Rows => ({
  count,
  length,
  values,
});

/** A view of a row. */
export const rowOf = ({ length, values }: Rows, row: number): Float32Array =>
  values.subarray(row * length, (row + 1) * length);

/** The sum of the products of two vectors' numbers. Four sums at a time: one has to wait for each addition. */
export function dot(a: Float32Array, b: Float32Array): number {
  const { length } = a;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  for (; i + 3 < length; i += 4) {
    s0 += a[i]! * b[i]!;
    s1 += a[i + 1]! * b[i + 1]!;
    s2 += a[i + 2]! * b[i + 2]!;
    s3 += a[i + 3]! * b[i + 3]!;
  }
  for (; i < length; i++) s0 += a[i]! * b[i]!;
  return s0 + s1 + s2 + s3;
}

/**
 * Adds to `x` `factor` times the sum of vectors that lie in `values` every `stride` numbers, each times its share. Four
 * numbers at a time, as in `dot`; there are a multiple of four.
 */
export function addMixed(
  x: Float32Array,
  values: Float32Array,
  stride: number,
  shares: Float32Array,
  factor: number,
): void {
  const count = shares.length;
  for (let i = 0; i < x.length; i += 4) {
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let k = 0, at = i; k < count; k++, at += stride) {
      const share = shares[k]!;
      s0 += share * values[at]!;
      s1 += share * values[at + 1]!;
      s2 += share * values[at + 2]!;
      s3 += share * values[at + 3]!;
    }
    x[i]! += factor * s0;
    x[i + 1]! += factor * s1;
    x[i + 2]! += factor * s2;
    x[i + 3]! += factor * s3;
  }
}

/** LayerNorm of each row, as PyTorch has it. */
export function normalise({ count, length, values }: Rows, { weight, bias }: Norm): Rows {
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

/** Adds `y` to `x`. */
export function add(x: Rows, y: Rows): void {
  for (let i = 0; i < x.values.length; i++) x.values[i]! += y.values[i]!;
}
