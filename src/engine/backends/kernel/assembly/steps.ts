/**
 * The steps a program consists of (abi.ts). Tasks of a step touch nothing of each other's, so threads take them as they
 * come.
 */
import {
  ActivateSlot, AddSlot, AttentionSlot, Dot, EmbedSlot, GatherSlot, NormalizeSlot, OFFSET, Operation, ProductSlot, RotateSlot, RowSlot,
  STEP_WORDS, StepSlot, SumSlot, TILE, UnfoldSlot,
} from './abi';
import { attend } from './attention';
import { multiplyTile, multiplyTileNarrow, Narrow, One, Three } from './product';
import { activate, add, gate, layerNorm, rotate, sumExp, quantize } from './rows';

export const STEP_BYTES: usize = STEP_WORDS << 2;

/** What stands in a step's slot. */
// @ts-ignore: decorator
@inline
function at(step: usize, slot: i32): usize {
  return <usize>load<u32>(step + (<usize>slot << 2));
}

// @ts-ignore: decorator
@inline
function number(step: usize, slot: i32): i32 {
  return load<i32>(step + (<usize>slot << 2));
}

// @ts-ignore: decorator
@inline
function float(step: usize, slot: i32): f32 {
  return load<f32>(step + (<usize>slot << 2));
}

/** How many tasks a step has; they may run in any order, on any thread. @param step byte offset */
export function tasksOf(step: usize): i32 {
  return number(step, StepSlot.tasks);
}

/** @param scratch this thread's own, for attention. @param dot how products are summed */
export function runTask(step: usize, task: i32, scratch: usize, dot: i32): void {
  const operation = number(step, StepSlot.operation);
  if (operation == Operation.product) {
    if (dot == Dot.one) return product<One>(step, task);
    if (dot == Dot.three) return product<Three>(step, task);
    return product<Narrow>(step, task);
  }
  if (operation == Operation.attention) return attention(step, task, scratch);
  if (operation == Operation.sumExp) return sumRow(step, task);
  const out = at(step, RowSlot.out) + <usize>task * at(step, RowSlot.stride);
  const length = number(step, RowSlot.length);
  const source = at(step, RowSlot.source) + <usize>task * at(step, RowSlot.sourceStride);
  switch (operation) {
    case Operation.embed: {
      embed(step, task, out, length);
      break;
    }
    case Operation.normalize: {
      copy(out, source, length);
      const skip = at(step, NormalizeSlot.skip);
      if (skip) add(out, skip + <usize>task * at(step, NormalizeSlot.skipStride), length);
      layerNorm(out, length, at(step, NormalizeSlot.gamma), at(step, NormalizeSlot.beta), float(step, NormalizeSlot.epsilon));
      break;
    }
    case Operation.add: {
      copy(out, source, length);
      add(out, at(step, AddSlot.skip) + <usize>task * at(step, AddSlot.skipStride), length);
      break;
    }
    case Operation.activate: {
      copy(out, source, length);
      activate(out, length, number(step, ActivateSlot.activation));
      break;
    }
    case Operation.gate: {
      gate(out, source, length, number(step, ActivateSlot.activation));
      break;
    }
    case Operation.gather: {
      const row = <usize>load<i32>(at(step, GatherSlot.rows) + (<usize>task << 2));
      copy(out, at(step, RowSlot.source) + row * at(step, RowSlot.sourceStride), length);
      break;
    }
    case Operation.unfold: {
      unfold(step, task, out, length);
      break;
    }
    case Operation.rotate: {
      copy(out, source, length);
      const size = number(step, RotateSlot.size);
      const position = <usize>load<i32>(at(step, RotateSlot.positions) + (<usize>task << 2));
      rotate(out, number(step, RotateSlot.heads), size, at(step, RotateSlot.table) + (position * <usize>size << 2));
      break;
    }
  }
  const numbers = at(step, RowSlot.numbers);
  const small = <usize>task << 2;
  if (numbers) quantize(out, length, numbers + <usize>task * length, at(step, RowSlot.scales) + small, at(step, RowSlot.sums) + small);
}

// @ts-ignore: decorator
@inline
function copy(out: usize, source: usize, length: i32): void {
  if (out != source) memory.copy(out, source, <usize>length << 2);
}

