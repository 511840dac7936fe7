import type { MaskedLanguageModel } from '../../predictions/model.ts';
import type { BertConfig } from '../config.ts';
import { BackendError, ModelError } from '../errors.ts';
import { startModel } from '../load.ts';
import { WeightBytes, type Segment } from '../graph/weight-bytes.ts';
import { blobFiles, type ModelFiles } from '../model-files.ts';
import type { Target } from '../precision.ts';
import { openModel, prepare } from '../prepare.ts';
import { createSelfTest, runSelfTest } from '../self-test.ts';
import type { OrtModule } from '../session.ts';
import { download } from './download.ts';
import { StoreError } from './errors.ts';
import { HUB, lookUp, type Offer } from './hub.ts';
import { sha256 } from './sha256.ts';

/** A model that is here, ready to start. */
export interface InstalledModel {
  readonly name: string;
  /** What it takes up. */
  readonly bytes: number;
  readonly targets: readonly Target[];
  /** Of each file it was made from. */
  readonly sha256: Readonly<Record<string, string>>;
}

/** Written last: a folder without it is an unfinished installation. */
interface StoredRecord extends InstalledModel {
  readonly version: 1;
  readonly config: BertConfig;
  /** Where the weights lie in each target's file. */
  readonly segments: readonly (readonly Segment[])[];
  readonly selfTest: { readonly ids: readonly number[]; readonly position: number };
}

export interface InstallOptions {
  /** The numbers and backends to prepare the model for; int8 on the CPU when absent. */
  readonly targets?: readonly Target[];
  readonly signal?: AbortSignal;
  /** Called with 0 to 1. */
  readonly onProgress?: (fraction: number) => void;
}

const RECORD = 'model.json';
const SELF_TEST = 'self-test.bin';
const TOKENIZER_FILES = ['vocab.txt', 'tokenizer_config.json'];
const CHECKPOINT = /^(?:model|pytorch_model)[\w.-]*\.(?:safetensors|bin)(?:\.index\.json)?$/;
const fileOf = ({ device, precision }: Target, what: 'onnx' | 'weights') => `${device}-${precision}.${what}`;

/** Models the user has added, in the browser's private file system, converted to what ORT takes. */
export class ModelStore {
  readonly #root: FileSystemDirectoryHandle;
  readonly #hub: string;

  /** @param root A folder for the store alone, such as `(await navigator.storage.getDirectory()).getDirectoryHandle('models', { create: true })`. */
  constructor(root: FileSystemDirectoryHandle, hub: string = HUB) {
    this.#root = root;
    this.#hub = hub;
  }

