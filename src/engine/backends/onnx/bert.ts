import type { Weights } from '../../checkpoint/weights.ts';
import type { BertConfig } from '../../config.ts';
import type { Device, Precision } from '../../running/precision.ts';
import { GraphBuilder } from './builder.ts';
import { Encoder, type Style } from './encoder.ts';
import { floatMatrices, q4Matrices, type Floats } from './linear.ts';
import { floatVocabulary, type Vocabulary } from './vocabulary.ts';

/**
 * BertForMaskedLM for inference. B sentences of S ids (padded), P wanted positions each (padded), T target ids per position, K candidates.
 *
 * | input | type | shape | |
 * | --- | --- | --- | --- |
 * | ids, token_types | int32 | [B, S] | |
 * | mask | int32 | [B, S] | 1 for ids, 0 for padding; absent on WebGPU, where a batch has one length |
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
export function buildMaskedModel(
  config: BertConfig,
  weights: Weights,
  device: Device,
  precision: Precision,
): GraphBuilder {
  const { graph, encoder, vocabulary, inputs } = begin(config, weights, device, precision);
  const rows = graph.input('rows', 'int32', ['B', 'P']);
  const targets = graph.input('targets', 'int64', ['B', 'P', 'T']);
  const k = graph.input('k', 'int64', [1]);

  const mask = styleOf(device, precision).fusedAttention ? graph.input('mask', 'int32', ['B', 'S']) : null;
  let hidden = encoder.embed(vocabulary.lookUp(inputs.ids), inputs.tokenTypes, inputs.positionIds);
  for (let layer = 0; layer < config.layers; layer++) {
    hidden = encoder.layer(layer, hidden, mask, layer === config.layers - 1 ? rows : null);
  }
  const logits = toFloat32(
    graph,
    'logits.float32',
    vocabulary.project(encoder.predictionHead(hidden)),
    styleOf(device, precision).floats,
  );
  const axis = { int: -1 };
  const logs = graph.node('LogSoftmax', 'log_probabilities', [logits], { attributes: { axis } });
  graph.nodes('TopK', ['top_log', 'top_ids'], [logs, k], {
    attributes: { axis, largest: { int: 1 }, sorted: { int: 1 } },
  });
  graph.node('GatherElements', 'target_log', [logs, targets], { attributes: { axis } });
  graph.output('top_log', 'float32', ['B', 'P', 'K']);
  graph.output('top_ids', 'int64', ['B', 'P', 'K']);
  graph.output('target_log', 'float32', ['B', 'P', 'T']);
  return graph;
}

/**
 * The same encoder for looking inside: attention weights `attention.N` float32 [B, heads, S, S] of the given layers
 * (padding not masked: one sentence at a time), the hidden states `hidden.N` float32 [B, S, H] of the embeddings (0) and of layer N - 1, and with
 * `nextSentence` the logits `next_sentence` float32 [B, 2] (index 0: the second segment follows the first). Inputs: those of sentences above.
 */
export function buildInspectionModel(
  config: BertConfig,
  weights: Weights,
  device: Device,
  precision: Precision,
  wanted: { readonly layers: readonly number[]; readonly nextSentence: boolean },
): GraphBuilder {
  const style = styleOf(device, precision);
  const { graph, encoder, vocabulary, inputs } = begin(config, weights, device, precision);
  const mask = style.fusedAttention ? graph.input('mask', 'int32', ['B', 'S']) : null;
  const last = wanted.nextSentence ? config.layers - 1 : Math.max(...wanted.layers);
  let hidden = encoder.embed(vocabulary.lookUp(inputs.ids), inputs.tokenTypes, inputs.positionIds);
  const show = (index: number) =>
    graph.output(toFloat32(graph, `hidden.${index}`, hidden, style.floats, true), 'float32', [
      'B',
      'S',
      config.hiddenSize,
    ]);
  for (let layer = 0; layer <= last; layer++) {
    show(layer);
    if (!wanted.layers.includes(layer)) {
      hidden = encoder.layer(layer, hidden, mask, null);
      continue;
    }
    const result = encoder.layerWithAttention(layer, hidden);
    hidden = result.hidden;
    graph.output(toFloat32(graph, `attention.${layer}`, result.attention, style.floats, true), 'float32', [
      'B',
      config.heads,
      'S',
      'S',
    ]);
  }
  show(last + 1);
  if (wanted.nextSentence)
    graph.output(toFloat32(graph, 'next_sentence', encoder.nextSentence(hidden), style.floats, true), 'float32', [
      'B',
      2,
    ]);
  return graph;
}

function begin(config: BertConfig, weights: Weights, device: Device, precision: Precision) {
  const style = styleOf(device, precision);
  const graph = new GraphBuilder();
  const encoder = new Encoder(graph, config, weights, style);
  const vocabulary: Vocabulary = floatVocabulary(graph, config, weights, style.floats);
  const inputs = {
    ids: graph.input('ids', 'int32', ['B', 'S']),
    tokenTypes: graph.input('token_types', 'int32', ['B', 'S']),
    positionIds: graph.input('position_ids', 'int32', ['S']),
  };
  return { graph, encoder, vocabulary, inputs };
}

function styleOf(device: Device, precision: Precision): Style {
  const floats: Floats = precision === 'fp16' ? 'float16' : 'float32';
  const multiply = precision === 'q4' ? q4Matrices(floats) : floatMatrices(floats);
  return { floats, multiply, fusedAttention: device === 'wasm' };
}

/** Halves become floats; with `always`, floats get the new name too. */
function toFloat32(graph: GraphBuilder, name: string, x: string, floats: Floats, always = false): string {
  if (floats === 'float16') return graph.node('Cast', name, [x], { attributes: { to: { int: 1 } } });
  return always ? graph.node('Identity', name, [x]) : x;
}
