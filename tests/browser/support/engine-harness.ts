import { runtimes } from '../../../src/entrypoints/runtimes.ts';
import { Dot } from '../../../src/engine/backends/kernel/assembly/abi.ts';
import { dotAgrees, prepareProduct } from '../../../src/engine/backends/kernel/choose-dot.ts';
import { Kernel } from '../../../src/engine/backends/kernel/kernel.ts';
import { kernelMemory } from '../../../src/engine/backends/kernel/memory.ts';
import { loadInspector } from '../../../src/engine/running/inspect.ts';
import { loadModel } from '../../../src/engine/running/load.ts';
import { compareBackends, measureTimes } from '../../../src/engine/running/measure.ts';
import { fetchedFiles } from '../../../src/engine/model-files.ts';
import type { Backend, Target } from '../../../src/predictions/backend.ts';
import type { Expected } from '../../fixtures/checkpoints.ts';

/** The engine, in a page, for engine.test.ts: outputs as arrays that cross to Node. */
const input = ({ ids, tokenTypes, positions }: Expected) => ({
  ids: Int32Array.from(ids),
  tokenTypes: Int32Array.from(tokenTypes),
  positions: Int32Array.from(positions),
});

export const engine = {
  async hasGpu(feature?: string): Promise<boolean> {
    const adapter = await navigator.gpu?.requestAdapter();
    return adapter ? feature === undefined || adapter.features.has(feature) : false;
  },

  /** Log probabilities by id, for each sentence and position. */
  async logProbabilities(
    folder: string,
    target: Target,
    sentences: readonly Expected[],
  ): Promise<{ backend: string; logs: number[][][] }> {
    const model = await loadModel({ runtimes, files: fetchedFiles(folder), name: folder, targets: [target] });
    const results = await model.topK(sentences.map(input), model.vocabularySize);
    const logs = results.map((positions) =>
      positions.map(({ ids, probabilities }) => {
        const byId = new Array<number>(model.vocabularySize);
        ids.forEach((id, rank) => (byId[id] = Math.log(probabilities[rank]!)));
        return byId;
      }),
    );
    const { device, precision } = model.backend;
    await model.dispose();
    return { backend: `${device} ${precision}`, logs };
  },

  async insides(
    folder: string,
    target: Target,
    sentence: Expected,
  ): Promise<{ attentions: number[]; nextSentence: number[] }> {
    const inspector = await loadInspector({ runtimes, files: fetchedFiles(folder), target });
    const attentions: number[] = [];
    for (const layer of inspector.layers)
      for (const head of await inspector.attention(input(sentence), layer)) attentions.push(...head);
    const nextSentence = [...(await inspector.nextSentence(input(sentence)))];
    await inspector.dispose();
    return { attentions, nextSentence };
  },

  /** Whether all of our kernel's dot products come to the same sums here. */
  async dotsAgree(): Promise<boolean> {
    const multiply = prepareProduct(await Kernel.start(runtimes.kernel, kernelMemory([]), 0));
    return [Dot.one, Dot.narrow].every((way) => dotAgrees(multiply, way));
  },

  /** Our kernel and WebGPU beside each other: whether they agree at all lengths, and what each takes. */
  async beside(folder: string): Promise<{ passed: boolean; times: readonly (readonly number[])[] }> {
    const load = async (target: Target) =>
      await loadModel({ runtimes, files: fetchedFiles(folder), name: folder, targets: [target] });
    const cpu = await load({ device: 'wasm', precision: 'int8' });
    const gpu = await load({ device: 'webgpu', precision: 'fp32' });
    const { passed } = await compareBackends(cpu, gpu);
    const times = [await measureTimes(cpu), await measureTimes(gpu)];
    await Promise.all([cpu, gpu].map((model) => model.dispose()));
    return { passed, times };
  },

  /** What became of a model whose first backend is not there. */
  async fallback(folder: string): Promise<Backend> {
    const model = await loadModel({
      runtimes,
      files: fetchedFiles(folder),
      name: folder,
      targets: [
        { device: 'webgpu', precision: 'fp16' },
        { device: 'wasm', precision: 'int8' },
      ],
    });
    await model.dispose();
    return model.backend;
  },
};

declare global {
  var anaumeEngine: typeof engine;
}
globalThis.anaumeEngine = engine;
