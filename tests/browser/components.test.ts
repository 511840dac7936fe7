import puppeteer, { type Browser, type Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser } from '../../scripts/browser/browser.ts';
import { buildComponents, lookPath, looks } from '../../scripts/browser/components.ts';
import { servePages, type PageServer } from '../../scripts/browser/page-server.ts';
import { violations } from './support/axe.ts';

let pages: PageServer;
let browser: Browser;
let page: Page;
const errors: string[] = [];

beforeAll(async () => {
  const [made, executablePath] = await Promise.all([buildComponents(), findBrowser()]);
  pages = await servePages(made);
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  browser = await puppeteer.launch({ executablePath, headless: true, args });
  page = await browser.newPage();
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.setViewport({ width: 1300, height: 900 });
});
afterAll(async () => {
  await browser?.close();
  await pages?.close();
});

describe.each(looks)('every component, $language, $theme', (look) => {
  beforeAll(async () => {
    await page.goto(pages.origin + lookPath(look));
    await page.waitForSelector('[data-shown]');
  });

  it('is there, and has no error', async () => {
    const empty = await page.$$eval('.state', (states) =>
      states
        .filter((state) => state.lastElementChild!.childElementCount === 0)
        .map((state) => (state as HTMLElement).dataset['state']),
    );
    expect(empty).toEqual([]);
    expect(await page.$$eval('.state', ({ length }) => length)).toBeGreaterThan(20);
    expect(errors).toEqual([]);
  });

  it('has what axe-core asks for', async () => {
    // The same landmark stands on the page in several states.
    expect(await violations(page, `document.querySelector('.states')`, ['landmark-unique'])).toEqual([]);
  });

  it('is no wider than its place', async () => {
    const wide = await page.$$eval('.state > div', (frames) =>
      frames
        .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
        .map((frame) => (frame.parentElement as HTMLElement).dataset['state']),
    );
    expect(wide).toEqual([]);
  });
});

it('the requests of a page are counted to the last, which the browser tells of late', async () => {
  const sentence = `[data-state="options, requests counted late"] section > p`;
  await page.waitForFunction((where) => document.querySelector(where)?.textContent.includes('7'), {}, sentence);
  expect(await page.$eval(sentence, ({ textContent }) => textContent)).toMatch(/\b7\b/);
});
