import type { Weights } from '../checkpoint/weights.ts';
import type { BertConfig } from '../config.ts';
import { GraphBuilder } from './builder.ts';
import { quantizeColumns } from './convert.ts';
import { float32Matrices, int8Matrices, type Matrices, type MatrixFormat } from './linear.ts';

export type Precision = 'fp32' | 'int8';

/**
 * BertForMaskedLM for inference. B sentences of S ids (padded), P wanted positions each (padded), T target ids per position, K candidates.
 *
 * | input | type | shape | |
 * | --- | --- | --- | --- |
 * | ids, token_types | int32 | [B, S] | |
 * | mask | int32 | [B, S] | 1 for ids, 0 for padding |
 * | position_ids | int32 | [S] | 0, 1, 2, … |
 * | rows | int32 | [B, P] | sentence * S + position: rows of the hidden states to predict |
 * | targets | int64 | [B, P, T] | ids whose log probability is wanted |
 * | k | int64 | [1] | K |
 *
 * | output | type | shape | |
 * | --- | --- | --- | --- |
 * | top_log | float32 | [B, P, K] | log probabilities in descending order |
 * | top_ids | int64 | [B, P, K] | |
 * | target_log | float32 | [B, P, T] | |
 *
 * The last layer computes queries, and everything after attention, for the wanted rows only; the vocabulary is projected for them only.
 */
export function buildBert(config: BertConfig, weights: Weights, precision: Precision): GraphBuilder {
  const graph = new GraphBuilder();
  const format = precision === 'int8' ? int8Matrices : float32Matrices;
  const encoder = new Encoder(graph, config, weights, format);

  const ids = graph.input('ids', 'int32', ['B', 'S']);
  const tokenTypes = graph.input('token_types', 'int32', ['B', 'S']);
  const mask = graph.input('mask', 'int32', ['B', 'S']);
  const positionIds = graph.input('position_ids', 'int32', ['S']);
  const rows = graph.input('rows', 'int32', ['B', 'P']);
  const targets = graph.input('targets', 'int64', ['B', 'P', 'T']);
  const k = graph.input('k', 'int64', [1]);

  const vocabulary = wordEmbeddings(graph, config, weights, precision);
  let hidden = encoder.embed(vocabulary.lookUp(ids), tokenTypes, positionIds);
  for (let layer = 0; layer < config.layers; layer++) {
    hidden = encoder.layer(layer, hidden, mask, layer === config.layers - 1 ? rows : null);
  }

  const logits = vocabulary.project(encoder.predictionHead(hidden));
  const logProbabilities = graph.node('LogSoftmax', 'log_probabilities', [logits], { attributes: { axis: { int: -1 } } });
  graph.nodes('TopK', 'top', [logProbabilities, k], 2, { attributes: { axis: { int: -1 }, largest: { int: 1 }, sorted: { int: 1 } } });
  graph.node('GatherElements', 'target_log', [logProbabilities, targets], { attributes: { axis: { int: -1 } } });
  graph.output('top.0', 'float32', ['B', 'P', 'K']);
  graph.output('top.1', 'int64', ['B', 'P', 'K']);
  graph.output('target_log', 'float32', ['B', 'P', 'T']);
  return graph;
}

/** The layers between embeddings and vocabulary. */
class Encoder {
  readonly #graph: GraphBuilder;
  readonly #config: BertConfig;
  readonly #weights: Weights;
  readonly #format: MatrixFormat;

  constructor(graph: GraphBuilder, config: BertConfig, weights: Weights, format: MatrixFormat) {
    this.#graph = graph;
    this.#config = config;
    this.#weights = weights;
    this.#format = format;
  }

  /** Sum of the three embeddings, normalised. */
  embed(words: string, tokenTypes: string, positionIds: string): string {
    const { hiddenSize: h, typeVocabularySize, maxPositions } = this.#config;
    const types = this.#graph.node('Gather', 'embeddings.types', [this.#tensor('embeddings.token_type_embeddings.weight', [typeVocabularySize, h]), tokenTypes]);
    const positions = this.#graph.node('Gather', 'embeddings.positions', [this.#tensor('embeddings.position_embeddings.weight', [maxPositions, h]), positionIds]);
    const sum = this.#graph.node('Add', 'embeddings.sum', [this.#graph.node('Add', 'embeddings.words_types', [words, types]), positions]);
    return this.#layerNorm('embeddings', sum, 'embeddings.LayerNorm');
  }

