import { CONTROL_BYTES, Dot } from './assembly/abi.ts';
import { alignUp } from '../../weights/weight-bytes.ts';
import { PAGE, type KernelMemory } from './memory.ts';

/** What src/engine/backends/kernel/assembly/kernel.ts exports. */
interface Exports {
  run(program: number, steps: number, dot: Dot, threads: number, scratch: number): void;
  help(scratch: number): void;
  end(): void;
}

/** Where the kernel comes from, and how many threads it may have. */
export interface KernelSource {
  /** Compiles it; asked again only where it failed. */
  module(): Promise<WebAssembly.Module>;
  /** Starts a thread that calls `helpKernel` with what it is sent first; absent where there is only one thread. */
  readonly startThread?: () => Worker;
  readonly threads: number;
}

/** What a thread is sent. */
export interface ThreadStart {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly scratch: number;
}

/** A thread that is not there by then is done without. */
const THREAD_MS = 5_000;

/**
 * Runs on a thread of its own until the kernel ends it; `ready` is called before it waits for work. @throws
 * CompileError or LinkError for a module that is not the kernel.
 */
export function helpKernel({ module, memory, scratch }: ThreadStart, ready: () => void): void {
  const { help } = new WebAssembly.Instance(module, imports(memory)).exports as unknown as Exports;
  ready();
  help(scratch);
}

const imports = (memory: WebAssembly.Memory): WebAssembly.Imports => ({ env: { memory, abort: () => undefined } });

function grow(memory: WebAssembly.Memory, end: number): void {
  const missing = Math.ceil((end - memory.buffer.byteLength) / PAGE);
  if (missing > 0) memory.grow(missing);
}

/**
 * One instance of the kernel in a memory of its own: control words, weights, each thread's scratch, and what a run
 * needs, which is the caller's to lay out.
 */
export class Kernel {
  /** Where the caller's part of the memory begins. */
  readonly free: number;
  /** How all threads sum products; see assembly/product.ts. */
  dot = Dot.one;
  readonly #memory: WebAssembly.Memory;
  readonly #exports: Exports;
  readonly #scratch: number;
  readonly #threads: readonly Worker[];

  private constructor(
    memory: WebAssembly.Memory,
    exports: Exports,
    scratch: number,
    free: number,
    threads: readonly Worker[],
  ) {
    this.#memory = memory;
    this.#exports = exports;
    this.#scratch = scratch;
    this.free = free;
    this.#threads = threads;
  }

  /** @param scratch Bytes for each thread. @throws RangeError where there is no memory for it. */
  static async start(
    { module, threads, startThread }: KernelSource,
    { memory, weights }: KernelMemory,
    scratch: number,
  ): Promise<Kernel> {
    const compiled = await module();
    const count = startThread ? threads : 1;
    const scratchAt = CONTROL_BYTES + alignUp(weights.length);
    const free = scratchAt + count * alignUp(scratch);
    grow(memory, free);
    const { exports } = await WebAssembly.instantiate(compiled, imports(memory));
    const helpers = await Promise.all(
      Array.from({ length: count - 1 }, (_, i) =>
        startHelper(startThread!, { module: compiled, memory, scratch: scratchAt + (i + 1) * alignUp(scratch) }),
      ),
    );
    return new Kernel(
      memory,
      exports as unknown as Exports,
      scratchAt,
      free,
      helpers.filter((helper) => helper !== null),
    );
  }

  get threads(): number {
    return 1 + this.#threads.length;
  }

  /** The memory, which may move: not to be held on to. */
  get bytes(): SharedArrayBuffer {
    return this.#memory.buffer as unknown as SharedArrayBuffer;
  }

  /** Makes room up to byte `end`. @throws RangeError where there is none. */
  reach(end: number): void {
    grow(this.#memory, end);
  }

  /** Runs the steps at byte `program`. */
  run(program: number, steps: number): void {
    this.#exports.run(program, steps, this.dot, this.threads, this.#scratch);
  }

  /** Ends the threads. */
  end(): void {
    this.#exports.end();
    for (const thread of this.#threads) thread.terminate();
  }
}

/** Null for a thread that does not start. */
function startHelper(startThread: () => Worker, start: ThreadStart): Promise<Worker | null> {
  return new Promise((resolve) => {
    const worker = startThread();
    const settle = (result: Worker | null) => {
      clearTimeout(timer);
      worker.onmessage = worker.onerror = null;
      if (!result) worker.terminate();
      resolve(result);
    };
    const timer = setTimeout(settle, THREAD_MS, null);
    worker.onmessage = () => settle(worker);
    worker.onerror = () => settle(null);
    worker.postMessage(start);
  });
}
