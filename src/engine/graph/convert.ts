/** Number formats of the weight file. Matrices come as PyTorch keeps them, [outputs, inputs] row-major. */

/** Copies [rows, columns] transposed into `target`, a [columns, stride] matrix, starting at column `at`. */
export function transposeInto(values: Float32Array, rows: number, columns: number, target: Float32Array | Uint16Array, stride: number, at: number): void {
  // Square blocks: both the rows read and the rows written stay in the cache.
  const block = 32;
  for (let r0 = 0; r0 < rows; r0 += block) {
    const r1 = Math.min(rows, r0 + block);
    for (let c0 = 0; c0 < columns; c0 += block) {
      const c1 = Math.min(columns, c0 + block);
      for (let c = c0; c < c1; c++) {
        const row = c * stride + at;
        for (let r = r0; r < r1; r++) target[row + r] = values[r * columns + c]!;
      }
    }
  }
}

/**
 * Quantises each row to int8 symmetrically (scale = largest magnitude / 127, zero point 0) and writes it as a column of `target`,
 * a [columns, stride] matrix, starting at column `at`. Rows are a linear layer's outputs, so this is per-output quantisation.
 */
export function quantizeColumns(
  values: Float32Array, rows: number, columns: number,
  target: Int8Array, scales: Float32Array, stride: number, at: number,
): void {
  const inverse = new Float32Array(rows);
  for (let r = 0; r < rows; r++) {
    let largest = 0;
    for (let i = r * columns, end = i + columns; i < end; i++) {
      const magnitude = Math.abs(values[i]!);
      if (magnitude > largest) largest = magnitude;
    }
    // A row of zeros (the padding word's embedding, often) keeps a scale that cannot divide by zero.
    scales[at + r] = largest > 0 ? largest / 127 : 1;
    inverse[r] = largest > 0 ? 127 / largest : 0;
  }
  const block = 32;
  for (let r0 = 0; r0 < rows; r0 += block) {
    const r1 = Math.min(rows, r0 + block);
    for (let c0 = 0; c0 < columns; c0 += block) {
      const c1 = Math.min(columns, c0 + block);
      for (let c = c0; c < c1; c++) {
        const row = c * stride + at;
        for (let r = r0; r < r1; r++) target[row + r] = Math.round(values[r * columns + c]! * inverse[r]!);
      }
    }
  }
}
