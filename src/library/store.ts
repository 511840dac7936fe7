import * as v from 'valibot';
import { ModelError } from '../engine/errors.ts';
import { blobFiles, rejectPointer, type ModelFiles } from '../engine/model-files.ts';
import { Choice } from './choice.ts';
import { download, removeParts } from './download.ts';
import { SETTINGS_FILES, VOCABULARY_FILES, vocabularyWays } from '../pieces/settings.ts';
import { TokenizerError } from '../pieces/errors.ts';
import { BUILT_IN } from '../predictions/model.ts';
import { StoreError } from './errors.ts';
import { inOnnxFolder, missingFile, pipelineFiles } from '../engine/backends/transformers/files.ts';
import { bytesIn, foldersIn, isFull, readJsonFile, removeEntry, writeFile } from './files.ts';
import { checkOfferedTensors } from './header.ts';
import { OfferFile, fetchSmall, HUB, lookUp, type Offer } from './hub.ts';
import { install, wayOf, type InstallOptions } from './install.ts';
import { readRecord, type InstalledModel, type StoredRecord } from './record.ts';
import { stripCopyNumbers } from './picked.ts';
import { sha256 } from './sha256.ts';
import { clearStuck, isStuck } from './stuck.ts';
import { StoredModel, StoredPipeline } from './stored-model.ts';

/** A download that broke off or was given up, to be continued or thrown away. */
export interface UnfinishedDownload {
  readonly offer: Offer;
  /** Bytes that are here. */
  readonly here: number;
}

const PART = '.part';
const OFFER = 'offer.json';
const CHECKPOINT = /^(?:model|pytorch_model)[\w.-]*\.(?:safetensors|bin)(?:\.index\.json)?$/;
/** Small enough to be fetched before anyone agrees to a download. */
const CONFIGURATION: readonly string[] = Object.values(SETTINGS_FILES);
const ONNX = /^(?:onnx\/)?(model[\w.-]*\.onnx(?:_data(?:_\d+)?)?)$/;
const isLarge = (name: string) => CHECKPOINT.test(name) || ONNX.test(name);

/**
 * Models the user has added, in the browser's private file system: checkpoints converted for the kernel or ORT, those
 * for @xenova/transformers as they came. Each is in a folder of its own; of two with one name the newer counts. Only
 * one page or worker may change the store at a time: the caller holds a lock.
 */
export class ModelStore {
  /** What is chosen of them. */
  readonly choice: Choice;
  readonly #root: FileSystemDirectoryHandle;
  readonly #hub: string;

  /** @param root A folder for the store alone: the place `models`. */
  constructor(root: FileSystemDirectoryHandle, hub: string = HUB) {
    this.#root = root;
    this.choice = new Choice(root);
    this.#hub = hub;
  }

