import { startInspector, type Inspector } from '../engine/running/inspect.ts';
import { BackendError, isOutOfMemory, ModelError } from '../engine/errors.ts';
import { startFirst } from '../engine/running/load.ts';
import { KERNEL, type Prepared } from '../engine/running/prepare.ts';
import type { Runtimes } from '../engine/running/runtime.ts';
import type { SelfTest } from '../engine/running/self-test.ts';
import type { ModelFiles } from '../engine/model-files.ts';
import type { PassedOver, Target } from '../predictions/backend.ts';
import type { MaskedLanguageModel } from '../predictions/model.ts';
import { StoreError } from './errors.ts';
import type { Findings } from './findings.ts';

export interface PrepareOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called with 0 to 1. */
  readonly onProgress?: ((fraction: number) => void) | undefined;
}

export interface StartOptions extends PrepareOptions {
  readonly runtimes: Runtimes;
  /**
   * Where to start, best first. What the model was prepared for on these devices is taken where it was prepared before.
   */
  readonly targets: readonly Target[];
  /** What was tried before: the backend's list begins with it. */
  readonly passedOver?: readonly PassedOver[];
  /** What is known of the model here, and is then known: a target that has passed its test is not tested again. */
  readonly findings: Pick<Findings, 'hasPassed' | 'notePassed'>;
}

/** A model of our own engine in the library: the built-in one, or one that was added. */
export interface EngineModel extends Pick<Preparable, 'targetsOf'> {
  /** The hub's name, the user's, or `default`. */
  readonly name: string;
  /** Its own for each installation, also of the same model; null for the built-in one. */
  readonly id: string | null;
  /** The tokenizer's files. */
  readonly files: ModelFiles;
  /** Where it is on disk. Rejects where nothing can be kept. */
  folder(): Promise<FileSystemDirectoryHandle>;
  /**
   * Starts it on the first target that works. @throws StoreError or ModelError for its files, BackendError `none` or
   * `memory`, the signal's reason
   */
  start(options: StartOptions): Promise<MaskedLanguageModel>;
  /**
   * For looking inside, in memory of its own. @throws StoreError or ModelError for its files, BackendError `memory`
   * where there is none for it
   */
  inspect(options: PrepareOptions & Pick<StartOptions, 'runtimes'>): Promise<Inspector>;
}

/** Where a model's numbers come from: what was prepared before, or the checkpoint. */
export interface Preparable {
  readonly name: string;
  /** What it can be prepared for, on the devices that are wanted. */
  targetsOf(wanted: readonly Target[]): readonly Target[];
  prepare(target: Target, options: PrepareOptions): Promise<Prepared>;
  /** What a backend is held to. */
  selfTest(): Promise<SelfTest>;
}

/**
 * Starts a model on the first of its targets whose answers pass its test; what was kept of it is used, and what is
 * found out is kept. @throws what `EngineModel.start` does
 */
export async function start(
  model: Preparable,
  { runtimes, targets, passedOver = [], findings, signal, onProgress }: StartOptions,
): Promise<MaskedLanguageModel> {
  const wanted = model.targetsOf(targets);
  /** Known before it is needed: it is looked up while the model is read. */
  const passed = new Map<string, Promise<boolean>>();
  const started = await startFirst({
    runtimes,
    name: model.name,
    passedOver,
    signal,
    onProgress,
    concernsFiles: (error) => error instanceof StoreError || error instanceof ModelError,
    candidates: wanted.map((target) => ({
      target,
      async prepare(onConverted) {
        passed.set(nameOf(target), findings.hasPassed(target));
        return await model.prepare(target, { signal, onProgress: onConverted });
      },
      test: async () => ((await passed.get(nameOf(target))) ? null : await model.selfTest()),
    })),
  });
  if (!(await passed.get(nameOf(started.backend)))) await findings.notePassed(started.backend);
  return started;
}

const nameOf = ({ device, precision }: Target): string => `${device} ${precision}`;

/** Starts all layers of a model for looking inside, on our own kernel. @throws what `EngineModel.inspect` does */
export async function inspect(
  model: Preparable,
  { runtimes, ...options }: Parameters<EngineModel['inspect']>[0],
): Promise<Inspector> {
  try {
    const prepared = await model.prepare(KERNEL, options);
    const layers = Array.from({ length: prepared.description.layers }, (_, i) => i);
    return await startInspector(runtimes, { ...prepared, layers });
  } catch (cause) {
    if (!isOutOfMemory(cause)) throw cause;
    throw new BackendError('memory', `There is no memory to look into ${model.name}`, { cause });
  }
}
