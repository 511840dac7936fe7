/** A file in a zip. */
export interface ZipEntry {
  /** 0: stored as it is; 8: deflated; others are rare. */
  readonly method: number;
  /** Bytes it takes up in the zip. */
  readonly packed: number;
  /** Bytes it has unpacked, as the directory says. */
  readonly length: number;
  /** Where its bytes begin in the zip. */
  findStart(): Promise<number>;
}

const END = 0x06054b50;
const END64 = 0x06064b50;
const END64_LOCATOR = 0x07064b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
/** Some hundred bytes a file. */
const MAX_DIRECTORY = 8_000_000;

/**
 * A zip's files by name, zip64 included. Source: PKWARE's APPNOTE 6.3.
 * @param damaged Makes the error to be thrown where the file is no whole zip, of what is wrong with it
 */
export async function readZipDirectory(
  file: Blob,
  damaged: (what: string) => Error,
): Promise<ReadonlyMap<string, ZipEntry>> {
  const read = async (from: number, to: number) => {
    if (to > file.size) throw damaged(`it ends at byte ${file.size}, but bytes up to ${to} are needed`);
    return new Uint8Array(await file.slice(from, to).arrayBuffer());
  };
  const tail = await read(Math.max(0, file.size - 65_557), file.size);
  const view = new DataView(tail.buffer);
  let at = tail.length - 22;
  while (at >= 0 && view.getUint32(at, true) !== END) at--;
  if (at < 0) throw damaged('the zip has no end record');

  let count = view.getUint16(at + 10, true);
  let size = view.getUint32(at + 12, true);
  let offset = view.getUint32(at + 16, true);
  if (at >= 20 && view.getUint32(at - 20, true) === END64_LOCATOR) {
    const end64 = Number(view.getBigUint64(at - 12, true));
    const record = new DataView((await read(end64, end64 + 56)).buffer);
    if (record.getUint32(0, true) !== END64) throw damaged('its zip64 end record is missing');
    count = Number(record.getBigUint64(32, true));
    size = Number(record.getBigUint64(40, true));
    offset = Number(record.getBigUint64(48, true));
  }
  if (size > MAX_DIRECTORY || offset + size > file.size) throw damaged('its directory lies outside the file');
  const directory = await read(offset, offset + size);
  const entries = new Map<string, ZipEntry>();
  for (let i = 0, position = 0; i < count; i++) {
    const entry = parseEntry(directory, position);
    if (!entry) throw damaged('its directory is malformed');
    const { name, method, packed, length, local, next } = entry;
    position = next;
    entries.set(name, {
      method,
      packed,
      length,
      async findStart() {
        const header = new DataView((await read(local, local + 30)).buffer);
        if (header.getUint32(0, true) !== LOCAL) throw damaged(`${name} is not where its directory says`);
        return local + 30 + header.getUint16(26, true) + header.getUint16(28, true);
      },
    });
  }
  return entries;
}

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
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
  let packed = view.getUint32(20, true);
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
      if (packed === 0xffffffff) packed = take() ?? packed;
      if (local === 0xffffffff) local = take() ?? local;
    }
    field += 4 + fieldLength;
  }
  return {
    name: new TextDecoder().decode(directory.subarray(at + 46, at + 46 + nameLength)),
    method: view.getUint16(10, true),
    packed,
    length,
    local,
    next,
  };
}
