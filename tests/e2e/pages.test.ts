import type { Page } from 'puppeteer';
import { afterEach, describe, expect, it } from 'vitest';
import { fill } from '../../scripts/browser/gestures.ts';
import { Tooltip } from '../../scripts/browser/tooltip.ts';
import { closeTabs, pause, selectByMouse, useExtension } from './support/extension.ts';
import { until } from './support/shown.ts';
import { FORGET, KEPT } from './support/history.ts';

const bench = useExtension();
closeTabs(bench);

afterEach(async () => {
  const worker = await bench.extension.worker();
  await worker.evaluate(`Promise.all([chrome.storage.local.clear(), chrome.storage.session.clear(), ${FORGET}])`);
});

async function ours(name: string): Promise<Page> {
  const page = await bench.extension.browser.newPage();
  await page.goto(`chrome-extension://${bench.extension.id}/${name}`);
  await page.waitForSelector('.page h1');
  return page;
}

/** Neither tooltip nor button, where one would be by now. */
async function expectNothing(page: Page): Promise<void> {
  await pause();
  expect(await Tooltip.find(page)).toBeNull();
}

describe('the options page', () => {
  it('turns the tooltip into a button that opens it, or off but for the shortcut', async () => {
    const options = await ours('options.html');
    await options.click('input[value="button"]');
    const page = await bench.open('sample.html');
    await selectByMouse(page, '#sample');
    // The button has no words.
    const offer = await until(() => Tooltip.find(page), 'the button');
    expect(await offer.evaluate((shadow) => shadow.querySelectorAll('[data-word]').length)).toBe(0);
    await offer.click('button');
    expect((await (await Tooltip.wait(page)).words())[0]).toBe('僕');
    await page.keyboard.press('Escape');

    await options.bringToFront();
    await options.click('input[value="command"]');
    await page.bringToFront();
    await selectByMouse(page, '#stomach');
    await expectNothing(page);
  });

  it('keeps a site quiet, given its address', async () => {
    const options = await ours('options.html');
    await options.type('input[type="text"]', `${bench.pages.origin}/sample.html`);
    await options.keyboard.press('Enter');
    await options.waitForSelector('.sites li');
    expect(await options.$eval('.sites li span', (span) => span.textContent)).toBe('127.0.0.1');
    const page = await bench.open('sample.html');
    await selectByMouse(page, '#sample');
    await expectNothing(page);

    await options.bringToFront();
    await options.click('.sites li button');
    await page.bringToFront();
    await selectByMouse(page, '#stomach');
    expect((await (await Tooltip.wait(page)).words())[0]).toBe('お腹');
  });

  it('sets theme, text size and the number of candidates, which hold in the next tooltip, and in the button', async () => {
    const options = await ours('options.html');
    await options.click('input[value="dark"]');
    await fill(options, 'input[type="range"][max="2"]', '1.5');
    await fill(options, 'input[type="range"][max="20"]', '8');
    expect(await options.$eval('main', (main) => getComputedStyle(main).colorScheme)).toBe('dark');
    const page = await bench.open('sample.html');
    await selectByMouse(page, '#sample');
    const tooltip = await Tooltip.wait(page);
    await tooltip.settled();
    expect((await tooltip.candidates())[0]).toHaveLength(8);
    const look = await tooltip.evaluate((shadow) => [
      getComputedStyle(shadow.querySelector('.tooltip')!).backgroundColor,
      getComputedStyle(shadow.querySelector('.frame')!).zoom,
    ]);
    expect(look).toEqual(['rgb(31, 29, 26)', '1.5']);
    await page.keyboard.press('Escape');

    await options.bringToFront();
    await options.click('input[value="button"]');
    await page.bringToFront();
    await selectByMouse(page, '#stomach');
    await page.waitForSelector('[popover=manual]');
    expect(
      await (await Tooltip.find(page))!.evaluate(
        (shadow) => getComputedStyle(shadow.querySelector('.tooltip')!).backgroundColor,
      ),
    ).toBe('rgb(31, 29, 26)');
  });

  it('is obeyed by the surfaces that are open', async () => {
    const page = await bench.open('sample.html');
    await selectByMouse(page, '#sample');
    const tooltip = await Tooltip.wait(page);
    await tooltip.settled();
    const panel = await bench.extension.browser.newPage();
    await panel.goto(`chrome-extension://${bench.extension.id}/panel.html`);
    const options = await ours('options.html');
    // In this order: whoever has heard of the theme has heard of the number.
    await fill(options, 'input[type="range"][max="20"]', '8');
    await options.click('input[value="dark"]');
    await panel.bringToFront();
    await panel.waitForSelector('[data-theme="dark"]');
    await page.bringToFront();
    await tooltip.until((shadow) => shadow.querySelector('[data-theme="dark"]'));
    // What is asked from now on, too: the text's blank, and one more.
    await tooltip.click('[data-word="0"]');
    await until(
      async () => (await tooltip.candidates()).map(({ length }) => length).join() === '8,8',
      'eight candidates for each of two words',
    );
  });

  it('is light or dark itself as is chosen there, and so are our other pages', async () => {
    const pages = [await ours('conformance.html'), await ours('welcome.html'), await ours('options.html')];
    for (const [theme, paper] of [
      ['dark', 'rgb(31, 29, 26)'],
      ['light', 'rgb(255, 253, 248)'],
    ] as const) {
      await pages.at(-1)!.click(`input[value="${theme}"]`);
      for (const page of pages)
        await expect
          .poll(() => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor))
          .toBe(paper);
    }
  });

  it('takes no model of more files than are read, nor one without a name', async () => {
    const options = await ours('options.html');
    const add = '.add-model:has(input[name="model-files"])';
    const pick = (count: number) =>
      options.$eval(
        `${add} input[name="model-files"]`,
        (input, wanted) => {
          const { files, items } = new DataTransfer();
          for (let i = 0; i < wanted; i++) items.add(new File(['{}'], `part-${i}.json`));
          (input as HTMLInputElement).files = files;
          input.dispatchEvent(new Event('change', { bubbles: true }));
        },
        count,
      );
    const state = () =>
      options.$eval(add, (section) => [
        section.querySelector<HTMLButtonElement>('button[type="submit"]')!.disabled,
        section.querySelector('[role="alert"]')?.textContent ?? null,
      ]);
    const becomes = (wanted: unknown[]) =>
      until(async () => JSON.stringify(await state()) === JSON.stringify(wanted), JSON.stringify(wanted));
    await options.waitForSelector(`${add} input[name="model-files"]`);
    await pick(201);
    await becomes([true, 'These are too many files: a model has a dozen, and at most 200 are read.']);
    await pick(200);
    await becomes([false, null]);
    await fill(options, 'input[name="own-name"]', ' \u3000 ');
    await becomes([true, null]);
  });

  it('says what is stored, and erases it', async () => {
    const page = await bench.open('sample.html');
    await selectByMouse(page, '#sample');
    await (await Tooltip.wait(page)).settled();
    const options = await ours('options.html');
    await options.waitForFunction(() =>
      /\(1\)/.test(document.querySelector('#stored .actions')!.previousElementSibling!.textContent),
    );
    await options.click('.erase');
    await (await options.waitForSelector('#stored .actions .danger:not(.erase)'))!.click();
    await options.waitForFunction(() =>
      /recent texts \(0\), 0 bytes? in all.*: 0 bytes?\.$/.test(
        document.querySelector('#stored .actions')!.previousElementSibling!.textContent,
      ),
    );
    const worker = await bench.extension.worker();
    expect(
      await worker.evaluate('Promise.all([chrome.storage.local.get(null), chrome.storage.session.get(null)])'),
      // In memory, so that what was begun before is not kept after.
    ).toEqual([{}, { erased: expect.any(String) }]);
    expect(await worker.evaluate(KEPT)).toBe(false);
  });

  it('keeps no recent texts when told so', async () => {
    const options = await ours('options.html');
    await options.click('#stored input[type="checkbox"]');
    const page = await bench.open('sample.html');
    await selectByMouse(page, '#sample');
    await (await Tooltip.wait(page)).settled();
    const worker = await bench.extension.worker();
    expect(await worker.evaluate(KEPT)).toBe(false);
  });

  it('shows the granted shortcut and the policy, and that nothing was asked of other hosts', async () => {
    const options = await ours('options.html');
    await options.waitForSelector('kbd');
    expect(await options.$$eval('kbd', (keys) => keys.map((key) => key.textContent))).toContain('Alt+Y');
    expect(await options.$eval('.policy', (policy) => policy.textContent)).toContain("connect-src 'self'");
    await options.waitForFunction(() =>
      /: 0\./.test(document.querySelector('.policy')!.previousElementSibling!.textContent),
    );
  });
});

