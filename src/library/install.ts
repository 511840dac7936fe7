import { ModelError } from '../engine/errors.ts';
import type { ModelFiles } from '../engine/model-files.ts';
import type { Target } from '../predictions/backend.ts';
import { KERNEL, openModel, prepare, type Prepared } from '../engine/running/prepare.ts';
import { checkGraph } from '../engine/backends/transformers/files.ts';
import { createSelfTest, type SelfTest } from '../engine/running/self-test.ts';
import { VOCABULARY_FILES } from '../pieces/settings.ts';
import { flatName, removeEntry, writeFile } from './files.ts';
import {
  RECORD,
  SELF_TEST,
  TOKENIZER_FILES,
  type BertRecord,
  type InstalledModel,
  type PipelineRecord,
  type StoredTarget,
  type StoredRecord,
} from './record.ts';

/** How far an installation has come. Downloading and checking are counted in bytes, preparing in fractions of 1. */
export interface InstallProgress {
  readonly step: 'download' | 'check' | 'prepare';
  readonly done: number;
  readonly total: number;
}

/** A checkpoint is converted for our own engine; what @xenova/transformers runs is kept as it is. */
export type Way = 'checkpoint' | 'pipeline';
/** The way of a model whose files are so called. */
export const wayOf = (names: readonly string[]): Way =>
  names.some((name) => name.endsWith('.onnx')) ? 'pipeline' : 'checkpoint';

export interface InstallOptions {
  /** The numbers and backends to prepare a checkpoint for, best first; int8 on the CPU when absent. */
  readonly targets?: readonly Target[];
  /**
   * Called with the small files before the large ones are fetched or converted, and with the names of all there will
   * be; what it throws ends the installation.
   */
  readonly accept?: (files: ModelFiles, way: Way, names: readonly string[]) => Promise<void>;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: InstallProgress) => void;
}

/** The time now, or the one after `former` where a clock that was set back has not come so far. */
const timeAfter = (former: number): number => Math.max(Date.now(), former + 1);

const PIECE_BYTES = 8 * 1024 * 1024;

/** Writes a file into the installation's folder. */
export type Write = (file: string, content: Iterable<Blob | Uint8Array<ArrayBuffer>>) => Promise<void>;

/** What an installation is, beside what is the same of all. */
export type Installation = Omit<BertRecord, keyof Common> | Omit<PipelineRecord, keyof Common>;
type Common = Omit<InstalledModel, 'targets'> & Pick<StoredRecord, 'version' | 'sizes'>;

/** What a model is installed from. */
export interface Source {
  readonly name: string;
  readonly files: ModelFiles;
  /** What there is in `files`. */
  readonly names: readonly string[];
  /** Of each file. */
  readonly sha256: Readonly<Record<string, string>>;
  /** When the model that it takes the place of was installed. */
  readonly former?: number | undefined;
}

/**
 * Installs a model in a folder of its own under `root`. However it fails, nothing is left of it. @throws ModelError,
 * StoreError
 */
export async function install(
  root: FileSystemDirectoryHandle,
  source: Source,
  options: InstallOptions,
): Promise<InstalledModel> {
  const folder = await root.getDirectoryHandle(crypto.randomUUID(), { create: true });
  try {
    const fill = async (write: Write) => {
      const checked: Write = async (file, content) => {
        await write(file, content);
        options.signal?.throwIfAborted();
      };
      return wayOf(source.names) === 'pipeline'
        ? await keep(source, checked, options)
        : await convert(source, checked, options);
    };
    return await writeInstallation(folder, source, fill);
  } catch (error) {
    await removeEntry(root, folder.name).catch(() => {});
    throw error;
  }
}

