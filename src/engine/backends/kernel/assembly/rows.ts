/** What is done to rows, each by itself. Rows are float32, their lengths multiples of 4; a stride is in bytes. */
import { Activation } from './abi';
import { exp4, gelu4, geluTanh4, largestOf, round4, silu4, sumOf, tanh4 } from './math';

/**
 * float32 [length] to int8, symmetrical: scale = largest magnitude / 127. Writes the scale and the sum of the numbers
 * as well.
 */
export function quantize(x: usize, length: i32, q: usize, scaleAt: usize, sumAt: usize): void {
  const end = x + (<usize>length << 2);
  let most = f32x4.splat(0);
  for (let p = x; p < end; p += 16) most = f32x4.relaxed_max(most, f32x4.abs(v128.load(p)));
  const largest = largestOf(most);
  const inverse = f32x4.splat(largest > 0 ? 127 / largest : 0);
  let sums = i32x4.splat(0);
  for (let p = x; p < end; p += 16) {
    const numbers = round4(f32x4.mul(v128.load(p), inverse));
    sums = i32x4.add(sums, numbers);
    const halves = i16x8.narrow_i32x4_s(numbers, numbers);
    v128.store32_lane(q, i8x16.narrow_i16x8_s(halves, halves), 0);
    q += 4;
  }
  store<f32>(scaleAt, largest / 127);
  store<i32>(sumAt, i32x4.extract_lane(sums, 0) + i32x4.extract_lane(sums, 1) + i32x4.extract_lane(sums, 2) + i32x4.extract_lane(sums, 3));
}

/** Applies an activation function in place. */
export function activate(x: usize, length: i32, activation: i32): void {
  const end = x + (<usize>length << 2);
  if (activation == Activation.gelu) for (; x < end; x += 16) v128.store(x, gelu4(v128.load(x)));
  else if (activation == Activation.geluTanh) for (; x < end; x += 16) v128.store(x, geluTanh4(v128.load(x)));
  else if (activation == Activation.relu) for (; x < end; x += 16) v128.store(x, f32x4.max(v128.load(x), f32x4.splat(0)));
  else if (activation == Activation.silu) for (; x < end; x += 16) v128.store(x, silu4(v128.load(x)));
  else if (activation == Activation.tanh) for (; x < end; x += 16) v128.store(x, tanh4(v128.load(x)));
}

/** out [length] = activation(the first half of source [2 * length]) times its second half. `out` may be `source`. */
export function gate(out: usize, source: usize, length: i32, activation: i32): void {
  const bytes = <usize>length << 2;
  if (out != source) memory.copy(out, source, bytes);
  activate(out, length, activation);
  for (let i: usize = 0; i < bytes; i += 16) v128.store(out + i, f32x4.mul(v128.load(out + i), v128.load(source + bytes + i)));
}

/**
 * Turns heads of `size` numbers in place: number t of the first half and t of the second by angle t, whose cosines
 * stand in `table`, sines behind them.
 */
export function rotate(x: usize, heads: i32, size: i32, table: usize): void {
  const half = <usize>(size >> 1) << 2;
  for (let head = 0; head < heads; head++, x += 2 * half) {
    let t: usize = 0;
    for (; t + 16 <= half; t += 16) {
      const a = v128.load(x + t), b = v128.load(x + half + t);
      const cosine = v128.load(table + t), sine = v128.load(table + half + t);
      v128.store(x + t, f32x4.sub(f32x4.mul(a, cosine), f32x4.mul(b, sine)));
      v128.store(x + half + t, f32x4.add(f32x4.mul(b, cosine), f32x4.mul(a, sine)));
    }
    for (; t < half; t += 4) {
      const a = load<f32>(x + t), b = load<f32>(x + half + t);
      const cosine = load<f32>(table + t), sine = load<f32>(table + half + t);
      store<f32>(x + t, a * cosine - b * sine);
      store<f32>(x + half + t, b * cosine + a * sine);
    }
  }
}

