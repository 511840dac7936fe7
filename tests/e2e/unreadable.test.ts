import type { Page } from 'puppeteer';
import { beforeAll, describe, expect, it } from 'vitest';
import { pressShortcut, selectAsUser } from '../../scripts/browser/gestures.ts';
import { arrive, useExtension } from './support/extension.ts';
import { Shown, until } from './support/shown.ts';

const bench = useExtension({ defaultViewport: { width: 900, height: 700 } });
let page: Page;

beforeAll(async () => {
  page = await bench.extension.browser.newPage();
});

async function press(): Promise<void> {
  await page.bringToFront();
  await pressShortcut(await bench.extension.worker());
}

/** The PDF viewer is an extension's frame inside the page, which takes the focus once it has loaded. */
async function viewerReady(name: string): Promise<void> {
  const inViewer = () =>
    bench.extension.browser
      .targets()
      .some((target) => (target.type() as string) === 'other' && target.url().endsWith(name));
  if (name.endsWith('.pdf')) await until(async () => inViewer(), 'the PDF viewer');
}

const notice = async () =>
  (await Shown.find(page.mainFrame()))?.evaluate((root) => root.querySelector('[role="alert"]')?.textContent ?? null);
const popup = () =>
  bench.extension.browser
    .targets()
    .find((target) => target.url() === `chrome-extension://${bench.extension.id}/popup.html`);

describe('asked for the tooltip with nothing to read, by the shortcut', () => {
  it.each(['canvas.html', 'image.html', 'picture.png', 'text.pdf'])(
    '%s: one line says so and names the popup, and Esc takes it away',
    async (name) => {
      await page.close();
      page = await arrive(bench.extension.browser, `${bench.pages.origin}/zoo/${name}`);
      await viewerReady(name);
      const before = await page.content();
      await press();
      const text = await until(notice, 'a notice');
      expect(text).toContain('popup');
      const shown = (await Shown.find(page.mainFrame()))!;
      const box = await shown.evaluate(
        (root) => root.querySelector('.tooltip')!.getBoundingClientRect().toJSON() as DOMRect,
      );
      expect(box.top).toBeGreaterThanOrEqual(0);
      expect(box.right).toBeLessThanOrEqual(900);
      expect(box.left).toBeGreaterThan(200);
      const focused = await page.evaluate(() => document.activeElement?.localName);
      expect(focused).toBe(name.endsWith('.pdf') ? 'div' : 'body');
      // Asked once more it is still one.
      await press();
      expect(await page.evaluate(() => document.querySelectorAll('[popover=manual]').length)).toBe(1);
      await until(async () => {
        // What was asked for last may come only now.
        await page.keyboard.press('Escape');
        return !(await Shown.find(page.mainFrame()));
      }, 'the notice closed');
      expect(await page.content()).toBe(before);
    },
  );

  it('on a page that draws its text and has keys go to a hidden frame, as Google Docs does, it says what helps', async () => {
    await page.goto(`${bench.pages.origin}/zoo/drawn.html`);
    await until(() => page.evaluate(() => document.activeElement?.localName === 'iframe'), 'the frame with the focus');
    await press();
    expect(await until(notice, 'a notice')).toContain('Copy the sentence');
    await page.keyboard.press('Escape');
  });

  it('gives way to the tooltip once there is a selection', async () => {
    await page.goto(`${bench.pages.origin}/sample.html`);
    await press();
    await until(notice, 'a notice');
    await selectAsUser(page, '#stomach');
    await until(async () => (await notice()) === null, 'words in its place');
    expect(await Shown.words(page.mainFrame())).toContain('お腹');
    expect(await page.evaluate(() => document.querySelectorAll('[popover=manual]').length)).toBe(1);
    await page.keyboard.press('Escape');
    await until(async () => !(await Shown.find(page.mainFrame())), 'closed');
  });

  it('where no script of ours may run, the popup opens', async () => {
    await page.goto('chrome://version/');
    expect(popup()).toBeUndefined();
    await press();
    await (await (await until(popup, 'the popup')).asPage()).close();
    expect(await Shown.find(page.mainFrame())).toBeNull();
  });
});
