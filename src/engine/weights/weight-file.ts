import { release, type StoredTensor } from '../checkpoint/checkpoint.ts';
import { alignUp, WeightBytes, type Segment } from './weight-bytes.ts';

/** Puts one checkpoint tensor's values where they belong in the weight file. */
export type Fill = (values: Float32Array, weights: WeightBytes) => void;

export interface FillOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called with 0 to 1. */
  readonly onProgress?: ((fraction: number) => void) | undefined;
}

interface PendingTensor {
  readonly tensor: StoredTensor;
  readonly fills: Fill[];
}

/** A model's weights: laid out first, filled afterwards, tensor by tensor in the order of the checkpoint. */
export class WeightFile {
  #length = 0;
  readonly #segments: Segment[] = [];
  readonly #pending = new Map<StoredTensor, PendingTensor>();

  /** Reserves bytes. */
  reserve(bytes: number): number {
    const offset = this.#length;
    this.#length = alignUp(offset + bytes);
    this.#segments.push({ offset, length: bytes });
    return offset;
  }

  /** Asks for `tensor` to be read and given to `fill`; several may want the same tensor. */
  use(tensor: StoredTensor, fill: Fill): void {
    const pending = this.#pending.get(tensor);
    if (pending) pending.fills.push(fill);
    else this.#pending.set(tensor, { tensor, fills: [fill] });
  }

  /**
   * Reads every tensor once, in the order of the files, and fills the weights: memory of their own, unless `place`
   * gives them another. At any time one tensor is in memory besides them, and the next one being read.
   */
  async fill(
    options: FillOptions = {},
    place: (segments: readonly Segment[]) => WeightBytes = (segments) => new WeightBytes(segments),
  ): Promise<WeightBytes> {
    const weights = place(this.#segments);
    const tensors = [...this.#pending.values()].sort((a, b) =>
      a.tensor.file < b.tensor.file ? -1 : a.tensor.file > b.tensor.file ? 1 : a.tensor.offset - b.tensor.offset,
    );
    const size = ({ tensor }: PendingTensor) => tensor.shape.reduce((a, b) => a * b, 1);
    const total = tensors.reduce((sum, pending) => sum + size(pending), 0);
    let done = 0;
    const read = (index: number): Promise<Float32Array<ArrayBuffer>> | undefined => {
      const values = tensors[index]?.tensor.read();
      // What is wrong with it is for its own turn to say, if it comes to that.
      values?.catch(() => {});
      return values;
    };
    let next = read(0);
    for (const [index, pending] of tensors.entries()) {
      options.signal?.throwIfAborted();
      const values = await next!;
      next = read(index + 1);
      for (const fill of pending.fills) fill(values, weights);
      release(values.buffer);
      done += size(pending);
      options.onProgress?.(done / total);
    }
    return weights;
  }
}