  /** What the hub offers under a name, for the user to agree to. A request to the hub: only when the user asked for it. Throws StoreError. */
  async lookUp(model: string, signal?: AbortSignal): Promise<Offer> {
    return await lookUp(model, { hub: this.#hub, ...(signal ? { signal } : {}) });
  }

  /** Downloads what the user agreed to, continuing where an earlier attempt broke off, and installs it. Throws StoreError or ModelError. */
  async download(offer: Offer, options: InstallOptions = {}): Promise<InstalledModel> {
    const { signal, onProgress } = options;
    const parts = await this.#root.getDirectoryHandle(`${folderName(offer.model)}.${offer.revision}.part`, { create: true });
    const files = new Map<string, Blob>();
    const hashes: Record<string, string> = {};
    let before = 0;
    for (const file of offer.files) {
      const result = await download(parts, offer, file, { hub: this.#hub, signal, onBytes: (here) => onProgress?.((0.8 * (before + here)) / offer.bytes) });
      files.set(file.name, result.blob);
      hashes[file.name] = result.sha256;
      before += file.bytes;
    }
    const installed = await this.#install(offer.model, blobFiles(files), hashes, { ...options, onProgress: (fraction) => onProgress?.(0.8 + 0.2 * fraction) });
    await this.#root.removeEntry(parts.name, { recursive: true });
    return installed;
  }

  /** Installs a model from files the user picked, under a name of the user's. Nothing leaves or enters the machine. Throws ModelError. */
  async importFiles(name: string, picked: Iterable<readonly [name: string, blob: Blob]>, options: InstallOptions = {}): Promise<InstalledModel> {
    const files = [...picked].filter(([file]) => file === 'config.json' || TOKENIZER_FILES.includes(file) || CHECKPOINT.test(file));
    const hashes: Record<string, string> = {};
    for (const [file, blob] of files) hashes[file] = await sha256(blob, options.signal);
    return await this.#install(name, blobFiles(files), hashes, options);
  }

  /** Installed models by name. What was never finished is not among them. */
  async list(): Promise<InstalledModel[]> {
    const models: InstalledModel[] = [];
    for await (const [name, handle] of this.#root.entries()) {
      if (handle.kind !== 'directory' || name.endsWith('.part')) continue;
      const record = await readRecord(handle as FileSystemDirectoryHandle);
      if (record) models.push({ name: record.name, bytes: record.bytes, targets: record.targets, sha256: record.sha256 });
    }
    return models.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Removes a model and every unfinished download of it. */
  async remove(name: string): Promise<void> {
    const folder = folderName(name);
    const names: string[] = [];
    for await (const entry of this.#root.keys()) if (entry === folder || (entry.startsWith(`${folder}.`) && entry.endsWith('.part'))) names.push(entry);
    for (const entry of names) await this.#root.removeEntry(entry, { recursive: true });
  }

  /** The tokenizer's files of an installed model. */
  async files(name: string): Promise<ModelFiles> {
    const folder = await this.#folder(name);
    return {
      async open(file) {
        const handle = TOKENIZER_FILES.includes(file) ? await folder.getFileHandle(file).catch(() => null) : null;
        return handle ? await handle.getFile() : null;
      },
    };
  }

  /**
   * Starts an installed model on the first of its targets that works. Each was held to the checkpoint's own answers when it first started;
   * with `selfTest` it is again. Throws StoreError or BackendError.
   */
  async start(name: string, { ort, selfTest = false, signal }: { readonly ort: OrtModule; readonly selfTest?: boolean; readonly signal?: AbortSignal }): Promise<MaskedLanguageModel> {
    const folder = await this.#folder(name);
    const record = await readRecord(folder);
    if (!record) throw new StoreError('missing', `${name} is not installed`);
    const passedOver: string[] = [];
    for (const [index, target] of record.targets.entries()) {
      signal?.throwIfAborted();
      try {
        const graph = await readBytes(folder, fileOf(target, 'onnx'));
        const weights = await readWeights(folder, fileOf(target, 'weights'), record.segments[index]!);
        const model = await startModel(ort, { config: record.config, target, graph, weights }, name, passedOver);
        if (!selfTest) return model;
        const probabilities = new Float64Array((await readBytes(folder, SELF_TEST)).buffer);
        const { passed, distance } = await runSelfTest(model, { ...record.selfTest, probabilities });
        if (passed) return model;
        await model.dispose();
        passedOver.push(`${target.device} ${target.precision}: wrong answers (distance ${distance.toFixed(3)} from full precision)`);
      } catch (error) {
        if (signal?.aborted) throw error;
        passedOver.push(`${target.device} ${target.precision}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    throw new BackendError('none', `Nothing here can run ${name}. ${passedOver.join('; ')}`);
  }

  async #install(name: string, files: ModelFiles, hashes: Readonly<Record<string, string>>, { targets = [{ device: 'wasm', precision: 'int8' }], signal, onProgress }: InstallOptions): Promise<InstalledModel> {
    const opened = await openModel(files, signal);
    const vocabulary = await files.open('vocab.txt', signal);
    if (!vocabulary) throw new ModelError('missing', 'vocab.txt is missing');
    await this.#root.removeEntry(folderName(name), { recursive: true }).catch(() => {});
    const folder = await this.#root.getDirectoryHandle(folderName(name), { create: true });
    try {
      let bytes = 0;
      const segments: (readonly Segment[])[] = [];
      const write = async (file: string, content: Blob | Uint8Array<ArrayBuffer> | string) => void (bytes += await writeFile(folder, file, content));
      for (const file of TOKENIZER_FILES) {
        const blob = await files.open(file, signal);
        if (blob) await write(file, blob);
      }
      const selfTest = await createSelfTest(opened);
      await write(SELF_TEST, new Uint8Array(selfTest.probabilities.slice().buffer));
      for (const [index, target] of targets.entries()) {
        const prepared = await prepare(opened, target, { signal, onProgress: (fraction) => onProgress?.((index + fraction) / targets.length) });
        await write(fileOf(target, 'onnx'), prepared.graph.slice());
        await write(fileOf(target, 'weights'), new Blob([...prepared.weights.pieces()]));
        segments.push(prepared.weights.segments);
      }
      const installed: InstalledModel = { name, bytes, targets, sha256: hashes };
      const record: StoredRecord = { version: 1, ...installed, segments, config: opened.config, selfTest: { ids: selfTest.ids, position: selfTest.position } };
      await writeFile(folder, RECORD, JSON.stringify(record));
      return installed;
    } catch (error) {
      await this.#root.removeEntry(folderName(name), { recursive: true }).catch(() => {});
      throw error;
    }
  }

  async #folder(name: string): Promise<FileSystemDirectoryHandle> {
    const folder = await this.#root.getDirectoryHandle(folderName(name)).catch(() => null);
    if (!folder) throw new StoreError('missing', `${name} is not installed`);
    return folder;
  }
}

/** A folder of its own for any name: no slash, and never one of the file system's own names. */
const folderName = (name: string): string => `m-${encodeURIComponent(name)}`;

async function readBytes(folder: FileSystemDirectoryHandle, file: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await (await (await folder.getFileHandle(file)).getFile()).arrayBuffer());
}

async function readWeights(folder: FileSystemDirectoryHandle, file: string, segments: readonly Segment[]): Promise<WeightBytes> {
  const blob = await (await folder.getFileHandle(file)).getFile();
  const buffers: ArrayBuffer[] = [];
  for (const { offset, length } of segments) buffers.push(await blob.slice(offset, offset + length).arrayBuffer());
  return new WeightBytes(segments, buffers);
}

async function writeFile(folder: FileSystemDirectoryHandle, file: string, content: Blob | Uint8Array<ArrayBuffer> | string): Promise<number> {
  const handle = await folder.getFileHandle(file, { create: true });
  const stream = await handle.createWritable();
  await stream.write(content);
  await stream.close();
  return (await handle.getFile()).size;
}

/** Null for an unfinished installation or one of another version, which is installed anew. */
async function readRecord(folder: FileSystemDirectoryHandle): Promise<StoredRecord | null> {
  const handle = await folder.getFileHandle(RECORD).catch(() => null);
  if (!handle) return null;
  try {
    const record = JSON.parse(await (await handle.getFile()).text()) as StoredRecord;
    return record.version === 1 ? record : null;
  } catch {
    return null;
  }
}
