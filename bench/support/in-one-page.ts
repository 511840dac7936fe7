import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openEngineSite } from '../../scripts/browser/engine-site.ts';
import { root } from '../../scripts/node/paths.ts';
import type { Row } from '../row.ts';
import { sentence } from './files.ts';
import { median } from './median.ts';
import type { Timing } from './page.ts';

const LENGTHS = [32, 128] as const;
/** As many as the extension takes on two cores. */
const THREADS = 2;

/** A model of a benchmark. */
export interface Model {
  readonly name: string;
  readonly runs: number;
  /** Writes both engines' files for it. @returns How many pieces it takes. */
  write(folder: string): Promise<number>;
}

export const ratio = (
  name: string,
  shape: string,
  ours: readonly number[],
  theirs: readonly number[],
  note: string,
): Row => ({
  name,
  value: Number((median(theirs) / median(ours)).toFixed(2)),
  unit: 'x',
  note: `${shape}, int8: ${median(ours).toFixed(1)} ms against ${median(theirs).toFixed(1)} ms, ${note}`,
});

/** Our kernel and @xenova/transformers' fill-mask pipeline in turn, in the same page, on the same ORT. */
export async function inOnePage(
  models: readonly Model[],
  rowName: (name: string, model: string) => string,
): Promise<Row[]> {
  const site = await openEngineSite('bench/support/page.ts', {
    isolated: true,
    // Else the page that is not in front gets less of the processor.
    args: ['--disable-renderer-backgrounding'],
  });
  const pieces = (await readFile(join(root, 'models/default/vocab.txt'), 'utf8')).split('\n');
  const rows: Row[] = [];
  try {
    for (const { name: shape, runs, write } of models) {
      const maxPositions = await write(join(site.folder, shape));
      const lengths = LENGTHS.filter((length) => length <= maxPositions);
      const open = async (threads: number) => {
        const page = await site.open(`?threads=${threads}`);
        await page.waitForFunction(() => typeof globalThis.anaumeLoad === 'function');
        await page.evaluate((name) => anaumeLoad(name), shape);
        return page;
      };
      const one = await open(1);
      const more = await open(THREADS);
      await rm(join(site.folder, shape), { recursive: true });
      for (const length of lengths) {
        const words = sentence(length, pieces);
        const times = { one: [] as Timing[], more: [] as Timing[] };
        for (let run = -1; run < runs; run++) {
          for (const [page, to] of [
            [one, times.one],
            [more, times.more],
          ] as const) {
            const timing = await page.evaluate((given) => anaumeRun(given), words);
            // The first run of each warms up.
            if (run >= 0) to.push(timing);
          }
        }
        const [ours, theirs] = (['ours', 'theirs'] as const).map((whose) =>
          times.one.map((timing) => timing[whose]),
        ) as [number[], number[]];
        const { best } = times.one[0]!;
        const agreement = best.ours === best.theirs ? 'same best word' : 'another best word (int8 of another graph)';
        const name = `predict.seq${length}_vs_transformers_js`;
        rows.push(
          ratio(
            rowName(name, shape),
            shape,
            ours,
            theirs,
            `their fill-mask in the same page, ORT wasm, one thread each; ${agreement}`,
          ),
          ratio(
            rowName(`${name}_threads${THREADS}`, shape),
            shape,
            times.more.map((timing) => timing.ours),
            times.more.map((timing) => timing.theirs),
            `the same, ${THREADS} threads each`,
          ),
          ratio(
            rowName(`${name}_as_built`, shape),
            shape,
            times.more.map((timing) => timing.ours),
            theirs,
            `ours on ${THREADS} threads, as in the offscreen document; theirs on one, all that a service worker has`,
          ),
        );
      }
      await Promise.all([one.close(), more.close()]);
    }
  } finally {
    await site.close();
  }
  return rows;
}
