import type { Page } from 'puppeteer';
import { describe, expect, it } from 'vitest';
import { selectByMouse } from './support/extension.ts';
import { control, inBoth, press } from './support/both.ts';
import { libraryPages } from './support/libraries.ts';
import { Shown, until } from './support/shown.ts';

declare global {
  /** How often the page's own button was pressed. */
  var sent: number;
}

const chosen = (page: Page) =>
  until(
    async () => (await Shown.find(page.mainFrame()))?.evaluate((root) => root.querySelector('.candidate') !== null),
    'candidates for the word that was pressed',
  );

inBoth(libraryPages, (bench) => {
  describe('where the page keeps the focus and the presses to a part of itself', () => {
    it.each(['focus-trap', 'radix-dialog', 'radix-popover', 'mui-dialog', 'material-dialog'])(
      '%s: the tooltip can be used by mouse and by keys',
      async (name) => {
        const { page } = bench;
        await page.goto(`${bench.pages.origin}/libraries/index.html?${name}`);
        await until(() => page.$('#text'), name);
        await page.bringToFront();
        await selectByMouse(page, '#text');
        expect(await Shown.words(page.mainFrame())).toBe('友達 と 遊ぶ 。');
        await press(page, '[data-word="0"]');
        await chosen(page);
        expect(await page.$('#text')).not.toBeNull();
        // The focus stays where a press or a key has put it, and Enter is the tooltip's.
        const shown = await Shown.wait(page.mainFrame());
        await shown.evaluate((root) => root.querySelector<HTMLElement>('[data-word="0"]')!.focus());
        await new Promise((resolve) => setTimeout(resolve, 200));
        expect(await shown.evaluate((root) => (root.activeElement as HTMLElement | null)?.dataset['word'])).toBe('0');
        await page.keyboard.press('Enter');
        expect(await page.evaluate(() => sent)).toBe(0);
        await page.keyboard.press('Escape');
        await until(async () => !(await Shown.find(page.mainFrame())), 'closed');
      },
    );
  });

  describe('where only a part of the page can be used', () => {
    const open = async () => {
      await bench.page.goto(`${bench.pages.origin}/zoo/shadow-dialog.html`);
      await bench.page.bringToFront();
      return bench.page;
    };

    it('full screen', async () => {
      const page = await open();
      // With a user's leave, as a press gives it.
      await page.evaluate(() =>
        document.addEventListener('click', () => void document.querySelector('#full')!.requestFullscreen(), {
          once: true,
        }),
      );
      await page.mouse.click(400, 400);
      await until(() => page.evaluate(() => document.fullscreenElement?.id === 'full'), 'full screen');
      await selectByMouse(page, '#whole');
      expect(await Shown.words(page.mainFrame())).toBe('全 画面 の 文 。');
      await press(page, '[data-word="2"]');
      await chosen(page);
      await page.evaluate(() => document.exitFullscreen());
    });
  });

  describe('fields in shadow roots', () => {
    it.each([
      ['open-field', 1, '友達 と 遊ぶ'],
      ['open-field', 2, '影 の 欄 の 文'],
      ['closed-field', 1, '友達 と 遊ぶ'],
      ['closed-field', 2, '影 の 欄 の 文'],
    ])('%s, field %i, by keys', async (name, nth, expected) => {
      const { page } = bench;
      await page.goto(`${bench.pages.origin}/zoo/shadow-dialog.html`);
      await page.bringToFront();
      await page.$eval(name, (element) => (element as HTMLElement).focus());
      if (nth === 2) await page.keyboard.press('Tab');
      await control(page, 'a');
      expect(await Shown.words(page.mainFrame())).toBe(expected);
      await page.keyboard.press('Escape');
    });
  });

  it('a modal dialog in a shadow root, its text slotted into it', async () => {
    const { page } = bench;
    await page.goto(`${bench.pages.origin}/zoo/shadow-dialog.html`);
    await page.bringToFront();
    await page.$eval('#slotted', (element) => (element as HTMLElement & { show(): void }).show());
    await selectByMouse(page, '#text');
    const found = await until(
      () =>
        page.$eval('#slotted', (element) => {
          const dialog = element.shadowRoot!.querySelector('dialog')!;
          const tooltip = dialog.querySelector('div[popover=manual]');
          // Inert elements are not what is at their place.
          const box = tooltip?.getBoundingClientRect();
          return tooltip && box ? { inside: true } : null;
        }),
      'the tooltip in the dialog',
    );
    expect(found.inside).toBe(true);
    await page.keyboard.press('Escape');
  });
});
