import * as v from 'valibot';
import { openCheckpoint } from '../checkpoint/open.ts';
import { Weights } from '../checkpoint/weights.ts';
import { ModelError } from '../errors.ts';
import { readJson, type ModelFiles } from '../model-files.ts';
import type { KernelSource } from '../backends/kernel/kernel.ts';
import { add, addMixed, dot, normalise, rowOf, rows, type Norm, type Rows } from './arithmetic.ts';
import { kernelMatrices, plainMatrices, type LinearShape, type Matrices } from './matrices.ts';

const size = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(4096));

/** config.json of a parser, as training/dependency.py writes it. */
const Config = v.object({
  model_type: v.literal('anaume-dependency'),
  /** Of the encoder that it reads. */
  hidden_size: size,
  num_hidden_layers: size,
  /** Its own. */
  width: size,
  layers: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(12)),
  heads: size,
  feed_forward: size,
  arc: size,
  /** What each feature may be, in the order of its table; the first row stands for everything else. */
  features: v.array(v.array(v.string())),
});
type Config = v.InferOutput<typeof Config>;

/** A bunsetsu for the parser. */
export interface ParserInput {
  /** Pieces of its content word: rows of the hidden states, end exclusive. */
  readonly content: readonly [from: number, to: number];
  /** The last piece of its function word. */
  readonly function: number;
  /** All of its pieces, end exclusive. */
  readonly all: readonly [from: number, to: number];
  readonly features: readonly string[];
}

/** Hidden states of the encoder: [layers, pieces, size], the embeddings first. */
export interface HiddenStates {
  readonly layers: number;
  readonly pieces: number;
  readonly size: number;
  readonly values: Float32Array;
}

interface Block {
  /** What its tensors' names begin with. */
  readonly name: string;
  readonly norm: Norm;
  readonly relative: Float32Array;
  readonly innerNorm: Norm;
}

/** Distances beyond are as this one, for attention. */
const REACH = 8;
/** Distances to a head: 0 to 5, 6 to 8, 9 to 13, more. */
const BUCKETS = 9;
const bucketOf = (distance: number): number => (distance < 6 ? distance : distance < 9 ? 6 : distance < 14 ? 7 : 8);

/**
 * The parser of a folder: config.json and model.safetensors.
 * @param kernel What its matrices run on; without one in plain float32.
 * @throws ModelError
 */
export async function loadParser(files: ModelFiles, kernel: KernelSource | null): Promise<Parser> {
  const parsed = v.safeParse(Config, await readJson(files, 'config.json'));
  if (!parsed.success) throw new ModelError('damaged', 'config.json: not that of a parser');
  const config = parsed.output;
  const weights = new Weights(await openCheckpoint(files));
  const { width: d, heads, num_hidden_layers: layers } = config;
  const norm = async (name: string): Promise<Norm> => ({
    weight: await weights.get(`${name}.weight`, [d]).read(),
    bias: await weights.get(`${name}.bias`, [d]).read(),
  });
  const block = async (name: string): Promise<Block> => ({
    name,
    norm: await norm(`${name}.norm`),
    relative: await weights.get(`${name}.relative`, [heads, 2 * REACH + 1]).read(),
    innerNorm: await norm(`${name}.inner_norm`),
  });
  const matrices = kernel
    ? await kernelMatrices(kernel, weights, shapesOf(config))
    : await plainMatrices(weights, shapesOf(config));
  return new Parser(config, matrices, {
    mix: await weights.get('mix', [3, layers + 1]).read(),
    features: await Promise.all(
      config.features.map((names, i) => weights.get(`features.${i}`, [names.length + 1, d]).read()),
    ),
    norm: await norm('norm'),
    blocks: await Promise.all(Array.from({ length: config.layers }, (_, i) => block(`blocks.${i}`))),
    lastNorm: await norm('last_norm'),
  });
}

/** The linear layers of a parser. */
function shapesOf({ width: d, arc, feed_forward: inner, hidden_size: h, layers }: Config): LinearShape[] {
  const linear = (name: string, outputs: number, inputs: number, biased = true) => ({ name, outputs, inputs, biased });
  return [
    linear('input', d, 3 * h),
    ...Array.from({ length: layers }, (_, i) => `blocks.${i}`).flatMap((name) => [
      linear(`${name}.attention`, 3 * d, d),
      linear(`${name}.out`, d, d),
      linear(`${name}.up`, inner, d),
      linear(`${name}.down`, d, inner),
    ]),
    linear('dependent', arc, d),
    linear('head', arc, d),
    linear('arcs', arc, arc, false),
    linear('head_score', 1, arc),
    linear('dependent_distance', BUCKETS, arc),
    linear('head_distance', BUCKETS, arc),
  ];
}

interface ParserWeights {
  /** What share of each layer each of the three places takes. */
  readonly mix: Float32Array;
  readonly features: readonly Float32Array[];
  readonly norm: Norm;
  readonly blocks: readonly Block[];
  readonly lastNorm: Norm;
}

/**
 * What depends on what, from an encoder's hidden states: a few layers of attention among bunsetsu, then a biaffine
 * score for each pair (Dozat and Manning 2017) with terms for their distance.
 */
export class Parser {
  readonly #config: Config;
  readonly #matrices: Matrices;
  readonly #weights: ParserWeights;
  readonly #rows: readonly ReadonlyMap<string, number>[];

