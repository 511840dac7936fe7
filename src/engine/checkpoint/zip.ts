import { ModelError } from '../errors.ts';
import { readRange } from '../model-files.ts';

/** An uncompressed file in a zip. */
export interface ZipEntry {
  readonly length: number;
  /** Where its bytes begin in the zip. */
  start(): Promise<number>;
  read(): Promise<Uint8Array<ArrayBuffer>>;
}

const END = 0x06054b50;
const END64 = 0x06064b50;
const END64_LOCATOR = 0x07064b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
/** Some hundred bytes a tensor. */
const MAX_DIRECTORY = 8_000_000;

/** A zip's files by name; torch.save stores without compression, anything else is refused when it is read. Zip64 included. Source: PKWARE's APPNOTE 6.3. */
export async function readZipDirectory(file: Blob, name: string): Promise<ReadonlyMap<string, ZipEntry>> {
  const damaged = (what: string): never => {
    throw new ModelError('damaged', `${name}: ${what}; the file is truncated or damaged`);
  };
  const tailStart = Math.max(0, file.size - 65_557);
  const tail = await readRange(file, name, tailStart, file.size);
  const view = new DataView(tail.buffer);
  let at = tail.length - 22;
  while (at >= 0 && view.getUint32(at, true) !== END) at--;
  if (at < 0) return damaged('the zip has no end record');

  let count = view.getUint16(at + 10, true);
  let size = view.getUint32(at + 12, true);
  let offset = view.getUint32(at + 16, true);
  if (at >= 20 && view.getUint32(at - 20, true) === END64_LOCATOR) {
    const end64 = Number(view.getBigUint64(at - 12, true));
    if (end64 > file.size - 56) return damaged('its zip64 end record is missing');
    const record = new DataView((await readRange(file, name, end64, end64 + 56)).buffer);
    if (record.getUint32(0, true) !== END64) return damaged('its zip64 end record is missing');
    count = Number(record.getBigUint64(32, true));
    size = Number(record.getBigUint64(40, true));
    offset = Number(record.getBigUint64(48, true));
  }
  if (size > MAX_DIRECTORY || offset + size > file.size) return damaged('its directory lies outside the file');
  const directory = await readRange(file, name, offset, offset + size);
  const entries = new Map<string, ZipEntry>();
  for (let i = 0, position = 0; i < count; i++) {
    const entry = parseEntry(directory, position);
    if (!entry) return damaged('its directory is malformed');
    position = entry.next;
    entries.set(entry.name, open(file, name, entry));
  }
  return entries;
}

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly length: number;
  readonly local: number;
  readonly next: number;
}

function parseEntry(directory: Uint8Array<ArrayBuffer>, at: number): Entry | null {
  if (at + 46 > directory.length) return null;
  const view = new DataView(directory.buffer, at);
  if (view.getUint32(0, true) !== CENTRAL) return null;
  const [nameLength, extraLength, commentLength] = [
    view.getUint16(28, true),
    view.getUint16(30, true),
    view.getUint16(32, true),
  ];
  const next = at + 46 + nameLength + extraLength + commentLength;
  if (next > directory.length) return null;
  let length = view.getUint32(24, true);
  let local = view.getUint32(42, true);
  // Zip64 keeps those sizes that do not fit, and only those, in an extra field with id 1, in this order.
  for (let field = 46 + nameLength, end = field + extraLength; field + 4 <= end;) {
    const [id, fieldLength] = [view.getUint16(field, true), view.getUint16(field + 2, true)];
    let value = field + 4;
    const take = (): number | null => {
      if (value + 8 > Math.min(end, field + 4 + fieldLength)) return null;
      value += 8;
      return Number(view.getBigUint64(value - 8, true));
    };
    if (id === 1) {
      if (length === 0xffffffff) length = take() ?? length;
      if (view.getUint32(20, true) === 0xffffffff) take();
      if (local === 0xffffffff) local = take() ?? local;
    }
    field += 4 + fieldLength;
  }
  return {
    name: new TextDecoder().decode(directory.subarray(at + 46, at + 46 + nameLength)),
    method: view.getUint16(10, true),
    length,
    local,
    next,
  };
}

function open(file: Blob, zip: string, { name, method, length, local }: Entry): ZipEntry {
  const where = `${zip}: ${name}`;
  const start = async () => {
    if (method !== 0) throw new ModelError('unsupported', `${where} is compressed; torch.save does not compress`);
    const header = new DataView((await readRange(file, where, local, local + 30)).buffer);
    if (header.getUint32(0, true) !== LOCAL)
      throw new ModelError('damaged', `${where} is not where the zip's directory says`);
    return local + 30 + header.getUint16(26, true) + header.getUint16(28, true);
  };
  return {
    length,
    start,
    async read() {
      const from = await start();
      return await readRange(file, where, from, from + length);
    },
  };
}
