import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compileAssembly, kernel } from '../scripts/extension/kernel.ts';
import { startKernelThread } from '../scripts/node/kernel-thread.ts';
import { root } from '../scripts/node/paths.ts';
import type { KernelSource } from '../src/engine/backends/kernel/kernel.ts';
import { Dot } from '../src/engine/backends/kernel/assembly/abi.ts';
import { startInstance } from '../src/engine/backends/kernel/instance.ts';
import { KernelModel } from '../src/engine/backends/kernel/model.ts';
import { KERNEL, prepareKernel } from '../src/engine/running/prepare.ts';
import type { Row } from './row.ts';
import { openShape, temporaryFolder } from './support/files.ts';

const SHAPES = ['bert12x768', 'default'] as const;
const RUNS = 21;
const LENGTH = 128;
/** A word among those at the memory's beginning that nothing else uses. */
const FIXED = 1020 / 4;

/**
 * A masked prediction on one thread of the kernel and on two. For comparison, two of which the second multiplies by the
 * one instruction whatever was measured to be quickest, as it would where the way is told to the first alone. The
 * quickest runs count: what others do on the machine only adds.
 */
export async function measureThreads(): Promise<Row[]> {
  const fixed = await WebAssembly.compile(await compileFixed());
  const ways = {
    one: kernel,
    two: { ...kernel, threads: 2, startThread: () => startKernelThread() },
    fixed: { ...kernel, threads: 2, startThread: () => startKernelThread(fixed) },
  } satisfies Record<string, KernelSource>;
  const rows: Row[] = [];
  for (const shape of SHAPES) {
    const opened = await openShape(shape);
    const start = async (source: KernelSource) => {
      const prepared = await prepareKernel(opened);
      const instance = await startInstance(source, prepared);
      const { threads } = instance.kernel;
      const model = new KernelModel(instance, shape, { ...KERNEL, threads, tested: true, passedOver: [] });
      // Not earlier: where a way is chosen, threads that multiply in ways of their own would agree on none.
      new Int32Array(prepared.memory.buffer)[FIXED] = 1;
      return { kernel: instance.kernel, model, times: [] as number[] };
    };
    const started = { one: await start(ways.one), two: await start(ways.two), fixed: await start(ways.fixed) };
    // What a busy machine may take for quicker on one thread than on two counts for all.
    const { dot } = started.one.kernel;
    for (const { kernel: each } of Object.values(started)) each.dot = dot;
    const ids = Int32Array.from({ length: LENGTH }, (_, i) => (i === 0 ? 2 : i === LENGTH - 1 ? 3 : 5 + i * 37));
    const input = { ids, positions: Int32Array.of(LENGTH >> 1) };
    for (let run = -2; run < RUNS; run++)
      for (const { model, times } of Object.values(started)) {
        const from = performance.now();
        await model.topK([input], 5);
        if (run >= 0) times.push(performance.now() - from);
      }
    for (const { model } of Object.values(started)) await model.dispose();
    const one = Math.min(...started.one.times);
    const row = (name: string, times: readonly number[], note: string): Row => ({
      name: `${name}.${shape}`,
      value: Number((one / Math.min(...times)).toFixed(2)),
      unit: 'x',
      note: `${LENGTH} pieces, int8, ${Dot[dot]}: ${one.toFixed(1)} ms on one thread, ${Math.min(...times).toFixed(1)} ms on two${note}`,
    });
    rows.push(
      row('threads.two', started.two.times, ''),
      row('threads.two_one_fixed', started.fixed.times, ', of which the second takes the one instruction'),
    );
  }
  return rows;
}

/** The kernel, but that helpers multiply by the one instruction once the word is set. */
async function compileFixed(): Promise<Uint8Array<ArrayBuffer>> {
  const folder = await temporaryFolder();
  try {
    await cp(join(root, 'src/engine/backends/kernel/assembly'), folder, { recursive: true });
    const path = join(folder, 'kernel.ts');
    const text = await readFile(path, 'utf8');
    const changed = text.replace('load<i32>(DOT)', `(load<i32>(${FIXED * 4}) ? ${Dot.one} : load<i32>(DOT))`);
    if (changed === text) throw new Error('The kernel no longer reads how to multiply as it did');
    await writeFile(path, changed);
    return await compileAssembly(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
