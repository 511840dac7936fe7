/**
 * The steps a program consists of. A step is 16 numbers of 32 bits: what to do, how many tasks it falls into, and what it is done to: addresses in
 * bytes, counts, strides in bytes. Tasks of a step touch nothing of each other's, so threads take them as they come.
 * `src/engine/backends/kernel/program.ts` writes them.
 */
import { attend } from './attention';
import { Fused, multiplyTile, Split, TILE } from './product';
import { activate, add, layerNorm, sumExp, quantize } from './rows';

export const enum Operation { embed, product, attention, normalize, activate, gather, sumExp }

export const STEP_BYTES: usize = 64;

// @ts-ignore: decorator
@inline
function at(step: usize, index: i32): usize {
  return <usize>load<u32>(step + (<usize>index << 2));
}

// @ts-ignore: decorator
@inline
function number(step: usize, index: i32): i32 {
  return load<i32>(step + (<usize>index << 2));
}

export function tasksOf(step: usize): i32 {
  return number(step, 1);
}

/** @param scratch this thread's own, for attention */
export function runTask(step: usize, task: i32, scratch: usize, fused: bool): void {
  switch (number(step, 0)) {
    case Operation.embed: return embed(step, task);
    case Operation.product: return fused ? product<Fused>(step, task) : product<Split>(step, task);
    case Operation.attention: return attention(step, task, scratch);
    case Operation.normalize: return normalize(step, task);
    case Operation.activate: return activateRow(step, task);
    case Operation.gather: return gather(step, task);
    case Operation.sumExp: return sumRow(step, task);
  }
}

/** Quantises row `task` of what a step leaves behind: 2 x, 3 stride, 4 length, 5 numbers int8, 6 scales, 7 sums. */
function quantizeRow(step: usize, task: i32): void {
  const length = number(step, 4);
  const small = <usize>task << 2;
  quantize(at(step, 2) + <usize>task * at(step, 3), length, at(step, 5) + <usize>task * length, at(step, 6) + small, at(step, 7) + small);
}

/** A piece's word, position and segment, added and normalised: 8 ids [rows, 3], 9 words (a matrix in tiles), 10 their scales, 11 positions, 12 segments, 13 gamma, beta behind it, 14 epsilon. */
function embed(step: usize, task: i32): void {
  const length = number(step, 4);
  const x = at(step, 2) + <usize>task * at(step, 3);
  const ids = at(step, 8) + <usize>task * 12;
  const word = load<i32>(ids);
  const bytes = <usize>length << 2;
  const positions = at(step, 11) + <usize>load<i32>(ids, 4) * bytes;
  const segments = at(step, 12) + <usize>load<i32>(ids, 8) * bytes;
  // Four of its weights lie together, 64 bytes after the four before.
  let w = at(step, 9) + <usize>(word / TILE) * <usize>length * TILE + (<usize>(word % TILE) << 2);
  const scale = f32x4.splat(load<f32>(at(step, 10) + (<usize>word << 2)));
  const zero = i32x4.splat(64);
  for (let i: usize = 0; i < bytes; i += 16, w += 64) {
    const numbers = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(w)));
    const values = f32x4.mul(f32x4.convert_i32x4_s(i32x4.sub(numbers, zero)), scale);
    v128.store(x + i, f32x4.add(f32x4.add(values, v128.load(segments + i)), v128.load(positions + i)));
  }
  const gamma = at(step, 13);
  layerNorm(x, length, gamma, gamma + bytes, load<f32>(step + 56));
  quantizeRow(step, task);
}

/** Quantised rows times some tiles of a matrix: 2 x, 3 scales, 4 sums, 5 rows, 6 inputs, 7 tiles, 8 scales, 9 biases, 10 out, 11 stride, 12 tiles in all, 13 tiles a task. */
function product<Way>(step: usize, task: i32): void {
  const inputs = number(step, 6);
  const each = number(step, 13);
  const last = min(number(step, 12), (task + 1) * each);
  for (let tile = task * each; tile < last; tile++) {
    const column = <usize>tile * TILE << 2;
    multiplyTile<Way>(
      at(step, 2), at(step, 3), at(step, 4), number(step, 5), inputs,
      at(step, 7) + <usize>tile * TILE * inputs, at(step, 8) + column, at(step, 9) + column, at(step, 10) + column, at(step, 11),
    );
  }
}

/**
 * One head of one sentence: 2 queries, 3 stride, 4 keys, 5 values, 6 stride of both, 7 out, 8 stride, 9 heads, 10 size of a head,
 * 11 sentences [n, 4]: first query row, queries, first key row, keys; 12 weights or 0.
 */
function attention(step: usize, task: i32, scratch: usize): void {
  const heads = number(step, 9);
  const size = number(step, 10);
  const head = task % heads;
  const sentence = at(step, 11) + (<usize>(task / heads) << 4);
  const query = <usize>load<i32>(sentence);
  const queries = load<i32>(sentence, 4);
  const key = <usize>load<i32>(sentence, 8);
  const keys = load<i32>(sentence, 12);
  const column = <usize>(head * size) << 2;
  const weights = at(step, 12);
  attend(
    at(step, 2) + query * at(step, 3) + column, at(step, 3), queries,
    at(step, 4) + key * at(step, 6) + column, at(step, 5) + key * at(step, 6) + column, at(step, 6), keys, size,
    at(step, 7) + query * at(step, 8) + column, at(step, 8), scratch,
    weights ? weights + (<usize>head * <usize>queries * <usize>keys << 2) : 0,
  );
}

/** LayerNorm of a row, first added to its skip connection where there is one: 8 skip or 0, 9 its stride, 10 gamma, beta behind it, 11 epsilon. */
function normalize(step: usize, task: i32): void {
  const length = number(step, 4);
  const x = at(step, 2) + <usize>task * at(step, 3);
  const skip = at(step, 8);
  if (skip) add(x, skip + <usize>task * at(step, 9), length);
  const gamma = at(step, 10);
  layerNorm(x, length, gamma, gamma + (<usize>length << 2), load<f32>(step + 44));
  quantizeRow(step, task);
}

/** An activation function: 8 which; for none the row is only quantised. */
function activateRow(step: usize, task: i32): void {
  activate(at(step, 2) + <usize>task * at(step, 3), number(step, 4), number(step, 8));
  quantizeRow(step, task);
}

/** A chosen row of others: 8 their x, 9 stride, 10 which rows, int32. */
function gather(step: usize, task: i32): void {
  const row = <usize>load<i32>(at(step, 10) + (<usize>task << 2));
  memory.copy(at(step, 2) + <usize>task * at(step, 3), at(step, 8) + row * at(step, 9), <usize>number(step, 4) << 2);
  quantizeRow(step, task);
}

/** A row's largest number and the sum of the exponentials below it: 2 x, 3 stride, 4 length, 5 out float32 [rows, 2]. */
function sumRow(step: usize, task: i32): void {
  sumExp(at(step, 2) + <usize>task * at(step, 3), number(step, 4), at(step, 5) + (<usize>task << 3));
}
