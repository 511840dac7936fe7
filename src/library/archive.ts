import { readZipDirectory } from '../engine/checkpoint/zip.ts';
import { DictionaryError, noMemory } from '../morphemes/errors.ts';
import { type ConvertOptions, convertDictionary, isDictionaryFile } from '../morphemes/mecab/convert.ts';
import type { DictionaryFiles } from '../morphemes/mecab/lexicon.ts';

/** What a file is, by its first bytes. */
type Kind = 'gzip' | 'zip' | 'tar' | 'pack' | 'other';

const PACK = 'ANAUMEDP';

/**
 * A dictionary as a pack, whatever it came as: a pack, an archive (.tar.gz, .tar, .zip), or the files of a folder.
 * @throws DictionaryError
 */
export async function packDictionary(picked: readonly File[], options: ConvertOptions = {}): Promise<Uint8Array> {
  const single = picked.length === 1 ? picked[0]! : null;
  const kind = single ? await kindOf(single) : 'other';
  if (!single || kind === 'other') {
    checkSizes(picked.filter(({ name }) => isDictionaryFile(name)));
    return await convertDictionary(byName(picked), options);
  }
  if (kind === 'pack') {
    checkSizes(picked);
    return new Uint8Array(await single.arrayBuffer());
  }
  const files = await unpack(single, kind).catch((error: unknown) => {
    throw noMemory(error) ?? error;
  });
  return await convertDictionary(files, options);
}

async function kindOf(file: Blob): Promise<Kind> {
  const start = new Uint8Array(await file.slice(0, 512).arrayBuffer());
  const ascii = (from: number, length: number) => String.fromCharCode(...start.subarray(from, from + length));
  if (start[0] === 0x1f && start[1] === 0x8b) return 'gzip';
  if (ascii(0, 4) === 'PK\x03\x04') return 'zip';
  if (ascii(0, 8) === PACK) return 'pack';
  return ascii(257, 5) === 'ustar' ? 'tar' : 'other';
}

/**
 * Files picked by themselves or as a folder: what a dictionary consists of, by name. Deeper copies give way to the
 * first met.
 */
function byName(picked: readonly File[]): DictionaryFiles {
  const found = new Map<string, Blob>();
  for (const file of picked) if (isDictionaryFile(file.name) && !found.has(file.name)) found.set(file.name, file);
  return {
    names: [...found.keys()],
    read: async (name) => new Uint8Array(await found.get(name)!.arrayBuffer()),
  };
}

async function unpack(file: Blob, kind: Exclude<Kind, 'pack' | 'other'>): Promise<DictionaryFiles> {
  const found = new Map<string, Uint8Array>();
  const entries = kind === 'zip' ? zipEntries(file) : tarEntries(kind === 'gzip' ? gunzip(file) : file.stream());
  let [count, size] = [0, 0];
  for await (const [path, content] of entries) {
    size += content.length;
    if (size > MAX_ALL) throw tooLarge(path, size);
    if (++count > MAX_FILES) throw new DictionaryError('unsupported', `More than ${MAX_FILES} files of a dictionary.`);
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (!found.has(name)) found.set(name, content);
  }
  return {
    names: [...found.keys()],
    async read(name) {
      const content = found.get(name)!;
      // Each is read once, and the largest have hundreds of megabytes.
      found.delete(name);
      return content;
    },
  };
}

const gunzip = (file: Blob) => file.stream().pipeThrough(new DecompressionStream('gzip'));

const isWanted = (path: string): boolean => isDictionaryFile(path.slice(path.lastIndexOf('/') + 1));

/**
 * Bytes that one file of a dictionary may have, and all of them, which are held at once: UniDic 3's largest has 0.6 GB.
 */
const [MAX_FILE, MAX_ALL] = [800_000_000, 1_200_000_000];
/** Files of a dictionary in an archive: each costs time, however empty it is. */
const MAX_FILES = 1_000;
/** Bytes of a tar, whatever is in it: of what is packed a thousandth is there. */
const MAX_TAR = 8_000_000_000;
/** Bytes of a path. */
const MAX_PATH = 4_096;
const BLOCK = 512;

