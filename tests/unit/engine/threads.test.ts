import { expect, it } from 'vitest';
import { kernel as source } from '../../../scripts/extension/kernel.ts';
import { startKernelThread } from '../../../scripts/node/kernel-thread.ts';
import { Dot } from '../../../src/engine/backends/kernel/assembly/abi.ts';
import { prepareProduct } from '../../../src/engine/backends/kernel/choose-dot.ts';
import { Kernel } from '../../../src/engine/backends/kernel/kernel.ts';
import { kernelMemory } from '../../../src/engine/backends/kernel/memory.ts';

/** Words at the memory's beginning; see assembly/kernel.ts. */
const [STARTED, DOT] = [256, 272].map((byte) => byte / 4) as [number, number];

it('multiplies on every thread in the way that was chosen', async () => {
  const memory = kernelMemory([]);
  const alone = await Kernel.start({ ...source, threads: 1 }, kernelMemory([]), 0);
  const two = await Kernel.start({ ...source, threads: 2, startThread: startKernelThread }, memory, 0);
  try {
    expect(two.threads).toBe(2);
    const [right, both] = [prepareProduct(alone)(Dot.three), prepareProduct(two)];
    const words = new Int32Array(two.bytes);
    // Often enough for the other thread to have had tasks of its own. V8 11.3 (Node 20) gets the one instruction wrong:
    // there its sums tell.
    for (let run = 0; run < 200; run++) expect(both(Dot.three)).toEqual(right);
    expect(Atomics.load(words, DOT)).toBe(Dot.three);
    const before = Atomics.load(words, STARTED);
    both(Dot.one);
    expect(Atomics.load(words, DOT)).toBe(Dot.one);
    expect(Atomics.load(words, STARTED)).toBe(before + 1);
  } finally {
    two.end();
  }
});