  /**
   * What the hub offers under a name, for the user to agree to. A request to the hub: only when the user asked for it.
   * The configuration is fetched, so that it is known whether the model can be used before all of it is downloaded.
   * @throws StoreError, or what `accept` does
   */
  async lookUp(model: string, { signal, accept }: Pick<InstallOptions, 'signal' | 'accept'> = {}): Promise<Offer> {
    if (model === BUILT_IN) throw new StoreError('name', `${BUILT_IN} is the name of the built-in model`);
    const offers = await lookUp(model, { hub: this.#hub, ...(signal ? { signal } : {}) });
    // All offers are of one commit: whoever asks for a file again is given what has come already.
    const fetched = new Map<string, Promise<Blob | null>>();
    const fetchOnce = (offer: Offer, name: string) => {
      const file = fetched.get(name) ?? fetchSmall(offer, name, { hub: this.#hub, signal });
      fetched.set(name, file);
      return file;
    };
    const configuration = (offer: Offer): ModelFiles => ({
      open: async (name) =>
        CONFIGURATION.includes(name) && offer.files.some((file) => file.name === name)
          ? await fetchOnce(offer, name)
          : null,
    });
    return await firstUsable(offers, signal, async (offer) => {
      const names = offer.files.map(({ name }) => name);
      const way = wayOf(names);
      await accept?.(configuration(offer), way, names);
      if (way === 'checkpoint') await checkOfferedTensors(offer, configuration(offer), { hub: this.#hub, signal });
    });
  }

  /**
   * Downloads what the user agreed to, continuing where an earlier attempt broke off, and installs it. Throws
   * StoreError or ModelError.
   */
  async download(offer: Offer, options: InstallOptions = {}): Promise<InstalledModel> {
    const { signal, onProgress, accept } = options;
    const parts = await this.#partsFor(offer);
    try {
      const files = new Map<string, Blob>();
      const hashes: Record<string, string> = {};
      let before = 0;
      // A model that cannot be used is refused before its large files are fetched.
      const names = offer.files.map(({ name }) => name);
      const small = offer.files.filter(({ name }) => !isLarge(name));
      for (const file of [...small, ...offer.files.filter(({ name }) => isLarge(name))]) {
        if (files.size === small.length) await accept?.(blobFiles(files), wayOf(names), names);
        const report = (step: 'download' | 'check') => (here: number) =>
          onProgress?.({ step, done: before + here, total: offer.bytes });
        const result = await download(parts, offer, file, {
          hub: this.#hub,
          signal,
          onBytes: report('download'),
          onChecked: report('check'),
        });
        files.set(inOnnxFolder(file.name), result.blob);
        hashes[file.name] = result.sha256;
        before += file.bytes;
      }
      const installed = await this.#install(offer.model, files, hashes, options);
      // The model is there, whether or not its parts can be removed.
      await removeEntry(this.#root, parts.name).catch(() => {});
      return installed;
    } catch (error) {
      // Half a model on a full disk helps nobody, nor does one that is of no use.
      if (isFull(error) || (error instanceof StoreError && error.code === 'full') || isUseless(error))
        await removeEntry(this.#root, parts.name).catch(() => {});
      throw error;
    }
  }

  /**
   * Installs a model from files the user picked, under a name of the user's. Nothing leaves or enters the machine.
   * Throws StoreError or ModelError.
   */
  async importFiles(
    name: string,
    picked: Iterable<readonly [name: string, blob: Blob]>,
    options: InstallOptions = {},
  ): Promise<InstalledModel> {
    if (name === BUILT_IN || name.trim() === '')
      throw new StoreError(
        'name',
        name.trim() === '' ? 'The model needs a name' : `${name} is the name of the built-in model`,
      );
    if (/[\p{Cc}\p{Cf}]/u.test(name)) throw new StoreError('name', 'The name has characters in it that cannot be seen');
    // Files picked by themselves come without their folder.
    const all = new Map([...stripCopyNumbers(new Map(picked))].map(([file, blob]) => [inOnnxFolder(file), blob]));
    const names = [...all.keys()];
    const others = names.filter((file) => CONFIGURATION.includes(file) || CHECKPOINT.test(file));
    const checkpoints = vocabularyWays(names).map((vocabularies) => [...others, ...vocabularies]);
    const [pipeline, weights] = [pipelineFiles(names), names.some((file) => CHECKPOINT.test(file))];
    if (!pipeline && !weights && names.some((file) => ONNX.test(file)))
      throw new ModelError('missing', `${missingFile(names)} is missing`);
    const whole = weights && names.some((file) => VOCABULARY_FILES.includes(file));
    const ways = [...(whole || !pipeline ? checkpoints : []), ...(pipeline ? [pipeline] : [])].map(
      (names) => new Map(names.map((file) => [file, all.get(file)!])),
    );
    const files = await firstUsable(
      ways,
      options.signal,
      async (way) => await options.accept?.(blobFiles(way), wayOf([...way.keys()]), [...way.keys()]),
    );
    const total = [...files.values()].reduce((sum, { size }) => sum + size, 0);
    const hashes: Record<string, string> = {};
    let before = 0;
    for (const [file, blob] of files) {
      await rejectPointer(blob, file);
      hashes[file] = await sha256(blob, {
        signal: options.signal,
        onBytes: (here) => options.onProgress?.({ step: 'check', done: before + here, total }),
      });
      before += blob.size;
    }
    return await this.#install(name, files, hashes, options);
  }

  /** Installed models by name. What was never finished is not among them. */
  async list(): Promise<InstalledModel[]> {
    const newest = newestOf(await this.#readFolders());
    return [...newest.values()]
      .map(({ record: { name, bytes, installed, targets, sha256: hashes } }) => ({
        name,
        bytes,
        installed,
        targets,
        sha256: hashes,
      }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Downloads that can be continued. */
  async listUnfinished(): Promise<UnfinishedDownload[]> {
    const downloads: UnfinishedDownload[] = [];
    for (const { folder, offer } of await this.#readFolders())
      if (offer) downloads.push({ offer, here: await bytesIn(folder, OFFER) });
    return downloads;
  }

  /** Throws an unfinished download away. */
  async discard(model: string): Promise<void> {
    for (const { folder, offer } of await this.#readFolders())
      if (offer?.model === model) await removeEntry(this.#root, folder.name);
  }

  /**
   * Removes a model; where it was the chosen one, none is afterwards. @throws StoreError `damaged` where it may be one
   * that cannot be read
   */
  async remove(name: string): Promise<void> {
    const folders = await this.#readFolders();
    const own = folders.filter(({ record }) => record?.name === name);
    if (own.length === 0) rejectUnread(folders, name);
    if ((await this.choice.readModel()) === name) await this.choose(null);
    for (const { folder } of own) await removeEntry(this.#root, folder.name);
  }

  /**
   * Removes what no record names: installations that were cut off, models replaced by a newer of the same name, and
   * downloads of which nobody knows what they are. What cannot be read or removed stays: the next moment it may be.
   */
  async sweep(): Promise<void> {
    const folders = await this.#readFolders();
    const newest = new Set([...newestOf(folders).values()].map(({ folder }) => folder.name));
    for (const { folder, offer, unread } of folders)
      if (!unread && !offer && !newest.has(folder.name)) await removeEntry(this.#root, folder.name).catch(() => {});
  }

  /** Choosing a model that hung lets it be tried again. */
  async choose(name: string | null): Promise<void> {
    if (name !== null) await clearStuck((await this.#find(name)).folder);
    await this.choice.writeModel(name);
  }

  /** A model, to be started. @throws StoreError `missing`, `stuck`, or `damaged` where it cannot be read */
  async open(name: string): Promise<StoredModel | StoredPipeline> {
    const { folder, record } = await this.#find(name);
    if (await isStuck(folder))
      throw new StoreError('stuck', `${name} gave no sign of life, and was stopped`, { model: name });
    return 'pipeline' in record ? new StoredPipeline(folder, record) : new StoredModel(folder, record);
  }

  /** The new model is whole before the old one of the same name goes. */
  async #install(
    name: string,
    files: ReadonlyMap<string, Blob>,
    hashes: Readonly<Record<string, string>>,
    options: InstallOptions,
  ): Promise<InstalledModel> {
    const former = newestOf(await this.#readFolders()).get(name)?.record.installed;
    const source = { name, files: blobFiles(files), names: [...files.keys()], sha256: hashes, former };
    const installed = await install(this.#root, source, options);
    await this.sweep();
    return installed;
  }

  async #find(name: string): Promise<Model> {
    const folders = await this.#readFolders();
    const found = newestOf(folders).get(name);
    if (found) return found;
    rejectUnread(folders, name);
    throw new StoreError('missing', `${name} is not installed`, { model: name });
  }

  /** What there is, and what is known of it. */
  async #readFolders(): Promise<Found[]> {
    return await Promise.all((await foldersIn(this.#root)).map(readFolder));
  }

  /**
   * Where an offer's parts are kept; parts of another revision of the model are thrown away, and those of another way
   * to have it that are not wanted now.
   */
  async #partsFor(offer: Offer): Promise<FileSystemDirectoryHandle> {
    for (const { folder, offer: kept } of await this.#readFolders()) {
      if (kept?.model !== offer.model) continue;
      if (kept.revision === offer.revision) {
        await removeOtherParts(folder, offer, kept);
        await writeOffer(folder, offer);
        return folder;
      }
      await removeEntry(this.#root, folder.name);
    }
    const folder = await this.#root.getDirectoryHandle(`${crypto.randomUUID()}${PART}`, { create: true });
    await writeOffer(folder, offer);
    return folder;
  }
}

/** A folder of the store: an installed model, a begun download, or neither. */
interface Found {
  readonly folder: FileSystemDirectoryHandle;
  readonly record: StoredRecord | null;
  readonly offer: Offer | null;
  /** Whether it cannot be told which, as the browser cannot read it now. */
  readonly unread: boolean;
}
type Model = Found & { readonly record: StoredRecord };

async function readFolder(folder: FileSystemDirectoryHandle): Promise<Found> {
  const begun = folder.name.endsWith(PART);
  try {
    const record = begun ? null : await readRecord(folder);
    return { folder, record, offer: begun ? await readOffer(folder) : null, unread: false };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return { folder, record: null, offer: null, unread: true };
  }
}

/**
 * The offer whose parts a folder keeps; null where there is none. @throws StoreError `damaged` where that cannot be
 * read
 */
async function readOffer(folder: FileSystemDirectoryHandle): Promise<Offer | null> {
  const parsed = v.safeParse(OfferFile, await readJsonFile(folder, OFFER));
  return parsed.success ? parsed.output : null;
}

const writeOffer = async (folder: FileSystemDirectoryHandle, offer: Offer): Promise<void> =>
  void (await writeFile(folder, OFFER, [JSON.stringify(offer)]));

/** Removes the parts of what was offered before and is not now. */
async function removeOtherParts(folder: FileSystemDirectoryHandle, offer: Offer, kept: Offer): Promise<void> {
  const wanted = new Set(offer.files.map(({ name }) => name));
  for (const { name } of kept.files) if (!wanted.has(name)) await removeParts(folder, name);
}

/** The newest model of each name. */
function newestOf(folders: readonly Found[]): Map<string, Model> {
  const newest = new Map<string, Model>();
  for (const found of folders) {
    const { record } = found;
    if (record && record.installed >= (newest.get(record.name)?.record.installed ?? 0))
      newest.set(record.name, { ...found, record });
  }
  return newest;
}

/** For a model that was not found. @throws StoreError `damaged` where it may be among what cannot be read */
function rejectUnread(folders: readonly Found[], name: string): void {
  if (folders.some(({ unread }) => unread))
    throw new StoreError('damaged', `${name} cannot be read now`, { model: name });
}

/**
 * Whether an error says that no other try with the same files will end better. A dictionary that is wanted may yet be
 * added.
 */
const isUseless = (error: unknown): boolean =>
  error instanceof ModelError || (error instanceof TokenizerError && error.code !== 'wrong-dictionary');

/** The first of several ways that `accept` has nothing against; what it has against the last one is thrown. */
async function firstUsable<T>(
  ways: readonly T[],
  signal: AbortSignal | undefined,
  accept: (way: T) => Promise<void>,
): Promise<T> {
  for (const way of ways.slice(0, -1)) {
    try {
      await accept(way);
      return way;
    } catch (error) {
      if (signal?.aborted || error instanceof StoreError) throw error;
    }
  }
  const last = ways.at(-1)!;
  await accept(last);
  return last;
}
