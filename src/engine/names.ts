import type { Weights } from './checkpoint/weights.ts';

/** Names of tensors that more than one room of the engine asks for; see `canonicalName`. */
export const WORDS = 'embeddings.word_embeddings.weight';
export const DECODER = 'cls.predictions.decoder.weight';

export const decoderBias = (weights: Weights): string =>
  weights.has('cls.predictions.bias') ? 'cls.predictions.bias' : 'cls.predictions.decoder.bias';

/** Whether a checkpoint can tell whether one sentence follows another. */
export const canTellNext = (weights: Weights): boolean =>
  ['pooler.dense.weight', 'cls.seq_relationship.weight'].every((name) => weights.has(name));
