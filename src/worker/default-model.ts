import { BackendError, ModelError } from '../engine/errors.ts';
import { loadModel, startModel, type LoadOptions } from '../engine/running/load.ts';
import { openedOnce } from '../engine/model-files.ts';
import { KERNEL, type Prepared } from '../engine/running/prepare.ts';
import { packPrepared, unpackPrepared } from '../engine/running/prepared-file.ts';
import { startRuntime } from '../engine/running/runtime.ts';
import type { MaskedLanguageModel } from '../predictions/model.ts';
import { testKey, type TestMemory } from './test-memory.ts';

/**
 * Loads a model on the first of its targets that works, our own kernel when none are given; the self-test is left out where this model has passed it
 * before, and on the CPU, where little is kept and much is to be done, preparing it as well. Throws what `loadModel` throws.
 */
export async function loadTested(given: LoadOptions, memory: TestMemory): Promise<MaskedLanguageModel> {
  const options = { ...given, files: openedOnce(given.files) };
  const targets = given.targets ?? [KERNEL];
  if (targets[0]?.device === 'webgpu') void startRuntime(options.runtimes.ort);
  else options.runtimes.kernel.module().catch(() => {});
  const runtime = options.runtimes.ort.env.versions.web ?? 'unknown';
  const best = targets[0] && (await testKey(options.files, targets[0], runtime));
  let kept: Blob | undefined;
  const onPrepared = (prepared: Prepared) => (kept = 'graph' in prepared ? undefined : packPrepared(prepared));
  const remember = async (model: MaskedLanguageModel): Promise<MaskedLanguageModel> => {
    const { device, precision } = model.backend;
    const passed =
      device === targets[0]?.device && precision === targets[0].precision
        ? best
        : await testKey(options.files, { device, precision }, runtime);
    // Nobody waits for it.
    if (passed) void memory.add(passed, kept);
    return model;
  };
  if (best && (await memory.has(best))) {
    try {
      const file = await memory.kept(best);
      if (!file)
        return await remember(
          await loadModel({ ...options, targets: targets.slice(0, 1), selfTest: false, onPrepared }),
        );
      const model = await startModel(options.runtimes, await unpackPrepared(file), options.name, options.passedOver);
      options.onProgress?.(1);
      return model;
    } catch (error) {
      // What ran yesterday may not run today, and what is kept may be damaged: then everything is tried again, and tested.
      if (!(error instanceof BackendError || error instanceof ModelError)) throw error;
    }
  }
  return await remember(await loadModel({ ...options, targets, onPrepared }));
}
