import { ModelError } from '../errors.ts';
import { parseJson, readRange } from '../model-files.ts';
import { checkCount, isStoredType, storedBytes, toFloat32, unreadableTensor, type StoredTensor } from './checkpoint.ts';

/** Some hundred bytes a tensor. */
const MAX_HEADER = 8_000_000;

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly start: number;
  readonly end: number;
}

/**
 * Opens one safetensors file: 8 bytes little-endian header length, a JSON header, then the tensors' bytes.
 * Tensors of other types than floating-point ones (buffers such as position_ids, quantised weights) cannot be read.
 * Source: https://github.com/huggingface/safetensors, "Format".
 * @param name Of the file, for messages.
 * @throws ModelError `damaged`
 */
export async function openSafetensors(file: Blob, name: string): Promise<StoredTensor[]> {
  const prefix = await readRange(file, name, 0, 8);
  const headerLength = Number(new DataView(prefix.buffer, prefix.byteOffset).getBigUint64(0, true));
  if (headerLength > Math.min(MAX_HEADER, file.size - 8)) {
    throw new ModelError(
      'damaged',
      `${name}: a header of ${headerLength} bytes does not fit the file; not a safetensors file, or truncated`,
    );
  }
  const dataStart = 8 + headerLength;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(await readRange(file, name, 8, dataStart));
  } catch (error) {
    throw new ModelError('damaged', `${name}: the header is not valid JSON`, { cause: error });
  }
  const header = parseJson(text, `${name}: the header`);
  if (typeof header !== 'object' || header === null || Array.isArray(header)) {
    throw new ModelError('damaged', `${name}: the header is not an object`);
  }
  const tensors: StoredTensor[] = [];
  const ranges: { readonly start: number; readonly end: number; readonly where: string }[] = [];
  for (const [tensor, value] of Object.entries(header)) {
    if (tensor === '__metadata__') continue;
    const entry = parseEntry(value, `${name}: ${tensor}`);
    const { shape, start, end } = entry;
    if (end > file.size - dataStart) {
      throw new ModelError(
        'damaged',
        `${name}: ${tensor} ends at byte ${dataStart + end}, beyond the file's ${file.size}; the file is truncated`,
      );
    }
    ranges.push({ start, end, where: tensor });
    const { dtype: type } = entry;
    if (!isStoredType(type)) {
      tensors.push(unreadableTensor({ name: tensor, shape, type, file: name }));
      continue;
    }
    const expected = shape.reduce((a, b) => a * b, 1) * storedBytes[type];
    if (expected !== end - start) {
      throw new ModelError(
        'damaged',
        `${name}: ${tensor} has ${end - start} bytes, but ${type} [${shape.join(', ')}] needs ${expected}`,
      );
    }
    const offset = dataStart + start;
    tensors.push({
      name: tensor,
      shape,
      type,
      file: name,
      offset,
      read: async () => toFloat32(await readRange(file, name, offset, dataStart + end), type),
    });
  }
  checkCount(tensors.length, name);
  // As Hugging Face's own reader asks: each byte belongs to one tensor.
  let at = 0;
  for (const { start, end, where } of ranges.sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (start !== at)
      throw new ModelError('damaged', `${name}: ${where} begins at byte ${start} of the data instead of ${at}`);
    at = end;
  }
  if (at !== file.size - dataStart)
    throw new ModelError('damaged', `${name}: ${file.size - dataStart - at} bytes belong to no tensor`);
  return tensors;
}

function parseEntry(value: unknown, where: string): Entry {
  const isSize = (x: unknown): x is number => typeof x === 'number' && Number.isSafeInteger(x) && x >= 0;
  if (typeof value === 'object' && value !== null) {
    const { dtype, shape, data_offsets: offsets } = value as Record<string, unknown>;
    if (
      typeof dtype === 'string' &&
      Array.isArray(shape) &&
      shape.every(isSize) &&
      Array.isArray(offsets) &&
      offsets.length === 2
    ) {
      const [start, end] = offsets as unknown[];
      if (isSize(start) && isSize(end) && start <= end) return { dtype, shape, start, end };
    }
  }
  throw new ModelError('damaged', `${where}: malformed entry in the header`);
}
