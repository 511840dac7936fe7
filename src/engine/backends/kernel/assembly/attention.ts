/** Attention of one head in one sentence, in float32. */
import { sumOf } from './math';
import { softmax } from './rows';

/**
 * softmax(scale * (q k^T + relative terms)) v.
 * @param q float32 [queries, size] at `qStride` bytes from row to row; k, v [keys, size] at `kvStride`; out [queries,
 * size] at `outStride`
 * @param positions of the queries, int32. @param window how far a key may be from a query, below 0 for any
 * @param relativeKeys, relativeQueries DeBERTa's terms q . relativeKeys[b] and k . relativeQueries[b], float32
 * [buckets, size], or 0;
 *   b = buckets[position - key], int32
 * @param scratch float32, at least (2 * keys' + 4) * size' + 4 * keys', where keys' and size' are rounded up to 8
 * @param weights where the weights [queries, keys] go, one after the other; 0 where nobody wants them
 */
export function attend(
  q: usize, qStride: usize, queries: i32, k: usize, v: usize, kvStride: usize, keys: i32, size: i32,
  scale: f32, positions: usize, window: i32,
  relativeKeys: usize, relativeKeysStride: usize, relativeQueries: usize, relativeQueriesStride: usize, buckets: usize,
  out: usize, outStride: usize, scratch: usize, weights: usize,
): void {
  const padded = (keys + 7) & ~7;
  const width = (size + 7) & ~7;
  const keyRow = <usize>padded << 2;
  const valueRow = <usize>width << 2;
  const keyTurned = scratch;
  const values = keyTurned + keyRow * width;
  const scores = values + valueRow * padded;
  const context = scores + (keyRow << 2);

  // Keys by dimension, values by key: both so that eight lie side by side.
  const bytes = <usize>size << 2;
  for (let j = 0; j < keys; j++) {
    turn(k + <usize>j * kvStride, size, scale, keyTurned + (<usize>j << 2), keyRow);
    memory.copy(values + <usize>j * valueRow, v + <usize>j * kvStride, bytes);
    memory.fill(values + <usize>j * valueRow + bytes, 0, valueRow - bytes);
  }
  for (let j = keys; j < padded; j++) turn(k, size, 0, keyTurned + (<usize>j << 2), keyRow);

  for (let i = 0; i < queries; i += 4) {
    const left = min(4, queries - i);
    // Where fewer than four are left the last stands in for those that are missing.
    const r0 = q + <usize>i * qStride;
    const r1 = q + <usize>(i + min(1, left - 1)) * qStride;
    const r2 = q + <usize>(i + min(2, left - 1)) * qStride;
    const r3 = q + <usize>(i + min(3, left - 1)) * qStride;
    multiply4(r0, r1, r2, r3, keyTurned, keyRow, size, padded, scores, keyRow);
    for (let r = 0; r < left; r++) {
      const row = scores + <usize>r * keyRow;
      const position = load<i32>(positions + (<usize>(i + r) << 2));
      if (relativeKeys || relativeQueries) {
        const query = q + <usize>(i + r) * qStride;
        for (let j = 0; j < keys; j++) {
          const bucket = <usize>load<i32>(buckets + (<isize>(position - j) << 2));
          let sum: f32 = 0;
          if (relativeKeys) sum += dot(query, relativeKeys + bucket * relativeKeysStride, size);
          if (relativeQueries) sum += dot(k + <usize>j * kvStride, relativeQueries + bucket * relativeQueriesStride, size);
          store<f32>(row + (<usize>j << 2), load<f32>(row + (<usize>j << 2)) + scale * sum);
        }
      }
      if (window >= 0) {
        for (let j = 0, end = min(keys, position - window); j < end; j++) store<f32>(row + (<usize>j << 2), -Infinity);
        for (let j = position + window + 1; j < keys; j++) store<f32>(row + (<usize>j << 2), -Infinity);
      }
      softmax(scores + <usize>r * keyRow, keys);
      if (weights) memory.copy(weights + (<usize>(i + r) * keys << 2), scores + <usize>r * keyRow, <usize>keys << 2);
    }
    multiply4(scores, scores + keyRow, scores + 2 * keyRow, scores + 3 * keyRow, values, valueRow, keys, width, context, valueRow);
    for (let r = 0; r < left; r++) memory.copy(out + <usize>(i + r) * outStride, context + <usize>r * valueRow, <usize>size << 2);
  }
}

function dot(a: usize, b: usize, length: i32): f32 {
  let sums = f32x4.splat(0);
  let t: usize = 0;
  const bytes = <usize>length << 2;
  for (; t + 16 <= bytes; t += 16) sums = f32x4.relaxed_madd(v128.load(a + t), v128.load(b + t), sums);
  let sum = sumOf(sums);
  for (; t < bytes; t += 4) sum += load<f32>(a + t) * load<f32>(b + t);
  return sum;
}

/** Writes a row times a factor as a column. */
// @ts-ignore: decorator
@inline
function turn(row: usize, size: i32, factor: f32, column: usize, columnStride: usize): void {
  for (const end = row + (<usize>size << 2); row < end; row += 4, column += columnStride) store<f32>(column, load<f32>(row) * factor);
}

/** Four rows [length] times a matrix [length, columns]; columns are a multiple of 8. */
function multiply4(r0: usize, r1: usize, r2: usize, r3: usize, matrix: usize, matrixRow: usize, length: i32, columns: i32, out: usize, outRow: usize): void {
  for (let j: usize = 0, end = <usize>columns << 2; j < end; j += 32) {
    let a0 = f32x4.splat(0), a1 = f32x4.splat(0), b0 = f32x4.splat(0), b1 = f32x4.splat(0);
    let c0 = f32x4.splat(0), c1 = f32x4.splat(0), d0 = f32x4.splat(0), d1 = f32x4.splat(0);
    let m = matrix + j;
    for (let t: usize = 0, last = <usize>length << 2; t < last; t += 4, m += matrixRow) {
      const m0 = v128.load(m), m1 = v128.load(m, 16);
      const x0 = v128.load32_splat(r0 + t), x1 = v128.load32_splat(r1 + t), x2 = v128.load32_splat(r2 + t), x3 = v128.load32_splat(r3 + t);
      a0 = f32x4.relaxed_madd(x0, m0, a0);
      a1 = f32x4.relaxed_madd(x0, m1, a1);
      b0 = f32x4.relaxed_madd(x1, m0, b0);
      b1 = f32x4.relaxed_madd(x1, m1, b1);
      c0 = f32x4.relaxed_madd(x2, m0, c0);
      c1 = f32x4.relaxed_madd(x2, m1, c1);
      d0 = f32x4.relaxed_madd(x3, m0, d0);
      d1 = f32x4.relaxed_madd(x3, m1, d1);
    }
    v128.store(out + j, a0);
    v128.store(out + j, a1, 16);
    v128.store(out + outRow + j, b0);
    v128.store(out + outRow + j, b1, 16);
    v128.store(out + 2 * outRow + j, c0);
    v128.store(out + 2 * outRow + j, c1, 16);
    v128.store(out + 3 * outRow + j, d0);
    v128.store(out + 3 * outRow + j, d1, 16);
  }
}
