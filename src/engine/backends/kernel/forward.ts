import type { BertConfig } from '../../config.ts';
import { BackendError } from '../../errors.ts';
import type { Layer, Layout, Matrix } from './layout.ts';
import { Program, type QuantizedRows, type Rows, type Span } from './program.ts';

/** A sentence: ids with [CLS] and [SEP], and the segment of each (all 0 when absent). */
export interface Sentence {
  readonly ids: Int32Array;
  readonly tokenTypes?: Int32Array;
}

/** BERT as steps of a program. Sentences of a batch lie one behind the other, without padding. */
export class Forward {
  readonly #program: Program;
  readonly #config: BertConfig;
  readonly #layout: Layout;
  readonly #sentences: readonly Sentence[];
  /** First row of each sentence. */
  readonly starts: readonly number[];

  constructor(program: Program, config: BertConfig, layout: Layout, sentences: readonly Sentence[]) {
    this.#program = program;
    this.#config = config;
    this.#layout = layout;
    this.#sentences = sentences;
    let start = 0;
    this.starts = sentences.map(({ ids }) => (start += ids.length) - ids.length);
  }

  /** @throws BackendError for a piece or a segment that the model does not have: the kernel would read what lies behind. */
  embed(): QuantizedRows {
    const { embeddingNorm, positions, segments, words } = this.#layout;
    const { vocabularySize, typeVocabularySize } = this.#config;
    for (const { ids, tokenTypes = [] } of this.#sentences) {
      if (
        ids.some((id) => !(id >= 0 && id < vocabularySize)) ||
        tokenTypes.some((type) => !(type >= 0 && type < typeVocabularySize))
      ) {
        throw new BackendError(
          'failed',
          `The model has ${vocabularySize} pieces and ${typeVocabularySize} segments; it was given others`,
        );
      }
    }
    const pieces = this.#sentences.flatMap(({ ids, tokenTypes }) =>
      Array.from(ids, (id, position) => [id, position, tokenTypes?.[position] ?? 0]),
    );
    const x = this.#program.quantizedRows(pieces.length, this.#config.hiddenSize);
    this.#program.embed(
      x,
      Int32Array.from(pieces.flat()),
      words,
      positions,
      segments,
      embeddingNorm,
      this.#config.layerNormEpsilon,
    );
    return x;
  }

  /**
   * Layers up to (not including) `end`.
   * @param attention Called before each; what it gives is where that layer's attention weights go.
   * @param kept Where each layer's results are added to; they then have places of their own.
   */
  layers(
    x: QuantizedRows,
    end: number,
    attention: (index: number) => number = () => 0,
    kept?: QuantizedRows[],
  ): QuantizedRows {
    if (end === 0) return x;
    const buffers = this.#buffers(x.count);
    const results = () => this.#program.productRows(x.count, this.#layout.layers[0]!.down);
    // Two sets of results take turns, unless all are wanted.
    const turns = [results(), results()] as const;
    for (let index = 0; index < end; index++) {
      const layer = this.#layout.layers[index]!;
      this.#program.multiply(x, layer.query, buffers.query);
      x = this.#layer(
        layer,
        x,
        x,
        { ...buffers, outer: kept ? results() : turns[index % 2]! },
        this.#spans(),
        attention(index),
      );
      kept?.push(x);
    }
    return x;
  }

  /** The last layer for chosen rows only; `counts` says how many each sentence has, in order. */
  lastLayer(x: QuantizedRows, chosen: Int32Array, counts: readonly number[]): QuantizedRows {
    const layer = this.#layout.layers[this.#config.layers - 1]!;
    const skip = this.#program.quantizedRows(chosen.length, this.#config.hiddenSize);
    this.#program.gather(x, chosen, skip);
    const buffers = { ...this.#buffers(chosen.length), keyValue: this.#program.productRows(x.count, layer.keyValue) };
    this.#program.multiply(skip, layer.query, buffers.query);
    return this.#layer(
      layer,
      x,
      skip,
      { ...buffers, outer: this.#program.productRows(chosen.length, layer.down) },
      this.#spans(counts),
    );
  }

  /** The prediction head up to the vocabulary. */
  transform(x: QuantizedRows): QuantizedRows {
    const out = this.#product(x, this.#layout.transform);
    this.#program.activate(out, this.#config.activation);
    this.#program.normalize(out, null, this.#layout.transformNorm, this.#config.layerNormEpsilon);
    return out;
  }

  /** The pooler, without its tanh, of each sentence's first row. */
  pool(x: QuantizedRows, pooler: Matrix): Rows {
    const first = this.#program.quantizedRows(this.starts.length, this.#config.hiddenSize);
    this.#program.gather(x, Int32Array.from(this.starts), first);
    return this.#product(first, pooler);
  }

  /** One layer from its keys and values on; `skip` are the rows that ask. */
  #layer(
    layer: Layer,
    x: QuantizedRows,
    skip: QuantizedRows,
    { query, keyValue, context, out, inner, outer }: Buffers & { readonly outer: QuantizedRows },
    spans: readonly Span[],
    weights = 0,
  ): QuantizedRows {
    const { heads, layerNormEpsilon, activation } = this.#config;
    const program = this.#program;
    program.multiply(x, layer.keyValue, keyValue);
    program.attend(query, keyValue, context, heads, spans, weights);
    program.activate(context, 'none');
    program.multiply(context, layer.out, out);
    program.normalize(out, skip, layer.attentionNorm, layerNormEpsilon);
    program.multiply(out, layer.up, inner);
    program.activate(inner, activation);
    program.multiply(inner, layer.down, outer);
    program.normalize(outer, out, layer.outputNorm, layerNormEpsilon);
    return outer;
  }

  #buffers(count: number): Buffers {
    const { hiddenSize } = this.#config;
    const { query, keyValue, out, up } = this.#layout.layers[0]!;
    return {
      query: this.#program.productRows(count, query),
      keyValue: this.#program.productRows(count, keyValue),
      context: this.#program.quantizedRows(count, hiddenSize),
      out: this.#program.productRows(count, out),
      inner: this.#program.productRows(count, up),
    };
  }

  #product(x: QuantizedRows, matrix: Matrix): QuantizedRows {
    const out = this.#program.productRows(x.count, matrix);
    this.#program.multiply(x, matrix, out);
    return out;
  }

  #spans(counts?: readonly number[]): Span[] {
    let query = 0;
    return this.#sentences.map(({ ids }, i) => {
      const queries = counts?.[i] ?? ids.length;
      const span = { query, queries, key: this.starts[i]!, keys: ids.length };
      query += queries;
      return span;
    });
  }
}

/** What a layer works in. */
interface Buffers {
  readonly query: Rows;
  readonly keyValue: Rows;
  readonly context: QuantizedRows;
  readonly out: QuantizedRows;
  readonly inner: QuantizedRows;
}
