import type { BertConfig } from '../../config.ts';
import { aligned } from '../../weights/weight-bytes.ts';
import { chooseDot } from './choose-dot.ts';
import { Kernel, type KernelSource } from './kernel.ts';
import { layOut, type Layout } from './layout.ts';
import { CONTROL_BYTES, type KernelMemory } from './memory.ts';

/** A model as the kernel takes it. It can be started once: the kernel works in its memory. */
export interface CpuModel extends KernelMemory {
  readonly config: BertConfig;
  /** Whether the checkpoint has the pooler and the next-sentence head. */
  readonly nextSentence: boolean;
}

/** A kernel with a model's weights in its memory. */
export interface Instance {
  readonly kernel: Kernel;
  readonly config: BertConfig;
  /** Places are in the kernel's memory. */
  readonly layout: Layout;
}

/** Starts a kernel for a model. @throws RangeError where there is no memory for it, ModelError for what the kernel cannot take. */
export async function startInstance(
  source: KernelSource,
  { config, nextSentence, ...memory }: CpuModel,
): Promise<Instance> {
  let end = CONTROL_BYTES;
  const layout = layOut(config, nextSentence, (bytes) => {
    const at = end;
    end = aligned(end + bytes);
    return at;
  });
  const kernel = await Kernel.start(source, memory, scratchBytes(config));
  try {
    kernel.fused = chooseDot(kernel);
  } catch (error) {
    // Its threads would go on waiting for it.
    kernel.end();
    throw error;
  }
  return { kernel, config, layout };
}

/** What attention of one head needs; see src/engine/backends/kernel/assembly/attention.ts. */
function scratchBytes({ maxPositions, hiddenSize, heads }: BertConfig): number {
  const keys = Math.ceil(maxPositions / 8) * 8;
  const size = Math.ceil(hiddenSize / heads / 8) * 8;
  return 4 * ((2 * keys + 4) * size + 4 * keys);
}
