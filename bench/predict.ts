import { runtimes } from '../scripts/node/runtimes.ts';
import { startModel } from '../src/engine/running/load.ts';
import { prepareKernel } from '../src/engine/running/prepare.ts';
import { openShape, shapes, writeModel } from './support/files.ts';
import { prepareExported } from './support/exported.ts';
import { nativeFillMask } from './support/native.ts';
import { inOnePage, ratio } from './support/in-one-page.ts';
import type { Row } from './row.ts';
import { measureSurprisal } from './surprisal.ts';

const RUNS = { bert12x768: 7, bert12x384: 11, default: 25 } as const;

/**
 * Headline names are BERT-base's shape, the one published Japanese BERTs have; the other models' rows carry their name.
 */
const rowName = (name: string, shape: string) => (shape === 'bert12x768' ? name : `${name}.${shape}`);

/** All rows about predictions. */
export async function benchPredictions(): Promise<Row[]> {
  return [...(await againstTransformers()), ...(await againstNative()), ...(await measureSurprisal())];
}

/**
 * One masked prediction with the five best words, against @xenova/transformers' fill-mask pipeline: same page, same
 * ORT, same weights.
 */
const againstTransformers = (): Promise<Row[]> =>
  inOnePage(
    shapes.map((shape) => ({
      name: shape,
      runs: RUNS[shape],
      async write(folder) {
        const opened = await openShape(shape);
        await writeModel(folder, opened);
        return opened.description.maxPositions;
      },
    })),
    rowName,
  );

/** The same prediction against onnxruntime-node, one thread each, in this process. */
async function againstNative(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const shape of shapes) {
    const opened = await openShape(shape);
    const peer = await nativeFillMask(await prepareExported(opened, 'int8', 'weights'));
    const model = await startModel(runtimes, await prepareKernel(opened), shape);
    const ids = Int32Array.from({ length: 32 }, (_, i) => (i === 0 ? 2 : i === 31 ? 3 : i === 16 ? 4 : 5 + i * 37));
    const input = { ids, positions: Int32Array.of(16) };
    const times = { ours: [] as number[], exported: [] as number[] };
    for (let run = -2; run < RUNS[shape] * 2; run++) {
      const keep = (to: number[], start: number) => run >= 0 && to.push(performance.now() - start);
      let start = performance.now();
      await model.topK([input], 5);
      keep(times.ours, start);
      start = performance.now();
      await peer.topK(ids, 16, 5);
      keep(times.exported, start);
    }
    await Promise.all([model.dispose(), peer.dispose()]);
    rows.push(
      ratio(
        rowName('predict.seq32_vs_native', shape),
        shape,
        times.ours,
        times.exported,
        'onnxruntime-node with the exported graph, softmax and top 5 of the masked row in JavaScript',
      ),
    );
  }
  return rows;
}
