import { GraphBuilder } from '../backends/onnx/builder.ts';
import type { KernelSource } from '../backends/kernel/kernel.ts';
import type { OrtModule } from '../backends/onnx/session.ts';

/** What models run on: our own kernel on the CPU in int8, ONNX Runtime everywhere else. */
export interface Runtimes {
  /** The build of ONNX Runtime to run on; the caller has set `env.wasm` up. */
  readonly ort: OrtModule;
  readonly kernel: KernelSource;
}

/**
 * ORT keeps one table of external files for all sessions, and empties it when any of them has been made: so one is made
 * at a time.
 */
let making: Promise<unknown> = Promise.resolve();

/** Runs what makes a session, whoever makes it. */
export async function makeSerially<T>(make: () => Promise<T>): Promise<T> {
  const session = making.then(make);
  making = session.catch(() => {});
  return await session;
}

const started = new WeakMap<OrtModule, Promise<void>>();

/**
 * Has ORT fetch and compile its wasm, once, by making a session of a graph that does nothing: asked for early, that
 * passes while a model's files are being read. Rejects with ORT's reason where it cannot; ORT itself tells it only to
 * the first who makes a session.
 */
export function startRuntime(ort: OrtModule): Promise<void> {
  let start = started.get(ort);
  if (!start) {
    start = makeSerially(
      async () =>
        await (await ort.InferenceSession.create(identityGraph(), { executionProviders: ['wasm'] })).release(),
    );
    start.catch(() => {});
    started.set(ort, start);
  }
  return start;
}

function identityGraph(): Uint8Array {
  const graph = new GraphBuilder();
  graph.output(graph.node('Identity', 'same', [graph.input('given', 'int32', [1])]), 'int32', [1]);
  return graph.encode();
}
