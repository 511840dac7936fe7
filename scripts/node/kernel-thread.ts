import { Worker as NodeWorker } from 'node:worker_threads';
import type { ThreadStart } from '../../src/engine/backends/kernel/kernel.ts';

/** What thread.js does, in a thread of Node's. */
const HELPER = `
  const { parentPort } = require('node:worker_threads');
  parentPort.once('message', ({ module, memory, scratch }) => {
    const { help } = new WebAssembly.Instance(module, { env: { memory, abort() {} } }).exports;
    parentPort.postMessage(null);
    help(scratch);
  });
`;

/**
 * A thread for the kernel in Node, with as much of a browser's Worker as the kernel asks for. `own` is run there in
 * place of the module that is sent.
 */
export function startKernelThread(own?: WebAssembly.Module): Worker {
  const thread = new NodeWorker(HELPER, { eval: true });
  thread.unref();
  const worker = {
    onmessage: null as (() => void) | null,
    postMessage: (start: ThreadStart) => thread.postMessage({ ...start, module: own ?? start.module }),
    terminate: () => void thread.terminate(),
  };
  thread.on('message', () => worker.onmessage?.());
  return worker as unknown as Worker;
}
