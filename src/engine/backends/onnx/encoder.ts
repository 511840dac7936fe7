import type { Weights } from '../../checkpoint/weights.ts';
import type { BertConfig } from '../../config.ts';
import type { GraphBuilder } from './builder.ts';
import { fillFloats, type Floats, type Matrices, type Multiply } from './linear.ts';

/** How a graph is put together for a backend. */
export interface Style {
  readonly floats: Floats;
  readonly multiply: Multiply;
  /**
   * Attention as one operator, with a padding mask. WebGPU's has no such mask, and is wrong from 32 pieces on
   * (ORT 1.30 on SwiftShader, off by up to 0.9 nats): there attention is put together from plain operators.
   */
  readonly fusedAttention: boolean;
}

const parts = ['query', 'key', 'value'] as const;

/** BERT's layers, from the embeddings' sum to the prediction head's hidden states. */
export class Encoder {
  readonly #graph: GraphBuilder;
  readonly #config: BertConfig;
  readonly #weights: Weights;
  readonly #style: Style;

  constructor(graph: GraphBuilder, config: BertConfig, weights: Weights, style: Style) {
    this.#graph = graph;
    this.#config = config;
    this.#weights = weights;
    this.#style = style;
  }

  /** Sum of the three embeddings, normalised. */
  embed(words: string, tokenTypes: string, positionIds: string): string {
    const { hiddenSize: h, typeVocabularySize, maxPositions } = this.#config;
    const types = this.#graph.node('Gather', 'embeddings.types', [
      this.#tensor('embeddings.token_type_embeddings.weight', [typeVocabularySize, h]),
      tokenTypes,
    ]);
    const positions = this.#graph.node('Gather', 'embeddings.positions', [
      this.#tensor('embeddings.position_embeddings.weight', [maxPositions, h]),
      positionIds,
    ]);
    const sum = this.#graph.node('Add', 'embeddings.sum', [
      this.#graph.node('Add', 'embeddings.words_types', [words, types]),
      positions,
    ]);
    return this.#layerNorm('embeddings', sum, 'embeddings.LayerNorm');
  }

  /** One transformer layer; with `rows` (flat indexes of [B, S], [B, P]), its output is computed for those only: [B, P, H]. */
  layer(index: number, x: string, mask: string | null, rows: string | null): string {
    const graph = this.#graph;
    const name = `layer.${index}`;
    if (rows === null)
      return this.#afterAttention(
        index,
        this.#attend(index, this.#projections(name, x, ['query', 'key', 'value']), mask),
        x,
      );
    const [key, value] = this.#projections(name, x, ['key', 'value']) as [string, string];
    const flat = graph.node('Reshape', `${name}.flat`, [x, graph.integers([-1, this.#config.hiddenSize])]);
    const wanted = graph.node('Gather', `${name}.rows`, [flat, rows]);
    const [query] = this.#projections(name, wanted, ['query']) as [string];
    return this.#afterAttention(index, this.#attend(index, [query, key, value], mask), wanted);
  }

  /** One layer in plain operators, for its attention weights too: [B, heads, S, S]. Sentences of one length. */
  layerWithAttention(index: number, x: string): { readonly hidden: string; readonly attention: string } {
    const { context, attention } = this.#plainAttention(
      index,
      this.#projections(`layer.${index}`, x, ['query', 'key', 'value']),
    );
    return { hidden: this.#afterAttention(index, context, x), attention };
  }

  /** cls.predictions.transform: what comes before the vocabulary. */
  predictionHead(x: string): string {
    const h = this.#config.hiddenSize;
    const prefix = 'cls.predictions.transform';
    const dense = this.#linear('head', x, [this.#weights.get(`${prefix}.dense.weight`, [h, h])]);
    return this.#layerNorm(
      'head',
      this.#activate('head.activation', dense, `${prefix}.dense.bias`, h),
      `${prefix}.LayerNorm`,
    );
  }

  /** Next-sentence logits [B, 2] (the second follows the first, it does not) from the first position of x [B, S, H]. */
  nextSentence(x: string): string {
    const h = this.#config.hiddenSize;
    const first = this.#graph.node('Gather', 'pooler.first', [x, this.#graph.integers([0], 'int32', [])], {
      attributes: { axis: { int: 1 } },
    });
    const dense = this.#linear('pooler', first, [this.#weights.get('pooler.dense.weight', [h, h])]);
    const pooled = this.#graph.node('Tanh', 'pooler.tanh', [
      this.#graph.node('Add', 'pooler.biased', [dense, this.#tensor('pooler.dense.bias', [h])]),
    ]);
    const logits = this.#linear('relationship', pooled, [this.#weights.get('cls.seq_relationship.weight', [2, h])]);
    return this.#graph.node('Add', 'next_sentence.logits', [logits, this.#tensor('cls.seq_relationship.bias', [2])]);
  }

  /** Attention over projections without biases: [B, Q, H]. */
  #attend(index: number, [query, key, value]: readonly string[], mask: string | null): string {
    if (!this.#style.fusedAttention) return this.#plainAttention(index, [query!, key!, value!]).context;
    const { hiddenSize: h, heads } = this.#config;
    const name = `layer.${index}`;
    const bias = this.#concatenated(
      `${name}.qkv.bias`,
      parts.map((which) => this.#selfAttention(index, which, 'bias')),
      [h],
    );
    const inputs = [query!, key!, value!, bias, ...(mask === null ? [] : [mask])];
    return this.#graph.fused('MultiHeadAttention', `${name}.context`, inputs, { num_heads: { int: heads } });
  }

  #plainAttention(
    index: number,
    projections: readonly string[],
  ): { readonly context: string; readonly attention: string } {
    const { hiddenSize: h, heads } = this.#config;
    const graph = this.#graph;
    const name = `layer.${index}`;
    const [query, key, value] = projections.map((part, i) => {
      const biased = graph.node('Add', `${name}.${parts[i]}.biased`, [
        part,
        this.#tensor(this.#selfAttention(index, parts[i]!, 'bias'), [h]),
      ]);
      const byHead = graph.node('Reshape', `${name}.${parts[i]}.heads`, [
        biased,
        graph.integers([0, 0, heads, h / heads]),
      ]);
      return graph.node('Transpose', `${name}.${parts[i]}.turned`, [byHead], {
        attributes: { perm: { ints: i === 1 ? [0, 2, 3, 1] : [0, 2, 1, 3] } },
      });
    }) as [string, string, string];
    // Scaled before the product, so that halves do not overflow.
    const scaled = graph.node('Mul', `${name}.query.scaled`, [
      query,
      graph.float(1 / Math.sqrt(h / heads), this.#style.floats),
    ]);
    const scores = graph.node('MatMul', `${name}.scores`, [scaled, key]);
    const attention = graph.node('Softmax', `${name}.attention`, [scores], { attributes: { axis: { int: -1 } } });
    const byPiece = graph.node(
      'Transpose',
      `${name}.context.turned`,
      [graph.node('MatMul', `${name}.context.heads`, [attention, value])],
      {
        attributes: { perm: { ints: [0, 2, 1, 3] } },
      },
    );
    return { context: graph.node('Reshape', `${name}.context`, [byPiece, graph.integers([0, 0, h])]), attention };
  }

  #selfAttention(layer: number, which: string, part: 'weight' | 'bias'): string {
    return `encoder.layer.${layer}.attention.self.${which}.${part}`;
  }

  /** x times the named matrices of the layer's attention, at once where there are several. */
  #projections(name: string, x: string, parts: readonly string[]): string[] {
    const h = this.#config.hiddenSize;
    const index = Number(name.slice('layer.'.length));
    const all = this.#linear(
      `${name}.${parts.join('_')}`,
      x,
      parts.map((part) => this.#weights.get(this.#selfAttention(index, part, 'weight'), [h, h])),
    );
    if (parts.length === 1) return [all];
    return this.#graph.nodes('Split', `${name}.split`, [all], {
      count: parts.length,
      attributes: { axis: { int: -1 }, num_outputs: { int: parts.length } },
    });
  }

  /** The layer's second half: output projection, feed-forward network, and the two normalised skip connections. */
  #afterAttention(index: number, attended: string, skip: string): string {
    const { hiddenSize: h, intermediateSize } = this.#config;
    const name = `layer.${index}`;
    const prefix = `encoder.layer.${index}`;
    const attention = this.#linear(`${name}.attention.out`, attended, [
      this.#weights.get(`${prefix}.attention.output.dense.weight`, [h, h]),
    ]);
    const normalised = this.#skipLayerNorm(`${name}.attention.norm`, attention, skip, `${prefix}.attention.output`);
    const inner = this.#linear(`${name}.up`, normalised, [
      this.#weights.get(`${prefix}.intermediate.dense.weight`, [intermediateSize, h]),
    ]);
    const activated = this.#activate(
      `${name}.activation`,
      inner,
      `${prefix}.intermediate.dense.bias`,
      intermediateSize,
    );
    const outer = this.#linear(`${name}.down`, activated, [
      this.#weights.get(`${prefix}.output.dense.weight`, [h, intermediateSize]),
    ]);
    return this.#skipLayerNorm(`${name}.norm`, outer, normalised, `${prefix}.output`);
  }

  #linear(name: string, x: string, matrices: Matrices): string {
    return this.#style.multiply(this.#graph, name, x, matrices);
  }

  #activate(name: string, x: string, bias: string, size: number): string {
    const b = this.#tensor(bias, [size]);
    const { activation } = this.#config;
    switch (activation) {
      case 'gelu':
        return this.#graph.fused('BiasGelu', name, [x, b]);
      case 'gelu_tanh':
        return this.#graph.fused('FastGelu', name, [x, b]);
      case 'relu':
        return this.#graph.node('Relu', name, [this.#graph.node('Add', `${name}.biased`, [x, b])]);
    }
  }

  /** LayerNorm(x + bias + skip). */
  #skipLayerNorm(name: string, x: string, skip: string, prefix: string): string {
    const h = [this.#config.hiddenSize];
    const [gamma, beta] = [this.#tensor(`${prefix}.LayerNorm.weight`, h), this.#tensor(`${prefix}.LayerNorm.bias`, h)];
    const bias = this.#tensor(`${prefix}.dense.bias`, h);
    return this.#graph.fused('SkipLayerNormalization', name, [x, skip, gamma, beta, bias], {
      epsilon: { float: this.#config.layerNormEpsilon },
    });
  }

  #layerNorm(name: string, x: string, prefix: string): string {
    const h = [this.#config.hiddenSize];
    const [gamma, beta] = [this.#tensor(`${prefix}.weight`, h), this.#tensor(`${prefix}.bias`, h)];
    return this.#graph.node('LayerNormalization', `${name}.norm`, [x, gamma, beta], {
      attributes: { axis: { int: -1 }, epsilon: { float: this.#config.layerNormEpsilon } },
    });
  }

  /** A tensor in the graph's floats. */
  #tensor(name: string, shape: readonly number[]): string {
    return this.#concatenated(name, [name], shape);
  }

  #concatenated(name: string, sources: readonly string[], shape: readonly number[]): string {
    const { floats } = this.#style;
    const [rows, ...rest] = shape as [number, ...number[]];
    const { at, elements } = this.#graph.weight(name, floats, [rows * sources.length, ...rest]);
    const bytes = ((floats === 'float32' ? 4 : 2) * elements) / sources.length;
    sources.forEach((source, i) => fillFloats(this.#graph, this.#weights.get(source, shape), floats, at + i * bytes));
    return name;
  }
}
