import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../../scripts/browser/chromium.ts';
import { buildComponents, lookPath, looks } from '../../scripts/browser/components.ts';
import { servePages, type PageServer } from '../../scripts/browser/page-server.ts';

let pages: PageServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  pages = await servePages(await buildComponents());
  browser = await launchChromium();
  page = await browser.newPage();
  await page.setViewport({ width: 1300, height: 900 });
});
afterAll(async () => {
  await browser?.close();
  await pages?.close();
});

describe('the meaning of a word', () => {
  const state = '[data-state="sheet, words whose meanings say what was asked"]';
  const whole = '排出量: noun, サ変接続';

  beforeAll(async () => {
    await page.goto(pages.origin + lookPath(looks[0]!));
    await page.waitForSelector('[data-shown]');
  });

  it.each([1, 0])('is of all of it, whichever of its morphemes is pointed at: %i', async (index) => {
    await page.hover(`${state} h2`);
    await page.hover(`${state} [data-word="${index}"]`);
    const glosses = await page.waitForSelector(`${state} .glosses`);
    expect(await glosses!.evaluate(({ textContent }) => textContent)).toContain(whole);
  });

  it('is on its card for Anki what it is in its entry', async () => {
    await page.click(`${state} .toggle[aria-expanded]`);
    await page.click(`${state} .formats button:last-of-type`);
    await page.waitForFunction(() => document.documentElement.dataset['meant']?.includes(';'));
    expect(await page.$eval('html', ({ dataset }) => dataset['meant'])).toBe(`${whole}; ぶり: suffix, 接尾`);
  });
});
