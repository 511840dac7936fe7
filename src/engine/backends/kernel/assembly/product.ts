/**
 * The integer product: rows of int8 activations times a matrix of 7-bit weights, with relaxed SIMD's dot products.
 *
 * relaxed_dot_i8x16_i7x16 is the same everywhere as long as its second operand has 7 bits and the sum of two products
 * fits 16 (127 * 128 * 2 does), so weights are kept as 1 to 127, 64 above what they mean.
 * https://github.com/WebAssembly/relaxed-simd/blob/main/proposals/relaxed-simd/Overview.md
 *
 * A matrix [outputs, inputs] lies in tiles of 16 outputs; a tile is, for every 4 inputs, 16 times 4 bytes. Both numbers
 * are padded: outputs to 16, inputs to 4. Padding weights mean 0.
 */
import { OFFSET, TILE } from './abi';

/**
 * Three ways to the same sums; which is fastest depends on the processor. `One` is the instruction that widens and
 * adds: the processor's own where it has VNNI or SDOT. `Three` multiplies, widens by multiplying with 1, and adds.
 * `Narrow` multiplies once, for processors that multiply less often than they add (Zen 2: once a cycle): sums stay 16
 * bits wide and wrap around, their upper bytes are added apart, and from both follows what the sums would have been.
 */
export class One {}
export class Three {}
export class Narrow {}

/** sum + for each of 4 lanes the product of 4 activations with 4 weights. */
// @ts-ignore: decorator
@inline
function dot<Way>(x: v128, w: v128, sum: v128, ones: v128): v128 {
  if (idof<Way>() == idof<One>()) return i32x4.relaxed_dot_i8x16_i7x16_add_s(x, w, sum);
  return i32x4.add(sum, i32x4.dot_i16x8_s(i16x8.relaxed_dot_i8x16_i7x16_s(x, w), ones));
}

/** What a row's sums are too large by, as its weights are kept 64 above what they mean. */
// @ts-ignore: decorator
@inline
function excessOf(rowSums: usize, row: i32): v128 {
  return i32x4.splat(OFFSET * load<i32>(rowSums + (<usize>row << 2)));
}

/** A row's scale, in four lanes. */
// @ts-ignore: decorator
@inline
function scaleOf(rowScales: usize, row: i32): v128 {
  return v128.load32_splat(rowScales + (<usize>row << 2));
}

/** Four sums in the units of the layer: (sum - 64 * row's sum) * row's scale * output's scale + output's bias. */
// @ts-ignore: decorator
@inline
function finish(out: usize, sum: v128, excess: v128, rowScale: v128, scale: usize, bias: usize): void {
  const product = f32x4.convert_i32x4_s(i32x4.sub(sum, excess));
  v128.store(out, f32x4.add(f32x4.mul(f32x4.mul(product, rowScale), v128.load(scale)), v128.load(bias)));
}

/**
 * All rows times one tile.
 * @param x int8 [rows, inputs]; rowScales float32 [rows]; rowSums int32 [rows], the sum of a row's numbers
 * @param w the tile; scales, biases float32 [16], the tile's
 * @param out float32, the tile's first column; `stride` in bytes from row to row
 */
export function multiplyTile<Way>(
  x: usize, rowScales: usize, rowSums: usize, rows: i32, inputs: i32,
  w: usize, scales: usize, biases: usize, out: usize, stride: usize,
): void {
  const ones = i16x8.splat(1);
  const end = w + <usize>inputs * TILE;
  let row = 0;
  for (; row + 2 <= rows; row += 2) {
    let x0 = x + <usize>row * inputs;
    let x1 = x0 + inputs;
    let a0 = i32x4.splat(0), a1 = i32x4.splat(0), a2 = i32x4.splat(0), a3 = i32x4.splat(0);
    let b0 = i32x4.splat(0), b1 = i32x4.splat(0), b2 = i32x4.splat(0), b3 = i32x4.splat(0);
    for (let q = w; q < end; q += 64) {
      const w0 = v128.load(q), w1 = v128.load(q, 16), w2 = v128.load(q, 32), w3 = v128.load(q, 48);
      const y0 = v128.load32_splat(x0), y1 = v128.load32_splat(x1);
      a0 = dot<Way>(y0, w0, a0, ones);
      a1 = dot<Way>(y0, w1, a1, ones);
      a2 = dot<Way>(y0, w2, a2, ones);
      a3 = dot<Way>(y0, w3, a3, ones);
      b0 = dot<Way>(y1, w0, b0, ones);
      b1 = dot<Way>(y1, w1, b1, ones);
      b2 = dot<Way>(y1, w2, b2, ones);
      b3 = dot<Way>(y1, w3, b3, ones);
      x0 += 4;
      x1 += 4;
    }
    const o0 = out + <usize>row * stride;
    const o1 = o0 + stride;
    const excess0 = excessOf(rowSums, row);
    const excess1 = excessOf(rowSums, row + 1);
    const scale0 = scaleOf(rowScales, row);
    const scale1 = scaleOf(rowScales, row + 1);
    finish(o0, a0, excess0, scale0, scales, biases);
    finish(o0 + 16, a1, excess0, scale0, scales + 16, biases + 16);
    finish(o0 + 32, a2, excess0, scale0, scales + 32, biases + 32);
    finish(o0 + 48, a3, excess0, scale0, scales + 48, biases + 48);
    finish(o1, b0, excess1, scale1, scales, biases);
    finish(o1 + 16, b1, excess1, scale1, scales + 16, biases + 16);
    finish(o1 + 32, b2, excess1, scale1, scales + 32, biases + 32);
    finish(o1 + 48, b3, excess1, scale1, scales + 48, biases + 48);
  }
  if (row < rows) {
    let x0 = x + <usize>row * inputs;
    let a0 = i32x4.splat(0), a1 = i32x4.splat(0), a2 = i32x4.splat(0), a3 = i32x4.splat(0);
    for (let q = w; q < end; q += 64) {
      const y0 = v128.load32_splat(x0);
      a0 = dot<Way>(y0, v128.load(q), a0, ones);
      a1 = dot<Way>(y0, v128.load(q, 16), a1, ones);
      a2 = dot<Way>(y0, v128.load(q, 32), a2, ones);
      a3 = dot<Way>(y0, v128.load(q, 48), a3, ones);
      x0 += 4;
    }
    const o0 = out + <usize>row * stride;
    const excess0 = excessOf(rowSums, row);
    const scale0 = scaleOf(rowScales, row);
    finish(o0, a0, excess0, scale0, scales, biases);
    finish(o0 + 16, a1, excess0, scale0, scales + 16, biases + 16);
    finish(o0 + 32, a2, excess0, scale0, scales + 32, biases + 32);
    finish(o0 + 48, a3, excess0, scale0, scales + 48, biases + 48);
  }
}

