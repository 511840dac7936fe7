import { ModelError } from '../errors.ts';
import type { Checkpoint, StoredTensor } from './checkpoint.ts';

/**
 * A checkpoint's tensors under one set of names, whatever wrote them: without the architecture's prefix (`bert.`, and `module.` of DataParallel),
 * LayerNorm as `weight` and `bias` (TensorFlow's names, `gamma` and `beta`, stand in the 2019-2020 files).
 */
export class Weights {
  readonly #tensors = new Map<string, StoredTensor>();

  constructor(checkpoint: Checkpoint) {
    for (const tensor of checkpoint.values()) this.#tensors.set(canonicalName(tensor.name), tensor);
  }

  has(name: string): boolean {
    return this.#tensors.has(name);
  }

  /** The tensor, checked to have this shape. */
  get(name: string, shape: readonly number[]): StoredTensor {
    const tensor = this.#tensors.get(name);
    if (!tensor) throw new ModelError('missing', `The checkpoint has no tensor ${name}`);
    if (tensor.shape.length !== shape.length || tensor.shape.some((size, axis) => size !== shape[axis])) {
      throw new ModelError(
        'mismatch',
        `${tensor.file}: ${tensor.name} has shape [${tensor.shape.join(', ')}], but config.json asks for [${shape.join(', ')}]`,
      );
    }
    return tensor;
  }
}

export function canonicalName(name: string): string {
  return name
    .replace(/^(?:module\.|_orig_mod\.)+/, '')
    .replace(/^(?:bert|roberta|luke|distilbert|albert|electra|deberta|model)\./, '')
    .replace(/\.gamma$/, '.weight')
    .replace(/\.beta$/, '.bias');
}
