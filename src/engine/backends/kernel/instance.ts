import type { Description } from '../../description.ts';
import { alignUp } from '../../weights/weight-bytes.ts';
import { CONTROL_BYTES } from './assembly/abi.ts';
import { chooseDot } from './choose-dot.ts';
import { Interpreter, type Instance } from './interpreter.ts';
import { Kernel, type KernelSource } from './kernel.ts';
import { layOut, type Layout } from './layout.ts';
import type { KernelMemory } from './memory.ts';
import { Program, type QuantizedRows } from './program.ts';
import { Rotations } from '../../rotations.ts';

/** A model as the kernel takes it. It can be started once: the kernel works in its memory. */
export interface DescribedMemory extends KernelMemory {
  readonly description: Description;
}

/**
 * Starts a kernel over prepared weights, and says where each parameter is in its memory.
 * @param scratch Bytes for each thread.
 * @throws RangeError where there is no memory for it, ModelError for what the kernel cannot take.
 */
export async function startKernel(
  source: KernelSource,
  parameters: Pick<Description, 'parameters'>,
  memory: KernelMemory,
  scratch: number,
): Promise<Pick<Instance, 'kernel' | 'layout'>> {
  let end = CONTROL_BYTES;
  const layout = layOut(parameters, (bytes) => {
    const at = end;
    end = alignUp(end + bytes);
    return at;
  });
  const kernel = await Kernel.start(source, memory, scratch);
  try {
    kernel.dot = chooseDot(kernel);
  } catch (error) {
    // Its threads would go on waiting for it.
    kernel.end();
    throw error;
  }
  return { kernel, layout };
}

/**
 * Starts a kernel for a model. @throws RangeError where there is no memory for it, ModelError for what the kernel
 * cannot take.
 */
export async function startInstance(
  source: KernelSource,
  { description, ...memory }: DescribedMemory,
): Promise<Instance> {
  const { kernel, layout } = await startKernel(source, description, memory, scratchBytes(description));
  try {
    const rotations = new Rotations();
    return { kernel, description, layout, rotations, ...computeConstants(kernel, description, layout, rotations) };
  } catch (error) {
    kernel.end();
    throw error;
  }
}

/** Computes what depends on no sentence; it stays in memory. */
function computeConstants(
  kernel: Kernel,
  description: Description,
  layout: Layout,
  rotations: Rotations,
): Pick<Instance, 'constants' | 'free'> {
  const names = new Set(
    description.body.flatMap((each) =>
      each.op === 'attend' && each.relative ? [each.relative.keys, each.relative.queries] : [],
    ),
  );
  names.delete(null);
  const constants = new Map<string, QuantizedRows>();
  if (names.size === 0) return { constants, free: kernel.free };
  const program = new Program(kernel);
  const interpreter = new Interpreter(program, { description, layout, constants, rotations }, []);
  const kept = [...names] as string[];
  interpreter.run(description.constants, kept);
  program.run();
  for (const name of kept) constants.set(name, interpreter.rows(name));
  return { constants, free: program.end };
}

/** What attention of one head needs; see assembly/attention.ts. */
function scratchBytes({ maxPositions, hiddenSize, heads }: Description): number {
  const keys = Math.ceil(maxPositions / 8) * 8;
  const size = Math.ceil(hiddenSize / heads / 8) * 8;
  return 4 * ((2 * keys + 4) * size + 4 * keys);
}
