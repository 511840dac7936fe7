import { release } from '../checkpoint/checkpoint.ts';

/** Where a weight lies in the external data file. */
export interface Segment {
  readonly offset: number;
  readonly length: number;
}

/** The content of an external data file, each weight in memory of its own, so that it can be let go as soon as ORT has it. */
export class WeightBytes {
  readonly segments: readonly Segment[];
  /** Length of the file, padding included. */
  readonly length: number;
  readonly #buffers: ArrayBuffer[];

  /** @param segments In the order of their offsets. @param buffers Of those lengths; zeros when absent. */
  constructor(segments: readonly Segment[], buffers: ArrayBuffer[] = segments.map(({ length }) => new ArrayBuffer(length))) {
    this.segments = segments;
    this.length = padded(segments.at(-1) ?? { offset: 0, length: 0 });
    this.#buffers = buffers;
  }

  /** Views of `count` numbers from byte `at`, which must lie in one segment. */
  float32(at: number, count: number): Float32Array<ArrayBuffer> {
    const { buffer, from } = this.#find(at);
    return new Float32Array(buffer, from, count);
  }

  uint16(at: number, count: number): Uint16Array<ArrayBuffer> {
    const { buffer, from } = this.#find(at);
    return new Uint16Array(buffer, from, count);
  }

  int8(at: number, count: number): Int8Array<ArrayBuffer> {
    const { buffer, from } = this.#find(at);
    return new Int8Array(buffer, from, count);
  }

  uint8(at: number, count: number): Uint8Array<ArrayBuffer> {
    const { buffer, from } = this.#find(at);
    return new Uint8Array(buffer, from, count);
  }

  /** The whole file in pieces, padding included, for writing it down. */
  *pieces(): Generator<Uint8Array<ArrayBuffer>> {
    for (const [index, segment] of this.segments.entries()) {
      yield new Uint8Array(this.#buffers[index]!);
      yield new Uint8Array(padded(segment) - segment.offset - segment.length);
    }
  }

  /**
   * The file as onnxruntime-web takes it: a Uint8Array that it asks for each weight, which it copies before it asks for the next. A large weight is
   * freed then, so that the model is not in memory twice (small ones may be asked for again). This object is of no use afterwards.
   */
  consume(): Uint8Array {
    return new Consumed(this.length, (start, end) => {
      const { buffer, from } = this.#find(start);
      return { buffer, view: new Uint8Array(buffer, from, end - start) };
    });
  }

  #find(at: number): { buffer: ArrayBuffer; from: number } {
    let [low, high] = [0, this.segments.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.segments[middle]!.offset <= at) low = middle;
      else high = middle - 1;
    }
    const buffer = this.#buffers[low];
    if (!buffer) throw new RangeError(`no weight at byte ${at}`);
    return { buffer, from: at - this.segments[low]!.offset };
  }
}

/** Only matrices are worth it: they are what ORT reads once. */
const LARGE = 1 << 16;

const padded = ({ offset, length }: Segment): number => Math.ceil((offset + length) / 64) * 64;

/** A typed array by its type only: what it gives out are the segments. */
class Consumed extends Uint8Array {
  readonly #total: number;
  readonly #read: (start: number, end: number) => { buffer: ArrayBuffer; view: Uint8Array<ArrayBuffer> };
  #previous: ArrayBuffer | null = null;

  constructor(total: number, read: (start: number, end: number) => { buffer: ArrayBuffer; view: Uint8Array<ArrayBuffer> }) {
    super(0);
    this.#total = total;
    this.#read = read;
  }

  /** ORT compares against it before it reads. */
  override get byteLength(): number {
    return this.#total;
  }

  override subarray(start = 0, end = this.#total): Uint8Array<ArrayBuffer> {
    if (this.#previous) release(this.#previous);
    const { buffer, view } = this.#read(start, end);
    this.#previous = buffer.byteLength >= LARGE ? buffer : null;
    return view;
  }
}
