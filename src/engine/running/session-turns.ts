import type { Backend } from '../../predictions/backend.ts';
import type { MaskedInput, RunOptions } from '../../predictions/model.ts';
import { BackendError, isLost } from '../errors.ts';
import { Queue } from './queue.ts';
import { yieldTurn } from './yield-turn.ts';

/**
 * One session's work, in turns: what goes wrong has a name, and after a lost device, a full heap or `end` nothing runs
 * any more.
 */
export class SessionTurns {
  readonly #device: Backend['device'];
  readonly #queue = new Queue();
  /** Set once the session can no longer be used. */
  #dead: BackendError | null = null;

  constructor(device: Backend['device']) {
    this.#device = device;
  }

  /**
   * A session on the CPU holds its thread and then settles by promises alone: before each work what came is heard.
   * @throws BackendError, or the signal's reason when aborted while it waits.
   */
  async add<T>(work: () => Promise<T>, { priority, signal }: RunOptions): Promise<T> {
    const turn = async () => {
      await yieldTurn();
      return await this.#guard(work);
    };
    return await this.#queue.add(turn, { priority, signal });
  }

  /** Releases the session, once, when what runs has ended. */
  async end(release: () => Promise<unknown>): Promise<void> {
    if (this.#dead?.code === 'disposed') return;
    this.#dead = new BackendError('disposed', 'The model was unloaded');
    await this.#queue.waitUntilSettled();
    await release();
  }

  async #guard<T>(work: () => Promise<T>): Promise<T> {
    if (this.#dead) throw this.#dead;
    try {
      return await work();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const lost = isLost(error, this.#device);
      const failure = new BackendError(lost ? 'lost' : 'failed', `${this.#device}: ${message}`, { cause: error });
      if (lost) this.#dead ??= failure;
      throw failure;
    }
  }
}

/** @throws BackendError where a sentence is longer than a model's positions. */
export function checkLengths(inputs: readonly MaskedInput[], maxPositions: number): void {
  for (const { ids } of inputs) {
    if (ids.length > maxPositions)
      throw new BackendError('failed', `A sentence of ${ids.length} pieces is longer than the model's ${maxPositions}`);
  }
}
