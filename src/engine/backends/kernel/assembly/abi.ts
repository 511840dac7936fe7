/**
 * What a program's steps are made of, for the kernel and for who writes programs: this file is compiled as
 * AssemblyScript and as TypeScript.
 *
 * A step is `STEP_WORDS` numbers of 32 bits: which operation, how many tasks it falls into, and what it is done to, in
 * the slots below: addresses in bytes (0 for what is absent), counts, strides in bytes from row to row.
 */
export const STEP_WORDS = 32;

/** Outputs of a matrix that are kept together; see product.ts. */
export const TILE = 16;

/** Added to weights, from -63 to 63, which are kept as 1 to 127: see product.ts. */
export const OFFSET = 64;

/** Bytes at the memory's beginning by which threads agree (kernel.ts says at which addresses); weights come next. */
export const CONTROL_BYTES = 1024;

export enum Operation {
  embed,
  product,
  attention,
  normalize,
  add,
  activate,
  gate,
  gather,
  unfold,
  rotate,
  sumExp,
}

/** The ways to the sums of an integer product, which are the same in all; see product.ts. */
export enum Dot {
  one,
  three,
  narrow,
}

/** Activation functions, by number. */
export enum Activation {
  none,
  gelu,
  geluTanh,
  relu,
  silu,
  tanh,
}

/** What every step begins with. */
export enum StepSlot {
  operation = 0,
  tasks = 1,
}

/**
 * Steps that make rows, one for each task: where they go (float32), and where their quantised form goes (int8 numbers,
 * float32 scales, int32 sums), if anywhere. `source` is where they come from.
 */
export enum RowSlot {
  out = 2,
  stride = 3,
  length = 4,
  numbers = 5,
  scales = 6,
  sums = 7,
  source = 8,
  sourceStride = 9,
}

/** `ids`: word, position and segment of each row, int32 [rows, 3]. */
export enum EmbedSlot {
  ids = 10,
  words = 11,
  wordScales = 12,
  positions = 13,
  segments = 14,
}

/** LayerNorm(source + skip). */
export enum NormalizeSlot {
  skip = 10,
  skipStride = 11,
  gamma = 12,
  beta = 13,
  epsilon = 14,
}

/** source + skip. */
export enum AddSlot {
  skip = 10,
  skipStride = 11,
}

/** Also of `gate`, whose source has rows twice as long. */
export enum ActivateSlot {
  activation = 10,
}

/** `rows`: which rows of the source, int32. */
export enum GatherSlot {
  rows = 10,
}

/** `rows`: the neighbours of each row, int32 [rows, size]; -1 for none, which is zeros. */
export enum UnfoldSlot {
  rows = 10,
  size = 11,
}

/**
 * Turns the first `heads` heads of `size` numbers. `table`: for each position cosines and sines, float32 [positions,
 * size]; `positions` of the rows, int32.
 */
export enum RotateSlot {
  heads = 10,
  size = 11,
  table = 12,
  positions = 13,
}

/** Quantised rows times some tiles of a matrix. */
export enum ProductSlot {
  numbers = 2,
  scales = 3,
  sums = 4,
  rows = 5,
  inputs = 6,
  matrix = 7,
  matrixScales = 8,
  biases = 9,
  out = 10,
  stride = 11,
  tiles = 12,
  tilesPerTask = 13,
}

/**
 * One head of one sentence for each task. `sentences`: int32 [n, 4], first query row, queries, first key row, keys;
 * `positions` of the query rows, int32; `weights` float32 [heads, queries, keys] where they are wanted; `window`: how
 * far a key may be, -1 for any. `relativeKeys`, `relativeQueries`: float32 rows by bucket; `buckets`: int32, by
 * distance from the key to the query, points at distance 0.
 */
export enum AttentionSlot {
  query = 2,
  queryStride = 3,
  keys = 4,
  values = 5,
  keyStride = 6,
  out = 7,
  stride = 8,
  heads = 9,
  size = 10,
  sentences = 11,
  weights = 12,
  scale = 13,
  positions = 14,
  window = 15,
  relativeKeys = 16,
  relativeKeysStride = 17,
  relativeQueries = 18,
  relativeQueriesStride = 19,
  buckets = 20,
}

/** Each row's largest number and the sum of the exponentials below it: `out` float32 [rows, 2]. */
export enum SumSlot {
  source = 2,
  stride = 3,
  length = 4,
  out = 5,
}