/** After so many steps the sum of what is below the upper bytes could reach 2^16. */
const STEPS: usize = 256;

/**
 * Lanes of 32 bits from pairs of 16: what `upper` (the sum of upper bytes) and `sum` (of everything, modulo 2^16) say
 * together. The difference is the sum of the lower bytes, 0 to 255 each.
 */
// @ts-ignore: decorator
@inline
function widen(sum: v128, upper: v128): v128 {
  const lower = i16x8.sub(sum, i16x8.shl(upper, 8));
  return i32x4.add(i32x4.dot_i16x8_s(upper, i16x8.splat(256)), i32x4.extadd_pairwise_i16x8_u(lower));
}

/**
 * `multiplyTile`, the way of `Narrow`: with two sums for each output, eight outputs at a time are what 16 registers
 * hold.
 */
export function multiplyTileNarrow(
  x: usize, rowScales: usize, rowSums: usize, rows: i32, inputs: i32,
  w: usize, scales: usize, biases: usize, out: usize, stride: usize,
): void {
  const end = w + <usize>inputs * TILE;
  let row = 0;
  for (; row + 2 <= rows; row += 2) {
    const o0 = out + <usize>row * stride;
    const o1 = o0 + stride;
    const excess0 = excessOf(rowSums, row);
    const excess1 = excessOf(rowSums, row + 1);
    const scale0 = scaleOf(rowScales, row);
    const scale1 = scaleOf(rowScales, row + 1);
    for (let half: usize = 0; half < 64; half += 32) {
      let x0 = x + <usize>row * inputs;
      let x1 = x0 + inputs;
      let a0 = i32x4.splat(0), a1 = i32x4.splat(0), b0 = i32x4.splat(0), b1 = i32x4.splat(0);
      for (let q = w + half; q < end;) {
        const last = min(q + STEPS * 64, end);
        let sumA0 = i16x8.splat(0), sumA1 = i16x8.splat(0), sumB0 = i16x8.splat(0), sumB1 = i16x8.splat(0);
        let upperA0 = i16x8.splat(0), upperA1 = i16x8.splat(0), upperB0 = i16x8.splat(0), upperB1 = i16x8.splat(0);
        for (; q < last; q += 64) {
          const w0 = v128.load(q), w1 = v128.load(q, 16);
          const y0 = v128.load32_splat(x0), y1 = v128.load32_splat(x1);
          const pA0 = i16x8.relaxed_dot_i8x16_i7x16_s(y0, w0);
          sumA0 = i16x8.add(sumA0, pA0);
          upperA0 = i16x8.add(upperA0, i16x8.shr_s(pA0, 8));
          const pA1 = i16x8.relaxed_dot_i8x16_i7x16_s(y0, w1);
          sumA1 = i16x8.add(sumA1, pA1);
          upperA1 = i16x8.add(upperA1, i16x8.shr_s(pA1, 8));
          const pB0 = i16x8.relaxed_dot_i8x16_i7x16_s(y1, w0);
          sumB0 = i16x8.add(sumB0, pB0);
          upperB0 = i16x8.add(upperB0, i16x8.shr_s(pB0, 8));
          const pB1 = i16x8.relaxed_dot_i8x16_i7x16_s(y1, w1);
          sumB1 = i16x8.add(sumB1, pB1);
          upperB1 = i16x8.add(upperB1, i16x8.shr_s(pB1, 8));
          x0 += 4;
          x1 += 4;
        }
        a0 = i32x4.add(a0, widen(sumA0, upperA0));
        a1 = i32x4.add(a1, widen(sumA1, upperA1));
        b0 = i32x4.add(b0, widen(sumB0, upperB0));
        b1 = i32x4.add(b1, widen(sumB1, upperB1));
      }
      finish(o0 + half, a0, excess0, scale0, scales + half, biases + half);
      finish(o0 + half + 16, a1, excess0, scale0, scales + half + 16, biases + half + 16);
      finish(o1 + half, b0, excess1, scale1, scales + half, biases + half);
      finish(o1 + half + 16, b1, excess1, scale1, scales + half + 16, biases + half + 16);
    }
  }
  if (row === rows) return;
  const at = <usize>row << 2;
  multiplyTile<Three>(x + <usize>row * inputs, rowScales + at, rowSums + at, 1, inputs, w, scales, biases, out + <usize>row * stride, stride);
}
