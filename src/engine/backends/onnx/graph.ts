import type { Weights } from '../../checkpoint/weights.ts';
import type { Description } from '../../description.ts';
import type { Device, Precision } from '../../../predictions/backend.ts';
import { isPlain } from './attention.ts';
import { GraphBuilder } from './builder.ts';
import { Interpreter, type Style } from './interpreter.ts';
import { floatMatrices, q4Matrices, type Floats } from './linear.ts';

/**
 * A description for inference. B sentences of S ids (padded), P wanted positions each (padded), T target ids per
 * position, K candidates. Inputs that the description has no use for are absent.
 *
 * | input | type | shape | |
 * | --- | --- | --- | --- |
 * | ids, token_types | int32 | [B, S] | |
 * | mask | int32 | [B, S] | 1 for ids, 0 for padding; absent where attention knows no padding, and a batch has one length |
 * | position_ids | int32 | [S] | 0, 1, 2, … |
 * | rows | int32 | [B, P] | sentence * S + position: rows of the hidden states to predict |
 * | targets | int64 | [B, P, T] | ids whose log probability is wanted |
 * | k | int64 | [1] | K |
 * | rotation:θ:size | float32 | [S, size] | cosines and sines of rotary positions |
 *
 * | output | type | shape | |
 * | --- | --- | --- | --- |
 * | top_log | float32 | [B, P, K] | log probabilities in descending order |
 * | top_ids | int64 | [B, P, K] | |
 * | target_log | float32 | [B, P, T] | |
 *
 * The last layer computes queries, and everything after attention, for the wanted rows only; the vocabulary is
 * projected for them only.
 */
export function buildMaskedModel(
  description: Description,
  weights: Weights,
  device: Device,
  precision: Precision,
): GraphBuilder {
  const graph = new GraphBuilder();
  const style = styleOf(description, device, precision);
  const rows = graph.input('rows', 'int32', ['B', 'P']);
  const targets = graph.input('targets', 'int64', ['B', 'P', 'T']);
  const k = graph.input('k', 'int64', [1]);
  const interpreter = new Interpreter(graph, description, weights, style, { rows, looks: [] });
  const { constants, body, head } = description;
  interpreter.run([...constants, ...body, ...head.operations]);
  const projected = interpreter.project(interpreter.wholeValue(head.out), head.decoder);
  const logits = toFloat32(graph, 'logits.float32', projected, style.floats);
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
 * The same for looking inside: attention weights `attention.N` float32 [B, heads, S, S] of the given layers (padding
 * not masked: one sentence at a time), the hidden states `hidden.N` float32 [B, S, H] of the embeddings (0) and of
 * layer N - 1 as far as it goes, and with `nextSentence` the logits `next_sentence` float32 [B, 2] (index 0: the second
 * segment follows the first). Inputs: those of sentences above.
 */
export function buildInspectionModel(
  description: Description,
  weights: Weights,
  device: Device,
  precision: Precision,
  wanted: { readonly layers: readonly number[]; readonly nextSentence: boolean },
): GraphBuilder {
  const graph = new GraphBuilder();
  const style = styleOf(description, device, precision);
  const interpreter = new Interpreter(graph, description, weights, style, { rows: null, looks: wanted.layers });
  const last = Math.max(...wanted.layers);
  const { body, states, hiddenSize } = description;
  const end = wanted.nextSentence ? body.length : body.findIndex(({ out }) => out === states[last + 1]) + 1;
  interpreter.run([...description.constants, ...body.slice(0, end)]);
  for (const [index, state] of states.slice(0, wanted.nextSentence ? undefined : last + 2).entries()) {
    const shown = toFloat32(graph, `hidden.${index}`, interpreter.wholeValue(state), style.floats, true);
    graph.output(shown, 'float32', ['B', 'S', hiddenSize]);
  }
  const dims = ['B', description.heads, 'S', 'S'];
  for (const layer of wanted.layers) {
    const name = `attention.${layer}`;
    graph.output(toFloat32(graph, name, interpreter.attentions.get(layer)!, style.floats, true), 'float32', dims);
  }
  if (wanted.nextSentence && description.nextSentence) {
    const logits = interpreter.nextSentence(interpreter.wholeValue(description.hidden), description.nextSentence);
    graph.output(toFloat32(graph, 'next_sentence', logits, style.floats, true), 'float32', ['B', 2]);
  }
  return graph;
}

function styleOf({ body }: Description, device: Device, precision: Precision): Style {
  const floats: Floats = precision === 'fp16' ? 'float16' : 'float32';
  const multiply = precision === 'q4' ? q4Matrices(floats) : floatMatrices(floats);
  // Padding is known to all layers or to none.
  const plain = body.every((each) => each.op !== 'attend' || isPlain(each));
  const unfolds = body.some(({ op }) => op === 'unfold');
  return { floats, multiply, fusedAttention: device === 'wasm' && plain && !unfolds };
}

/** Halves become floats; with `always`, floats get the new name too. */
function toFloat32(graph: GraphBuilder, name: string, x: string, floats: Floats, always = false): string {
  if (floats === 'float16') return graph.node('Cast', name, [x], { attributes: { to: { int: 1 } } });
  return always ? graph.node('Identity', name, [x]) : x;
}
