import { ModelError } from '../errors.ts';
import { isStoredType, type Checkpoint, type StoredTensor } from './checkpoint.ts';

/**
 * A checkpoint's tensors under one set of names, whatever wrote them: without the architecture's prefix (`bert.`) and
 * those of what it was trained in (`module.` of DataParallel, `_orig_mod.` of torch.compile, `model.` of Lightning),
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
    if (!isStoredType(tensor.type) || SCALES.some((scale) => this.has(name + scale)))
      throw new ModelError(
        'unsupported',
        `${tensor.file}: ${tensor.name} is quantised (${tensor.type}); weights in floating point are needed`,
      );
    if (tensor.shape.length !== shape.length || tensor.shape.some((size, axis) => size !== shape[axis])) {
      throw new ModelError(
        'mismatch',
        `${tensor.file}: ${tensor.name} has shape [${tensor.shape.join(', ')}], but config.json asks for [${shape.join(', ')}]`,
      );
    }
    return tensor;
  }
}

/** What follows the name of a weight that has to be multiplied before it is one. */
const SCALES = ['_scale', '_scale_inv', '.absmax'];

/**
 * A tensor's name without the prefixes that libraries put before it, and with a norm's weights called weight and bias.
 */
export function canonicalName(name: string): string {
  return name
    .replace(/^(?:(?:module|_orig_mod|model)\.)+/, '')
    .replace(/^(?:bert|ernie|roberta|luke|distilbert|albert|electra|deberta)\./, '')
    .replace(/\.gamma$/, '.weight')
    .replace(/\.beta$/, '.bias');
}
