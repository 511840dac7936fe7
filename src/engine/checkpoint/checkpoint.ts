import { ModelError } from '../errors.ts';

/** Types of stored numbers that can be read, by safetensors' names. */
export type StoredType = 'F32' | 'F16' | 'BF16' | 'F64' | 'F8_E4M3' | 'F8_E5M2';

export const storedBytes: Readonly<Record<StoredType, number>> = {
  F32: 4,
  F16: 2,
  BF16: 2,
  F64: 8,
  F8_E4M3: 1,
  F8_E5M2: 1,
};

/** Whether a type's name, as safetensors has it, is one that is read. */
export const isStoredType = (type: string): type is StoredType => Object.hasOwn(storedBytes, type);

/** A tensor in a checkpoint file, not yet read. */
export interface StoredTensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** A StoredType, or the name of one that cannot be read. */
  readonly type: string;
  /** Where it lies, so that tensors can be read in the order of the file. */
  readonly file: string;
  readonly offset: number;
  /** Its values in row-major order, as float32, in memory of their own. */
  read(): Promise<Float32Array<ArrayBuffer>>;
}

/**
 * A tensor of a type that is no weight's: known by its name, so that whoever asks for it hears why it cannot be had.
 */
export const unreadableTensor = (tensor: Omit<StoredTensor, 'read' | 'offset'>): StoredTensor => ({
  ...tensor,
  offset: 0,
  read: async () => {
    throw new ModelError(
      'unsupported',
      `${tensor.file}: ${tensor.name} is stored as ${tensor.type}, which is not read`,
    );
  },
});

/** Tensors of one checkpoint: a large model has a few thousand. */
const MAX_TENSORS = 50_000;

/**
 * Checks that a file, or all shards, has no more tensors than any model.
 * @param name Of the file, for messages.
 * @throws ModelError `damaged`
 */
export function checkCount(tensors: number, name: string): void {
  if (tensors > MAX_TENSORS) throw new ModelError('damaged', `${name}: ${tensors} tensors, more than any model has`);
}

/** A checkpoint, opened: its directory is parsed, its tensors are read one by one. */
export type Checkpoint = ReadonlyMap<string, StoredTensor>;

/**
 * Converts stored little-endian numbers to float32. F32 on a little-endian machine with aligned bytes is not copied.
 */
export function toFloat32(bytes: Uint8Array<ArrayBuffer>, type: StoredType): Float32Array<ArrayBuffer> {
  const length = bytes.byteLength / storedBytes[type];
  if (type === 'F32') {
    const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
    return new Float32Array(aligned.buffer, aligned.byteOffset, length);
  }
  const values = new Float32Array(length);
  if (type === 'F64') {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let i = 0; i < length; i++) values[i] = view.getFloat64(i * 8, true);
    return values;
  }
  if (type === 'F8_E4M3' || type === 'F8_E5M2') {
    const bits = new Uint32Array(values.buffer);
    const half = halfTable();
    // Five bits of exponent are a half's first byte.
    for (let i = 0; i < length; i++) {
      if (type === 'F8_E5M2') bits[i] = half[bytes[i]! << 8]!;
      else values[i] = e4m3(bytes[i]!);
    }
    return values;
  }
  const aligned = bytes.byteOffset % 2 === 0 ? bytes : bytes.slice();
  const halves = new Uint16Array(aligned.buffer, aligned.byteOffset, length);
  const bits = new Uint32Array(values.buffer);
  if (type === 'BF16') {
    for (let i = 0; i < length; i++) bits[i] = halves[i]! << 16;
  } else {
    const table = halfTable();
    for (let i = 0; i < length; i++) bits[i] = table[halves[i]!]!;
  }
  return values;
}

/**
 * Gives a buffer's memory back at once, not at some garbage collection (where the engine cannot, as in Node 20, at the
 * next one). It is empty afterwards.
 */
export function release(buffer: ArrayBuffer): void {
  if ('transfer' in ArrayBuffer.prototype) buffer.transfer(0);
  else structuredClone(null, { transfer: [buffer] });
}

/**
 * A number of one sign bit, four of exponent and three of fraction, without infinities. Source: the OCP 8-bit floating
 * point specification.
 */
function e4m3(byte: number): number {
  const sign = byte & 0x80 ? -1 : 1;
  const [exponent, fraction] = [(byte >> 3) & 15, byte & 7];
  if (exponent === 15 && fraction === 7) return NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -9 : (1 + fraction / 8) * 2 ** (exponent - 7));
}

let halves: Uint32Array | undefined;

/** float32 bits of each of the 65,536 halves (IEEE 754 binary16). */
function halfTable(): Uint32Array {
  if (halves) return halves;
  const table = new Uint32Array(0x10000);
  const value = new Float32Array(1);
  const bits = new Uint32Array(value.buffer);
  for (let half = 0; half < 0x10000; half++) {
    const sign = half & 0x8000 ? -1 : 1;
    const exponent = (half >> 10) & 31;
    const fraction = half & 0x3ff;
    if (exponent === 31) {
      table[half] = ((half & 0x8000) << 16) | 0x7f800000 | (fraction << 13);
    } else {
      value[0] = sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
      table[half] = bits[0]!;
    }
  }
  halves = table;
  return table;
}
