import { ModelError } from '../errors.ts';
import { readJson, type ModelFiles } from '../model-files.ts';
import type { Checkpoint, StoredTensor } from './checkpoint.ts';
import { openSafetensors } from './safetensors.ts';

/** Opens the checkpoint of a model's folder: model.safetensors, whole or in shards. */
export async function openCheckpoint(files: ModelFiles, signal?: AbortSignal): Promise<Checkpoint> {
  const whole = await files.open('model.safetensors', signal);
  if (whole) return byName(await openSafetensors(whole, 'model.safetensors'));
  const index = await readJson(files, 'model.safetensors.index.json', signal);
  if (index !== null) return await openShards(files, shardNames(index), signal);
  throw new ModelError('missing', 'There is no model.safetensors and no model.safetensors.index.json');
}

async function openShards(files: ModelFiles, names: readonly string[], signal?: AbortSignal): Promise<Checkpoint> {
  const tensors: StoredTensor[] = [];
  for (const name of names) {
    const shard = await files.open(name, signal);
    if (!shard) throw new ModelError('missing', `${name} is missing, but the index names it`);
    tensors.push(...(await openSafetensors(shard, name)));
  }
  return byName(tensors);
}

/** The shards an index names, each once. The names come from a file: they may not lead out of the folder. */
function shardNames(index: unknown): string[] {
  const map = (index as { weight_map?: unknown } | null)?.weight_map;
  const names = typeof map === 'object' && map !== null ? [...new Set(Object.values(map))] : [];
  if (names.length === 0 || !names.every((name): name is string => typeof name === 'string' && /^[\w.-]+\.safetensors$/.test(name))) {
    throw new ModelError('damaged', 'model.safetensors.index.json: no usable weight_map');
  }
  return names;
}

function byName(tensors: readonly StoredTensor[]): Checkpoint {
  return new Map(tensors.map((tensor) => [tensor.name, tensor]));
}
