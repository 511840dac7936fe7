import type { Description } from '../../description.ts';
import type { Kernel } from './kernel.ts';
import type { Layout } from './layout.ts';
import type { QuantizedRows } from './program.ts';
import type { Rotations } from '../../rotations.ts';

/** A kernel with a model's weights in its memory. */
export interface Instance {
  readonly kernel: Kernel;
  readonly description: Description;
  /** Places are in the kernel's memory. */
  readonly layout: Layout;
  /** The description's constants. */
  readonly constants: ReadonlyMap<string, QuantizedRows>;
  readonly rotations: Rotations;
  /** Where memory is free for programs. */
  readonly free: number;
}