  /** One transformer layer; with `rows`, only for those rows of its output. */
  layer(index: number, x: string, mask: string, rows: string | null): string {
    const { hiddenSize: h, intermediateSize, heads } = this.#config;
    const graph = this.#graph;
    const name = `layer.${index}`;
    const prefix = `encoder.layer.${index}`;
    const part = (which: string) => this.#weights.get(`${prefix}.attention.self.${which}.weight`, [h, h]);

    let query: string, key: string, value: string;
    let skip = x;
    if (rows === null) {
      const all = this.#linear(`${name}.qkv`, x, [part('query'), part('key'), part('value')]);
      [query, key, value] = graph.nodes('Split', `${name}.split`, [all], 3, { attributes: { axis: { int: -1 }, num_outputs: { int: 3 } } }) as [string, string, string];
    } else {
      const all = this.#linear(`${name}.kv`, x, [part('key'), part('value')]);
      [key, value] = graph.nodes('Split', `${name}.split`, [all], 2, { attributes: { axis: { int: -1 }, num_outputs: { int: 2 } } }) as [string, string];
      const flat = graph.node('Reshape', `${name}.flat`, [x, graph.integers([-1, h])]);
      skip = graph.node('Gather', `${name}.rows`, [flat, rows]);
      query = this.#linear(`${name}.q`, skip, [part('query')]);
    }
    const bias = this.#concatenated(`${name}.qkv.bias`, ['query', 'key', 'value'].map((which) => `${prefix}.attention.self.${which}.bias`), h);
    const attended = graph.fused('MultiHeadAttention', `${name}.attention`, [query, key, value, bias, mask], { num_heads: { int: heads } });
    const attention = this.#linear(`${name}.attention.out`, attended, [this.#weights.get(`${prefix}.attention.output.dense.weight`, [h, h])]);
    const normalised = this.#skipLayerNorm(`${name}.attention.norm`, attention, skip, `${prefix}.attention.output`);

    const inner = this.#linear(`${name}.up`, normalised, [this.#weights.get(`${prefix}.intermediate.dense.weight`, [intermediateSize, h])]);
    const activated = this.#activate(`${name}.activation`, inner, `${prefix}.intermediate.dense.bias`, intermediateSize);
    const outer = this.#linear(`${name}.down`, activated, [this.#weights.get(`${prefix}.output.dense.weight`, [h, intermediateSize])]);
    return this.#skipLayerNorm(`${name}.norm`, outer, normalised, `${prefix}.output`);
  }

  /** cls.predictions.transform: what comes before the vocabulary. */
  predictionHead(x: string): string {
    const h = this.#config.hiddenSize;
    const prefix = 'cls.predictions.transform';
    const dense = this.#linear('head', x, [this.#weights.get(`${prefix}.dense.weight`, [h, h])]);
    return this.#layerNorm('head', this.#activate('head.activation', dense, `${prefix}.dense.bias`, h), `${prefix}.LayerNorm`);
  }

