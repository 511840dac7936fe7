import type { MaskedLanguageModel } from '../../predictions/model.ts';
import { Parameters, type Description } from '../description.ts';
import type { OpenModel } from './prepare.ts';
import type { Precision } from '../../predictions/backend.ts';
import { referenceLogProbabilities } from '../backends/reference/reference.ts';

/** A sentence and what the checkpoint says of it in full precision. */
export interface SelfTest {
  readonly ids: readonly number[];
  readonly position: number;
  readonly probabilities: Float64Array;
}

/**
 * Pieces in the sentence: beyond 32, where kernels begin to work in tiles; fewer for a large model, whose reference
 * would take seconds.
 */
const LENGTHS = { most: 40, least: 8 };
/** Multiplications the reference may cost, about half a second's. */
const COST = 4e8;

/**
 * How far a backend's distribution may be from the reference: total variation distance, half the sum of absolute
 * differences, 0 to 1. A backend that computes nonsense is near 1 or not a number; quantisation costs a few hundredths.
 */
export const allowed: Readonly<Record<Precision, number>> = { fp32: 0.001, fp16: 0.02, int8: 0.15, q4: 0.35 };

/** Computes the answers, in plain arithmetic, of any checkpoint. The words are arbitrary: no tokenizer is needed. */
export async function createSelfTest({ description, weights }: OpenModel): Promise<SelfTest> {
  const perPiece = multiplicationsPerPiece(description);
  const length = Math.min(
    description.maxPositions,
    Math.max(LENGTHS.least, Math.min(LENGTHS.most, Math.floor(COST / perPiece))),
  );
  const ids = Array.from({ length }, (_, i) => (i * 7919 + 2) % description.vocabularySize);
  const position = length >> 1;
  const logs = await referenceLogProbabilities(description, weights, { ids }, position);
  return { ids, position, probabilities: logs.map(Math.exp) };
}

/** Multiplications by weights for each piece of a sentence. */
function multiplicationsPerPiece(description: Description): number {
  const parameters = new Parameters(description);
  return description.body.reduce((sum, operation) => {
    if (operation.op !== 'linear') return sum;
    const { outputs, inputs } = parameters.matrix(operation.matrix);
    return sum + outputs * inputs;
  }, 0);
}

/** Runs the test. @returns the distance, and whether the backend may be used. */
export async function runSelfTest(
  model: MaskedLanguageModel,
  test: SelfTest,
): Promise<{ readonly distance: number; readonly passed: boolean }> {
  const input = { ids: Int32Array.from(test.ids), positions: Int32Array.of(test.position) };
  const { ids, probabilities } = (await model.topK([input], model.vocabularySize, { priority: Infinity }))[0]![0]!;
  let sum = 0;
  const seen = new Set<number>();
  ids.forEach((id, rank) => {
    seen.add(id);
    sum += Math.abs(probabilities[rank]! - test.probabilities[id]!);
  });
  const distance = sum / 2;
  // Not `distance > allowed`: a NaN must fail too. Every word must have been seen once.
  return { distance, passed: seen.size === test.probabilities.length && distance <= allowed[model.backend.precision] };
}
