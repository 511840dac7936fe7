import { describe, expect, it } from 'vitest';
import { Tooltip } from '../../scripts/browser/tooltip.ts';
import { selectByMouse, useExtension } from './support/extension.ts';

const bench = useExtension();

describe('settings changed in the options', () => {
  it('reach what is open: tooltip, popup page and panel', async () => {
    const page = await bench.open('sample.html');
    await selectByMouse(page, '#stomach');
    const tooltip = await Tooltip.wait(page);
    const ownPage = async (name: string) => {
      const opened = await bench.extension.browser.newPage();
      await opened.goto(`chrome-extension://${bench.extension.id}/${name}.html`);
      return opened;
    };
    const [panel, popup, options] = [await ownPage('panel'), await ownPage('popup'), await ownPage('options')];
    const themes = async () => [
      await tooltip.evaluate((shadow) => shadow.querySelector<HTMLElement>('[data-theme]')!.dataset['theme']),
      await panel.evaluate(() => document.documentElement.dataset['theme']),
      await popup.evaluate(() => document.documentElement.dataset['theme']),
    ];
    const choose = (theme: string) =>
      options.locator(`input[name="theme"][value="${theme}"]`).setTimeout(10_000).click();
    expect(await themes()).toEqual(['system', 'system', 'system']);
    await choose('dark');
    await expect.poll(themes, { timeout: 10_000 }).toEqual(['dark', 'dark', 'dark']);
    await choose('system');
    await expect.poll(themes, { timeout: 10_000 }).toEqual(['system', 'system', 'system']);
    for (const opened of [panel, popup, options]) await opened.close();
  });
});

describe('somebody who has just installed it and reads no documentation', () => {
  it("gets from the welcome page to a masked word's candidates in two gestures, in under a minute", async () => {
    const page = await bench.extension.browser.newPage();
    const started = performance.now();
    await page.goto(`chrome-extension://${bench.extension.id}/welcome.html`);
    await page.waitForSelector('#sample');
    // The second sample has no blank: its words wait for a click.
    await selectByMouse(page, '.samples span:last-child');
    const tooltip = await Tooltip.wait(page);
    expect((await tooltip.words())[3]).toBe('ので');
    await tooltip.click('[data-word="3"]');
    await expect
      .poll(() => tooltip.evaluate((shadow) => shadow.querySelectorAll('.candidate').length), { timeout: 55_000 })
      .toBe(5);
    const taken = performance.now() - started;
    console.log(`from the welcome page to candidates: ${Math.round(taken)} ms`);
    expect(taken).toBeLessThan(60_000);
  }, 70_000);
});
