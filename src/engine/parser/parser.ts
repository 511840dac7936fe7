import * as v from 'valibot';
import { openCheckpoint } from '../checkpoint/open.ts';
import { Weights } from '../checkpoint/weights.ts';
import { ModelError } from '../errors.ts';
import { readJson, type ModelFiles } from '../model-files.ts';
import { add, gelu, multiply, normalise, readLinear, rows, type Linear, type Rows } from './arithmetic.ts';

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
  readonly norm: Linear;
  readonly attention: Linear;
  readonly relative: Float32Array;
  readonly out: Linear;
  readonly innerNorm: Linear;
  readonly up: Linear;
  readonly down: Linear;
}

/** Distances beyond are as this one, for attention. */
const REACH = 8;
/** Distances to a head: 0 to 5, 6 to 8, 9 to 13, more. */
const BUCKETS = 9;
const bucketOf = (distance: number): number => (distance < 6 ? distance : distance < 9 ? 6 : distance < 14 ? 7 : 8);

/**
 * The parser of a folder: config.json and model.safetensors.
 * @throws ModelError
 */
export async function loadParser(files: ModelFiles): Promise<Parser> {
  const parsed = v.safeParse(Config, await readJson(files, 'config.json'));
  if (!parsed.success) throw new ModelError('damaged', 'config.json: not that of a parser');
  const config = parsed.output;
  const weights = new Weights(await openCheckpoint(files));
  const { width: d, heads, arc, feed_forward: inner, hidden_size: h, num_hidden_layers: layers } = config;
  const linear = (name: string, outputs: number, inputs: number) => readLinear(weights, name, outputs, inputs);
  const norm = async (name: string): Promise<Linear> => ({
    weight: await weights.get(`${name}.weight`, [d]).read(),
    bias: await weights.get(`${name}.bias`, [d]).read(),
  });
  const block = async (name: string): Promise<Block> => ({
    norm: await norm(`${name}.norm`),
    attention: await linear(`${name}.attention`, 3 * d, d),
    relative: await weights.get(`${name}.relative`, [heads, 2 * REACH + 1]).read(),
    out: await linear(`${name}.out`, d, d),
    innerNorm: await norm(`${name}.inner_norm`),
    up: await linear(`${name}.up`, inner, d),
    down: await linear(`${name}.down`, d, inner),
  });
  return new Parser(config, {
    mix: await weights.get('mix', [3, layers + 1]).read(),
    input: await linear('input', d, 3 * h),
    features: await Promise.all(
      config.features.map((names, i) => weights.get(`features.${i}`, [names.length + 1, d]).read()),
    ),
    norm: await norm('norm'),
    blocks: await Promise.all(Array.from({ length: config.layers }, (_, i) => block(`blocks.${i}`))),
    lastNorm: await norm('last_norm'),
    dependent: await linear('dependent', arc, d),
    head: await linear('head', arc, d),
    arcs: { weight: await weights.get('arcs', [arc, arc]).read(), bias: new Float32Array(arc) },
    headScore: await linear('head_score', 1, arc),
    dependentDistance: await linear('dependent_distance', BUCKETS, arc),
    headDistance: await linear('head_distance', BUCKETS, arc),
  });
}

interface ParserWeights {
  /** What share of each layer each of the three places takes. */
  readonly mix: Float32Array;
  readonly input: Linear;
  readonly features: readonly Float32Array[];
  readonly norm: Linear;
  readonly blocks: readonly Block[];
  readonly lastNorm: Linear;
  readonly dependent: Linear;
  readonly head: Linear;
  readonly arcs: Linear;
  readonly headScore: Linear;
  readonly dependentDistance: Linear;
  readonly headDistance: Linear;
}

/**
 * What depends on what, from an encoder's hidden states: a few layers of attention among bunsetsu, then a biaffine score for each pair
 * (Dozat and Manning 2017) with terms for their distance.
 */
export class Parser {
  readonly #config: Config;
  readonly #weights: ParserWeights;
  readonly #rows: readonly ReadonlyMap<string, number>[];

  constructor(config: Config, weights: ParserWeights) {
    this.#config = config;
    this.#weights = weights;
    this.#rows = config.features.map((names) => new Map(names.map((name, i) => [name, i + 1])));
  }

