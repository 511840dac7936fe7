import { ModelError } from '../errors.ts';
import { rejectPointer, readJson, type ModelFiles } from '../model-files.ts';
import { checkCount, type Checkpoint, type StoredTensor } from './checkpoint.ts';
import { openSafetensors } from './safetensors.ts';
import { openTorch } from './torch.ts';

/**
 * The ways Hugging Face keeps a checkpoint, in the order of preference; each whole, or in shards that an index names.
 */
const formats = [
  { name: 'model.safetensors', open: openSafetensors },
  { name: 'pytorch_model.bin', open: openTorch },
] as const;

/**
 * Opens the checkpoint of a model's folder. Its tensors are read later, one by one.
 * @throws ModelError `missing`, `damaged` or `unsupported`, naming the file; the signal's reason when aborted.
 */
export async function openCheckpoint(files: ModelFiles, signal?: AbortSignal): Promise<Checkpoint> {
  for (const { name, open } of formats) {
    const whole = await files.open(name, signal);
    if (whole) return byName(await open(await rejectPointer(whole, name), name));
    const index = await readJson(files, `${name}.index.json`, signal);
    if (index === null) continue;
    const tensors: StoredTensor[] = [];
    for (const shard of shardNames(index, `${name}.index.json`)) {
      signal?.throwIfAborted();
      const file = await files.open(shard, signal);
      if (!file) throw new ModelError('missing', `${shard} is missing, but ${name}.index.json names it`);
      for (const tensor of await open(await rejectPointer(file, shard), shard)) tensors.push(tensor);
      checkCount(tensors.length, shard);
    }
    return byName(tensors);
  }
  throw new ModelError('missing', `There is no ${formats.map(({ name }) => name).join(' and no ')}`);
}

/** The shards an index names, each once. The names come from a file: they may not lead out of the folder. */
function shardNames(index: unknown, name: string): string[] {
  const map = (index as { weight_map?: unknown } | null)?.weight_map;
  const names = typeof map === 'object' && map !== null ? [...new Set(Object.values(map))] : [];
  if (
    names.length === 0 ||
    !names.every((shard): shard is string => typeof shard === 'string' && /^[\w.-]+\.(?:safetensors|bin)$/.test(shard))
  ) {
    throw new ModelError('damaged', `${name}: no usable weight_map`);
  }
  return names;
}

function byName(tensors: readonly StoredTensor[]): Checkpoint {
  return new Map(tensors.map((tensor) => [tensor.name, tensor]));
}
