import type { Weights } from '../../checkpoint/weights.ts';
import type { BertConfig } from '../../config.ts';
import { decoderBias, DECODER, WORDS } from '../../names.ts';
import { WeightFile, type FillOptions } from '../../weights/weight-file.ts';
import { layOut, TILE, type Matrix } from './layout.ts';
import { kernelMemory, type KernelMemory } from './memory.ts';
import { quantizeTiles } from './quantize.ts';

/** Converts a checkpoint for the kernel, tensor by tensor. @throws ModelError */
export async function prepareWeights(
  config: BertConfig,
  weights: Weights,
  nextSentence: boolean,
  options: FillOptions = {},
): Promise<KernelMemory> {
  const { hiddenSize: h, intermediateSize, vocabularySize: v, maxPositions, typeVocabularySize } = config;
  const file = new WeightFile();
  const layout = layOut(config, nextSentence, (bytes) => file.reserve(bytes));
  /** @param at First byte. @param skip Numbers in front of it. */
  const floats = (name: string, shape: readonly number[], at: number, total: number, skip = 0) =>
    file.use(weights.get(name, shape), (values, all) => all.float32(at, total).set(values, skip));
  const matrix = ({ inputs, tiles, at, scales }: Matrix, name: string, outputs: number, first = 0) =>
    file.use(weights.get(name, [outputs, inputs]), (values, all) =>
      quantizeTiles(
        values,
        outputs,
        inputs,
        all.uint8(at, tiles * TILE * inputs),
        all.float32(scales, tiles * TILE),
        first,
      ),
    );
  const linear = (place: Matrix, name: string, outputs: number, first = 0) => {
    matrix(place, `${name}.weight`, outputs, first);
    floats(`${name}.bias`, [outputs], place.biases, place.tiles * TILE, first);
  };
  const norm = (at: number, name: string) => {
    floats(`${name}.weight`, [h], at, 2 * h);
    floats(`${name}.bias`, [h], at, 2 * h, h);
  };

  matrix(layout.words, WORDS, v);
  floats('embeddings.position_embeddings.weight', [maxPositions, h], layout.positions, maxPositions * h);
  floats('embeddings.token_type_embeddings.weight', [typeVocabularySize, h], layout.segments, typeVocabularySize * h);
  norm(layout.embeddingNorm, 'embeddings.LayerNorm');
  for (const [index, layer] of layout.layers.entries()) {
    const name = `encoder.layer.${index}`;
    linear(layer.query, `${name}.attention.self.query`, h);
    linear(layer.keyValue, `${name}.attention.self.key`, h);
    linear(layer.keyValue, `${name}.attention.self.value`, h, h);
    linear(layer.out, `${name}.attention.output.dense`, h);
    norm(layer.attentionNorm, `${name}.attention.output.LayerNorm`);
    linear(layer.up, `${name}.intermediate.dense`, intermediateSize);
    linear(layer.down, `${name}.output.dense`, h);
    norm(layer.outputNorm, `${name}.output.LayerNorm`);
  }
  linear(layout.transform, 'cls.predictions.transform.dense', h);
  norm(layout.transformNorm, 'cls.predictions.transform.LayerNorm');
  if (!config.tiedDecoder) matrix(layout.decoder, DECODER, v);
  floats(decoderBias(weights), [v], layout.decoder.biases, layout.decoder.tiles * TILE);
  if (layout.nextSentence) {
    linear(layout.nextSentence.pooler, 'pooler.dense', h);
    floats('cls.seq_relationship.weight', [2, h], layout.nextSentence.relationship, 2 * h);
    floats('cls.seq_relationship.bias', [2], layout.nextSentence.relationshipBias, 2);
  }
  let place: KernelMemory | undefined;
  await file.fill(options, (segments) => (place = kernelMemory(segments)).weights);
  return place!;
}