/** x[i] += y[i]. */
export function add(x: usize, y: usize, length: i32): void {
  const end = x + (<usize>length << 2);
  for (; x < end; x += 16, y += 16) v128.store(x, f32x4.add(v128.load(x), v128.load(y)));
}

/** LayerNorm in place: (x - mean) / sqrt(variance + epsilon) * gamma + beta; `beta` may be 0 for none. */
export function layerNorm(x: usize, length: i32, gamma: usize, beta: usize, epsilon: f32): void {
  const end = x + (<usize>length << 2);
  let sums = f32x4.splat(0);
  for (let p = x; p < end; p += 16) sums = f32x4.add(sums, v128.load(p));
  const mean = f32x4.splat(sumOf(sums) / <f32>length);
  let squares = f32x4.splat(0);
  for (let p = x; p < end; p += 16) {
    const centred = f32x4.sub(v128.load(p), mean);
    squares = f32x4.relaxed_madd(centred, centred, squares);
  }
  const scale = f32x4.splat(1 / Mathf.sqrt(sumOf(squares) / <f32>length + epsilon));
  if (!beta) {
    for (let p = x; p < end; p += 16, gamma += 16) {
      v128.store(p, f32x4.mul(f32x4.mul(f32x4.sub(v128.load(p), mean), scale), v128.load(gamma)));
    }
    return;
  }
  for (let p = x; p < end; p += 16, gamma += 16, beta += 16) {
    const centred = f32x4.mul(f32x4.sub(v128.load(p), mean), scale);
    v128.store(p, f32x4.relaxed_madd(centred, v128.load(gamma), v128.load(beta)));
  }
}

/** Softmax in place of the first `length` numbers; what follows up to a multiple of 4 becomes 0. */
export function softmax(x: usize, length: i32): void {
  const end = x + (<usize>length << 2);
  const padded = x + (<usize>((length + 3) & ~3) << 2);
  for (let p = end; p < padded; p += 4) store<f32>(p, -Infinity);
  let most = f32x4.splat(-Infinity);
  for (let p = x; p < padded; p += 16) most = f32x4.relaxed_max(most, v128.load(p));
  const largest = f32x4.splat(largestOf(most));
  let sums = f32x4.splat(0);
  for (let p = x; p < padded; p += 16) {
    const e = exp4(f32x4.sub(v128.load(p), largest));
    v128.store(p, e);
    sums = f32x4.add(sums, e);
  }
  // What stands for minus infinity is e^-87 here, nothing beside the largest one's 1.
  for (let p = end; p < padded; p += 4) store<f32>(p, 0);
  const inverse = f32x4.splat(1 / sumOf(sums));
  for (let p = x; p < padded; p += 16) v128.store(p, f32x4.mul(v128.load(p), inverse));
}

/**
 * The largest of the first `length` numbers, and the sum of e^(x - largest) over them, to `out`; up to 3 numbers behind
 * them are overwritten.
 */
export function sumExp(x: usize, length: i32, out: usize): void {
  const end = x + (<usize>length << 2);
  const padded = x + (<usize>((length + 3) & ~3) << 2);
  for (let p = end; p < padded; p += 4) store<f32>(p, -Infinity);
  let most = f32x4.splat(-Infinity);
  for (let p = x; p < padded; p += 16) most = f32x4.relaxed_max(most, v128.load(p));
  const largest = largestOf(most);
  const splat = f32x4.splat(largest);
  // In blocks, so that the sum of many small numbers stays exact.
  let total: f64 = 0;
  for (let block = x; block < padded; block += 4096) {
    let sums = f32x4.splat(0);
    const until = min(padded, block + 4096);
    for (let p = block; p < until; p += 16) sums = f32x4.add(sums, exp4(f32x4.sub(v128.load(p), splat)));
    total += <f64>sumOf(sums);
  }
  store<f32>(out, largest);
  store<f32>(out, <f32>total, 4);
}
