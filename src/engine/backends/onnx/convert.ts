/** Number formats of the weight file. Matrices come as PyTorch keeps them, [outputs, inputs] row-major. */

/**
 * Side of the square blocks in which matrices are transposed: both the rows read and the rows written stay in the
 * cache.
 */
const BLOCK = 32;

/** Copies [rows, columns] transposed into a [columns, stride] matrix from column `at`. */
export function transposeInto(
  values: Float32Array | Uint16Array,
  rows: number,
  columns: number,
  target: Float32Array | Uint16Array,
  stride: number,
  at: number,
): void {
  for (let r0 = 0; r0 < rows; r0 += BLOCK) {
    const r1 = Math.min(rows, r0 + BLOCK);
    for (let c0 = 0; c0 < columns; c0 += BLOCK) {
      const c1 = Math.min(columns, c0 + BLOCK);
      for (let c = c0; c < c1; c++) {
        const to = c * stride + at;
        for (let r = r0; r < r1; r++) target[to + r] = values[r * columns + c]!;
      }
    }
  }
}

/** Inputs that share a scale in 4-bit matrices. */
export const Q4_BLOCK = 32;

/**
 * Quantises [rows, columns] for MatMulNBits: blocks of 32 inputs with one scale each, values -8 to 7 kept as 0 to 15,
 * the earlier in the low half of a byte; the last block of a row is padded. `packed` has rows * blocks * 16 bytes,
 * `scales` rows * blocks numbers.
 */
export function quantizeBlocks(
  values: Float32Array,
  rows: number,
  columns: number,
  packed: Uint8Array,
  scales: Float32Array,
): void {
  const blocks = Math.ceil(columns / Q4_BLOCK);
  for (let r = 0; r < rows; r++) {
    for (let b = 0; b < blocks; b++) {
      const from = r * columns + b * Q4_BLOCK;
      const count = Math.min(Q4_BLOCK, columns - b * Q4_BLOCK);
      let extreme = 0;
      for (let i = from; i < from + count; i++) if (Math.abs(values[i]!) > Math.abs(extreme)) extreme = values[i]!;
      // The number farthest from zero becomes -8, the end of the range that reaches farther.
      const scale = extreme / -8;
      const inverse = scale === 0 ? 0 : 1 / scale;
      const block = r * blocks + b;
      scales[block] = scale;
      for (let i = 0; i < Q4_BLOCK; i += 2) {
        const low = i < count ? nibble(values[from + i]! * inverse) : 8;
        const high = i + 1 < count ? nibble(values[from + i + 1]! * inverse) : 8;
        packed[block * (Q4_BLOCK / 2) + i / 2] = low | (high << 4);
      }
    }
  }
}

const nibble = (x: number): number => Math.max(0, Math.min(15, Math.round(x) + 8));

/** Bits of the nearest halves (IEEE 754 binary16), ties to even; from 65,520 on infinite. */
export function toFloat16(values: Float32Array): Uint16Array {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const halves = new Uint16Array(values.length);
  for (let i = 0; i < halves.length; i++) halves[i] = toHalf(bits[i]!);
  return halves;
}

function toHalf(bits: number): number {
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fffffff;
  if (magnitude >= 0x47800000) return sign | (magnitude > 0x7f800000 ? 0x7e00 : 0x7c00);
  // Below the smallest normal half the step is 2^-24: a fixed-point number.
  if (magnitude < 0x38800000) {
    scratchBits[0] = magnitude;
    return sign | roundEven(scratch[0]! * 2 ** 24);
  }
  const shifted = magnitude - 0x38000000;
  const rest = shifted & 0x1fff;
  const half = shifted >>> 13;
  return sign | (rest > 0x1000 || (rest === 0x1000 && half & 1) ? half + 1 : half);
}

const scratch = new Float32Array(1);
const scratchBits = new Uint32Array(scratch.buffer);

function roundEven(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
}
