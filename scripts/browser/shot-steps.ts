import type { Page } from 'puppeteer';
import type { Settings } from '../../src/protocol/settings.ts';
import { asUser, readInPanel } from './gestures.ts';
import type { ExtensionBrowser } from './launch.ts';
import { Tooltip } from './tooltip.ts';

/** When the candidates and what they mean are there. */
export const drawn = (tooltip: Tooltip) =>
  tooltip.until(
    (shadow) =>
      shadow.querySelector('.candidate .meaning') &&
      shadow.querySelector('.sheet')!.getAttribute('aria-busy') === 'false',
  );

/** Reads a text in the panel and has it asked as an exercise. */
export async function practise(page: Page, text: string): Promise<void> {
  await readInPanel(page, text);
  await page.click('#tab-practice');
  await page.waitForSelector('.option', { timeout: 40_000 });
}

/** Keeps settings as the options page does. */
export const set = async ({ worker }: ExtensionBrowser, settings: Partial<Settings>) => {
  const kept = Object.fromEntries(Object.entries(settings).map(([field, value]) => [`settings.${field}`, value]));
  await (await worker()).evaluate(`chrome.storage.local.set(${JSON.stringify(kept)})`);
};

/** With the word へ of the sample's field blanked out, and the best candidate chosen. */
export async function chooseInField(page: Page): Promise<Tooltip> {
  await asUser(page, () => {
    const field = document.querySelector('textarea')!;
    field.scrollIntoView({ block: 'start' });
    field.focus();
    field.select();
  });
  const tooltip = await Tooltip.wait(page);
  await tooltip.click('[data-word="3"]');
  await drawn(tooltip);
  await tooltip.click('.candidate');
  return tooltip;
}