/** Writes an installation, its record last: without that it is none. @param fill Writes the files. */
export async function writeInstallation(
  folder: FileSystemDirectoryHandle,
  { name, sha256, former = 0 }: Pick<Source, 'name' | 'sha256' | 'former'>,
  fill: (write: Write) => Promise<Installation>,
): Promise<InstalledModel> {
  const sizes: Record<string, number> = {};
  const made = await fill(async (file, content) => void (sizes[file] = await writeFile(folder, file, content)));
  const bytes = Object.values(sizes).reduce((sum, size) => sum + size, 0);
  const installed: InstalledModel = { name, bytes, installed: timeAfter(former), targets: made.targets, sha256 };
  const record: StoredRecord = { version: 4, ...installed, ...made, sizes };
  await writeFile(folder, RECORD, [JSON.stringify(record)]);
  return installed;
}

/** Writes a model as it was prepared for one target. */
export async function writePrepared(write: Write, prepared: Prepared): Promise<StoredTarget> {
  const { target, weights } = prepared;
  const file = `${target.device}-${target.precision}`;
  if ('graph' in prepared) await write(`${file}.onnx`, [prepared.graph.slice()]);
  await write(`${file}.weights`, gather(weights.pieces()));
  return { file, target, segments: weights.segments };
}

/** The same bytes in larger pieces: each that is written costs a message to another process. */
function* gather(pieces: Iterable<Uint8Array<ArrayBuffer>>): Generator<Blob> {
  let some: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  for (const piece of pieces) {
    some.push(piece);
    bytes += piece.length;
    if (bytes < PIECE_BYTES) continue;
    yield new Blob(some);
    [some, bytes] = [[], 0];
  }
  yield new Blob(some);
}

/** Writes what backends are held to. */
export async function writeSelfTest(
  write: Write,
  { ids, position, probabilities }: SelfTest,
): Promise<BertRecord['selfTest']> {
  await write(SELF_TEST, [new Uint8Array(probabilities.slice().buffer)]);
  return { ids, position };
}

/** Converts a checkpoint for each target. */
async function convert(
  { files }: Source,
  write: Write,
  { targets = [KERNEL], signal, onProgress }: InstallOptions,
): Promise<Installation> {
  const opened = await openModel(files, signal);
  const vocabularies = await Promise.all(VOCABULARY_FILES.map((name) => files.open(name, signal)));
  if (!vocabularies.some((file) => file)) throw new ModelError('missing', 'vocab.txt is missing');
  const prepareOptions = (step: number) => ({
    signal,
    onProgress: (fraction: number) =>
      onProgress?.({ step: 'prepare', done: (step + fraction) / targets.length, total: 1 }),
  });
  onProgress?.({ step: 'prepare', done: 0, total: 1 });
  for (const file of TOKENIZER_FILES) {
    const blob = await files.open(file, signal);
    if (blob) await write(file, [blob]);
  }
  const selfTest = await writeSelfTest(write, await createSelfTest(opened));
  const prepared: StoredTarget[] = [];
  for (const [step, target] of targets.entries())
    prepared.push(await writePrepared(write, await prepare(opened, target, prepareOptions(step))));
  return { targets, description: opened.description, prepared, selfTest };
}

/** Keeps what @xenova/transformers takes, once it is known to fill masks. */
async function keep(
  { files, names }: Source,
  write: Write,
  { signal, onProgress }: InstallOptions,
): Promise<Installation> {
  const { precision } = await checkGraph(files, names, signal);
  const pipeline: string[] = [];
  for (const [step, name] of names.entries()) {
    const file = await files.open(name, signal);
    if (!file) throw new ModelError('missing', `${name} is missing`);
    const report = (here: number) =>
      onProgress?.({ step: 'prepare', done: (step + here / Math.max(1, file.size)) / names.length, total: 1 });
    await write(flatName(name), piecesOf(file, report));
    report(file.size);
    pipeline.push(name);
  }
  return { targets: [{ device: 'wasm', precision }], pipeline };
}

function* piecesOf(file: Blob, report: (here: number) => void): Generator<Blob> {
  for (let at = 0; at < file.size; at += PIECE_BYTES) {
    report(at);
    yield file.slice(at, at + PIECE_BYTES);
  }
}
