import type { Weights } from '../checkpoint/weights.ts';
import type { BertConfig } from '../config.ts';
import type { GraphBuilder } from './builder.ts';
import { quantizeColumns } from './convert.ts';
import { fillFloats, type Floats } from './linear.ts';

/** Word embeddings, which are also the decoder's matrix: one copy in the file serves both. */
export interface Vocabulary {
  /** ids [B, S] -> [B, S, H]. */
  lookUp(ids: string): string;
  /** [B, P, H] -> logits [B, P, V]. */
  project(x: string): string;
}

const WORDS = 'embeddings.word_embeddings.weight';
const DECODER = 'cls.predictions.decoder.weight';

function decoderBias(weights: Weights): string {
  return weights.has('cls.predictions.bias') ? 'cls.predictions.bias' : 'cls.predictions.decoder.bias';
}

/** Embeddings and decoder in floats. */
export function floatVocabulary(graph: GraphBuilder, config: BertConfig, weights: Weights, floats: Floats): Vocabulary {
  const { vocabularySize: v, hiddenSize: h } = config;
  const table = graph.weight('words', floats, [v, h]);
  fillFloats(graph, weights.get(WORDS, [v, h]), floats, table.at);
  return {
    lookUp: (ids) => graph.node('Gather', 'words.rows', [table.name, ids]),
    project(x) {
      const bias = graph.weight('decoder.bias', floats, [v]);
      fillFloats(graph, weights.get(decoderBias(weights), [v]), floats, bias.at);
      let matrix = table;
      if (!config.tiedDecoder) {
        matrix = graph.weight('decoder.weight', floats, [v, h]);
        fillFloats(graph, weights.get(DECODER, [v, h]), floats, matrix.at);
      }
      const flat = graph.node('Reshape', 'decoder.flat', [x, graph.integers([-1, h])]);
      const logits = graph.node('Gemm', 'decoder', [flat, matrix.name, bias.name], { attributes: { transB: { int: 1 } } });
      const rows = graph.node('Shape', 'decoder.rows', [x], { attributes: { end: { int: 2 } } });
      const full = graph.node('Concat', 'decoder.shape', [rows, graph.integers([v])], { attributes: { axis: { int: 0 } } });
      return graph.node('Reshape', 'logits', [logits, full]);
    },
  };
}

/** Embeddings and decoder in int8 with a scale per word; embeddings are columns of the decoder's matrix. */
export function int8Vocabulary(graph: GraphBuilder, config: BertConfig, weights: Weights): Vocabulary {
  const { vocabularySize: v, hiddenSize: h } = config;
  const matrix = (name: string, source: string) => {
    const table = graph.weight(name, 'int8', [h, v]);
    const scale = graph.weight(`${name}.scale`, 'float32', [v]);
    graph.fill(weights.get(source, [v, h]), (values, all) =>
      quantizeColumns(values, v, h, all.int8(table.at, table.elements), all.float32(scale.at, v), v, 0));
    return { table: table.name, scale: scale.name };
  };
  const words = matrix('words', WORDS);
  return {
    lookUp(ids) {
      const columns = graph.node('Gather', 'words.columns', [words.table, ids], { attributes: { axis: { int: 1 } } });
      const rows = graph.node('Transpose', 'words.rows', [columns], { attributes: { perm: { ints: [1, 2, 0] } } });
      const floats = graph.node('Cast', 'words.floats', [rows], { attributes: { to: { int: 1 } } });
      const scales = graph.node('Unsqueeze', 'words.scales', [graph.node('Gather', 'words.scale.rows', [words.scale, ids]), graph.integers([-1])]);
      return graph.node('Mul', 'words.scaled', [floats, scales]);
    },
    project(x) {
      const bias = graph.weight('decoder.bias', 'float32', [v]);
      fillFloats(graph, weights.get(decoderBias(weights), [v]), 'float32', bias.at);
      const decoder = config.tiedDecoder ? words : matrix('decoder.weight', DECODER);
      return graph.fused('DynamicQuantizeMatMul', 'logits', [x, decoder.table, decoder.scale, '', bias.name]);
    },
  };
}
