import type { Page } from 'puppeteer';
import { readInPanel } from '../../../scripts/browser/gestures.ts';
import type { Bench } from './extension.ts';

/** The panel's page in a tab, showing `text`. */
export async function openPanel(bench: Bench, text?: string): Promise<Page> {
  const page = await bench.extension.browser.newPage();
  await page.goto(`chrome-extension://${bench.extension.id}/panel.html`);
  await page.waitForSelector('.own-text');
  if (text !== undefined) await readInPanel(page, text);
  return page;
}

/** Waits until no sentence waits for its scores. */
export const scored = (page: Page) =>
  page.waitForFunction(() => document.querySelector('.heat') && !document.querySelector('.heat [aria-busy="true"]'), {
    timeout: 40_000,
  });
