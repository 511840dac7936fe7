import type { Weights } from '../../checkpoint/weights.ts';
import type { BertConfig } from '../../config.ts';
import type { GraphBuilder } from './builder.ts';
import { DECODER, decoderBias, WORDS } from '../../names.ts';
import { fillFloats, type Floats } from './linear.ts';

/** Word embeddings, which are also the decoder's matrix: one copy in the file serves both. */
export interface Vocabulary {
  /** ids [B, S] -> [B, S, H]. */
  lookUp(ids: string): string;
  /** [B, P, H] -> logits [B, P, V]. */
  project(x: string): string;
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
      const logits = graph.node('Gemm', 'decoder', [flat, matrix.name, bias.name], {
        attributes: { transB: { int: 1 } },
      });
      const rows = graph.node('Shape', 'decoder.rows', [x], { attributes: { end: { int: 2 } } });
      const full = graph.node('Concat', 'decoder.shape', [rows, graph.integers([v])], {
        attributes: { axis: { int: 0 } },
      });
      return graph.node('Reshape', 'logits', [logits, full]);
    },
  };
}
