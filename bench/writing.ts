import type { CDPSession, Page } from 'puppeteer';
import { buildExtension } from '../scripts/extension/build.ts';
import { launchWithExtension } from '../scripts/browser/launch.ts';
import { servePages } from '../scripts/browser/page-server.ts';
import type { Row } from './row.ts';
import { percentile } from './support/median.ts';
import { pause } from './support/pause.ts';

/** Keys each followed by a pause, and keys in one go, as far apart as a quick typist's (ms). */
const KEYS = 20;
const IN_A_ROW = 100;
const APART = 100;
/**
 * After each key (ms): the pause after which a text is looked at, what the model takes for a short sentence, and the
 * underlines.
 */
const AFTER_KEY = 2500;
/** The first look at all of the text (ms). */
const FIRST_LOOK = 20_000;

/** 2,000 characters in ten paragraphs, a slip in each: as all are alike, they are judged once. */
const PARAGRAPH = `${'今日は朝から雨が降っていたので、家で静かに本を読んだり、友達に手紙を書いたりして過ごした。'.repeat(5).slice(0, 190)}\n`;
const TEXT = `${PARAGRAPH}お茶へ飲みました。\n`.repeat(10).slice(0, 1990);

/**
 * What it costs the page's thread that what is written in a field of 2,000 characters is looked at: CPU time of a key
 * and all that follows it, with and without.
 */
export async function measureWriting(): Promise<Row[]> {
  await buildExtension(['chrome']);
  const pages = await servePages();
  const extension = await launchWithExtension();
  try {
    const page = await extension.browser.newPage();
    const session = await page.createCDPSession();
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const open = async () => {
      await page.goto(`${pages.origin}/zoo/fields.html`);
      await page.$eval('#area', (area, text) => ((area as HTMLTextAreaElement).value = text), `${TEXT}\n`);
      await page.focus('#area');
    };
    await open();
    const worker = await extension.worker();
    // What the browser tells the background when the entry of the context menu is chosen: headless Chromium shows no
    // menu.
    await worker.evaluate(
      `chrome.tabs.query({ active: true, lastFocusedWindow: true }).then(([tab]) => chrome.contextMenus.onClicked.dispatch({ menuItemId: 'check-writing', frameId: 0 }, tab))`,
    );
    await pause(FIRST_LOOK);
    const watched = await keys(page, session);
    const watchedRow = await inARow(page, session);
    // It was asked for in that field only.
    await open();
    const without = await keys(page, session);
    const withoutRow = await inARow(page, session);
    const row = (name: string, times: readonly number[], fraction: number, note: string): Row => ({
      name: `writing.${name}`,
      value: percentile(times, fraction),
      unit: 'ms',
      note,
    });
    const note = `CPU time of the page's thread for a key in a textarea of 2,000 characters and the ${AFTER_KEY} ms after it, ${KEYS} keys`;
    return [
      row('key_median_ms', watched, 0.5, `${note}: looked at, ten finds underlined anew after each`),
      row('key_p95_ms', watched, 0.95, 'the same keys'),
      row('key_without_median_ms', without, 0.5, 'in the same field, not looked at'),
      row('key_without_p95_ms', without, 0.95, 'the same keys'),
      row(
        'typing_ms',
        [watchedRow],
        1,
        `the same a key, of ${IN_A_ROW} keys ${APART} ms apart and the pause after them`,
      ),
      row('typing_without_ms', [withoutRow], 1, 'in the same field, not looked at'),
    ];
  } finally {
    await extension.close();
    await pages.close();
  }
}

async function keys(page: Page, session: CDPSession): Promise<number[]> {
  const times: number[] = [];
  for (let key = 0; key < KEYS; key++) {
    const before = await cpu(session);
    await page.keyboard.sendCharacter('雨');
    await pause(AFTER_KEY);
    times.push((await cpu(session)) - before);
  }
  return times;
}

/** The mean of keys that follow each other, with what follows the last. */
async function inARow(page: Page, session: CDPSession): Promise<number> {
  const before = await cpu(session);
  for (let key = 0; key < IN_A_ROW; key++) {
    await page.keyboard.sendCharacter('雨');
    await pause(APART);
  }
  await pause(AFTER_KEY);
  return ((await cpu(session)) - before) / IN_A_ROW;
}

async function cpu(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')!.value * 1000;
}
