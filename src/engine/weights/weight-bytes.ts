import { release } from '../checkpoint/checkpoint.ts';

/**
 * Every weight begins at such a multiple of bytes: every typed array is possible, and rows lie on cache lines. ORT
 * wants none.
 */
export const alignUp = (bytes: number): number => Math.ceil(bytes / 64) * 64;

/** Where a weight lies among all. */
export interface Segment {
  readonly offset: number;
  readonly length: number;
}

/**
 * What a checkpoint was converted to: each weight in memory of its own, so that it can be let go as soon as ORT has it,
 * or all in one memory that is there already.
 */
export class WeightBytes {
  readonly segments: readonly Segment[];
  /** Length of the file, padding included. */
  readonly length: number;
  readonly #places: readonly Uint8Array[];

  /**
   * @param segments In the order of their offsets. @param places Of those lengths; zeros in memory of their own when
   * absent.
   */
  constructor(
    segments: readonly Segment[],
    places: readonly Uint8Array[] = segments.map(({ length }) => new Uint8Array(length)),
  ) {
    this.segments = segments;
    this.length = bytesOf(segments);
    this.#places = places;
  }

  /** Views of `count` numbers from byte `at`, which must lie in one segment. */
  float32(at: number, count: number): Float32Array {
    const { buffer, from } = this.#find(at);
    return new Float32Array(buffer, from, count);
  }

  uint16(at: number, count: number): Uint16Array {
    const { buffer, from } = this.#find(at);
    return new Uint16Array(buffer, from, count);
  }

  uint8(at: number, count: number): Uint8Array {
    const { buffer, from } = this.#find(at);
    return new Uint8Array(buffer, from, count);
  }

  /**
   * Reads the weights out of a file that `pieces` were written to, some megabytes at a time. @param onProgress Called
   * with 0 to 1.
   */
  async read(file: Blob, onProgress?: (fraction: number) => void): Promise<void> {
    for (let first = 0; first < this.segments.length;) {
      const start = this.segments[first]!.offset;
      let last = first + 1;
      while (last < this.segments.length && paddedLength(this.segments[last]!) - start <= AT_ONCE) last++;
      const end = paddedLength(this.segments[last - 1]!);
      const bytes = new Uint8Array(await file.slice(start, end).arrayBuffer());
      for (; first < last; first++) {
        const { offset, length } = this.segments[first]!;
        this.#places[first]!.set(bytes.subarray(offset - start, offset - start + length));
      }
      onProgress?.(end / this.length);
    }
  }

  /**
   * The whole file in pieces, padding included, for writing it down: copies, since nothing that is shared between
   * threads can be written.
   */
  *pieces(): Generator<Uint8Array<ArrayBuffer>> {
    for (const [index, segment] of this.segments.entries()) {
      yield new Uint8Array(this.#places[index]!);
      yield new Uint8Array(paddedLength(segment) - segment.offset - segment.length);
    }
  }

  /**
   * The file as onnxruntime-web takes it: a Uint8Array that it asks for each weight, which it copies before it asks for
   * the next. A large weight is freed then, so that the model is not in memory twice (small ones may be asked for
   * again). This object is of no use afterwards.
   * @param again Whether large weights may be asked for again, too: ORT on the CPU reads halves once more when it makes
   * floats of them.
   */
  consume(again = false): Uint8Array {
    return new Consumed(this.length, again ? Infinity : LARGE, (start, end) => {
      const { buffer, from } = this.#find(start);
      return { buffer: buffer as ArrayBuffer, view: new Uint8Array(buffer as ArrayBuffer, from, end - start) };
    });
  }

  #find(at: number): { buffer: ArrayBufferLike; from: number } {
    let [low, high] = [0, this.segments.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.segments[middle]!.offset <= at) low = middle;
      else high = middle - 1;
    }
    const place = this.#places[low];
    if (!place) throw new RangeError(`no weight at byte ${at}`);
    return { buffer: place.buffer, from: place.byteOffset + at - this.segments[low]!.offset };
  }
}

/** Bytes read at once: each reading costs a message to another process. */
const AT_ONCE = 4 * 1024 * 1024;

/** Only matrices are worth it: they are what ORT reads once. */
const LARGE = 1 << 16;

/** Length of a file of weights, padding included. @param segments In the order of their offsets. */
export const bytesOf = (segments: readonly Segment[]): number =>
  paddedLength(segments.at(-1) ?? { offset: 0, length: 0 });

const paddedLength = ({ offset, length }: Segment): number => alignUp(offset + length);

/** A typed array by its type only: what it gives out are the segments. */
class Consumed extends Uint8Array {
  readonly #total: number;
  readonly #large: number;
  readonly #read: (start: number, end: number) => { buffer: ArrayBuffer; view: Uint8Array<ArrayBuffer> };
  #previous: ArrayBuffer | null = null;

  constructor(
    total: number,
    large: number,
    read: (start: number, end: number) => { buffer: ArrayBuffer; view: Uint8Array<ArrayBuffer> },
  ) {
    super(0);
    this.#total = total;
    this.#large = large;
    this.#read = read;
  }

  /** ORT compares against it before it reads. */
  override get byteLength(): number {
    return this.#total;
  }

  override subarray(start = 0, end = this.#total): Uint8Array<ArrayBuffer> {
    if (this.#previous) release(this.#previous);
    const { buffer, view } = this.#read(start, end);
    this.#previous = buffer.byteLength >= this.#large ? buffer : null;
    return view;
  }
}
