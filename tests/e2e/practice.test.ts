import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'puppeteer';
import { describe, expect, it } from 'vitest';
import { readInPanel } from '../../scripts/browser/gestures.ts';
import { closeTabs, useExtension } from './support/extension.ts';

const bench = useExtension();
closeTabs(bench);
const WAIT = { timeout: 40_000 };
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

async function show(name: string): Promise<Page> {
  const page = await bench.extension.browser.newPage();
  await page.goto(`chrome-extension://${bench.extension.id}/${name}`);
  return page;
}

const violations = async (page: Page) => {
  await page.evaluate(axe);
  return await page.evaluate(
    'axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes[0].html]))',
  );
};
const textOf = (page: Page, selector: string) => page.$eval(selector, (element) => element.textContent);
/** Presses the key of a choice. */
async function choose(page: Page, text: string): Promise<void> {
  const choices = await page.$$eval('.option .text', (all) => all.map((each) => each.textContent));
  expect(choices).toHaveLength(4);
  await page.keyboard.press(String(choices.indexOf(text) + 1) as '1');
}
const isAsking = (page: Page, number: number) =>
  page.waitForFunction(
    (wanted) =>
      document.querySelector('.question h2')?.textContent.includes(`Question ${wanted}`) &&
      document.querySelector('.gap.open'),
    WAIT,
    number,
  );

describe('practice', () => {
  it.each(['light', 'dark'])(
    'asks for the particles of a text in the panel, by keyboard, and says how likely each was, %s',
    async (scheme) => {
      const page = await show('panel.html');
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      await readInPanel(page, '母から手紙が届いた。冷蔵庫に牛乳が入っている。');
      await page.click('#tab-practice');
      await isAsking(page, 1);
      expect(await textOf(page, '.sentence')).toBe('母から手紙届いた。');
      expect(await violations(page)).toEqual([]);
      await choose(page, 'が');
      await page.waitForSelector('.gap.right', WAIT);
      expect(await textOf(page, '.judged')).toBe('Right.');
      expect(await textOf(page, '.option.its-word .percent')).toMatch(/^\d\d%$/);
      expect(await violations(page)).toEqual([]);

      // The focus is on what goes on.
      await page.keyboard.press('Enter');
      await isAsking(page, 2);
      expect(await textOf(page, '.sentence')).toBe('冷蔵庫牛乳が入っている。');
      await page.type('.typed input', 'へ');
      await page.keyboard.press('Enter');
      await page.waitForSelector('.gap.wrong, .gap.fits', WAIT);
      expect(await textOf(page, '.judged')).toMatch(/“に”.*“へ <?\d+%”/);

      await page.keyboard.press('Enter');
      await isAsking(page, 3);
      await page.$eval('.typed .go', (button) => (button as HTMLElement).click());
      await page.waitForSelector('.gap.skipped', WAIT);
      await page.keyboard.press('Enter');
      await page.waitForSelector('.round-end');
      expect(await textOf(page, '.round-end .verdict')).toBe('1 of 3 right');
      expect(await page.$$eval('.missed b', (words) => words.map((word) => word.textContent))).toEqual(['に', 'が']);
      expect(await violations(page)).toEqual([]);

      // The focus is on the first way on: what was missed.
      await page.keyboard.press('Enter');
      await isAsking(page, 1);
      expect(await textOf(page, '.sentence')).toBe('冷蔵庫牛乳が入っている。');
      await page.close();
    },
  );

  it('asks for another class, and says where there is none of it', async () => {
    const page = await show('panel.html');
    await readInPanel(page, '東京へ行きたいと思います。');
    await page.click('#tab-practice');
    await page.waitForSelector('.option', WAIT);
    await page.focus('.kinds input:checked');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction(
      () => document.querySelector('.sentence')?.textContent === '東京へたいと思います。',
      WAIT,
    );
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction(() => document.querySelector('.practice .notice'), WAIT);
    expect(await textOf(page, '.practice .notice')).toMatch(/^This text has no such word/);
    await page.close();
  });

  it('is in the popup, too', async () => {
    const page = await show('popup.html');
    await page.waitForSelector('#sentence');
    await page.type('#sentence', '母から手紙が届いた。');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.word');
    await page.click('footer .toggle[aria-pressed]');
    await isAsking(page, 1);
    expect(await violations(page)).toEqual([]);
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await choose(page, 'が');
    await page.waitForSelector('.gap.right', WAIT);
    await page.click('footer .toggle[aria-pressed="true"]');
    await page.waitForSelector('.words');
    await page.close();
  });
});
