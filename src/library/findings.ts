import * as v from 'valibot';
import type { Target } from '../predictions/backend.ts';
import { readJsonFile, writeFile } from './files.ts';

const File = v.object({ engine: v.string(), found: v.unknown() });

/**
 * What was found out about a model on this machine: files in its own folder, which go with it. What another version of
 * the engine found out counts for nothing, and what cannot be kept (a full disk, a private window) is found out again.
 */
export class Findings {
  readonly #folder: () => Promise<FileSystemDirectoryHandle>;
  readonly #engine: string;

  /** @param engine Tells versions of the code that prepares and computes apart. */
  constructor(folder: () => Promise<FileSystemDirectoryHandle>, engine: string) {
    this.#folder = folder;
    this.#engine = engine;
  }

  /** Null where nothing is known. */
  async read(what: string): Promise<unknown> {
    try {
      const parsed = v.safeParse(File, await readJsonFile(await this.#folder(), nameOf(what)));
      return parsed.success && parsed.output.engine === this.#engine ? parsed.output.found : null;
    } catch {
      return null;
    }
  }

  /** @param found What JSON can say. */
  async write(what: string, found: unknown): Promise<void> {
    try {
      await writeFile(await this.#folder(), nameOf(what), [JSON.stringify({ engine: this.#engine, found })]);
    } catch {
      // It is found out again.
    }
  }

  /** Whether the model has given the checkpoint's answers there. */
  async hasPassed(target: Target): Promise<boolean> {
    return (await this.read(passName(target))) === true;
  }

  async notePassed(target: Target): Promise<void> {
    await this.write(passName(target), true);
  }
}

const nameOf = (what: string) => `found-${what}.json`;
const passName = ({ device, precision }: Target) => `passed-${device}-${precision}`;