const tooLarge = (path: string, size: number) =>
  new DictionaryError('unsupported', `${path}: ${size} bytes, which is more than any dictionary's.`);

/** Of files that were picked. @throws DictionaryError */
function checkSizes(files: readonly File[]): void {
  let all = 0;
  for (const { name, size } of files) {
    all += size;
    if (size > MAX_FILE || all > MAX_ALL) throw tooLarge(name, all);
  }
}

const cutShort = () => new DictionaryError('truncated', 'The archive is cut short or damaged.');

/** The files of a tar that a dictionary consists of (POSIX ustar and GNU's long names). */
async function* tarEntries(stream: ReadableStream<Uint8Array>): AsyncGenerator<[string, Uint8Array]> {
  const reader = new ByteReader(stream);
  let read = 0;
  let longName: string | null = null;
  try {
    for (;;) {
      const header = await reader.take(BLOCK);
      if (!header || header[0] === 0) return;
      const field = (from: number, length: number) =>
        new TextDecoder().decode(header.subarray(from, from + length)).replace(/\0.*$/s, '');
      const size = parseInt(field(124, 12).trim() || '0', 8);
      if (!Number.isSafeInteger(size) || size < 0) throw cutShort();
      const padded = Math.ceil(size / BLOCK) * BLOCK;
      read += BLOCK + padded;
      const [type, prefix] = [field(156, 1), field(345, 155)];
      const path: string = longName ?? (prefix ? `${prefix}/${field(0, 100)}` : field(0, 100));
      longName = null;
      if (read > MAX_TAR) throw tooLarge(path, read);
      const regular = type === '' || type === '0';
      if (type === 'L' || (regular && isWanted(path))) {
        if (size > (type === 'L' ? MAX_PATH : MAX_FILE)) throw tooLarge(path, size);
        const content = await reader.take(padded);
        if (!content) throw cutShort();
        if (type === 'L') longName = new TextDecoder().decode(content.subarray(0, size)).replace(/\0.*$/s, '');
        else yield [path, content.subarray(0, size)];
      } else if (!(await reader.skip(padded))) throw cutShort();
    }
  } finally {
    await reader.cancel();
  }
}

/** Takes so many bytes at a time from a stream. */
class ByteReader {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  #rest: Uint8Array = new Uint8Array();

  constructor(stream: ReadableStream<Uint8Array>) {
    this.#reader = stream.getReader();
  }

  /** Null where the stream ends before. */
  async take(length: number): Promise<Uint8Array | null> {
    const bytes = new Uint8Array(length);
    return (await this.#each(length, (part, at) => bytes.set(part, at))) ? bytes : null;
  }

  async skip(length: number): Promise<boolean> {
    return await this.#each(length, () => {});
  }

  async cancel(): Promise<void> {
    await this.#reader.cancel().catch(() => {});
  }

  async #each(length: number, use: (part: Uint8Array, at: number) => void): Promise<boolean> {
    for (let at = 0; at < length;) {
      if (this.#rest.length === 0) {
        const { value } = await this.#reader.read().catch(() => {
          throw cutShort();
        });
        if (!value) return false;
        this.#rest = value;
      }
      const part = this.#rest.subarray(0, length - at);
      use(part, at);
      this.#rest = this.#rest.subarray(part.length);
      at += part.length;
    }
    return true;
  }
}

/** The files of a zip that a dictionary consists of, stored or deflated. */
async function* zipEntries(file: Blob): AsyncGenerator<[string, Uint8Array]> {
  for (const [path, { method, packed, length, findStart }] of await readZipDirectory(file, cutShort)) {
    if (!isWanted(path)) continue;
    if (length > MAX_FILE) throw tooLarge(path, length);
    if (method !== 0 && method !== 8)
      throw new DictionaryError('unsupported', `${path} is compressed in a way (${method}) that is not read here.`);
    const start = await findStart();
    const stored = file.slice(start, start + packed).stream();
    const reader = new ByteReader(method === 0 ? stored : stored.pipeThrough(new DecompressionStream('deflate-raw')));
    const content = await reader.take(length);
    await reader.cancel();
    if (!content) throw cutShort();
    yield [path, content];
  }
}