  /** Log probabilities that a bunsetsu depends on a later one, each by itself: [count, count], row i over j > i; the rest is -Infinity. */
  scores(states: HiddenStates, bunsetsu: readonly ParserInput[]): Float64Array<ArrayBuffer> {
    const { hidden_size, num_hidden_layers } = this.#config;
    if (states.size !== hidden_size || states.layers !== num_hidden_layers + 1)
      throw new ModelError('mismatch', 'The parser was made for another encoder');
    const { norm, blocks, lastNorm, dependent, head, arcs, headScore, dependentDistance, headDistance } = this.#weights;
    let x = normalise(this.#inputs(states, bunsetsu), norm);
    for (const block of blocks) this.#block(x, block);
    x = normalise(x, lastNorm);
    const dependents = gelu(multiply(x, dependent));
    const heads = gelu(multiply(x, head));
    const keys = multiply(heads, arcs);
    const [own, far, near] = [
      multiply(heads, headScore),
      multiply(dependents, dependentDistance),
      multiply(heads, headDistance),
    ];
    const { count } = x;
    const scores = new Float64Array(count * count).fill(-Infinity);
    for (let i = 0; i < count - 1; i++) {
      for (let j = i + 1; j < count; j++) {
        const bucket = bucketOf(j - i);
        let score = own.values[j]! + far.values[i * BUCKETS + bucket]! + near.values[j * BUCKETS + bucket]!;
        for (let k = 0; k < keys.length; k++)
          score += dependents.values[i * keys.length + k]! * keys.values[j * keys.length + k]!;
        scores[i * count + j] = score;
      }
      toLogProbabilities(scores.subarray(i * count + i + 1, (i + 1) * count));
    }
    return scores;
  }

  #inputs({ layers, pieces, size: h, values }: HiddenStates, bunsetsu: readonly ParserInput[]): Rows {
    const { mix, input, features } = this.#weights;
    const x = rows(bunsetsu.length, 3 * h);
    bunsetsu.forEach(({ content, function: last, all }, row) => {
      [content, [last, last + 1] as const, all].forEach(([from, to], place) => {
        const at = (3 * row + place) * h;
        for (let layer = 0; layer < layers; layer++) {
          const share = mix[place * layers + layer]! / (to - from);
          for (let piece = from; piece < to; piece++) {
            const state = (layer * pieces + piece) * h;
            for (let i = 0; i < h; i++) x.values[at + i]! += share * values[state + i]!;
          }
        }
      });
    });
    const out = multiply(x, input);
    bunsetsu.forEach((one, row) =>
      features.forEach((table, feature) => {
        const from = (this.#rows[feature]!.get(one.features[feature] ?? '') ?? 0) * out.length;
        for (let i = 0; i < out.length; i++) out.values[row * out.length + i]! += table[from + i]!;
      }),
    );
    return out;
  }

  /** One layer of attention, and of a feed-forward network, added to x. */
  #block(x: Rows, { norm, attention, relative, out, innerNorm, up, down }: Block): void {
    const { heads } = this.#config;
    const { count, length: d } = x;
    const width = d / heads;
    const { values } = multiply(normalise(x, norm), attention);
    const mixed = rows(count, d);
    const weights = new Float64Array(count);
    for (let head = 0; head < heads; head++) {
      const [q, k, u] = [0, 1, 2].map((part) => part * d + head * width) as [number, number, number];
      for (let i = 0; i < count; i++) {
        for (let j = 0; j < count; j++) {
          let sum = 0;
          for (let c = 0; c < width; c++) sum += values[i * 3 * d + q + c]! * values[j * 3 * d + k + c]!;
          const distance = Math.max(-REACH, Math.min(REACH, j - i)) + REACH;
          weights[j] = sum / Math.sqrt(width) + relative[head * (2 * REACH + 1) + distance]!;
        }
        toLogProbabilities(weights);
        for (let j = 0; j < count; j++) {
          const weight = Math.exp(weights[j]!);
          for (let c = 0; c < width; c++)
            mixed.values[i * d + head * width + c]! += weight * values[j * 3 * d + u + c]!;
        }
      }
    }
    add(x, multiply(mixed, out));
    add(x, multiply(gelu(multiply(normalise(x, innerNorm), up)), down));
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
