import { kernelMemory } from '../engine/backends/kernel/memory.ts';
import { bytesOf, WeightBytes } from '../engine/weights/weight-bytes.ts';
import type { Inspector } from '../engine/running/inspect.ts';
import type { ModelFiles } from '../engine/model-files.ts';
import type { Target } from '../predictions/backend.ts';
import { isKernel, type Prepared } from '../engine/running/prepare.ts';
import type { SelfTest } from '../engine/running/self-test.ts';
import type { MaskedLanguageModel } from '../predictions/model.ts';
import { StoreError } from './errors.ts';
import { fileIn, flatName } from './files.ts';
import { SELF_TEST, TOKENIZER_FILES, type BertRecord, type PipelineRecord, type StoredRecord } from './record.ts';
import {
  inspect,
  start,
  type EngineModel,
  type Preparable,
  type PrepareOptions,
  type StartOptions,
} from './starting.ts';

/** A model in the store, opened: nothing is read yet but its record. */
class Stored<R extends StoredRecord> {
  protected readonly handle: FileSystemDirectoryHandle;
  protected readonly record: R;

  constructor(folder: FileSystemDirectoryHandle, record: R) {
    this.handle = folder;
    this.record = record;
  }

  get name(): string {
    return this.record.name;
  }

  /** Its own for each installation, also of the same model. */
  get id(): string {
    return this.handle.name;
  }

  /** Throws StoreError `damaged` for a file that is not as it was. */
  protected async file(name: string): Promise<File> {
    const file = await fileIn(this.handle, name);
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
export class StoredModel extends Stored<BertRecord> implements EngineModel, Preparable {
  /** The tokenizer's files. */
  get files(): ModelFiles {
    return {
      open: async (file) =>
        TOKENIZER_FILES.includes(file) && file in this.record.sizes ? await this.file(file) : null,
    };
  }

  folder = async (): Promise<FileSystemDirectoryHandle> => this.handle;

  start(options: StartOptions): Promise<MaskedLanguageModel> {
    return start(this, options);
  }

  inspect(options: Parameters<EngineModel['inspect']>[0]): Promise<Inspector> {
    return inspect(this, options);
  }

  targetsOf(wanted: readonly Target[]): readonly Target[] {
    return this.record.prepared
      .map(({ target }) => target)
      .filter(({ device }) => wanted.some((target) => target.device === device));
  }

  async selfTest(): Promise<SelfTest> {
    const probabilities = new Float64Array(await (await this.file(SELF_TEST)).arrayBuffer());
    return { ...this.record.selfTest, probabilities };
  }

  /** Reads what was prepared. @throws StoreError `damaged` */
  async prepare(target: Target, { onProgress }: PrepareOptions): Promise<Prepared> {
    const { description, prepared } = this.record;
    const stored = prepared.find(
      ({ target: { device, precision } }) => device === target.device && precision === target.precision,
    );
    if (!stored)
      throw new StoreError('damaged', `${this.name} was not prepared for ${target.device} in ${target.precision}`);
    const { file, segments } = stored;
    const blob = await this.file(`${file}.weights`);
    // Before there is memory for them: what a record says may be anything.
    if (blob.size !== bytesOf(segments))
      throw new StoreError('damaged', `${this.name}: its weights are not as recorded`);
    if (isKernel(target)) {
      const place = kernelMemory(segments);
      await place.weights.read(blob, onProgress);
      return { description, target, ...place };
    }
    const weights = new WeightBytes(segments);
    await weights.read(blob, onProgress);
    const graph = new Uint8Array(await (await this.file(`${file}.onnx`)).arrayBuffer());
    return { description, target, graph, weights };
  }
}
