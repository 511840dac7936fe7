import type { Page } from 'puppeteer';
import { launchChromium } from '../../../scripts/browser/chromium.ts';
import { buildComponents, lookPath, looks } from '../../../scripts/browser/components.ts';
import { servePages } from '../../../scripts/browser/page-server.ts';

export interface Components {
  readonly page: Page;
  /** Goes to the page of components anew, and waits until all of them are drawn. */
  show(look?: (typeof looks)[number]): Promise<void>;
  close(): Promise<void>;
}

/** The page of components, built and served, in a browser of its own. */
export async function openComponents(): Promise<Components> {
  const pages = await servePages(await buildComponents());
  const browser = await launchChromium();
  const page = await browser.newPage();
  await page.setViewport({ width: 1300, height: 900 });
  return {
    page,
    async show(look = looks[0]) {
      await page.goto(pages.origin + lookPath(look));
      await page.waitForSelector('[data-shown]');
    },
    async close() {
      await browser.close();
      await pages.close();
    },
  };
}
