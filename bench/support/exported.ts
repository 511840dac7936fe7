import { GraphBuilder } from '../../src/engine/backends/onnx/builder.ts';
import { transposeInto } from '../../src/engine/backends/onnx/convert.ts';
import { fillFloats } from '../../src/engine/backends/onnx/linear.ts';
import { finish, type PreparedGraph } from '../../src/engine/running/prepare.ts';
import type { Opened } from './random-model.ts';

/**
 * The same checkpoint as the peers run it: the graph that PyTorch's exporter writes for BertForMaskedLM (plain
 * operators, logits of every position), in int8 as ORT's quantize_dynamic makes it (DynamicQuantizeLinear and
 * MatMulInteger for every matrix, per output). ORT's own optimiser then fuses what it recognises. Weights are the same
 * checkpoint's; embeddings stay float32, which costs no time.
 */
export async function prepareExported(
  { config, description, weights }: Opened,
  precision: 'fp32' | 'int8',
  file: string,
): Promise<PreparedGraph> {
  const graph = new GraphBuilder(file);
  const { hiddenSize: h, intermediateSize, heads, vocabularySize: v } = config;
  const attributes = (axis: number) => ({ attributes: { axis: { int: axis } } });
  const tensor = (name: string, shape: number[]) => {
    const weight = graph.weight(name, 'float32', shape);
    fillFloats(graph, weights.get(name, shape), 'float32', weight.at);
    return name;
  };
  const quantized = new Map<string, readonly string[]>();
  const multiply = (name: string, x: string, source: string, outputs: number, inputs: number): string => {
    const stored = weights.get(source, [outputs, inputs]);
    if (precision === 'fp32') {
      const weight = graph.weight(`${name}.weight`, 'float32', [inputs, outputs]);
      graph.fill(stored, (values, all) =>
        transposeInto(values, outputs, inputs, all.float32(weight.at, weight.elements), outputs, 0),
      );
      return graph.node('MatMul', name, [x, weight.name]);
    }
    const weight = graph.weight(`${name}.weight`, 'int8', [inputs, outputs]);
    const scale = graph.weight(`${name}.scale`, 'float32', [outputs]);
    const zero = graph.weight(`${name}.zero`, 'int8', [outputs]);
    graph.fill(stored, (values, all) =>
      quantizeColumns(values, outputs, inputs, all.uint8(weight.at, weight.elements), all.float32(scale.at, outputs)),
    );
    let input = quantized.get(x);
    if (!input) {
      input = graph.nodes('DynamicQuantizeLinear', [`${x}.quantized`, `${x}.scale`, `${x}.zero`], [x]);
      quantized.set(x, input);
    }
    const [q, xScale, xZero] = input as [string, string, string];
    const product = graph.node(
      'Cast',
      `${name}.float`,
      [graph.node('MatMulInteger', `${name}.integer`, [q, weight.name, xZero, zero.name])],
      { attributes: { to: { int: 1 } } },
    );
    return graph.node('Mul', name, [product, graph.node('Mul', `${name}.scales`, [xScale, scale.name])]);
  };
  const linear = (name: string, x: string, source: string, outputs: number, inputs: number) =>
    graph.node('Add', `${name}.biased`, [
      tensor(`${source}.bias`, [outputs]),
      multiply(name, x, `${source}.weight`, outputs, inputs),
    ]);
  const layerNorm = (name: string, x: string, source: string) =>
    graph.node(
      'LayerNormalization',
      name,
      [x, tensor(`${source}.LayerNorm.weight`, [h]), tensor(`${source}.LayerNorm.bias`, [h])],
      {
        attributes: { axis: { int: -1 }, epsilon: { float: config.layerNormEpsilon } },
      },
    );
  const gelu = (name: string, x: string) => {
    const erf = graph.node('Erf', `${name}.erf`, [
      graph.node('Div', `${name}.div`, [x, graph.float(Math.SQRT2, 'float32')]),
    ]);
    const sum = graph.node('Add', `${name}.sum`, [erf, graph.float(1, 'float32')]);
    return graph.node('Mul', name, [graph.node('Mul', `${name}.mul`, [x, sum]), graph.float(0.5, 'float32')]);
  };

  const ids = graph.input('input_ids', 'int64', ['B', 'S']);
  const mask = graph.input('attention_mask', 'int64', ['B', 'S']);
  const types = graph.input('token_type_ids', 'int64', ['B', 'S']);
  const length = graph.node('Shape', 'length', [ids], { attributes: { start: { int: 1 }, end: { int: 2 } } });
  const scalar = graph.node('Squeeze', 'length.scalar', [length]);
  const positions = graph.node('Range', 'positions', [
    graph.integers([0], 'int64', []),
    scalar,
    graph.integers([1], 'int64', []),
  ]);
  const words = graph.node('Gather', 'words', [tensor('embeddings.word_embeddings.weight', [v, h]), ids]);
  const segments = graph.node('Gather', 'segments', [
    tensor('embeddings.token_type_embeddings.weight', [config.typeVocabularySize, h]),
    types,
  ]);
  const places = graph.node('Gather', 'places', [
    tensor('embeddings.position_embeddings.weight', [config.maxPositions, h]),
    positions,
  ]);
  let x = layerNorm(
    'embedded',
    graph.node('Add', 'embedding.sum', [graph.node('Add', 'embedding.words', [words, segments]), places]),
    'embeddings',
  );
  const wide = graph.node(
    'Cast',
    'mask.float',
    [graph.node('Unsqueeze', 'mask.wide', [mask, graph.integers([1, 2])])],
    { attributes: { to: { int: 1 } } },
  );
  const inverse = graph.node('Sub', 'mask.inverse', [graph.float(1, 'float32'), wide]);
  const bias = graph.node('Mul', 'mask.bias', [inverse, graph.float(-3.4028234663852886e38, 'float32')]);

  for (let layer = 0; layer < config.layers; layer++) {
    const source = `encoder.layer.${layer}`;
    const name = `layer.${layer}`;
    const split = (part: string, perm: number[]) => {
      const y = linear(`${name}.${part}`, x, `${source}.attention.self.${part}`, h, h);
      const byHead = graph.node('Reshape', `${name}.${part}.heads`, [y, graph.integers([0, 0, heads, h / heads])]);
      return graph.node('Transpose', `${name}.${part}.turned`, [byHead], { attributes: { perm: { ints: perm } } });
    };
    const [query, key, value] = [
      split('query', [0, 2, 1, 3]),
      split('key', [0, 2, 3, 1]),
      split('value', [0, 2, 1, 3]),
    ];
    const scores = graph.node('Div', `${name}.scaled`, [
      graph.node('MatMul', `${name}.scores`, [query, key]),
      graph.float(Math.sqrt(h / heads), 'float32'),
    ]);
    const attention = graph.node(
      'Softmax',
      `${name}.attention`,
      [graph.node('Add', `${name}.masked`, [scores, bias])],
      attributes(-1),
    );
    const context = graph.node(
      'Transpose',
      `${name}.context`,
      [graph.node('MatMul', `${name}.mixed`, [attention, value])],
      { attributes: { perm: { ints: [0, 2, 1, 3] } } },
    );
    const joined = graph.node('Reshape', `${name}.joined`, [context, graph.integers([0, 0, h])]);
    const attended = linear(`${name}.out`, joined, `${source}.attention.output.dense`, h, h);
    const normalised = layerNorm(
      `${name}.attended`,
      graph.node('Add', `${name}.skip`, [attended, x]),
      `${source}.attention.output`,
    );
    const inner = gelu(
      `${name}.gelu`,
      linear(`${name}.up`, normalised, `${source}.intermediate.dense`, intermediateSize, h),
    );
    const outer = linear(`${name}.down`, inner, `${source}.output.dense`, h, intermediateSize);
    x = layerNorm(`${name}.normalised`, graph.node('Add', `${name}.skip2`, [outer, normalised]), `${source}.output`);
  }
  const head = gelu('head.gelu', linear('head', x, 'cls.predictions.transform.dense', h, h));
  const transformed = layerNorm('head.normalised', head, 'cls.predictions.transform');
  const logits = multiply('decoder', transformed, 'embeddings.word_embeddings.weight', v, h);
  graph.node('Add', 'logits', [logits, tensor('cls.predictions.bias', [v])]);
  graph.output('logits', 'float32', ['B', 'S', v]);
  return await finish(graph, description, { device: 'wasm', precision }, {});
}

/**
 * Quantises each row to int8 symmetrically (scale = largest magnitude / 127, zero point 0) and writes it as a column of
 * `target`, a [columns, rows] matrix. Rows are a linear layer's outputs, so this is per-output quantisation.
 */
function quantizeColumns(
  values: Float32Array,
  rows: number,
  columns: number,
  target: Uint8Array,
  scales: Float32Array,
): void {
  for (let r = 0; r < rows; r++) {
    const row = values.subarray(r * columns, (r + 1) * columns);
    const largest = row.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    scales[r] = largest > 0 ? largest / 127 : 1;
    // As bytes: two's complement comes of itself.
    for (let c = 0; c < columns; c++) target[c * rows + r] = Math.round(row[c]! / scales[r]!);
  }
}
