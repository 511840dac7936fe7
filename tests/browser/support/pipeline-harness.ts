import { ort } from '../../../src/entrypoints/ort.ts';
import { blobFiles } from '../../../src/engine/model-files.ts';
import { loadPipelineModel } from '../../../src/engine/backends/transformers/pipeline.ts';
import type { Expected } from '../../fixtures/checkpoints.ts';

/** Models through @xenova/transformers, in a page, for pipeline.test.ts: files come in base64, outputs go as arrays. */
export type Sent = readonly (readonly [name: string, base64: string])[];

const open = async (sent: Sent) => {
  const files = sent.map(
    ([name, base64]) =>
      [name, new Blob([Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))])] as const,
  );
  return await loadPipelineModel({ ort, files: blobFiles(files), names: files.map(([name]) => name), name: 'x' });
};
const input = ({ ids, tokenTypes, positions }: Expected) => ({
  ids: Int32Array.from(ids),
  tokenTypes: Int32Array.from(tokenTypes),
  positions: Int32Array.from(positions),
});

export const pipeline = {
  /** For each sentence, for each of its positions, log probabilities of every id, by both ways of asking. */
  async logProbabilities(sent: Sent, sentences: readonly Expected[]) {
    const model = await open(sent);
    const { vocabularySize, maxPositions, backend } = model;
    const tops = await model.topK(sentences.map(input), vocabularySize);
    const byTop = tops.map((positions) =>
      positions.map(({ ids, probabilities }) => {
        const logs = new Array<number>(vocabularySize).fill(NaN);
        ids.forEach((id, rank) => (logs[id] = Math.log(probabilities[rank]!)));
        return logs;
      }),
    );
    const wanted = await model.logProbabilities(
      sentences.map(input),
      sentences.map(({ positions }) => Int32Array.from(positions, (_, p) => p + 7)),
    );
    const best = (await model.topK(sentences.map(input), 3)).map((positions) => positions.map(({ ids }) => [...ids]));
    await model.dispose();
    return { vocabularySize, maxPositions, backend, byTop, wanted: wanted.map((logs) => [...logs]), best };
  },
  /** What happens to a model that is asked too much, given up, or asked after its end. */
  async failures(sent: Sent, sentence: Expected) {
    const model = await open(sent);
    const name = (work: Promise<unknown>) =>
      work.then(
        () => 'none',
        (error: { code?: unknown; name: string }) => (typeof error.code === 'string' ? error.code : error.name),
      );
    const aborted = await name(model.topK([input(sentence)], 5, { signal: AbortSignal.abort() }));
    const long = await name(
      model.topK([{ ids: new Int32Array(model.maxPositions + 1), positions: Int32Array.of(0) }], 5),
    );
    const unknown = await name(model.topK([{ ids: Int32Array.of(2, 9999, 3), positions: Int32Array.of(1) }], 5));
    const after = await name(model.topK([input(sentence)], 5));
    await model.dispose();
    await model.dispose();
    return { aborted, long, unknown, after, disposed: await name(model.topK([input(sentence)], 5)) };
  },
  async refusal(sent: Sent): Promise<{ name: string; message: string }> {
    try {
      await open(sent);
    } catch (error) {
      const { name, message } = error as Error;
      return { name, message };
    }
    return { name: 'none', message: '' };
  },
};

declare global {
  var anaumePipeline: typeof pipeline;
}
globalThis.anaumePipeline = pipeline;
