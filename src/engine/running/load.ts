import type { InferenceSession } from 'onnxruntime-web';
import type { Backend, PassedOver, Target } from '../../predictions/backend.ts';
import type { MaskedLanguageModel } from '../../predictions/model.ts';
import { startInstance } from '../backends/kernel/instance.ts';
import { KernelModel } from '../backends/kernel/model.ts';
import { BackendError, isOutOfMemory, ModelError } from '../errors.ts';
import { WEIGHTS_NAME } from '../backends/onnx/builder.ts';
import type { ModelFiles } from '../model-files.ts';
import { openModel, prepare, type Prepared, type PreparedGraph } from './prepare.ts';
import { makeSerially, startRuntime, type Runtimes } from './runtime.ts';
import { createSelfTest, runSelfTest, type SelfTest } from './self-test.ts';
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
  /**
   * Hold the backend to the checkpoint's own answers before it is used (the default). Once a backend has passed, the
   * caller may skip it.
   */
  readonly selfTest?: boolean;
  readonly signal?: AbortSignal;
  /** Called with 0 to 1 while loading. */
  readonly onProgress?: (fraction: number) => void;
}

/** Share of a load's wall time spent on reading and converting; the rest is starting and testing. */
const CONVERTING = 0.8;

/**
 * Loads a masked language model from Hugging Face's files on the first target that works and gives the checkpoint's
 * answers; `backend.passedOver` of the result says which were not taken and why. For commands, benchmarks and tests,
 * which have a folder and keep nothing: the extension's models are started by the library, which knows what was
 * prepared and has passed before.
 * @throws ModelError for the files, BackendError `none` or `memory` where no target can run it, the signal's reason
 * when aborted.
 */
export async function loadModel({
  runtimes,
  files,
  name,
  targets,
  passedOver = [],
  selfTest = true,
  signal,
  onProgress,
}: LoadOptions): Promise<MaskedLanguageModel> {
  const opened = await openModel(files, signal);
  const wanted = targets ?? (await preferredTargets());
  const test = selfTest && wanted.length > 0 ? await createSelfTest(opened) : null;
  return await startFirst({
    runtimes,
    name,
    passedOver,
    signal,
    onProgress,
    concernsFiles: (error) => error instanceof ModelError,
    candidates: wanted.map((target) => ({
      target,
      prepare: (onConverted) => prepare(opened, target, { signal, onProgress: onConverted }),
      test: async () => test,
    })),
  });
}

/**
 * A target a model may run on: what is started there, and what it is held to, null for nothing. Asked for only when it
 * is its turn.
 */
export interface Candidate {
  readonly target: Target;
  /** @param onProgress Called with 0 to 1. */
  prepare(onProgress: (fraction: number) => void): Promise<Prepared>;
  test(): Promise<SelfTest | null>;
}

interface StartFirst extends Pick<LoadOptions, 'runtimes' | 'name' | 'passedOver'> {
  readonly candidates: readonly Candidate[];
  /** Whether an error is about the model's files, which no other target would change: it is thrown. */
  readonly concernsFiles: (error: unknown) => boolean;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: LoadOptions['onProgress'] | undefined;
}

/**
 * Starts a model on the first of its candidates that works and passes its test.
 * @throws what concerns the files, BackendError `none` or `memory` where no candidate can run it, the signal's reason
 * when aborted.
 */
export async function startFirst({
  runtimes,
  name,
  candidates,
  passedOver: before = [],
  concernsFiles,
  signal,
  onProgress,
}: StartFirst): Promise<MaskedLanguageModel> {
  const passedOver = [...before];
  let memory = false;
  for (const { target, prepare, test } of candidates) {
    signal?.throwIfAborted();
    memory = false;
    try {
      const prepared = await prepare((fraction) => onProgress?.(fraction * CONVERTING));
      signal?.throwIfAborted();
      const model = await startModel(runtimes, prepared, name, passedOver);
      const result = await holdToTest(model, test);
      if (!result || result.passed) {
        onProgress?.(1);
        return model;
      }
      passedOver.push(passOverWrong(target, result));
    } catch (error) {
      if (signal?.aborted || concernsFiles(error)) throw error;
      memory = isOutOfMemory(error);
      passedOver.push(passOverFailed(target, error));
    }
  }
  // The last target needs the least: what it lacks is what the user can do something about.
  throw new BackendError(memory ? 'memory' : 'none', `Nothing here can run ${name}. ${describePassedOver(passedOver)}`);
}

/** Runs a model's test, if there is one. A model that does not pass it is disposed of, however that ends. */
async function holdToTest(
  model: MaskedLanguageModel,
  find: Candidate['test'],
): Promise<Awaited<ReturnType<typeof runSelfTest>> | null> {
  let usable = false;
  try {
    const test = await find();
    const result = test && (await runSelfTest(model, test));
    usable = !result || result.passed;
    return result;
  } finally {
    if (!usable) await model.dispose().catch(() => {});
  }
}

/** Why a backend was passed over whose answers are not the checkpoint's. */
export const passOverWrong = (
  { device, precision }: Target,
  { distance }: { readonly distance: number },
): PassedOver => ({
  device,
  precision,
  why: 'wrong',
  detail: `distance ${distance.toFixed(3)} from full precision`,
});
/** Why a backend was passed over that threw. */
export const passOverFailed = (target: Target, error: unknown): PassedOver => ({
  ...target,
  why: 'failed',
  detail: error instanceof Error ? error.message : String(error),
});

/**
 * Starts a prepared model; its weights are used up. It is the caller's to have it tested.
 * @throws RangeError where there is no memory for it, ModelError for what the kernel cannot take, and what ORT throws
 * where it cannot make a session
 */
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
    return new KernelModel(instance, name, backend(instance.kernel.threads));
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

/**
 * Makes an ORT session for a prepared graph; its weights are used up. @throws what ORT throws where it cannot start, or
 * not make it
 */
export async function createSession(
  ort: OrtModule,
  { target, graph, weights }: Pick<PreparedGraph, 'target' | 'graph' | 'weights'>,
): Promise<InferenceSession> {
  await startRuntime(ort);
  return await makeSerially(() =>
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
