import { CONTROL_BYTES } from './assembly/abi.ts';
import { alignUp, WeightBytes, type Segment } from '../../weights/weight-bytes.ts';

/** Bytes of a page of WebAssembly's memory, by which it grows. */
export const PAGE = 65_536;
const MOST_PAGES = 65_536;

/** A kernel's memory with the weights in it: what is converted or read goes where it stays. */
export interface KernelMemory {
  readonly memory: WebAssembly.Memory;
  readonly weights: WeightBytes;
}

/** Memory for weights of these segments; it can grow. @throws RangeError where there is none. */
export function kernelMemory(segments: readonly Segment[]): KernelMemory {
  const last = segments.at(-1);
  const end = CONTROL_BYTES + (last ? alignUp(last.offset + last.length) : 0);
  const memory = new WebAssembly.Memory({ initial: Math.ceil(end / PAGE), maximum: MOST_PAGES, shared: true });
  return {
    memory,
    weights: new WeightBytes(
      segments,
      segments.map(({ offset, length }) => new Uint8Array(memory.buffer, CONTROL_BYTES + offset, length)),
    ),
  };
}