describe('the policy', () => {
  it('stops the background from reaching any host, this machine included', async () => {
    const worker = await bench.extension.worker();
    const asked = bench.pages.requests.length;
    expect(
      await worker.evaluate(`fetch('${bench.pages.origin}/sample.html').then(() => 'reached', (error) => error.name)`),
    ).toBe('TypeError');
    expect(bench.pages.requests.slice(asked)).toEqual([]);
  });
});

describe('the welcome page', () => {
  it('opened once after installing, and its sentence can be selected', async () => {
    const page = await ours('welcome.html');
    expect(await page.$eval('kbd', (keys) => keys.textContent)).toBe('Alt+Y');
    expect(await page.$$eval('.cards h2', (names) => names.map((name) => name.textContent))).toEqual([
      'Read',
      'Write',
      'Inspect',
    ]);
    // One sentence has been read already.
    await page.waitForSelector('.live .candidate', { timeout: 40_000 });
    expect(await page.$eval('main', (main) => main.textContent)).toMatch(/No account, no tracking/);
    await selectByMouse(page, '#sample');
    const tooltip = await Tooltip.wait(page);
    expect(await tooltip.words()).toContain('XXXX');
    expect(await tooltip.settled()).toEqual({ failure: null });
    expect((await tooltip.candidates())[0]).toHaveLength(5);
    const { browser, id } = bench.extension;
    const panel = browser.waitForTarget((other) => other.url() === `chrome-extension://${id}/panel.html`);
    await tooltip.click('.panel-button');
    await (await panel).page().then((opened) => opened?.close());
  });
});

describe('the conformance page', () => {
  it('finds every published split equal, keeps nothing of it, and times the model', async () => {
    // The way there that stays is in the settings.
    const settings = await ours('options.html');
    const link = (await settings.waitForSelector('a[href="conformance.html"]'))!;
    const { browser, id } = bench.extension;
    const opened = browser.waitForTarget((other) => other.url() === `chrome-extension://${id}/conformance.html`);
    await link.click();
    const page = (await (await opened).page())!;
    await page.bringToFront();
    // What is under way in the settings goes on.
    expect(settings.url()).toContain('options.html');
    await page.waitForSelector('button.primary');
    await page.click('button.primary');
    await page.waitForSelector('.speed', { timeout: 30_000 });
    expect(await page.$$eval('tbody tr', (rows) => rows.length)).toBeGreaterThan(35);
    expect(await page.$$eval('tbody .failed', (rows) => rows.map((row) => row.textContent))).toEqual([]);
    const worker = await bench.extension.worker();
    expect(await worker.evaluate(KEPT)).toBe(false);
  });
});
