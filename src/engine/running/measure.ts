import type { Measured, Times } from '../../predictions/backend.ts';
import type { MaskedInput, MaskedLanguageModel } from '../../predictions/model.ts';
import { allowed } from './self-test.ts';

/** Pieces of the sentences that are timed: a short one, and a long one. */
const LENGTHS = [32, 128] as const;
/** Runs of each, of which the quickest counts: whatever else the machine does only ever slows one down. */
const RUNS = 4;
/** Lengths at which two backends have to agree: below and beyond those at which kernels begin to work in tiles. */
const AGREED = [8, 32, 128] as const;
/** What is looked at in each place, as when a word is filled in. */
const CANDIDATES = 60;
/** Behind whatever anyone waits for. */
const LAST = { priority: -1 };

/** A sentence of arbitrary words, masked in the middle. */
function sentence({ vocabularySize, maxPositions }: MaskedLanguageModel, pieces: number): MaskedInput {
  const length = Math.min(pieces, maxPositions);
  return {
    ids: Int32Array.from({ length }, (_, i) => (i * 7919 + 2) % vocabularySize),
    positions: Int32Array.of(length >> 1),
  };
}

/** Milliseconds of one masked prediction in a sentence of 32 and one of 128 pieces. */
export async function measureTimes(model: MaskedLanguageModel): Promise<Times> {
  const times: number[] = [];
  for (const pieces of LENGTHS) {
    const input = sentence(model, pieces);
    await model.topK([input], CANDIDATES, LAST);
    let best = Infinity;
    for (let run = 0; run < RUNS; run++) {
      const start = performance.now();
      await model.topK([input], CANDIDATES, LAST);
      best = Math.min(best, performance.now() - start);
    }
    times.push(best);
  }
  return [times[0]!, times[1]!];
}

/** Whether the GPU is faster by a third, both lengths together, and at no length slower. */
export const pays = ({ cpu, gpu }: Measured): boolean =>
  (gpu[0] + gpu[1]) * 1.5 <= cpu[0] + cpu[1] && gpu[0] <= cpu[0] && gpu[1] <= cpu[1];

/**
 * How far two backends of one model are apart at their worst: total variation distance of their distributions, 0 to 1,
 * over short and long sentences.
 * @returns the distance, and whether it is no more than both may be away from full precision.
 */
export async function compareBackends(
  a: MaskedLanguageModel,
  b: MaskedLanguageModel,
): Promise<{ readonly distance: number; readonly passed: boolean }> {
  let distance = 0;
  for (const pieces of AGREED) {
    const input = sentence(a, pieces);
    const [first, second] = await Promise.all([a, b].map((model) => distribution(model, input)));
    let sum = 0;
    for (let id = 0; id < a.vocabularySize; id++) sum += Math.abs(first![id]! - second![id]!);
    // Whatever is not a number is as far as can be.
    distance = Math.max(distance, Number.isFinite(sum) ? sum / 2 : 1);
  }
  return { distance, passed: distance <= allowed[a.backend.precision] + allowed[b.backend.precision] };
}

async function distribution(model: MaskedLanguageModel, input: MaskedInput): Promise<Float64Array> {
  const { ids, probabilities } = (await model.topK([input], model.vocabularySize, LAST))[0]![0]!;
  const byId = new Float64Array(model.vocabularySize);
  ids.forEach((id, rank) => (byId[id] = probabilities[rank]!));
  return byId;
}
