import { ModelError } from '../errors.ts';
import { readRange } from '../model-files.ts';
import {
  checkCount,
  isStoredType,
  storedBytes,
  toFloat32,
  unreadableTensor,
  type StoredTensor,
  type StoredType,
} from './checkpoint.ts';
import { Call, Global, Persistent, PickleError, readPickle, type Value } from './pickle.ts';
import { readZipDirectory, type ZipEntry } from './zip.ts';

/**
 * Opens a file written by torch.save with a state_dict in it: the zip format (PyTorch 1.6 and later) or the legacy one
 * before. Source: torch/serialization.py of PyTorch 1.13, `_save` and `_legacy_save`.
 * @param name Of the file, for messages.
 * @throws ModelError `damaged` or `unsupported`
 */
export async function openTorch(file: Blob, name: string): Promise<StoredTensor[]> {
  const head = await readRange(file, name, 0, Math.min(4, file.size));
  const isZip = head[0] === 0x50 && head[1] === 0x4b && head[2] === 3 && head[3] === 4;
  try {
    return isZip ? await openZip(file, name) : await openLegacy(file, name);
  } catch (error) {
    if (error instanceof PickleError)
      throw new ModelError('damaged', `${name}: its pickle is ${error.problem}: ${error.message}`, { cause: error });
    // More than JavaScript holds in one place is more than a model's directory has.
    if (error instanceof RangeError)
      throw new ModelError('damaged', `${name}: its content makes no sense: ${error.message}`, { cause: error });
    throw error;
  }
}

/** Bytes of one number in torch's storages; those that are no weights are only skipped. */
const storageBytes: Readonly<Record<string, number>> = {
  DoubleStorage: 8,
  FloatStorage: 4,
  HalfStorage: 2,
  BFloat16Storage: 2,
  LongStorage: 8,
  IntStorage: 4,
  ShortStorage: 2,
  CharStorage: 1,
  ByteStorage: 1,
  BoolStorage: 1,
  ComplexFloatStorage: 8,
  ComplexDoubleStorage: 16,
  QInt8Storage: 1,
  QUInt8Storage: 1,
  QInt32Storage: 4,
  UntypedStorage: 1,
};
const storageTypes: Readonly<Record<string, StoredType>> = {
  DoubleStorage: 'F64',
  FloatStorage: 'F32',
  HalfStorage: 'F16',
  BFloat16Storage: 'BF16',
};

interface Storage {
  readonly key: string;
  /** `FloatStorage`; one that is not known has no size, and can be skipped only where a directory has it. */
  readonly kind: string;
  /** Numbers in it. */
  readonly count: number;
}

/** A state_dict's directory is some hundred bytes a tensor; beyond this it is something else. */
const MAX_DIRECTORY = 64 * 1024 * 1024;

/** A storage as a global: torch.FloatStorage, torch.storage.UntypedStorage. */
const KIND = /^torch\.(?:storage\.)?([A-Za-z0-9]{1,30}Storage)$/;

/** A storage's key is a number in digits. */
const MAX_KEY = 100;

/** A tensor as the pickle describes it: part of a storage. */
interface View {
  readonly name: string;
  /** A StoredType, or what torch calls one that is not read. */
  readonly type: string;
  readonly storage: Storage;
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
}

async function openZip(file: Blob, name: string): Promise<StoredTensor[]> {
  const entries = await readZipDirectory(
    file,
    (what) => new ModelError('damaged', `${name}: ${what}; the file is truncated or damaged`),
  );
  const startOf = async ({ method, findStart }: ZipEntry) => {
    if (method !== 0) throw new ModelError('unsupported', `${name} is compressed; torch.save does not compress`);
    return await findStart();
  };
  const contentOf = async (entry: ZipEntry) => {
    const from = await startOf(entry);
    return await readRange(file, name, from, from + entry.length);
  };
  const pickleName = [...entries.keys()].find((entry) => entry === 'data.pkl' || entry.endsWith('/data.pkl'));
  const pickle = pickleName === undefined ? undefined : entries.get(pickleName);
  if (pickleName === undefined || !pickle)
    throw new ModelError('unsupported', `${name}: a zip without data.pkl, not written by torch.save`);
  const folder = pickleName.slice(0, -'data.pkl'.length);
  const order = entries.get(`${folder}byteorder`);
  if (order && new TextDecoder().decode(await contentOf(order)) !== 'little')
    throw new ModelError('unsupported', `${name}: written on a big-endian machine`);
  if (pickle.length > MAX_DIRECTORY)
    throw new ModelError('damaged', `${name}: a data.pkl of ${pickle.length} bytes, more than any state_dict has`);
  const { value } = readPickle(await contentOf(pickle));
  return await Promise.all(
    viewsOf(value, name).map(async (view) => {
      if (!isStoredType(view.type)) return unreadableTensor({ ...view, file: name });
      const entry = entries.get(`${folder}data/${view.storage.key}`);
      if (!entry)
        throw new ModelError('damaged', `${name}: ${view.name} is missing its data (data/${view.storage.key})`);
      if (entry.length < view.storage.count * storageBytes[view.storage.kind]!) {
        throw new ModelError(
          'damaged',
          `${name}: the data of ${view.name} is too short: ${entry.length} bytes for ${view.storage.count} numbers`,
        );
      }
      return storedTensor(view, file, name, await startOf(entry));
    }),
  );
}

