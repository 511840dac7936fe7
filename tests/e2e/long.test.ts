import type { CDPSession, Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchWithExtension, type ExtensionBrowser } from '../../scripts/launch.ts';
import { servePages, type PageServer } from '../../scripts/page-server.ts';
import { Shown, until } from './support/shown.ts';
import { sizes } from './support/sizes.ts';

let pages: PageServer;
let extension: ExtensionBrowser;
let page: Page;

beforeAll(async () => {
  pages = await servePages();
  extension = await launchWithExtension({ defaultViewport: { width: 900, height: 700 } });
  page = await extension.browser.newPage();
  await page.goto(`${pages.origin}/sample.html`);
});

afterAll(async () => {
  await extension?.close();
  await pages?.close();
});

/** Bytes of JavaScript in use, after a collection. */
async function heap(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  return (await session.send('Runtime.getHeapUsage')).usedSize;
}

/** Selects the first `length` characters, waits for their words, closes. */
async function read(on: Page, length: number): Promise<void> {
  const text = await on.evaluate((count) => {
    const node = document.querySelector('#prose')!.firstChild as Text;
    const start = node.data.search(/\S/);
    getSelection()!.setBaseAndExtent(node, start, node, start + count);
    return node.data.slice(start, start + count);
  }, length);
  const frame = on.mainFrame();
  await until(async () => (await Shown.words(frame)).replaceAll(' ', '') === text, text);
  await on.keyboard.press('Escape');
  await until(async () => !(await Shown.find(frame)), 'closed');
}

describe(`${sizes.selections} selections in one session`, () => {
  it('leave the memory of page and worker as it was', async () => {
    const worker = (await extension.worker()).client;
    const session = await page.createCDPSession();
    const warm = Math.floor(sizes.selections / 3);
    let before = { page: 0, worker: 0 };
    for (let count = 0; count < sizes.selections; count++) {
      if (count === warm) before = { page: await heap(session), worker: await heap(worker) };
      await read(page, 8 + (count % 40));
    }
    const after = { page: await heap(session), worker: await heap(worker) };
    expect(after.worker / before.worker, JSON.stringify({ before, after })).toBeLessThan(1.1);
    expect(after.page / before.page, JSON.stringify({ before, after })).toBeLessThan(1.1);
  }, 60_000 + sizes.selections * 3_000);
});

describe(`${sizes.tabs} tabs`, () => {
  it('each get their answer, from one worker whose memory does not grow with them', async () => {
    const worker = (await extension.worker()).client;
    await read(page, 10);
    const before = await heap(worker);
    const tabs: Page[] = [];
    for (let count = 0; count < sizes.tabs; count++) {
      const tab = await extension.browser.newPage();
      await tab.goto(`${pages.origin}/sample.html`);
      await read(tab, 8 + count);
      tabs.push(tab);
    }
    expect((await heap(worker)) / before).toBeLessThan(1.1);
    for (const tab of tabs) await tab.close();
  }, 60_000 + sizes.tabs * 6_000);
});
