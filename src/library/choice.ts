import * as v from 'valibot';
import { readJsonFile, writeFile } from './files.ts';

const MODEL = 'chosen.json';
const BACKEND = 'backend.json';
/** What cannot be read is no choice. */
const ModelFile = v.fallback(v.object({ name: v.nullable(v.string()) }), { name: null });
const BackendFile = v.fallback(v.object({ backend: v.nullable(v.string()) }), { backend: null });

/** What the user has chosen, kept beside the models. */
export class Choice {
  readonly #root: FileSystemDirectoryHandle;

  /** @param root The place `models`. */
  constructor(root: FileSystemDirectoryHandle) {
    this.#root = root;
  }

  /**
   * The model the user wants to be used; null for the built-in one. It may have gone. @throws StoreError `damaged`
   * where the choice cannot be read
   */
  async readModel(): Promise<string | null> {
    return v.parse(ModelFile, await readJsonFile(this.#root, MODEL)).name;
  }

  /** Keeps which model the user wants to be used. @throws StoreError `full` */
  async writeModel(name: string | null): Promise<void> {
    await writeFile(this.#root, MODEL, [JSON.stringify({ name })]);
  }

  /** Where the user wants models to run; null where nothing was said. */
  async readBackend(): Promise<string | null> {
    return v.parse(BackendFile, await readJsonFile(this.#root, BACKEND)).backend;
  }

  /** Keeps where the user wants models to run. @throws StoreError `full` */
  async writeBackend(backend: string): Promise<void> {
    await writeFile(this.#root, BACKEND, [JSON.stringify({ backend })]);
  }
}