/** A piece's word, position and segment, added. */
function embed(step: usize, task: i32, out: usize, length: i32): void {
  const ids = at(step, EmbedSlot.ids) + <usize>task * 12;
  const word = load<i32>(ids);
  const bytes = <usize>length << 2;
  // Four of its weights lie together, 64 bytes after the four before.
  let w = at(step, EmbedSlot.words) + <usize>(word / TILE) * <usize>length * TILE + (<usize>(word % TILE) << 2);
  const scale = f32x4.splat(load<f32>(at(step, EmbedSlot.wordScales) + (<usize>word << 2)));
  const zero = i32x4.splat(OFFSET);
  for (let i: usize = 0; i < bytes; i += 16, w += 64) {
    const numbers = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(w)));
    v128.store(out + i, f32x4.mul(f32x4.convert_i32x4_s(i32x4.sub(numbers, zero)), scale));
  }
  const segments = at(step, EmbedSlot.segments);
  if (segments) add(out, segments + <usize>load<i32>(ids, 8) * bytes, length);
  const positions = at(step, EmbedSlot.positions);
  if (positions) add(out, positions + <usize>load<i32>(ids, 4) * bytes, length);
}

function product<Way>(step: usize, task: i32): void {
  const inputs = number(step, ProductSlot.inputs);
  const each = number(step, ProductSlot.tilesPerTask);
  const last = min(number(step, ProductSlot.tiles), (task + 1) * each);
  for (let tile = task * each; tile < last; tile++) {
    const column = <usize>tile * TILE << 2;
    const x = at(step, ProductSlot.numbers), rowScales = at(step, ProductSlot.scales), sums = at(step, ProductSlot.sums);
    const rows = number(step, ProductSlot.rows), stride = at(step, ProductSlot.stride);
    const w = at(step, ProductSlot.matrix) + <usize>tile * TILE * inputs;
    const scales = at(step, ProductSlot.matrixScales) + column, biases = at(step, ProductSlot.biases) + column;
    const out = at(step, ProductSlot.out) + column;
    if (idof<Way>() == idof<Narrow>()) multiplyTileNarrow(x, rowScales, sums, rows, inputs, w, scales, biases, out, stride);
    else multiplyTile<Way>(x, rowScales, sums, rows, inputs, w, scales, biases, out, stride);
  }
}

function attention(step: usize, task: i32, scratch: usize): void {
  const heads = number(step, AttentionSlot.heads);
  const size = number(step, AttentionSlot.size);
  const head = task % heads;
  const sentence = at(step, AttentionSlot.sentences) + (<usize>(task / heads) << 4);
  const query = <usize>load<i32>(sentence);
  const queries = load<i32>(sentence, 4);
  const key = <usize>load<i32>(sentence, 8);
  const keys = load<i32>(sentence, 12);
  const column = <usize>(head * size) << 2;
  const weights = at(step, AttentionSlot.weights);
  const keyStride = at(step, AttentionSlot.keyStride);
  const relativeKeys = at(step, AttentionSlot.relativeKeys);
  const relativeQueries = at(step, AttentionSlot.relativeQueries);
  attend(
    at(step, AttentionSlot.query) + query * at(step, AttentionSlot.queryStride) + column, at(step, AttentionSlot.queryStride), queries,
    at(step, AttentionSlot.keys) + key * keyStride + column, at(step, AttentionSlot.values) + key * keyStride + column, keyStride, keys, size,
    float(step, AttentionSlot.scale), at(step, AttentionSlot.positions) + (query << 2), number(step, AttentionSlot.window),
    relativeKeys ? relativeKeys + column : 0, at(step, AttentionSlot.relativeKeysStride),
    relativeQueries ? relativeQueries + column : 0, at(step, AttentionSlot.relativeQueriesStride), at(step, AttentionSlot.buckets),
    at(step, AttentionSlot.out) + query * at(step, AttentionSlot.stride) + column, at(step, AttentionSlot.stride), scratch,
    weights ? weights + (<usize>head * <usize>queries * <usize>keys << 2) : 0,
  );
}

function unfold(step: usize, task: i32, out: usize, length: i32): void {
  const size = number(step, UnfoldSlot.size);
  const bytes = <usize>(length / size) << 2;
  const rows = at(step, UnfoldSlot.rows) + (<usize>(task * size) << 2);
  for (let k = 0; k < size; k++, out += bytes) {
    const row = load<i32>(rows + (<usize>k << 2));
    if (row < 0) memory.fill(out, 0, bytes);
    else memory.copy(out, at(step, RowSlot.source) + <usize>row * at(step, RowSlot.sourceStride), bytes);
  }
}

function sumRow(step: usize, task: i32): void {
  sumExp(
    at(step, SumSlot.source) + <usize>task * at(step, SumSlot.stride), number(step, SumSlot.length), at(step, SumSlot.out) + (<usize>task << 3),
  );
}
