import type { InferenceSession } from 'onnxruntime-web';
import type { MaskedLanguageModel } from '../predictions/model.ts';
import { BackendError, ModelError } from './errors.ts';
import { WEIGHTS_NAME } from './graph/builder.ts';
import type { ModelFiles } from './model-files.ts';
import type { Target } from './precision.ts';
import { openModel, prepare, type Prepared } from './prepare.ts';
import { createSelfTest, runSelfTest } from './self-test.ts';
import { BertSession, type OrtModule } from './session.ts';
import { preferredTargets } from './targets.ts';

export interface LoadOptions {
  /** The build of ONNX Runtime to run on; the caller has set `env.wasm` up. */
  readonly ort: OrtModule;
  readonly files: ModelFiles;
  /** For people: a hub name or `default`. */
  readonly name: string;
  /** Where to try, best first; `preferredTargets()` when absent. */
  readonly targets?: readonly Target[];
  /** Hold the backend to the checkpoint's own answers before it is used (the default). Once a backend has passed, the caller may skip it. */
  readonly selfTest?: boolean;
  readonly signal?: AbortSignal;
  /** Called with 0 to 1 while loading. */
  readonly onProgress?: (fraction: number) => void;
}

/** Share of a load's wall time spent on reading and converting; the rest is ORT's. */
const READING = 0.8;

/**
 * Loads a BertForMaskedLM from Hugging Face's files on the first target that works and gives the checkpoint's answers;
 * `backend.reason` of the result says which were passed over and why.
 * @throws ModelError for the files, BackendError `none` where no target can run it, the signal's reason when aborted.
 */
export async function loadModel({ ort, files, name, targets, selfTest = true, signal, onProgress }: LoadOptions): Promise<MaskedLanguageModel> {
  const opened = await openModel(files, signal);
  const passedOver: string[] = [];
  const wanted = targets ?? (await preferredTargets());
  const test = selfTest && wanted.length > 0 ? await createSelfTest(opened) : null;
  for (const target of wanted) {
    signal?.throwIfAborted();
    try {
      const prepared = await prepare(opened, target, { signal, onProgress: (fraction) => onProgress?.(fraction * READING) });
      signal?.throwIfAborted();
      const model = await startModel(ort, prepared, name, passedOver);
      const result = test && (await runSelfTest(model, test));
      if (!result || result.passed) {
        onProgress?.(1);
        return model;
      }
      await model.dispose();
      passedOver.push(`${describe(target)}: wrong answers (distance ${result.distance.toFixed(3)} from full precision)`);
    } catch (error) {
      if (signal?.aborted || error instanceof ModelError) throw error;
      passedOver.push(`${describe(target)}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new BackendError('none', `Nothing here can run the model. ${passedOver.join('; ')}`);
}

/** Starts a prepared model; its weights are used up. */
export async function startModel(
  ort: OrtModule, prepared: Prepared, name: string, passedOver: readonly string[] = [], options: InferenceSession.SessionOptions = {},
): Promise<MaskedLanguageModel> {
  const { device, precision } = prepared.target;
  const session = await createSession(ort, prepared, options);
  const threads = device === 'wasm' ? Math.max(1, ort.env.wasm.numThreads ?? 1) : 1;
  const reason = [`${describe(prepared.target)} is the best that works here`, ...passedOver].join('; ');
  return new BertSession(ort, session, prepared.config, name, { device, precision, threads, reason });
}

/** ORT keeps one table of external files for all sessions, and empties it when any of them has been made: so one is made at a time. */
let making: Promise<unknown> = Promise.resolve();

/** An ORT session for a prepared graph; `options` override the usual ones. */
export async function createSession(
  ort: OrtModule, { target, graph, weights }: Pick<Prepared, 'target' | 'graph' | 'weights'>, options: InferenceSession.SessionOptions = {},
): Promise<InferenceSession> {
  const session = making.then(() =>
    ort.InferenceSession.create(graph, {
      executionProviders: [target.device],
      externalData: [{ path: WEIGHTS_NAME, data: weights.consume() }],
      graphOptimizationLevel: 'all',
      // Warnings only say which operators run on the CPU, which is known.
      logSeverityLevel: 3,
      ...options,
    }),
  );
  making = session.catch(() => {});
  return await session;
}

const describe = ({ device, precision }: Target): string => `${device === 'webgpu' ? 'WebGPU' : 'wasm'} ${precision}`;
