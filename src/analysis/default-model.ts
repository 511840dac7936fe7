import { BackendError } from '../engine/errors.ts';
import { loadModel, type LoadOptions } from '../engine/load.ts';
import { preferredTargets } from '../engine/targets.ts';
import type { MaskedLanguageModel } from '../predictions/model.ts';
import { testKey, type TestMemory } from './test-memory.ts';

/** Loads a model where it runs best; the self-test is left out where this model has passed it before. Throws what `loadModel` throws. */
export async function loadTested(options: LoadOptions, memory: TestMemory): Promise<MaskedLanguageModel> {
  const targets = await preferredTargets();
  const runtime = options.ort.env.versions.web ?? 'unknown';
  const best = targets[0] && (await testKey(options.files, targets[0], runtime));
  if (best && (await memory.has(best))) {
    try {
      return await loadModel({ ...options, targets: targets.slice(0, 1), selfTest: false });
    } catch (error) {
      // What ran yesterday may not run today: then everything is tried again, and tested.
      if (!(error instanceof BackendError)) throw error;
    }
  }
  const model = await loadModel({ ...options, targets });
  const { device, precision } = model.backend;
  const passed = await testKey(options.files, { device, precision }, runtime);
  if (passed) await memory.add(passed);
  return model;
}
