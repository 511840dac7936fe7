import type { Backend, MaskedLanguageModel } from '../predictions/model.ts';
import { openCheckpoint } from './checkpoint/open.ts';
import { Weights } from './checkpoint/weights.ts';
import { readConfig } from './config.ts';
import { BackendError } from './errors.ts';
import { buildMaskedModel } from './graph/bert.ts';
import { WEIGHTS_NAME } from './graph/builder.ts';
import type { ModelFiles } from './model-files.ts';
import type { Target } from './precision.ts';
import { BertSession, type OrtModule } from './session.ts';

export interface LoadOptions {
  /** The build of ONNX Runtime to run on; the caller has set `env.wasm` up. */
  readonly ort: OrtModule;
  readonly files: ModelFiles;
  /** For people: a hub name or `default`. */
  readonly name: string;
  readonly targets?: readonly Target[];
  readonly signal?: AbortSignal;
  /** Called with 0 to 1 while loading. */
  readonly onProgress?: (fraction: number) => void;
}

/** Shares of the wall time of a load, as measured for BERT-base: reading and converting, then ORT. */
const READING = 0.8;

/**
 * Loads a BertForMaskedLM from Hugging Face's files.
 * @throws ModelError for the files, BackendError where no backend can run it, the signal's reason when aborted.
 */
export async function loadModel({ ort, files, name, targets = [{ device: 'wasm', precision: 'int8' }], signal, onProgress }: LoadOptions): Promise<MaskedLanguageModel> {
  const config = await readConfig(files, signal);
  const graph = buildMaskedModel(config, new Weights(await openCheckpoint(files, signal)), 'wasm', targets[0]!.precision);
  const weights = await graph.weights.fill({ signal, onProgress: (fraction) => onProgress?.(fraction * READING) });
  signal?.throwIfAborted();
  const backend: Backend = { device: 'wasm', precision: targets[0]!.precision, threads: ort.env.wasm.numThreads ?? 1, reason: 'wasm' };
  try {
    const session = await ort.InferenceSession.create(graph.encode(), {
      executionProviders: ['wasm'],
      externalData: [{ path: WEIGHTS_NAME, data: weights }],
      graphOptimizationLevel: 'all',
    });
    onProgress?.(1);
    return new BertSession(ort, session, config, name, backend);
  } catch (error) {
    throw new BackendError('none', `No backend could load the model: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
