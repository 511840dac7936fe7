import { Worker as NodeWorker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { kernel as source } from '../../../scripts/extension/kernel.ts';
import { Dot } from '../../../src/engine/backends/kernel/assembly/abi.ts';
import { prepareProduct } from '../../../src/engine/backends/kernel/choose-dot.ts';
import { Kernel, type ThreadStart } from '../../../src/engine/backends/kernel/kernel.ts';
import { kernelMemory } from '../../../src/engine/backends/kernel/memory.ts';

/** What thread.js does, in a thread of Node's. */
const HELPER = `
  const { parentPort } = require('node:worker_threads');
  parentPort.once('message', ({ module, memory, scratch }) => {
    const { help } = new WebAssembly.Instance(module, { env: { memory, abort() {} } }).exports;
    parentPort.postMessage(null);
    help(scratch);
  });
`;

function startThread(): Worker {
  const thread = new NodeWorker(HELPER, { eval: true });
  thread.unref();
  const worker = {
    onmessage: null as (() => void) | null,
    postMessage: (start: ThreadStart) => thread.postMessage(start),
    terminate: () => void thread.terminate(),
  };
  thread.on('message', () => worker.onmessage?.());
  return worker as unknown as Worker;
}

/** Words at the memory's beginning; see assembly/kernel.ts. */
const [STARTED, DOT] = [256, 272].map((byte) => byte / 4) as [number, number];

it('multiplies on every thread in the way that was chosen', async () => {
  const memory = kernelMemory([]);
  const alone = await Kernel.start({ ...source, threads: 1 }, kernelMemory([]), 0);
  const two = await Kernel.start({ ...source, threads: 2, startThread }, memory, 0);
  try {
    expect(two.threads).toBe(2);
    const [right, both] = [prepareProduct(alone)(Dot.three), prepareProduct(two)];
    const words = new Int32Array(two.bytes);
    // Often enough for the other thread to have had tasks of its own. V8 11.3 (Node 20) gets the one instruction wrong: there its sums tell.
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
