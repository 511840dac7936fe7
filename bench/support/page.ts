import { kernel } from '../../src/entrypoints/kernel.ts';
import { ort } from '../../src/entrypoints/ort.ts';
import { env, pipeline } from '@xenova/transformers';
import { startModel } from '../../src/engine/running/load.ts';
import { kernelMemory } from '../../src/engine/backends/kernel/memory.ts';
import type { Segment } from '../../src/engine/weights/weight-bytes.ts';
import { KERNEL } from '../../src/engine/running/prepare.ts';
import type { Description } from '../../src/engine/description.ts';

/** Both engines in one page, for bench/predict.ts. The address says with how many threads: `?threads=2`. */
const threads = Number(new URLSearchParams(location.search).get('threads'));
ort.env.wasm.numThreads = threads;

/** Milliseconds of one run of each, and the best id of each: they must be the same model. */
export interface Timing {
  readonly ours: number;
  readonly theirs: number;
  readonly best: { readonly ours: number; readonly theirs: number };
}

export interface Sentence {
  readonly ids: readonly number[];
  readonly position: number;
  readonly text: string;
}

const bytes = async (url: string) => new Uint8Array(await (await fetch(url)).arrayBuffer());

/** Loads both; the function it leaves behind runs each once. */
globalThis.anaumeLoad = async (folder: string) => {
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.localModelPath = '/';
  env.useBrowserCache = false;
  const { description, segments } = (await (await fetch(`/${folder}/ours.json`)).json()) as {
    description: Description;
    segments: Segment[];
  };
  const place = kernelMemory(segments);
  await place.weights.read(new Blob([await bytes(`/${folder}/ours.weights`)]));
  const model = await startModel(
    { ort, kernel: { ...kernel, threads } },
    { description, target: KERNEL, ...place },
    folder,
  );
  const theirs = await pipeline('fill-mask', folder, { device: 'wasm', dtype: 'q8' });

  globalThis.anaumeRun = async ({ ids, position, text }) => {
    let start = performance.now();
    const [results] = await model.topK([{ ids: Int32Array.from(ids), positions: Int32Array.of(position) }], 5);
    const mine = performance.now() - start;
    start = performance.now();
    const [answer] = (await theirs(text, { top_k: 5 })) as unknown as { token: number }[];
    return {
      ours: mine,
      theirs: performance.now() - start,
      best: { ours: results![0]!.ids[0]!, theirs: answer!.token },
    };
  };
};

declare global {
  var anaumeLoad: (folder: string) => Promise<void>;
  var anaumeRun: (sentence: Sentence) => Promise<Timing>;
}
