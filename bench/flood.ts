import { buildExtension } from '../scripts/extension/build.ts';
import { contentScriptOf } from '../scripts/browser/content-script.ts';
import { launchWithExtension } from '../scripts/browser/launch.ts';
import { servePages } from '../scripts/browser/page-server.ts';
import type { Row } from './row.ts';
import { percentile } from './support/median.ts';
import { pause } from './support/pause.ts';
import { Stopwatch } from './support/stopwatch.ts';

const BLANK = '朝食に[MASK]を焼いて食べました。';
const RUNS = 10;
/** How long a flood is on before anything is selected, and before it stops (ms). */
const FLOODED = 3_000;

/**
 * As much as a taken-over page can ask for: 200 lines, on each of which 29,400 characters are to be read ten times,
 * again and again.
 */
const FLOOD = `(() => {
  const params = { text: '猫が好きだ。'.repeat(4_900), keep: false };
  const pour = () => {
    const ports = Array.from({ length: 200 }, () => chrome.runtime.connect());
    for (let id = 0; id < 10; id++)
      for (const port of ports) port.postMessage({ kind: 'call', id, method: 'analyze', params });
    return ports;
  };
  let ports = pour();
  const timer = setInterval(() => {
    for (const port of ports) port.disconnect();
    ports = pour();
  }, 1_000);
  globalThis.stopFlood = () => clearInterval(timer);
})()`;

/**
 * What another tab's selection takes before, while and after a page floods the background: from letting go of the mouse
 * to words and candidates.
 */
export async function measureFlood(): Promise<Row[]> {
  await buildExtension(['chrome']);
  const pages = await servePages();
  const extension = await launchWithExtension();
  try {
    const hostile = await Stopwatch.on(extension, `${pages.origin}/sample.html`);
    await hostile.select(BLANK, true);
    const run = await contentScriptOf(hostile.page);
    const victim = await Stopwatch.on(extension, `${pages.origin}/sample.html`);
    await victim.select(BLANK, true);
    const times = { before: [] as number[], during: [] as number[], after: [] as number[] };
    for (let round = 0; round < RUNS; round++) {
      const select = async (into: number[]) => into.push((await victim.select(BLANK, true)).candidates!);
      await select(times.before);
      await run(FLOOD);
      await pause(FLOODED);
      await select(times.during);
      await pause(FLOODED);
      // What was asked stays asked: only nothing new comes.
      await run('stopFlood()');
      await select(times.after);
    }
    const note = `from letting go of the mouse to five candidates in another tab, ${RUNS} selections`;
    return Object.entries(times).flatMap(([when, list]) => [
      { name: `flood.${when}_median_ms`, value: percentile(list, 0.5), unit: 'ms', note },
      { name: `flood.${when}_worst_ms`, value: percentile(list, 1), unit: 'ms', note: 'the slowest of them' },
    ]);
  } finally {
    await extension.close();
    await pages.close();
  }
}
