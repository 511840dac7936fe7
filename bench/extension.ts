import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { buildExtension } from '../scripts/extension/build.ts';
import { launchWithExtension } from '../scripts/browser/launch.ts';
import { servePages } from '../scripts/browser/page-server.ts';
import { root } from '../scripts/node/paths.ts';
import type { Row } from './row.ts';
import { percentile } from './support/median.ts';
import { Stopwatch, type Times } from './support/stopwatch.ts';

const BLANK = '朝食に[MASK]を焼いて食べました。';
/** Keeping what was converted takes a third of a second after the first answer (ms). */
const KEPT = 3_000;
const COLD_RUNS = 5;
const WARM_RUNS = 60;
/** Selections that find the tooltip's code not yet compiled to the end. */
const EARLY_RUNS = 10;
/** How long a person takes to select a sentence (ms), at the least. */
const DRAG = 500;

interface Firsts {
  readonly tokens: number[];
  readonly predictions: number[];
}

/** 200 characters of prose, as one would select. */
const PROSE =
  '吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。何でも薄暗いじめじめした所でニャーニャー泣いていた事だけは記憶している。吾輩はここで始めて人間というものを見た。しかもあとで聞くとそれは書生という人間中で一番獰悪な種族であったそうだ。この書生というのは時々我々を捕えて煮て食うという話である。しかしその当時は何という考もなかったから別段恐しいとも思わなかった。ただ彼の掌に載せられてスー';

/**
 * The built extension in a real browser, from letting go of the mouse to what is painted, and the size of what users
 * download.
 */
export async function measureExtension(): Promise<Row[]> {
  await buildExtension(['chrome']);
  const pages = await servePages();
  const extension = await launchWithExtension();
  try {
    const stopwatch = await Stopwatch.on(extension, `${pages.origin}/sample.html`);
    const [cold, dragged, rested] = [0, 1, 2].map(() => ({ tokens: [] as number[], predictions: [] as number[] })) as [
      Firsts,
      Firsts,
      Firsts,
    ];
    // The first start of all converts the model, and keeps it for those that follow.
    await stopwatch.select(BLANK, true);
    await new Promise((resolve) => setTimeout(resolve, KEPT));
    for (let run = 0; run < COLD_RUNS; run++) {
      for (const times of [cold, dragged, rested]) {
        await extension.killWorker();
        if (times !== rested) await extension.killOffscreen();
        const { painted, candidates } = await stopwatch.select(BLANK, true, times === dragged ? DRAG : 0);
        times.tokens.push(painted);
        times.predictions.push(candidates!);
      }
    }
    const early: Times[] = [];
    for (let run = 0; run < EARLY_RUNS; run++) early.push(await stopwatch.select(PROSE.slice(run), false));
    const warm: Times[] = [];
    const floor: Times[] = [];
    for (let run = 0; run < WARM_RUNS; run++) {
      warm.push(await stopwatch.select(PROSE.slice(run % 20), false));
      floor.push(await stopwatch.floor());
    }
    const note = 'from letting go of the mouse to painted, Chromium headless';
    const row = (
      name: string,
      times: readonly Times[],
      of: 'painted' | 'cpu' | 'longestTask',
      fraction: number,
      text: string,
    ): Row => ({
      name: `select.${name}`,
      value: percentile(
        times.map((each) => each[of]),
        fraction,
      ),
      unit: 'ms',
      note: text,
    });
    return [
      {
        name: 'cold.first_tokens_ms',
        value: percentile(cold.tokens, 0.5),
        unit: 'ms',
        note: `nothing of the extension running, the model kept by an earlier start; median of ${COLD_RUNS}; ${note}`,
      },
      {
        name: 'cold.first_prediction_ms',
        value: percentile(cold.predictions, 0.5),
        unit: 'ms',
        note: `the same selections`,
      },
      {
        name: 'dragged.first_tokens_ms',
        value: percentile(dragged.tokens, 0.5),
        unit: 'ms',
        note: `as cold, but with the mouse held for ${DRAG} ms while selecting, as people do`,
      },
      {
        name: 'dragged.first_prediction_ms',
        value: percentile(dragged.predictions, 0.5),
        unit: 'ms',
        note: 'the same selections',
      },
      {
        name: 'rested.first_tokens_ms',
        value: percentile(rested.tokens, 0.5),
        unit: 'ms',
        note: 'service worker ended, as after 30 s of rest; offscreen document there',
      },
      {
        name: 'rested.first_prediction_ms',
        value: percentile(rested.predictions, 0.5),
        unit: 'ms',
        note: 'the same selections',
      },
      row(
        'tooltip_early_median_ms',
        early,
        'painted',
        0.5,
        `the first ${EARLY_RUNS} selections of 191 to 200 characters; ${note}`,
      ),
      row('tooltip_p95_ms', warm, 'painted', 0.95, `${WARM_RUNS} selections of 181 to 200 characters after those`),
      row('tooltip_median_ms', warm, 'painted', 0.5, 'the same selections'),
      row('floor_p95_ms', floor, 'painted', 0.95, 'an empty box in place of the tooltip, in turn with them'),
      row('floor_median_ms', floor, 'painted', 0.5, 'the same'),
      row('page_cpu_ms', warm, 'cpu', 0.5, "CPU time of the page's thread for one of them, median"),
      row('floor_cpu_ms', floor, 'cpu', 0.5, 'and for an empty box'),
      row(
        'longest_task_p95_ms',
        warm,
        'longestTask',
        0.95,
        "the longest that the page's thread was busy in one go during each",
      ),
      {
        name: 'package.zip_bytes',
        value: await deflatedBytes(join(root, 'dist', 'chrome')),
        unit: 'bytes',
        note: 'every file of dist/chrome deflated, as in a zip, without its headers',
      },
    ];
  } finally {
    await extension.close();
    await pages.close();
  }
}

async function deflatedBytes(folder: string): Promise<number> {
  let total = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile())
      total += deflateRawSync(await readFile(join(entry.parentPath, entry.name)), { level: 9 }).length;
  }
  return total;
}
