import { BackendError } from '../engine/errors.ts';
import type { MaskedLanguageModel } from '../predictions/model.ts';

/**
 * Runs `work` with the model in use, and again with the next where that one is unloaded meanwhile because another was
 * chosen, or is moving to another backend. One that is unloaded when it is asked a second time will not come back: the
 * error (BackendError `disposed`) is thrown.
 */
export async function withCurrent<P extends readonly [unknown, MaskedLanguageModel], T>(
  current: () => Promise<P>,
  work: (predictor: P) => Promise<T>,
): Promise<T> {
  let unloaded: MaskedLanguageModel | null = null;
  for (;;) {
    const predictor = await current();
    const [, model] = predictor;
    try {
      return await work(predictor);
    } catch (error) {
      if (!(error instanceof BackendError && error.code === 'disposed') || model === unloaded) throw error;
      unloaded = model;
    }
  }
}
