import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import type { CDPSession, Page } from 'puppeteer';
import { buildExtension } from '../scripts/build.ts';
import { launchWithExtension, type ExtensionBrowser } from '../scripts/launch.ts';
import { servePages } from '../scripts/page-server.ts';
import { root } from '../scripts/paths.ts';
import type { Row } from './row.ts';

const COLD_RUNS = 5;
const WARM_RUNS = 60;
/** 200 characters of prose, as one would select. */
const PROSE =
  '吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。何でも薄暗いじめじめした所でニャーニャー泣いていた事だけは記憶している。吾輩はここで始めて人間というものを見た。しかもあとで聞くとそれは書生という人間中で一番獰悪な種族であったそうだ。この書生というのは時々我々を捕えて煮て食うという話である。しかしその当時は何という考もなかったから別段恐しいとも思わなかった。ただ彼の掌に載せられてスー';

/** The built extension in a real browser, from letting go of the mouse to what is painted, and the size of what users download. */
export async function extensionRows(): Promise<Row[]> {
  await buildExtension(['chrome']);
  const pages = await servePages();
  const extension = await launchWithExtension();
  try {
    const stopwatch = await Stopwatch.on(extension, `${pages.origin}/sample.html`);
    const cold = { tokens: [] as number[], predictions: [] as number[] };
    for (let run = 0; run < COLD_RUNS; run++) {
      await extension.killWorker();
      const { words, candidates } = await stopwatch.select('朝食に[MASK]を焼いて食べました。', true);
      cold.tokens.push(words);
      cold.predictions.push(candidates!);
    }
    const warm: number[] = [];
    for (let run = 0; run < WARM_RUNS; run++) warm.push((await stopwatch.select(PROSE.slice(run % 20), false)).words);
    const note = 'from letting go of the mouse to painted, Chromium headless';
    return [
      { name: 'cold.first_tokens_ms', value: percentile(cold.tokens, 0.5), unit: 'ms', note: `worker not running; median of ${COLD_RUNS}; ${note}` },
      { name: 'cold.first_prediction_ms', value: percentile(cold.predictions, 0.5), unit: 'ms', note: `the same selections` },
      { name: 'select.tooltip_p95_ms', value: percentile(warm, 0.95), unit: 'ms', note: `${WARM_RUNS} selections of 181 to 200 characters; ${note}` },
      { name: 'select.tooltip_median_ms', value: percentile(warm, 0.5), unit: 'ms', note: 'the same selections' },
      { name: 'package.zip_bytes', value: await deflatedBytes(join(root, 'dist', 'chrome')), unit: 'bytes', note: 'every file of dist/chrome deflated, as in a zip, without its headers' },
    ];
  } finally {
    await extension.close();
    await pages.close();
  }
}

/**
 * Measures from within the content script's own world, which sees the closed shadow root being attached: the product carries no marks for it.
 */
class Stopwatch {
  private constructor(
    private readonly page: Page,
    private readonly session: CDPSession,
    private readonly contextId: number,
  ) {}

  static async on({ browser, id }: ExtensionBrowser, url: string): Promise<Stopwatch> {
    const page = await browser.newPage();
    const session = await page.createCDPSession();
    const world = new Promise<number>((resolve) => {
      session.on('Runtime.executionContextCreated', ({ context }) => {
        if (context.origin === `chrome-extension://${id}`) resolve(context.id);
      });
    });
    await page.goto(url);
    await session.send('Runtime.enable');
    const stopwatch = new Stopwatch(page, session, await world);
    await stopwatch.evaluate(`
      const attach = Element.prototype.attachShadow;
      Element.prototype.attachShadow = function (init) {
        const root = attach.call(this, init);
        const note = (name, selector) => {
          if (marks[name] !== undefined || !root.querySelector(selector)) return;
          marks[name] = 0;
          requestAnimationFrame(() => setTimeout(() => { marks[name] = performance.now(); }));
        };
        new MutationObserver(() => { note('words', '[data-word]'); note('candidates', '.candidate'); }).observe(root, { childList: true, subtree: true });
        return root;
      };
      globalThis.marks = {};
      addEventListener('pointerup', (event) => { globalThis.marks = { start: event.timeStamp }; }, { capture: true });
    `);
    return stopwatch;
  }

  private async evaluate(expression: string): Promise<unknown> {
    const { result, exceptionDetails } = await this.session.send('Runtime.evaluate', { expression, contextId: this.contextId, returnByValue: true });
    if (exceptionDetails) throw new Error(exceptionDetails.text);
    return result.value;
  }

  /** Selects `text` with the mouse and waits until its words, and its candidates if wanted, are painted. Milliseconds. */
  async select(text: string, withCandidates: boolean): Promise<{ words: number; candidates: number | null }> {
    await this.page.keyboard.press('Escape');
    const [from, to] = await this.page.evaluate((wanted) => {
      getSelection()!.removeAllRanges();
      const paragraph = document.querySelector('#prose')!;
      paragraph.textContent = wanted;
      paragraph.scrollIntoView({ block: 'center' });
      const range = document.createRange();
      range.selectNodeContents(paragraph);
      const rects = [...range.getClientRects()];
      return [
        [rects[0]!.left + 1, rects[0]!.top + 5],
        [rects.at(-1)!.right - 1, rects.at(-1)!.top + 5],
      ] as const;
    }, text);
    await this.page.mouse.move(from[0], from[1]);
    await this.page.mouse.down();
    await this.page.mouse.move(to[0], to[1], { steps: 2 });
    await this.page.mouse.up();
    const end = Date.now() + 30_000;
    for (;;) {
      const marks = (await this.evaluate('globalThis.marks')) as { start: number; words?: number; candidates?: number };
      if (marks.words && (!withCandidates || marks.candidates)) {
        return { words: marks.words - marks.start, candidates: marks.candidates ? marks.candidates - marks.start : null };
      }
      if (Date.now() > end) throw new Error('bench: no tooltip');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

function percentile(values: readonly number[], fraction: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(fraction * sorted.length))]! * 10) / 10;
}

async function deflatedBytes(folder: string): Promise<number> {
  let total = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) total += deflateRawSync(await readFile(join(entry.parentPath, entry.name)), { level: 9 }).length;
  }
  return total;
}