  constructor(config: Config, matrices: Matrices, weights: ParserWeights) {
    this.#config = config;
    this.#matrices = matrices;
    this.#weights = weights;
    this.#rows = config.features.map((names) => new Map(names.map((name, i) => [name, i + 1])));
  }

  /**
   * Log probabilities that a bunsetsu depends on a later one, each by itself: [count, count], row i over j > i; the
   * rest is -Infinity.
   */
  scores(states: HiddenStates, bunsetsu: readonly ParserInput[]): Float64Array<ArrayBuffer> {
    const { hidden_size, num_hidden_layers } = this.#config;
    if (states.size !== hidden_size || states.layers !== num_hidden_layers + 1)
      throw new ModelError('mismatch', 'The parser was made for another encoder');
    const { norm, blocks, lastNorm } = this.#weights;
    const multiply = (x: Rows, name: string, activation?: 'gelu') => this.#matrices.multiply(x, name, activation);
    let x = normalise(this.#inputs(states, bunsetsu), norm);
    for (const block of blocks) this.#block(x, block);
    x = normalise(x, lastNorm);
    const dependents = multiply(x, 'dependent', 'gelu');
    const heads = multiply(x, 'head', 'gelu');
    const keys = multiply(heads, 'arcs');
    const [own, far, near] = [
      multiply(heads, 'head_score'),
      multiply(dependents, 'dependent_distance'),
      multiply(heads, 'head_distance'),
    ];
    const { count } = x;
    const scores = new Float64Array(count * count).fill(-Infinity);
    for (let i = 0; i < count - 1; i++) {
      for (let j = i + 1; j < count; j++) {
        const bucket = bucketOf(j - i);
        scores[i * count + j] =
          own.values[j]! +
          far.values[i * BUCKETS + bucket]! +
          near.values[j * BUCKETS + bucket]! +
          dot(rowOf(dependents, i), rowOf(keys, j));
      }
      toLogProbabilities(scores.subarray(i * count + i + 1, (i + 1) * count));
    }
    return scores;
  }

  #inputs({ layers, pieces, size: h, values }: HiddenStates, bunsetsu: readonly ParserInput[]): Rows {
    const { mix, features } = this.#weights;
    const x = rows(bunsetsu.length, 3 * h);
    bunsetsu.forEach(({ content, function: last, all }, row) => {
      [content, [last, last + 1] as const, all].forEach(([from, to], place) => {
        const mean = x.values.subarray((3 * row + place) * h, (3 * row + place + 1) * h);
        const shares = mix.subarray(place * layers, (place + 1) * layers);
        for (let piece = from; piece < to; piece++)
          addMixed(mean, values.subarray(piece * h), pieces * h, shares, 1 / (to - from));
      });
    });
    const out = this.#matrices.multiply(x, 'input');
    bunsetsu.forEach((one, row) =>
      features.forEach((table, feature) => {
        const from = (this.#rows[feature]!.get(one.features[feature] ?? '') ?? 0) * out.length;
        for (let i = 0; i < out.length; i++) out.values[row * out.length + i]! += table[from + i]!;
      }),
    );
    return out;
  }

  /** One layer of attention, and of a feed-forward network, added to x. */
  #block(x: Rows, { name, norm, relative, innerNorm }: Block): void {
    const multiply = (x: Rows, layer: string, activation?: 'gelu') =>
      this.#matrices.multiply(x, `${name}.${layer}`, activation);
    const { heads } = this.#config;
    const { count, length: d } = x;
    const width = d / heads;
    const { values } = multiply(normalise(x, norm), 'attention');
    const mixed = rows(count, d);
    const logs = new Float64Array(count);
    const weights = new Float32Array(count);
    for (let head = 0; head < heads; head++) {
      const [queries, keys] = [0, 1].map((part) =>
        Array.from({ length: count }, (_, i) => {
          const from = (3 * i + part) * d + head * width;
          return values.subarray(from, from + width);
        }),
      ) as [Float32Array[], Float32Array[]];
      const inner = values.subarray(2 * d + head * width);
      for (let i = 0; i < count; i++) {
        for (let j = 0; j < count; j++) {
          const distance = Math.max(-REACH, Math.min(REACH, j - i)) + REACH;
          logs[j] = dot(queries[i]!, keys[j]!) / Math.sqrt(width) + relative[head * (2 * REACH + 1) + distance]!;
        }
        toLogProbabilities(logs);
        for (let j = 0; j < count; j++) weights[j] = Math.exp(logs[j]!);
        addMixed(mixed.values.subarray(i * d + head * width, i * d + (head + 1) * width), inner, 3 * d, weights, 1);
      }
    }
    add(x, multiply(mixed, 'out'));
    add(x, multiply(multiply(normalise(x, innerNorm), 'up', 'gelu'), 'down'));
  }
}

/** Scores to logarithms of their softmax, in place. */
function toLogProbabilities(scores: Float64Array): void {
  let most = -Infinity;
  for (const score of scores) most = Math.max(most, score);
  let sum = 0;
  for (const score of scores) sum += Math.exp(score - most);
  const log = most + Math.log(sum);
  for (let i = 0; i < scores.length; i++) scores[i]! -= log;
}
