import { release } from '../../checkpoint/checkpoint.ts';
import type { Weights } from '../../checkpoint/weights.ts';
import type { BertConfig } from '../../config.ts';

/**
 * BERT in plain float arithmetic, straight from the checkpoint and independent of ORT: what the self-test holds backends to.
 * Slow (about a second for BERT-base) but small: one layer's tensors are in memory at a time. Activations are float64.
 * @returns Log probabilities of every word at `position` of the sentence `ids`, all of segment 0.
 */
export async function referenceLogProbabilities(
  config: BertConfig,
  weights: Weights,
  ids: readonly number[],
  position: number,
): Promise<Float64Array<ArrayBuffer>> {
  const { hiddenSize: h, intermediateSize, vocabularySize: v, heads } = config;
  const read = (name: string, shape: readonly number[]) => weights.get(name, shape).read();

  const linear = async (name: string, x: Rows, outputs: number): Promise<Rows> => {
    const inputs = x[0]!.length;
    const matrix = await read(`${name}.weight`, [outputs, inputs]);
    const bias = await read(`${name}.bias`, [outputs]);
    const result = multiply(x, matrix, bias);
    release(matrix.buffer);
    return result;
  };
  const layerNorm = async (name: string, x: Rows): Promise<Rows> => {
    const [gamma, beta] = [await read(`${name}.weight`, [h]), await read(`${name}.bias`, [h])];
    return x.map((row) => {
      const mean = row.reduce((a, b) => a + b, 0) / h;
      const variance = row.reduce((a, b) => a + (b - mean) ** 2, 0) / h;
      const scale = 1 / Math.sqrt(variance + config.layerNormEpsilon);
      return row.map((value, i) => (value - mean) * scale * gamma[i]! + beta[i]!);
    });
  };

  const words = await read('embeddings.word_embeddings.weight', [v, h]);
  const types = await read('embeddings.token_type_embeddings.weight', [config.typeVocabularySize, h]);
  const positions = await read('embeddings.position_embeddings.weight', [config.maxPositions, h]);
  let x: Rows = ids.map((id, s) =>
    Float64Array.from({ length: h }, (_, i) => words[id * h + i]! + types[i]! + positions[s * h + i]!),
  );
  if (!config.tiedDecoder) release(words.buffer);
  x = await layerNorm('embeddings.LayerNorm', x);

  for (let index = 0; index < config.layers; index++) {
    const prefix = `encoder.layer.${index}`;
    const last = index === config.layers - 1;
    const skip = last ? [x[position]!] : x;
    const query = await linear(`${prefix}.attention.self.query`, skip, h);
    const key = await linear(`${prefix}.attention.self.key`, x, h);
    const value = await linear(`${prefix}.attention.self.value`, x, h);
    const context = attend(query, key, value, heads);
    const attended = add(await linear(`${prefix}.attention.output.dense`, context, h), skip);
    const normalised = await layerNorm(`${prefix}.attention.output.LayerNorm`, attended);
    const inner = activate(await linear(`${prefix}.intermediate.dense`, normalised, intermediateSize), config);
    x = await layerNorm(
      `${prefix}.output.LayerNorm`,
      add(await linear(`${prefix}.output.dense`, inner, h), normalised),
    );
  }
  const transform = activate(await linear('cls.predictions.transform.dense', x, h), config);
  const head = await layerNorm('cls.predictions.transform.LayerNorm', transform);
  const decoder = config.tiedDecoder ? words : await read('cls.predictions.decoder.weight', [v, h]);
  const biasName = weights.has('cls.predictions.bias') ? 'cls.predictions.bias' : 'cls.predictions.decoder.bias';
  const [logits] = multiply(head, decoder, await read(biasName, [v]));
  release(decoder.buffer);
  const largest = logits!.reduce((a, b) => Math.max(a, b), -Infinity);
  const log = largest + Math.log(logits!.reduce((sum, logit) => sum + Math.exp(logit - largest), 0));
  return logits!.map((logit) => logit - log);
}

/** One vector for each piece of the sentence. */
type Rows = readonly Float64Array<ArrayBuffer>[];

/**
 * Rows of x times a matrix [outputs, inputs] plus bias. Goes through the matrix once, which does not fit the cache, and takes four rows at a
 * time, since one sum has to wait for each addition; where fewer are left the last stands in for those that are missing.
 */
function multiply(x: Rows, matrix: Float32Array, bias: Float32Array): Rows {
  const inputs = x[0]!.length;
  const last = x.length - 1;
  const result = x.map(() => new Float64Array(bias.length));
  for (let o = 0, at = 0; o < bias.length; o++, at += inputs) {
    for (let r = 0; r <= last; r += 4) {
      const [r1, r2, r3] = [Math.min(r + 1, last), Math.min(r + 2, last), Math.min(r + 3, last)];
      const [x0, x1, x2, x3] = [x[r]!, x[r1]!, x[r2]!, x[r3]!];
      let s0 = bias[o]!;
      let [s1, s2, s3] = [s0, s0, s0];
      for (let i = 0; i < inputs; i++) {
        const weight = matrix[at + i]!;
        s0 += x0[i]! * weight;
        s1 += x1[i]! * weight;
        s2 += x2[i]! * weight;
        s3 += x3[i]! * weight;
      }
      result[r]![o] = s0;
      result[r1]![o] = s1;
      result[r2]![o] = s2;
      result[r3]![o] = s3;
    }
  }
  return result;
}

function attend(query: Rows, key: Rows, value: Rows, heads: number): Rows {
  const h = key[0]!.length;
  const size = h / heads;
  return query.map((q) => {
    const context = new Float64Array(h);
    for (let from = 0; from < h; from += size) {
      const scores = key.map((k) => {
        let sum = 0;
        for (let i = from; i < from + size; i++) sum += q[i]! * k[i]!;
        return sum / Math.sqrt(size);
      });
      const largest = Math.max(...scores);
      const weights = scores.map((score) => Math.exp(score - largest));
      const total = weights.reduce((a, b) => a + b, 0);
      value.forEach((row, s) => {
        for (let i = from; i < from + size; i++) context[i]! += (weights[s]! / total) * row[i]!;
      });
    }
    return context;
  });
}

const add = (a: Rows, b: Rows): Rows => a.map((row, r) => row.map((value, i) => value + b[r]![i]!));

function activate(x: Rows, { activation }: BertConfig): Rows {
  const f =
    activation === 'relu'
      ? (z: number) => Math.max(0, z)
      : activation === 'gelu_tanh'
        ? (z: number) => 0.5 * z * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (z + 0.044715 * z ** 3)))
        : (z: number) => 0.5 * z * (1 + erf(z / Math.SQRT2));
  return x.map((row) => row.map(f));
}

/** Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26: absolute error below 1.5e-7. */
function erf(z: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(z));
  const series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return Math.sign(z) * (1 - series * Math.exp(-z * z));
}
