import { BackendError } from '../engine/errors.ts';
import type { MaskedLanguageModel } from '../predictions/model.ts';

/**
 * Runs `work` with the model in use, and again with the next where that one is unloaded meanwhile because another was chosen, or is moving to another
 * backend. One that is unloaded when it is asked a second time will not come back: the error (BackendError `disposed`) is thrown.
 */
export async function withCurrent<R extends readonly [unknown, MaskedLanguageModel], T>(
  current: () => Promise<R>,
  work: (reader: R) => Promise<T>,
): Promise<T> {
  let unloaded: MaskedLanguageModel | null = null;
  for (;;) {
    const reader = await current();
    try {
      return await work(reader);
    } catch (error) {
      if (!(error instanceof BackendError && error.code === 'disposed') || reader[1] === unloaded) throw error;
      [, unloaded] = reader;
    }
  }
}
