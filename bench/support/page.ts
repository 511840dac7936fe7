import { ort } from '../../src/entrypoints/ort.ts';
import { env, pipeline } from '@xenova/transformers';
import { startModel } from '../../src/engine/load.ts';
import { WeightBytes, type Segment } from '../../src/engine/graph/weight-bytes.ts';
import type { BertConfig } from '../../src/engine/config.ts';

/** Both engines in one page, for bench/predict.ts. */
export interface Timing {
  /** Milliseconds of each run, interleaved. */
  readonly ours: number[];
  readonly theirs: number[];
  /** The best id of each; they must be the same model. */
  readonly best: { readonly ours: number; readonly theirs: number };
}

const bytes = async (url: string) => new Uint8Array(await (await fetch(url)).arrayBuffer());

globalThis.anaumeBench = async (folder: string, config: BertConfig, sentences: readonly { ids: number[]; position: number; text: string }[], runs: number): Promise<Timing[]> => {
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.localModelPath = '/';
  env.useBrowserCache = false;
  const segments = (await (await fetch(`/${folder}/ours.segments.json`)).json()) as Segment[];
  const file = await bytes(`/${folder}/ours.weights`);
  const weights = new WeightBytes(segments, segments.map(({ offset, length }) => file.buffer.slice(offset, offset + length)));
  const prepared = { config, target: { device: 'wasm', precision: 'int8' } as const, graph: await bytes(`/${folder}/ours.onnx`), weights };
  const model = await startModel(ort, prepared, folder);
  const theirs = await pipeline('fill-mask', folder, { device: 'wasm', dtype: 'q8' });
  const timings: Timing[] = [];
  for (const { ids, position, text } of sentences) {
    const input = { ids: Int32Array.from(ids), positions: Int32Array.of(position) };
    const timing = { ours: [] as number[], theirs: [] as number[], best: { ours: 0, theirs: 0 } };
    for (let run = -1; run < runs; run++) {
      let start = performance.now();
      const [results] = await model.topK([input], 5);
      const mine = performance.now() - start;
      start = performance.now();
      const [answer] = (await theirs(text, { top_k: 5 })) as unknown as { token: number }[];
      const other = performance.now() - start;
      // The first run of each warms up.
      if (run >= 0) {
        timing.ours.push(mine);
        timing.theirs.push(other);
      }
      timing.best = { ours: results![0]!.ids[0]!, theirs: answer!.token };
    }
    timings.push(timing);
  }
  await model.dispose();
  await theirs.dispose();
  return timings;
};

declare global {
  var anaumeBench: (folder: string, config: BertConfig, sentences: readonly { ids: number[]; position: number; text: string }[], runs: number) => Promise<Timing[]>;
}
