import type { MaskedLanguageModel, PassedOver } from '../predictions/model.ts';
import { kernelMemory } from '../engine/backends/kernel/memory.ts';
import { WeightBytes } from '../engine/weights/weight-bytes.ts';
import { startInspector, type Inspector } from '../engine/running/inspect.ts';
import { startFirst } from '../engine/running/load.ts';
import type { ModelFiles } from '../engine/model-files.ts';
import type { Target } from '../engine/running/precision.ts';
import { isKernel, type Prepared } from '../engine/running/prepare.ts';
import { startRuntime, type Runtimes } from '../engine/running/runtime.ts';
import type { SelfTest } from '../engine/running/self-test.ts';
import { StoreError } from './errors.ts';
import { fileIn, flatName } from './files.ts';
import {
  SELF_TEST,
  TOKENIZER_FILES,
  type BertRecord,
  type PipelineRecord,
  type StoredRecord,
  type StoredTarget,
} from './record.ts';

export interface StartOptions {
  readonly runtimes: Runtimes;
  /** What was tried before: the backend's list begins with it. */
  readonly passedOver?: readonly PassedOver[];
  /** Where to start: on the first of all when absent. */
  readonly device?: Target['device'];
  /** Whether a target is to be held to the checkpoint's own answers before it is used; none is when absent. */
  readonly needsTest?: (target: Target) => Promise<boolean>;
  readonly signal?: AbortSignal;
  /** Called with 0 to 1. */
  readonly onProgress?: (fraction: number) => void;
}

/** A model in the store, opened: nothing is read yet but its record. */
class Stored<R extends StoredRecord> {
  readonly #folder: FileSystemDirectoryHandle;
  protected readonly record: R;

  constructor(folder: FileSystemDirectoryHandle, record: R) {
    this.#folder = folder;
    this.record = record;
  }

  get name(): string {
    return this.record.name;
  }

  /** Its own for each installation, also of the same model. */
  get id(): string {
    return this.#folder.name;
  }

  /** Throws StoreError `damaged` for a file that is not as it was. */
  protected async file(name: string): Promise<File> {
    const file = await fileIn(this.#folder, name);
    if (file?.size !== this.record.sizes[name])
      throw new StoreError(
        'damaged',
        `${this.name}: ${name} ${file ? `has ${file.size} instead of ${this.record.sizes[name]} bytes` : 'is gone'}`,
      );
    return file!;
  }
}

/** A model for @xenova/transformers. */
export class StoredPipeline extends Stored<PipelineRecord> {
  get names(): readonly string[] {
    return this.record.pipeline;
  }

  get files(): ModelFiles {
    return { open: async (file) => (this.names.includes(file) ? await this.file(flatName(file)) : null) };
  }
}

/** A model for our own engine. */
export class StoredModel extends Stored<BertRecord> {
  /** The tokenizer's files. */
  get files(): ModelFiles {
    return {
      open: async (file) =>
        TOKENIZER_FILES.includes(file) && file in this.record.sizes ? await this.file(file) : null,
    };
  }

  /** Starts the model on the first of its targets that works. Throws StoreError `damaged`, BackendError `none` or `memory`, or the signal's reason. */
  async start({
    runtimes,
    passedOver = [],
    device,
    needsTest,
    signal,
    onProgress,
  }: StartOptions): Promise<MaskedLanguageModel> {
    return await startFirst({
      runtimes,
      name: this.name,
      passedOver,
      signal,
      concernsFiles: (error) => error instanceof StoreError,
      candidates: this.record.prepared
        .filter(({ target }) => !device || target.device === device)
        .map((stored) => ({
          target: stored.target,
          prepared: () => this.#read(stored, runtimes, onProgress),
          test: async () => ((await needsTest?.(stored.target)) ? await this.#selfTest() : null),
        })),
    });
  }

  async #selfTest(): Promise<SelfTest> {
    const probabilities = new Float64Array(await (await this.file(SELF_TEST)).arrayBuffer());
    return { ...this.record.selfTest, probabilities };
  }

  /** For looking inside, in memory of its own. Throws StoreError or BackendError. */
  async inspect({ runtimes, onProgress }: Pick<StartOptions, 'runtimes' | 'onProgress'>): Promise<Inspector> {
    const { prepared, description } = this.record;
    const stored = prepared.find(({ target }) => isKernel(target));
    if (!stored) throw new StoreError('damaged', `${this.name} cannot be looked into`);
    return await startInspector(runtimes, {
      ...(await this.#read(stored, runtimes, onProgress)),
      layers: Array.from({ length: description.layers }, (_, i) => i),
    });
  }

  async #read(
    { file, target, segments }: StoredTarget,
    { ort }: Runtimes,
    onProgress?: (fraction: number) => void,
  ): Promise<Prepared> {
    const { description } = this.record;
    if (!isKernel(target)) void startRuntime(ort);
    const blob = await this.file(`${file}.weights`);
    if (isKernel(target)) {
      const place = kernelMemory(segments);
      await place.weights.read(blob, onProgress);
      return { description, target, ...place };
    }
    const weights = new WeightBytes(segments);
    await weights.read(blob, onProgress);
    return {
      description,
      target,
      graph: new Uint8Array(await (await this.file(`${file}.onnx`)).arrayBuffer()),
      weights,
    };
  }
}