const MAGIC = 0x1950a86a20f9469cfc6cn;
const PROTOCOL = 1001;
async function openLegacy(file: Blob, name: string): Promise<StoredTensor[]> {
  const { values, end } = await readPickles(file, name);
  const [, protocol, system, state, keys] = values;
  if (protocol !== PROTOCOL)
    throw new ModelError(
      'unsupported',
      `${name}: version ${String(protocol)} of torch's legacy format, only ${PROTOCOL} is known`,
    );
  if (system instanceof Map && system.get('little_endian') === false)
    throw new ModelError('unsupported', `${name}: written on a big-endian machine`);
  if (!Array.isArray(keys)) throw new ModelError('damaged', `${name}: no list of storages`);
  const storages = new Map(findStorages(state!).map((storage) => [storage.key, storage]));
  const views = viewsOf(state!, name);
  const owners = new Map(views.map((view) => [view.storage.key, view.name]));
  const starts = new Map<string, number>();
  let at = end;
  for (const key of keys) {
    const storage = typeof key === 'string' ? storages.get(key) : undefined;
    if (storage && starts.has(storage.key))
      throw new ModelError('damaged', `${name}: storage ${storage.key} is named twice`);
    if (!storage) throw new ModelError('damaged', `${name}: storage ${String(key)} belongs to no tensor`);
    const where = owners.get(storage.key) ?? `storage ${storage.key}`;
    const width = storageBytes[storage.kind];
    if (width === undefined)
      throw new ModelError('unsupported', `${name}: ${where} is stored as ${storage.kind}, which is not read`);
    const next = at + 8 + storage.count * width;
    if (next > file.size)
      throw new ModelError(
        'damaged',
        `${name}: ${where} ends at byte ${next}, beyond the file's ${file.size}; the file is truncated`,
      );
    const count = new DataView((await readRange(file, name, at, at + 8)).buffer).getBigInt64(0, true);
    if (count !== BigInt(storage.count))
      throw new ModelError('damaged', `${name}: ${where} has ${count} numbers instead of ${storage.count}`);
    starts.set(storage.key, at + 8);
    at = next;
  }
  return views.map((view) => {
    if (!isStoredType(view.type)) return unreadableTensor({ ...view, file: name });
    const start = starts.get(view.storage.key);
    if (start === undefined) throw new ModelError('damaged', `${name}: ${view.name} is missing its data`);
    return storedTensor(view, file, name, start);
  });
}

/** The five pickles at the head of a legacy file, of unknown length: reads more of the file until they are complete. */
async function readPickles(file: Blob, name: string): Promise<{ values: Value[]; end: number }> {
  for (let length = 1 << 20; ; length *= 8) {
    const bytes = await readRange(file, name, 0, Math.min(length, file.size));
    try {
      const values: Value[] = [];
      let end = 0;
      for (let i = 0; i < 5; i++) {
        const pickle = readPickle(bytes, end);
        if (i === 0 && pickle.value !== MAGIC)
          throw new ModelError('unsupported', `${name}: neither torch's zip format nor its legacy format`);
        values.push(pickle.value);
        end = pickle.end;
      }
      return { values, end };
    } catch (error) {
      const more =
        error instanceof PickleError && error.problem === 'truncated' && length < Math.min(file.size, MAX_DIRECTORY);
      if (!more) {
        if (error instanceof PickleError && bytes[0] !== 0x80)
          throw new ModelError('unsupported', `${name}: not a file written by torch.save`);
        throw error;
      }
    }
  }
}

/** Every storage a value refers to, each once. */
function findStorages(value: Value): Storage[] {
  const found: Storage[] = [];
  const seen = new Set<Value>();
  const queue: Value[] = [value];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (typeof next !== 'object' || next === null || seen.has(next)) continue;
    seen.add(next);
    if (next instanceof Persistent) {
      const storage = parseStorage(next);
      if (storage) found.push(storage);
    } else if (Array.isArray(next)) for (const item of next) queue.push(item);
    else if (next instanceof Map) for (const pair of next) queue.push(...pair);
    else if (next instanceof Call) queue.push(next.callable, next.args);
  }
  return found;
}

