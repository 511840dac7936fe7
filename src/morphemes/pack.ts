/**
 * The dictionary pack's container, all little-endian:
 *
 *     0  8 bytes  magic "ANAUMEDP"
 *     8  u32      format version
 *    12  u32      length of the whole pack in bytes, a multiple of 4
 *    16  u32      checksum of everything from byte 20
 *    20  u32      number of sections
 *    24  3 x u32  per section: tag (four ASCII letters), offset, length in bytes
 *
 * Sections start on multiples of 4, so typed arrays view them in place.
 */
import { DictionaryError } from './errors.ts';

const MAGIC = [0x4e41, 0x5541, 0x454d, 0x5044].map((pair) => [pair & 0xff, pair >> 8]).flat();
const VERSION = 1;
const TABLE = 24;
const CHECKED_FROM = 20;

const MULTIPLIER = 0x9e3779b1;

/**
 * Changes with any single changed word, since every step is a bijection of its lane; four lanes keep it at memory
 * speed.
 */
function checksum(words: Int32Array): number {
  let a = 1;
  let b = 2;
  let c = 3;
  let d = 4;
  let i = CHECKED_FROM >> 2;
  for (; i + 8 <= words.length; i += 8) {
    a = (Math.imul(a ^ (words[i] as number), MULTIPLIER) + (words[i + 4] as number)) | 0;
    b = (Math.imul(b ^ (words[i + 1] as number), MULTIPLIER) + (words[i + 5] as number)) | 0;
    c = (Math.imul(c ^ (words[i + 2] as number), MULTIPLIER) + (words[i + 6] as number)) | 0;
    d = (Math.imul(d ^ (words[i + 3] as number), MULTIPLIER) + (words[i + 7] as number)) | 0;
  }
  for (; i < words.length; i++) a = Math.imul(a ^ (words[i] as number), MULTIPLIER);
  return [b, c, d].reduce((hash, lane) => Math.imul(hash, MULTIPLIER) ^ lane, a) >>> 0;
}

const align = (length: number) => (length + 3) & ~3;

function tagValue(tag: string): number {
  return tag.charCodeAt(0) | (tag.charCodeAt(1) << 8) | (tag.charCodeAt(2) << 16) | (tag.charCodeAt(3) << 24);
}

/** Lays sections out as one pack. Tags are four ASCII characters. */
export function writePack(sections: ReadonlyMap<string, ArrayBufferView>): Uint8Array {
  let length = TABLE + 12 * sections.size;
  for (const section of sections.values()) length += align(section.byteLength);
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  bytes.set(MAGIC);
  view.setUint32(8, VERSION, true);
  view.setUint32(12, length, true);
  view.setUint32(20, sections.size, true);
  let entry = TABLE;
  let offset = TABLE + 12 * sections.size;
  for (const [tag, section] of sections) {
    view.setInt32(entry, tagValue(tag), true);
    view.setUint32(entry + 4, offset, true);
    view.setUint32(entry + 8, section.byteLength, true);
    bytes.set(new Uint8Array(section.buffer, section.byteOffset, section.byteLength), offset);
    entry += 12;
    offset += align(section.byteLength);
  }
  view.setUint32(16, checksum(new Int32Array(bytes.buffer)), true);
  return bytes;
}

/** Read access to the sections of a pack that has been checked as a whole. */
export class PackReader {
  readonly #bytes: Uint8Array;
  readonly #sections = new Map<number, { offset: number; length: number }>();

  /** @throws DictionaryError for anything that is not an intact pack of this version. */
  constructor(pack: ArrayBuffer | Uint8Array) {
    let bytes = pack instanceof Uint8Array ? pack : new Uint8Array(pack);
    if (bytes.length < TABLE || MAGIC.some((byte, i) => bytes[i] !== byte)) {
      throw new DictionaryError('not-a-pack', 'This is not a dictionary pack: its first bytes are not ANAUMEDP.');
    }
    if (bytes.byteOffset % 4 !== 0) bytes = bytes.slice();
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const version = view.getUint32(8, true);
    if (version !== VERSION) {
      throw new DictionaryError(
        'unsupported-version',
        `This dictionary pack has format version ${version}; this program reads version ${VERSION}.`,
      );
    }
    const length = view.getUint32(12, true);
    if (bytes.length < length) {
      throw new DictionaryError(
        'truncated',
        `This dictionary pack is cut short: ${bytes.length} of ${length} bytes are there.`,
      );
    }
    if (bytes.length > length || length % 4 !== 0) {
      throw new DictionaryError(
        'damaged',
        `This dictionary pack is damaged: ${bytes.length} bytes are there, its head says ${length}.`,
      );
    }
    const count = view.getUint32(20, true);
    if (
      view.getUint32(16, true) !== checksum(new Int32Array(bytes.buffer, bytes.byteOffset, length >> 2)) ||
      count > (length - TABLE) / 12
    ) {
      throw new DictionaryError('damaged', 'This dictionary pack is damaged: its checksum does not fit its content.');
    }
    for (let i = 0, entry = TABLE; i < count; i++, entry += 12) {
      const offset = view.getUint32(entry + 4, true);
      const size = view.getUint32(entry + 8, true);
      if (offset % 4 !== 0 || offset + size > length) {
        throw new DictionaryError('damaged', 'This dictionary pack is damaged: a section lies outside it.');
      }
      this.#sections.set(view.getInt32(entry, true), { offset, length: size });
    }
    this.#bytes = bytes;
  }

  has(tag: string): boolean {
    return this.#sections.has(tagValue(tag));
  }

  bytes(tag: string): Uint8Array {
    const section = this.#sections.get(tagValue(tag));
    if (!section)
      throw new DictionaryError('damaged', `This dictionary pack is damaged: its section ${tag} is missing.`);
    return new Uint8Array(this.#bytes.buffer, this.#bytes.byteOffset + section.offset, section.length);
  }

  uint16(tag: string): Uint16Array {
    const section = this.bytes(tag);
    return new Uint16Array(section.buffer, section.byteOffset, section.length >> 1);
  }

  int16(tag: string): Int16Array {
    const section = this.bytes(tag);
    return new Int16Array(section.buffer, section.byteOffset, section.length >> 1);
  }

  int32(tag: string): Int32Array {
    const section = this.bytes(tag);
    return new Int32Array(section.buffer, section.byteOffset, section.length >> 2);
  }

  uint32(tag: string): Uint32Array {
    const section = this.bytes(tag);
    return new Uint32Array(section.buffer, section.byteOffset, section.length >> 2);
  }

  text(tag: string): string {
    return new TextDecoder().decode(this.bytes(tag));
  }
}
