import type { Page } from 'puppeteer';
import { expect, it } from 'vitest';
import { readInPanel } from '../../scripts/browser/gestures.ts';
import { Tooltip } from '../../scripts/browser/tooltip.ts';
import { selectByMouse, useExtension } from './support/extension.ts';
import { until } from './support/shown.ts';
import { allowReloading } from './support/zoo.ts';

const bench = useExtension();

it('a private window is read as any other, and nothing of it is kept', async () => {
  const { browser, id } = bench.extension;
  // The permission reloads the extension, after which a debugger's line to its worker is dead: a page of it speaks for
  // it here.
  await allowReloading(browser);
  const settings = await browser.newPage();
  await settings.goto('chrome://extensions');
  await settings.evaluate(
    `chrome.developerPrivate.updateExtensionConfiguration({ extensionId: '${id}', incognitoAccess: true })`,
  );
  const own = await browser.newPage();
  const allowed = async () => {
    await own.goto(`chrome-extension://${id}/popup.html`).catch(() => {});
    return await own.evaluate('chrome.extension.isAllowedIncognitoAccess()').catch(() => false);
  };
  await until(allowed, 'an extension that may go into private windows');

  const read = async (page: Page, selector: string) => {
    await page.waitForSelector(selector);
    await selectByMouse(page, selector);
    const tooltip = await Tooltip.wait(page);
    await tooltip.settled();
    return (await tooltip.candidates())[0]!;
  };
  const opened = browser.waitForTarget((target) => target.url().endsWith('/sample.html'), { timeout: 20_000 });
  expect(
    await own.evaluate(
      `chrome.windows.create({ incognito: true, url: '${bench.pages.origin}/sample.html' }).then(({ incognito }) => incognito)`,
    ),
  ).toBe(true);
  const hidden = await (await opened).asPage();
  expect(await read(hidden, '#sample')).toHaveLength(5);

  // It offers no panel, which has only what is kept to begin with.
  expect(await (await Tooltip.wait(hidden)).evaluate((root) => root.querySelector('.panel-button'))).toBeNull();

  // The side panel of that window, loaded while another window has the focus.
  await own.goto(`chrome-extension://${id}/options.html`);
  const focusOther = () =>
    own.evaluate(
      'chrome.windows.getAll().then((all) => chrome.windows.update(all.find(({ incognito }) => !incognito).id, { focused: true }))',
    );
  const beside = browser.waitForTarget((target) => target.url().endsWith('/panel.html'), { timeout: 20_000 });
  await own.evaluate(
    'chrome.windows.getAll().then((all) => chrome.sidePanel.open({ windowId: all.find(({ incognito }) => incognito).id }))',
  );
  const panel = await (await beside).asPage();
  await focusOther();
  await panel.reload();
  expect(await panel.evaluate('chrome.tabs.getCurrent().then((tab) => tab === undefined)')).toBe(true);
  await panel.waitForSelector('.own-text');
  await readInPanel(panel, '隠れた日記だ。');
  await panel.waitForFunction(() => document.querySelector('.heat')?.textContent.includes('日記'));

  // The popup of that window, while another window has the focus.
  const popup = await bench.extension.openPopup(hidden);
  await popup.waitForSelector('textarea');
  expect(await popup.$('.panel-button')).toBeNull();
  await focusOther();
  await popup.$eval('textarea', (field) => field.select());
  await popup.type('textarea', '秘密の文だ。');
  await popup.keyboard.press('Enter');
  await popup.waitForFunction(() => document.querySelector('[data-word="0"] .own')?.textContent?.includes('秘密'));

  // An ordinary text that has been kept afterwards shows that the time for keeping the private one has passed.
  expect(await read(await bench.open('sample.html'), '#apple')).toHaveLength(5);
  const recent = async () => {
    await own.goto(`chrome-extension://${id}/popup.html`);
    await own.waitForSelector('textarea');
    return await own.$$eval('.recent .text', (texts) => texts.map((text) => text.textContent));
  };
  const kept = await until(async () => {
    const texts = await recent();
    return texts.length > 0 ? texts : null;
  }, 'a recent text');
  expect(kept).toEqual(['リンゴ＿＿食べる。']);
  const latest = await own.evaluate('chrome.storage.session.get("latest").then(({ latest }) => latest)');
  for (const secret of ['友達', '日記', '秘密']) expect(latest).not.toContain(secret);
}, 120_000);