/** ('storage', torch.FloatStorage, key, location, count, …) */
function parseStorage({ id }: Persistent): Storage | null {
  if (!Array.isArray(id) || id[0] !== 'storage') return null;
  const [, type, key, , count] = id;
  if (!(type instanceof Global) || typeof key !== 'string' || key.length > MAX_KEY || !isSize(count)) return null;
  const kind = KIND.exec(type.name)?.[1];
  return kind === undefined ? null : { key, kind, count };
}

/** Where training programs keep the state_dict among other things. */
const NESTED = ['state_dict', 'model_state_dict', 'model', 'module'];

/** The tensors of a state_dict, or of the one in it: whichever has more. */
function viewsOf(state: Value, name: string): View[] {
  if (!(state instanceof Map)) throw new ModelError('unsupported', `${name}: holds no state_dict but something else`);
  const views = [state, ...NESTED.map((key) => state.get(key))]
    .map((own) =>
      own instanceof Map
        ? Array.from(own).flatMap(([key, value]) =>
            typeof key === 'string' ? (parseTensor(key, value, name) ?? []) : [],
          )
        : [],
    )
    .reduce((most, found) => (found.length > most.length ? found : most));
  checkCount(views.length, name);
  return views;
}

function parseTensor(key: string, value: Value, file: string): View | null {
  if (!(value instanceof Call) || !(value.callable instanceof Global) || !Array.isArray(value.args)) return null;
  if (value.callable.name === 'torch._utils._rebuild_parameter') {
    // One within another is none, and may go round in a circle.
    const inner = value.args[0];
    const nested =
      inner instanceof Call && inner.callable instanceof Global && inner.callable.name === value.callable.name;
    return nested || inner === undefined ? null : parseTensor(key, inner, file);
  }
  const kind = /^torch\._utils\._rebuild_(.+)$/.exec(value.callable.name)?.[1];
  if (kind === undefined) return null;
  // Quantised ones, and 8-bit floating point.
  if (!['tensor_v2', 'tensor'].includes(kind))
    return { name: key, type: kind, storage: { key: '', kind, count: 0 }, offset: 0, shape: [], strides: [] };
  const [storage, offset, shape, strides] = value.args;
  const parsed = storage instanceof Persistent ? parseStorage(storage) : null;
  if (!parsed || !isSize(offset) || !isSizes(shape) || !isSizes(strides) || shape.length !== strides.length) {
    throw new ModelError('damaged', `${file}: ${key} is malformed`);
  }
  const last = shape.reduce((sum, size, axis) => sum + Math.max(0, size - 1) * strides[axis]!, offset);
  if (!shape.includes(0) && last >= parsed.count) {
    throw new ModelError('damaged', `${file}: ${key} [${shape.join(', ')}] reaches beyond its ${parsed.count} numbers`);
  }
  // A tensor of strides 0 repeats its numbers: a few bytes in the file would be gigabytes in memory.
  if (shape.reduce((a, b) => a * b, 1) > parsed.count)
    throw new ModelError('damaged', `${file}: ${key} [${shape.join(', ')}] has more numbers than its ${parsed.count}`);
  return { name: key, type: storageTypes[parsed.kind] ?? parsed.kind, storage: parsed, offset, shape, strides };
}

const isSize = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
const isSizes = (value: unknown): value is number[] => Array.isArray(value) && value.length <= 8 && value.every(isSize);

function storedTensor(
  { name, storage, offset, shape, strides }: View,
  file: Blob,
  fileName: string,
  start: number,
): StoredTensor {
  const type = storageTypes[storage.kind]!;
  const width = storedBytes[type];
  const elements = shape.reduce((a, b) => a * b, 1);
  const from = start + offset * width;
  const end =
    from + (elements === 0 ? 0 : 1 + shape.reduce((sum, size, axis) => sum + (size - 1) * strides[axis]!, 0)) * width;
  if (end > file.size)
    throw new ModelError(
      'damaged',
      `${fileName}: ${name} ends at byte ${end}, beyond the file's ${file.size}; the file is truncated`,
    );
  return {
    name,
    shape,
    type,
    file: fileName,
    offset: from,
    read: async () => rowMajor(toFloat32(await readRange(file, fileName, from, end), type), shape, strides),
  };
}

/** Values in row-major order; what was saved so (nearly everything) is returned as it is. */
function rowMajor(
  values: Float32Array<ArrayBuffer>,
  shape: readonly number[],
  strides: readonly number[],
): Float32Array<ArrayBuffer> {
  let step = 1;
  let contiguous = true;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] !== 1 && strides[axis] !== step) contiguous = false;
    step *= shape[axis]!;
  }
  if (contiguous) return values;
  const result = new Float32Array(step);
  const index = new Array<number>(shape.length).fill(0);
  for (let i = 0, at = 0; i < step; i++) {
    result[i] = values[at]!;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      at += strides[axis]!;
      if (++index[axis]! < shape[axis]!) break;
      at -= shape[axis]! * strides[axis]!;
      index[axis] = 0;
    }
  }
  return result;
}
