import { ModelError } from './errors.ts';

/**
 * A model's folder, by file name (`config.json`). A Blob is read piece by piece wherever it comes from: a File the user
 * picked, a file in OPFS, Node's `fs.openAsBlob`, or a response's body.
 */
export interface ModelFiles {
  /** Null where there is no such file. Rejects with the signal's reason when aborted. */
  open(name: string, signal?: AbortSignal): Promise<Blob | null>;
}

/** Files next to each other under `baseUrl` (with a trailing slash), such as a folder of the extension's package. */
export function fetchedFiles(baseUrl: string): ModelFiles {
  return {
    async open(name, signal) {
      let response: Response;
      try {
        response = await fetch(new URL(name, baseUrl), signal ? { signal } : {});
      } catch (error) {
        // Extensions answer a missing file of their own package with a network error instead of 404.
        if (signal?.aborted) throw signal.reason;
        if (error instanceof TypeError) return null;
        throw error;
      }
      if (response.status === 404) return null;
      if (!response.ok) throw new ModelError('missing', `${name}: status ${response.status}`);
      return await response.blob();
    },
  };
}

/** Files held as Blobs, by their names without folders: what a file picker gives. */
export function blobFiles(files: Iterable<readonly [name: string, blob: Blob]>): ModelFiles {
  const byName = new Map(files);
  return { open: async (name) => byName.get(name) ?? null };
}

/** Bytes [start, end) of a file. Throws `damaged` where the file ends before `end`. */
export async function readRange(
  file: Blob,
  name: string,
  start: number,
  end: number,
): Promise<Uint8Array<ArrayBuffer>> {
  if (end > file.size)
    throw new ModelError('damaged', `${name}: the file ends at byte ${file.size}, but bytes up to ${end} are needed`);
  return new Uint8Array(await file.slice(start, end).arrayBuffer());
}

/** What git keeps in a large file's place where git-lfs was not there to fetch it. */
const POINTER = 'version https://git-lfs.github.com/spec/';

/**
 * A file that is itself here. @throws ModelError `damaged` for a git-lfs pointer, which only says what the file would
 * be.
 */
export async function rejectPointer(file: Blob, name: string): Promise<Blob> {
  if (file.size < 1024 && (await file.slice(0, POINTER.length).text()) === POINTER)
    throw new ModelError(
      'damaged',
      `${name} has ${file.size} bytes and is only git-lfs's pointer to the file: fetch it with git lfs pull, or from the model's page`,
    );
  return file;
}

/**
 * Bytes a file may have that is read whole: as a text it takes up to twice as many. A tokenizer.json has its whole
 * vocabulary in it, the largest published one (Gemma's, which mmBERT has) 34.4 million.
 */
const MAX_JSON = 1_000_000;
export const MAX_VOCABULARY = 40_000_000;

/**
 * A text file, read whole. Null where it does not exist. Throws `damaged` for one larger than any model's, before
 * reading it.
 */
export async function readText(files: ModelFiles, name: string, signal?: AbortSignal): Promise<string | null> {
  const file = await files.open(name, signal);
  if (!file) return null;
  const limit = /^(?:tokenizer\.json|vocab\.\w+)$/.test(name) ? MAX_VOCABULARY : MAX_JSON;
  if (file.size > limit)
    throw new ModelError('damaged', `${name}: ${file.size} bytes, more than the ${limit} it may have`);
  return await (await rejectPointer(file, name)).text();
}

/** Parses a JSON file. Null where it does not exist. */
export async function readJson(files: ModelFiles, name: string, signal?: AbortSignal): Promise<unknown> {
  const text = await readText(files, name, signal);
  return text === null ? null : parseJson(text, name);
}

/**
 * Values that a JSON file may have, and names: the largest published tokenizer.json names 256,000 pieces and has
 * 580,000 merges of three values each. A name costs ten times what a number does.
 */
const MAX_VALUES = 2_000_000;
const MAX_NAMES = 300_000;
const MAX_DEPTH = 100;

/**
 * Parses JSON, once it is known that it will not take up many times its own size. @param where What it is of, for
 * errors.
 * @throws ModelError `damaged`
 */
export function parseJson(text: string, where: string): unknown {
  checkJson(text, where);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new ModelError('damaged', `${where}: not valid JSON`, { cause: error });
  }
}

/**
 * Counts what will be values, each at the beginning of a text or behind a bracket or a comma, and what will be names,
 * each before a colon.
 */
function checkJson(text: string, where: string): void {
  let values = 1;
  let names = 0;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case QUOTE:
        at = endOfString(text, at);
        break;
      case OPEN_ARRAY:
      case OPEN_OBJECT:
        values++;
        if (++depth > MAX_DEPTH) throw new ModelError('damaged', `${where}: nested more than ${MAX_DEPTH} deep`);
        break;
      case CLOSE_ARRAY:
      case CLOSE_OBJECT:
        depth--;
        break;
      case COMMA:
        values++;
        break;
      case COLON:
        names++;
    }
  }
  if (names > MAX_NAMES) throw new ModelError('damaged', `${where}: ${names} names, more than any model's`);
  if (values > MAX_VALUES) throw new ModelError('damaged', `${where}: ${values} values, more than any model's`);
}

const [QUOTE, BACKSLASH, COMMA, COLON, OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [
  0x22, 0x5c, 0x2c, 0x3a, 0x5b, 0x5d, 0x7b, 0x7d,
];

/** Where a string ends that begins at `at`. */
function endOfString(text: string, at: number): number {
  while (++at < text.length) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) break;
    if (unit === BACKSLASH) at++;
  }
  return at;
}
