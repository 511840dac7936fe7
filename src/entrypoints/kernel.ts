import type { KernelSource } from '../engine/backends/kernel/kernel.ts';

const file = (name: string) => new URL(name, self.location.href);
let compiled: Promise<WebAssembly.Module> | undefined;

/**
 * Our own kernel, beside the scripts in the package. It has threads where its page is isolated (Chrome's offscreen
 * document).
 */
export const kernel: KernelSource = {
  module: () => (compiled ??= compile()),
  threads: Math.min(4, navigator.hardwareConcurrency),
  ...(globalThis.crossOriginIsolated ? { startThread: () => new Worker(file('thread.js'), { type: 'module' }) } : {}),
};

async function compile(): Promise<WebAssembly.Module> {
  try {
    return await WebAssembly.compile(await (await fetch(file('kernel.wasm'))).arrayBuffer());
  } catch (error) {
    compiled = undefined;
    throw error;
  }
}
