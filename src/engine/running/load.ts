import type { InferenceSession } from 'onnxruntime-web';
import type { Backend, MaskedLanguageModel, PassedOver } from '../../predictions/model.ts';
import { startInstance } from '../backends/kernel/instance.ts';
import { CpuMaskedModel } from '../backends/kernel/model.ts';
import { BackendError, isOutOfMemory, ModelError } from '../errors.ts';
import { WEIGHTS_NAME } from '../backends/onnx/builder.ts';
import type { ModelFiles } from '../model-files.ts';
import type { Target } from './precision.ts';
import { openModel, prepare, type Prepared, type PreparedGraph } from './prepare.ts';
import { oneAtATime, startRuntime, type Runtimes } from './runtime.ts';
import { createSelfTest, runSelfTest } from './self-test.ts';
import { OnnxModel, type OrtModule } from '../backends/onnx/session.ts';
import { describePassedOver, preferredTargets } from './targets.ts';

export interface LoadOptions {
  readonly runtimes: Runtimes;
  readonly files: ModelFiles;
  /** For people: a hub name or `default`. */
  readonly name: string;
  /** Where to try, best first; `preferredTargets()` when absent. */
  readonly targets?: readonly Target[];
  /** What was tried before: `backend.passedOver` begins with it. */
  readonly passedOver?: readonly PassedOver[];
  /** Hold the backend to the checkpoint's own answers before it is used (the default). Once a backend has passed, the caller may skip it. */
  readonly selfTest?: boolean;
  /** Called with each target's model before it is started, which uses the weights up. */
  readonly onPrepared?: (prepared: Prepared) => void;
  readonly signal?: AbortSignal;
  /** Called with 0 to 1 while loading. */
  readonly onProgress?: (fraction: number) => void;
}

/** Share of a load's wall time spent on reading and converting; the rest is ORT's. */
const READING = 0.8;

/**
 * Loads a masked language model from Hugging Face's files on the first target that works and gives the checkpoint's answers;
 * `backend.passedOver` of the result says which were not taken and why.
 * @throws ModelError for the files, BackendError `none` or `memory` where no target can run it, the signal's reason when aborted.
 */
export async function loadModel({
  runtimes,
  files,
  name,
  targets,
  passedOver: before = [],
  selfTest = true,
  signal,
  onPrepared,
  onProgress,
}: LoadOptions): Promise<MaskedLanguageModel> {
  const opened = await openModel(files, signal);
  const passedOver = [...before];
  let memory = false;
  const wanted = targets ?? (await preferredTargets());
  const test = selfTest && wanted.length > 0 ? await createSelfTest(opened) : null;
  for (const target of wanted) {
    signal?.throwIfAborted();
    try {
      const prepared = await prepare(opened, target, {
        signal,
        onProgress: (fraction) => onProgress?.(fraction * READING),
      });
      signal?.throwIfAborted();
      onPrepared?.(prepared);
      const model = await startModel(runtimes, prepared, name, passedOver);
      const result = test && (await runSelfTest(model, test));
      if (!result || result.passed) {
        onProgress?.(1);
        return model;
      }
      await model.dispose();
      passedOver.push(wrong(target, result));
    } catch (error) {
      if (signal?.aborted || error instanceof ModelError) throw error;
      memory = isOutOfMemory(error);
      passedOver.push(failed(target, error));
    }
  }
  // The last target needs the least: what it lacks is what the user can do something about.
  throw new BackendError(
    memory ? 'memory' : 'none',
    `Nothing here can run the model. ${describePassedOver(passedOver)}`,
  );
}

export const wrong = ({ device, precision }: Target, { distance }: { readonly distance: number }): PassedOver => ({
  device,
  precision,
  why: 'wrong',
  detail: `distance ${distance.toFixed(3)} from full precision`,
});
export const failed = (target: Target, error: unknown): PassedOver => ({
  ...target,
  why: 'failed',
  detail: error instanceof Error ? error.message : String(error),
});

/** Starts a prepared model; its weights are used up. It is the caller's to have it tested. */
export async function startModel(
  { ort, kernel }: Runtimes,
  prepared: Prepared,
  name: string,
  passedOver: readonly PassedOver[] = [],
): Promise<MaskedLanguageModel> {
  const { device, precision } = prepared.target;
  const backend = (threads: number): Backend => ({
    device,
    precision,
    threads,
    tested: true,
    passedOver: [...passedOver],
  });
  if (!('graph' in prepared)) {
    const instance = await startInstance(kernel, prepared);
    return new CpuMaskedModel(instance, name, backend(instance.kernel.threads));
  }
  const session = await createSession(ort, prepared);
  return new OnnxModel(
    ort,
    session,
    prepared.description,
    name,
    backend(device === 'wasm' ? Math.max(1, ort.env.wasm.numThreads ?? 1) : 1),
  );
}

/** An ORT session for a prepared graph. */
export async function createSession(
  ort: OrtModule,
  { target, graph, weights }: Pick<PreparedGraph, 'target' | 'graph' | 'weights'>,
): Promise<InferenceSession> {
  await startRuntime(ort);
  return await oneAtATime(() =>
    ort.InferenceSession.create(graph, {
      executionProviders: [target.device],
      externalData: [
        { path: WEIGHTS_NAME, data: weights.consume(target.device === 'wasm' && target.precision === 'fp16') },
      ],
      graphOptimizationLevel: 'all',
      // Warnings only say which operators run on the CPU, which is known.
      logSeverityLevel: 3,
    }),
  );
}
