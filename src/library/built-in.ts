import { BackendError, ModelError } from '../engine/errors.ts';
import type { ModelFiles } from '../engine/model-files.ts';
import type { Inspector } from '../engine/running/inspect.ts';
import type { Target } from '../predictions/backend.ts';
import { isKernel, KERNEL, openModel, prepare, type OpenModel, type Prepared } from '../engine/running/prepare.ts';
import { createSelfTest, type SelfTest } from '../engine/running/self-test.ts';
import { BUILT_IN, type MaskedLanguageModel } from '../predictions/model.ts';
import { StoreError } from './errors.ts';
import { foldersIn, removeEntry } from './files.ts';
import { writeInstallation, writePrepared, writeSelfTest, type Installation, type Write } from './install.ts';
import { eraseFormer, openPlace, type Place } from './places.ts';
import { readRecord, type InstalledModel } from './record.ts';
import { sha256 } from './sha256.ts';
import {
  inspect,
  start,
  type EngineModel,
  type Preparable,
  type PrepareOptions,
  type StartOptions,
} from './starting.ts';
import { StoredModel } from './stored-model.ts';

const PLACE: Place = 'built-in';
const WEIGHTS = 'model.safetensors';

/**
 * Where what was prepared of the built-in model is kept. @param engine Tells versions of the model, and of the code
 * that prepares it, apart.
 */
export const builtInFolder = (engine: string) => async (): Promise<FileSystemDirectoryHandle> =>
  await (await openPlace(PLACE)).getDirectoryHandle(engine, { create: true });

/** For places that keep nothing. */
export const refuseToKeep = async (): Promise<never> =>
  Promise.reject(new StoreError('private', 'Nothing is kept here'));

/**
 * The model that ships. The package has its checkpoint: the first answer need not wait for an installation. What the
 * CPU is given is kept once it has passed its test, as an added model is; from then on it is one, until an update
 * brings another.
 */
export class BuiltInModel implements EngineModel {
  readonly name = BUILT_IN;
  readonly id = null;
  readonly files: ModelFiles;
  readonly #open: () => Promise<FileSystemDirectoryHandle>;
  /** As the last start has found it: where all was erased since, nothing can be written to it any more. */
  #folder: Promise<FileSystemDirectoryHandle> | null = null;

  /**
   * @param files Its folder in the package. @param folder For what is prepared of this model by this code, and nothing
   * else.
   */
  constructor(files: ModelFiles, folder: () => Promise<FileSystemDirectoryHandle> = refuseToKeep) {
    this.files = files;
    this.#open = folder;
  }

  /** It is prepared for whatever is wanted. */
  targetsOf = (wanted: readonly Target[]): readonly Target[] => wanted;

  async folder(): Promise<FileSystemDirectoryHandle> {
    return await (this.#folder ??= this.#open());
  }

  /** As the list of models has it. @throws StoreError `missing` */
  async describe(): Promise<Pick<InstalledModel, 'name' | 'bytes' | 'sha256'>> {
    const weights = await this.files.open(WEIGHTS);
    if (!weights) throw new StoreError('missing', `${WEIGHTS} is missing`);
    return { name: BUILT_IN, bytes: weights.size, sha256: { [WEIGHTS]: await sha256(weights) } };
  }

  async start(options: StartOptions): Promise<MaskedLanguageModel> {
    this.#folder = this.#open();
    this.#folder.catch(() => {});
    const kept = options.targets.every(isKernel) ? await this.#fromKept((model) => model.start(options)) : null;
    if (kept) return kept;
    const checkpoint = new Checkpoint(await openModel(this.files, options.signal));
    const model = await start(checkpoint, options);
    // Nobody waits for it, and what cannot be kept is prepared again.
    if (isKernel(model.backend)) void this.#keep(checkpoint, options).catch(() => {});
    return model;
  }

  async inspect(options: Parameters<EngineModel['inspect']>[0]): Promise<Inspector> {
    return (
      (await this.#fromKept((model) => model.inspect(options))) ??
      (await inspect(new Checkpoint(await openModel(this.files, options.signal)), options))
    );
  }

  /**
   * Null where nothing was kept, that is damaged, or nothing here gives the right answers with it: the package may be
   * sound.
   */
  async #fromKept<T>(work: (model: StoredModel) => Promise<T>): Promise<T | null> {
    const folder = await this.folder().catch(() => null);
    const record = folder && (await readRecord(folder).catch(() => null));
    if (!folder || !record || 'pipeline' in record) return null;
    const model = new StoredModel(folder, record);
    if (!model.targetsOf([KERNEL]).some(isKernel)) return null;
    try {
      return await work(model);
    } catch (error) {
      const useless = error instanceof BackendError && error.code === 'none';
      if (useless || error instanceof StoreError || error instanceof ModelError) return null;
      throw error;
    }
  }

  async #keep(checkpoint: Checkpoint, { findings }: StartOptions): Promise<void> {
    const folder = await this.folder();
    await navigator.locks.request(PLACE, async () => {
      await writeInstallation(folder, { name: this.name, sha256: {} }, (write) => checkpoint.write(write));
      await findings.notePassed(KERNEL);
      // What other versions prepared is of no use any more.
      const place = await openPlace(PLACE);
      for (const { name } of await foldersIn(place)) if (name !== folder.name) await removeEntry(place, name);
      await eraseFormer();
    });
  }
}

/** The package's checkpoint, prepared for what is wanted. */
class Checkpoint implements Preparable {
  readonly name = BUILT_IN;
  readonly #opened: OpenModel;
  #test: Promise<SelfTest> | null = null;
  #kernel: Prepared | null = null;

  constructor(opened: OpenModel) {
    this.#opened = opened;
  }

  targetsOf = (wanted: readonly Target[]): readonly Target[] => wanted;

  async prepare(target: Target, options: PrepareOptions): Promise<Prepared> {
    const prepared = await prepare(this.#opened, target, options);
    if (isKernel(target)) this.#kernel = prepared;
    return prepared;
  }

  selfTest(): Promise<SelfTest> {
    return (this.#test ??= createSelfTest(this.#opened));
  }

  /** What our kernel was given: it changes nothing in its weights. */
  async write(write: Write): Promise<Installation> {
    const prepared = [await writePrepared(write, this.#kernel!)];
    const { description } = this.#opened;
    return { targets: [KERNEL], description, prepared, selfTest: await writeSelfTest(write, await this.selfTest()) };
  }
}
