import type { MaskedInput, RunOptions } from '../../predictions/model.ts';
import { checkLengths, type SessionTurns } from './session-turns.ts';

/**
 * Rows of a batch times its longest sentence: beyond this, larger batches no longer gain and the caller waits longer
 * for an abort.
 */
const BATCH_TOKENS = 1024;

/** One input, and the ids whose log probabilities are wanted. */
export interface Job {
  readonly input: MaskedInput;
  readonly targets: Int32Array | null;
}

/** How a session takes its inputs. */
export interface Batching<R> {
  readonly maxPositions: number;
  readonly turns: SessionTurns;
  /** Whether sentences of different lengths may be in one batch. */
  readonly mixed: boolean;
  run(batch: readonly Job[]): Promise<R[]>;
}

/**
 * Runs inputs in batches of similar length. Between batches others may go first, and an abort ends the work.
 * @param targets For each input the ids whose log probabilities are wanted; null where the best are.
 * @returns A result an input, in their order.
 * @throws BackendError for a sentence longer than the model's positions, and what `run` throws; the signal's reason
 * when aborted.
 */
export async function runInBatches<R>(
  { maxPositions, turns, mixed, run }: Batching<R>,
  inputs: readonly MaskedInput[],
  targets: readonly Int32Array[] | null,
  options: RunOptions,
): Promise<R[]> {
  checkLengths(inputs, maxPositions);
  const jobs = inputs.map((input, index) => ({ input, targets: targets?.[index] ?? null, index }));
  jobs.sort((a, b) => a.input.ids.length - b.input.ids.length);
  const results: R[] = new Array(inputs.length);
  for (let start = 0; start < jobs.length;) {
    const first = jobs[start]!.input.ids.length;
    const fits = ({ input: { ids } }: Job, count: number) =>
      count * ids.length <= BATCH_TOKENS && (mixed || ids.length === first);
    let end = start + 1;
    while (end < jobs.length && fits(jobs[end]!, end + 1 - start)) end++;
    const batch = jobs.slice(start, end);
    const rows = await turns.add(() => run(batch), options);
    batch.forEach(({ index }, i) => (results[index] = rows[i]!));
    start = end;
  }
  return results;
}