  #linear(name: string, x: string, matrices: Matrices): string {
    return this.#format.multiply(this.#graph, name, x, matrices);
  }

  #activate(name: string, x: string, bias: string, size: number): string {
    const b = this.#tensor(bias, [size]);
    switch (this.#config.activation) {
      case 'gelu':
        return this.#graph.fused('BiasGelu', name, [x, b]);
      case 'gelu_tanh':
        return this.#graph.fused('FastGelu', name, [x, b]);
      case 'relu':
        return this.#graph.node('Relu', name, [this.#graph.node('Add', `${name}.biased`, [x, b])]);
    }
  }

  #skipLayerNorm(name: string, x: string, skip: string, prefix: string): string {
    const h = [this.#config.hiddenSize];
    const [gamma, beta] = [this.#tensor(`${prefix}.LayerNorm.weight`, h), this.#tensor(`${prefix}.LayerNorm.bias`, h)];
    const bias = this.#tensor(`${prefix}.dense.bias`, h);
    return this.#graph.fused('SkipLayerNormalization', name, [x, skip, gamma, beta, bias], { epsilon: { float: this.#config.layerNormEpsilon } });
  }

  #layerNorm(name: string, x: string, prefix: string): string {
    const h = [this.#config.hiddenSize];
    const [gamma, beta] = [this.#tensor(`${prefix}.weight`, h), this.#tensor(`${prefix}.bias`, h)];
    return this.#graph.node('LayerNormalization', `${name}.norm`, [x, gamma, beta], {
      attributes: { axis: { int: -1 }, epsilon: { float: this.#config.layerNormEpsilon } },
    });
  }

  /** A tensor stored as it is, float32. */
  #tensor(name: string, shape: readonly number[]): string {
    return this.#concatenated(name, [name], shape[0]!, shape);
  }

  #concatenated(name: string, sources: readonly string[], rows: number, shape: readonly number[] = [rows]): string {
    const rest = shape.slice(1);
    const { at } = this.#graph.weight(name, 'float32', [rows * sources.length, ...rest]);
    sources.forEach((source, i) => {
      const tensor = this.#weights.get(source, shape);
      const elements = shape.reduce((a, b) => a * b, 1);
      this.#graph.fill(tensor, (values, weights) => new Float32Array(weights.buffer, at + i * elements * 4, elements).set(values));
    });
    return name;
  }
}

/** Word embeddings, which are also the decoder's matrix: one copy serves both. */
interface Vocabulary {
  /** ids [B, S] -> [B, S, H]. */
  lookUp(ids: string): string;
  /** [B, P, H] -> logits [B, P, V]. */
  project(x: string): string;
}

function wordEmbeddings(graph: GraphBuilder, config: BertConfig, weights: Weights, precision: Precision): Vocabulary {
  const { vocabularySize: v, hiddenSize: h } = config;
  const embeddings = weights.get('embeddings.word_embeddings.weight', [v, h]);
  const bias = graph.weight('cls.predictions.bias', 'float32', [v]);
  graph.fill(weights.get('cls.predictions.bias', [v]), (values, all) => new Float32Array(all.buffer, bias.at, v).set(values));

  if (precision === 'fp32') {
    const table = graph.weight('words', 'float32', [v, h]);
    graph.fill(embeddings, (values, all) => new Float32Array(all.buffer, table.at, v * h).set(values));
    return {
      lookUp: (ids) => graph.node('Gather', 'words.rows', [table.name, ids]),
      project(x) {
        const flat = graph.node('Reshape', 'decoder.flat', [x, graph.integers([-1, h])]);
        const logits = graph.node('Gemm', 'decoder', [flat, table.name, bias.name], { attributes: { transB: { int: 1 } } });
        const shape = graph.node('Shape', 'decoder.rows', [x], { attributes: { end: { int: 2 } } });
        const full = graph.node('Concat', 'decoder.shape', [shape, graph.integers([v])], { attributes: { axis: { int: 0 } } });
        return graph.node('Reshape', 'logits', [logits, full]);
      },
    };
  }
  const table = graph.weight('words', 'int8', [h, v]);
  const scale = graph.weight('words.scale', 'float32', [v]);
  graph.fill(embeddings, (values, all) =>
    quantizeColumns(values, v, h, new Int8Array(all.buffer, table.at, v * h), new Float32Array(all.buffer, scale.at, v), v, 0));
  return {
    lookUp(ids) {
      const columns = graph.node('Gather', 'words.columns', [table.name, ids], { attributes: { axis: { int: 1 } } });
      const rows = graph.node('Transpose', 'words.rows', [columns], { attributes: { perm: { ints: [1, 2, 0] } } });
      const floats = graph.node('Cast', 'words.floats', [rows], { attributes: { to: { int: 1 } } });
      const scales = graph.node('Unsqueeze', 'words.scales', [graph.node('Gather', 'words.scale.rows', [scale.name, ids]), graph.integers([-1])]);
      return graph.node('Mul', 'words.scaled', [floats, scales]);
    },
    project: (x) => graph.fused('DynamicQuantizeMatMul', 'decoder', [x, table.name, scale.name, '', bias.name]),
  };
}
