import type { MaskedLanguageModel, PassedOver } from '../../predictions/model.ts';
import { BackendError, isOutOfMemory } from '../errors.ts';
import { WeightBytes } from '../graph/weight-bytes.ts';
import { startInspector, type Inspector } from '../inspect.ts';
import { failed, startModel, wrong } from '../load.ts';
import type { ModelFiles } from '../model-files.ts';
import type { Target } from '../precision.ts';
import { startRuntime } from '../runtime.ts';
import { runSelfTest } from '../self-test.ts';
import type { OrtModule } from '../session.ts';
import { describePassedOver } from '../targets.ts';
import { StoreError } from './errors.ts';
import { fileIn, flatName } from './files.ts';
import { SELF_TEST, TOKENIZER_FILES, type BertRecord, type PipelineRecord, type StoredGraph, type StoredRecord } from './record.ts';

export interface StartOptions {
  readonly ort: OrtModule;
  /** What was tried before and lost its device: WebGPU is not tried again then. */
  readonly passedOver?: readonly PassedOver[];
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
    if (file?.size !== this.record.sizes[name]) throw new StoreError('damaged', `${this.name}: ${name} ${file ? `has ${file.size} instead of ${this.record.sizes[name]} bytes` : 'is gone'}`);
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
    return { open: async (file) => (TOKENIZER_FILES.includes(file) && file in this.record.sizes ? await this.file(file) : null) };
  }

  /** Starts the model on the first of its targets that works. Throws StoreError `damaged`, BackendError `none` or `memory`, or the signal's reason. */
  async start({ ort, passedOver: before = [], needsTest, signal, onProgress }: StartOptions): Promise<MaskedLanguageModel> {
    void startRuntime(ort);
    const passedOver = [...before];
    let memory = false;
    for (const graph of this.record.graphs.filter(({ target }) => target.device === 'wasm' || before.length === 0)) {
      signal?.throwIfAborted();
      try {
        const model = await startModel(ort, { config: this.record.config, ...(await this.#read(graph, onProgress)) }, this.name, passedOver);
        if (!(await needsTest?.(graph.target))) return model;
        const probabilities = new Float64Array(await (await this.file(SELF_TEST)).arrayBuffer());
        const result = await runSelfTest(model, { ...this.record.selfTest, probabilities });
        if (result.passed) return model;
        await model.dispose();
        passedOver.push(wrong(graph.target, result));
      } catch (error) {
        if (signal?.aborted || error instanceof StoreError) throw error;
        memory = isOutOfMemory(error);
        passedOver.push(failed(graph.target, error));
      }
    }
    throw new BackendError(memory ? 'memory' : 'none', `Nothing here can run ${this.name}. ${describePassedOver(passedOver)}`);
  }

  /** A session of its own for looking inside. Throws StoreError or BackendError. */
  async inspect({ ort, onProgress }: Pick<StartOptions, 'ort' | 'onProgress'>): Promise<Inspector> {
    const { inspection, config } = this.record;
    if (!inspection) throw new StoreError('damaged', `${this.name} cannot be looked into`);
    return await startInspector(ort, { ...inspection, config, ...(await this.#read(inspection, onProgress)) });
  }

  async #read({ file, target, segments }: StoredGraph, onProgress?: (fraction: number) => void): Promise<{ target: Target; graph: Uint8Array; weights: WeightBytes }> {
    const graph = new Uint8Array(await (await this.file(`${file}.onnx`)).arrayBuffer());
    const blob = await this.file(`${file}.weights`);
    const buffers: ArrayBuffer[] = [];
    for (const { offset, length } of segments) {
      buffers.push(await blob.slice(offset, offset + length).arrayBuffer());
      onProgress?.((offset + length) / blob.size);
    }
    return { target, graph, weights: new WeightBytes(segments, buffers) };
  }
}
