import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asUser, selectAsUser } from '../../scripts/browser/gestures.ts';
import { findFirefox, launchFirefox, type FirefoxBrowser } from '../../scripts/browser/firefox.ts';
import { servePages, type PageServer } from '../../scripts/browser/page-server.ts';
import { Shown, until } from './support/shown.ts';

const path = findFirefox();

const pause = () => new Promise((resolve) => setTimeout(resolve, 600));

/** Needs more of Firefox than a page: its window, its processes, its own pages. */
describe.skipIf(!path)('Firefox around the page', () => {
  let pages: PageServer;
  let firefox: FirefoxBrowser;
  let page: Page;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'anaume-files-'));
    pages = await servePages();
    firefox = await launchFirefox(path!, { defaultViewport: { width: 900, height: 700 } });
    page = await firefox.browser.newPage();
    // The first words and candidates: everything is loaded after that.
    await page.goto(`${pages.origin}/sample.html`);
    await selectAsUser(page, '#sample');
    await settled();
    await close();
  });

  afterAll(async () => {
    await firefox?.close();
    await pages?.close();
    await rm(folder, { recursive: true });
  });

  const hosts = () => page.evaluate(() => document.querySelectorAll('[popover=manual]').length);
  const settled = async () =>
    await until(
      async () =>
        (await Shown.find(page.mainFrame()))?.evaluate((root) => {
          if (root.querySelector('.sheet')?.getAttribute('aria-busy') !== 'false') return null;
          const failure = root.querySelector('.failure')?.textContent ?? null;
          const candidates = root.querySelectorAll('.candidate').length;
          return failure !== null || candidates > 0 ? { failure, candidates } : null;
        }),
      'candidates or a failure',
      60_000,
    );
  const reload = () =>
    firefox.privileged(async (id) => {
      const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs');
      await (await AddonManager.getAddonByID(id)).reload();
    }, firefox.id);
  async function close(): Promise<void> {
    await page.keyboard.press('Escape');
    await until(async () => !(await Shown.find(page.mainFrame())), 'closed');
    await page.evaluate(() => getSelection()!.removeAllRanges());
  }

  it('reads 100,000 characters up to the limit, and says what was left out', async () => {
    await page.goto(`${pages.origin}/zoo/long.html`);
    await selectAsUser(page, '#all');
    expect((await Shown.words(page.mainFrame())).startsWith('吾輩 は 猫')).toBe(true);
    const shown = await Shown.wait(page.mainFrame());
    expect(await shown.until((root) => root.querySelector('.notice')?.textContent)).toMatch(
      // Of 100,000, to the end of a sentence.
      /(?:29[,.\s]?9\d\d|30[,.\s]?000)\D+100[,.\s]?000/,
    );
    await close();
  });

  it.each([0.5, 1.5, 3])('at a zoom of %s the tooltip keeps to the viewport', async (factor) => {
    await page.goto(`${pages.origin}/zoo/zoom.html`);
    await page.bringToFront();
    const width = await page.evaluate(() => innerWidth);
    await firefox.privileged((zoom) => void (gBrowser.selectedBrowser.fullZoom = zoom), factor);
    await until(() => page.evaluate((before) => innerWidth !== before, width), 'the zoom');
    for (const selector of ['#all', '#corner']) {
      await selectAsUser(page, selector);
      await Shown.words(page.mainFrame());
      const inside = async () =>
        (await Shown.find(page.mainFrame()))?.evaluate((root) => {
          const { left, top, right, bottom } = root.querySelector('.tooltip')!.getBoundingClientRect();
          return left >= 0 && top >= 0 && right <= innerWidth + 1 && bottom <= innerHeight + 1;
        });
      await until(inside, `a tooltip inside the viewport for ${selector}`);
      await close();
    }
    await firefox.privileged(() => void (gBrowser.selectedBrowser.fullZoom = 1));
  });

  it('counts a selection made under a finger when the finger lifts', async () => {
    await page.goto(`${pages.origin}/zoo/touch.html`);
    const point = await page.$eval('#all', (element) => {
      const { left, top, height } = element.getBoundingClientRect();
      return { x: left + 30, y: top + height / 2 };
    });
    const touch = await page.touchscreen.touchStart(point.x, point.y);
    await page.evaluate(() => {
      const text = document.querySelector('#all')!.firstChild!;
      getSelection()!.setBaseAndExtent(text, 0, text, 2);
    });
    await pause();
    expect(await Shown.find(page.mainFrame())).toBeNull();
    await touch.end();
    expect(await Shown.words(page.mainFrame())).toBe('友達');
    await close();
  });

  it('reads file: pages once the user allows it', async () => {
    const file = join(folder, 'page.html');
    await writeFile(file, '<!doctype html><meta charset="utf-8"><p id="all">友達と遊ぶ。</p>');
    await page.goto(pathToFileURL(file).href);
    await selectAsUser(page, '#all');
    await pause();
    expect(await Shown.find(page.mainFrame())).toBeNull();
    // What the switch in the add-on's settings does.
    await firefox.privileged(async (id) => {
      const { ExtensionPermissions } = ChromeUtils.importESModule(
        'resource://gre/modules/ExtensionPermissions.sys.mjs',
      );
      await ExtensionPermissions.add(id, { permissions: ['internal:fileSchemeAllowed'], origins: [] });
    }, firefox.id);
    await reload();
    await until(
      async () => {
        await page.goto(pathToFileURL(file).href);
        await selectAsUser(page, '#all');
        await pause();
        return (await Shown.find(page.mainFrame())) !== null;
      },
      'a tooltip',
      30_000,
    );
    expect(await Shown.words(page.mainFrame())).toBe('友達 と 遊ぶ 。');
    await close();
  }, 120_000);

  it.each([
    ['a textarea', '#area'],
    ['an editable element', '#editable'],
  ])(
    'puts a candidate into %s as if it had been typed: input events, one undo each, the focus kept',
    async (_, selector) => {
      await page.goto(`${pages.origin}/zoo/fields.html`);
      const value = () =>
        page.$eval(selector, (field) => ('value' in field ? (field as HTMLTextAreaElement).value : field.textContent));
      const before = await value();
      await asUser(
        page,
        (target) => {
          const field = document.querySelector<HTMLTextAreaElement>(target)!;
          (globalThis as unknown as { inputs: string[] }).inputs = [];
          field.addEventListener('input', (event) =>
            (globalThis as unknown as { inputs: string[] }).inputs.push(event.inputType),
          );
          field.focus();
          if ('select' in field) field.select();
          else getSelection()!.selectAllChildren(field);
        },
        selector,
      );
      await Shown.words(page.mainFrame());
      const shown = await Shown.wait(page.mainFrame());
      await shown.press('[data-word="0"]');
      await shown.until(
        (root) =>
          root.querySelectorAll('.candidate').length === 5 &&
          root.querySelector('.sheet')?.getAttribute('aria-busy') === 'false',
      );
      const candidate = await shown.evaluate((root) => {
        const row = [...root.querySelectorAll<HTMLElement>('.candidate:not(.written-there)')].at(-1);
        row.dataset['chosen'] = '';
        return row.querySelector('.text')!.textContent;
      });
      await shown.press('[data-chosen]');
      await shown.until((root) => root.querySelectorAll('.preview button').length === 2);
      expect(await value()).toBe(before);
      await shown.press('.preview button + button');
      await until(async () => (await value()) !== before, 'the field changed');
      expect((await value()).startsWith(candidate)).toBe(true);
      expect(await page.evaluate(() => (globalThis as unknown as { inputs: string[] }).inputs)).toEqual(['insertText']);
      expect(await page.evaluate((target) => document.activeElement === document.querySelector(target), selector)).toBe(
        true,
      );
      await page.evaluate(() => document.execCommand('undo'));
      expect(await value()).toBe(before);
      await close();
    },
  );

  it("leaves the PDF viewer and the browser's own pages alone", async () => {
    for (const url of [`${pages.origin}/zoo/text.pdf`, 'about:license']) {
      const tab = await firefox.browser.newPage();
      await tab.goto(url, { timeout: 5_000 }).catch(() => {});
      await asUser(tab, () => getSelection()!.selectAllChildren(document.body));
      await pause();
      expect(await Shown.find(tab.mainFrame())).toBeNull();
      await tab.close();
    }
  });

  it('shows what was read in the page of the sidebar', async () => {
    await page.goto(`${pages.origin}/sample.html`);
    const panel = await firefox.browser.newPage();
    // Firefox reports no load of an extension's page to the debugger.
    await panel.goto(`${firefox.baseUrl}panel.html`, { timeout: 5_000 }).catch(() => {});
    await page.bringToFront();
    await selectAsUser(page, '#stomach');
    await Shown.words(page.mainFrame());
    await panel.bringToFront();
    await panel.waitForFunction(() => document.body.textContent.includes('お腹'), { timeout: 20_000 });
    await panel.close();
    await page.bringToFront();
    await close();
  });

  it('opens the panel from the tooltip, in one tab', async () => {
    // Firefox tells the debugger nothing of where an extension's page is; the tab's own browser knows.
    const panels = () =>
      firefox.privileged(
        () => gBrowser.browsers.filter(({ currentURI }) => currentURI.spec.endsWith('/panel.html')).length,
      );
    const tabs = [page, await firefox.browser.newPage()];
    for (const tab of tabs) {
      await tab.goto(`${pages.origin}/sample.html`);
      await tab.bringToFront();
      await selectAsUser(tab, '#stomach');
      await Shown.words(tab.mainFrame());
      await (await Shown.find(tab.mainFrame()))!.press('.panel-button');
      await until(
        () => firefox.privileged(() => gBrowser.selectedBrowser.currentURI.spec.endsWith('/panel.html')),
        'the panel in front',
      );
    }
    expect(await panels()).toBe(1);
    await firefox.privileged(() => gBrowser.removeCurrentTab());
    await tabs[1]!.close();
    await page.bringToFront();
  });

  it('offers to try again when its process dies again and again while it answers, and then answers', async () => {
    await page.goto(`${pages.origin}/sample.html`);
    await firefox.endBackground();
    await selectAsUser(page, '#breakfast');
    // Before there is a tooltip there is nobody to show a failure.
    await Shown.wait(page.mainFrame());
    const first = settled();
    let ended = false;
    void first.finally(() => (ended = true)).catch(() => {});
    // Sooner each time than it can answer.
    while (!ended) {
      await firefox.crashExtensions();
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect((await first).failure).not.toBeNull();
    await (await Shown.wait(page.mainFrame())).press('.failure button');
    await (await Shown.wait(page.mainFrame())).until((root) => root.querySelectorAll('.candidate').length === 5);
    await close();
  }, 120_000);

  it('is nothing that a web page can talk to or load files of', async () => {
    await page.goto(`${pages.origin}/sample.html`);
    const seen = await page.evaluate(async (base) => {
      const { browser, chrome } = window as { browser?: unknown; chrome?: unknown };
      const fetched = await fetch(`${base}manifest.json`).then(
        () => 'loaded',
        () => 'refused',
      );
      return { apis: [browser, chrome].filter(Boolean).length, fetched };
    }, firefox.baseUrl);
    expect(seen).toEqual({ apis: 0, fetched: 'refused' });
  });

  it('reloaded under an open page, leaves no tooltip behind, and the new script takes over', async () => {
    await page.goto(`${pages.origin}/sample.html`);
    await selectAsUser(page, '#sample');
    await Shown.words(page.mainFrame());
    await reload();
    await until(async () => !(await Shown.find(page.mainFrame())), 'the old tooltip gone', 20_000);
    await until(
      async () => {
        await page.evaluate(() => getSelection()!.removeAllRanges());
        await selectAsUser(page, '#stomach');
        await pause();
        return (await Shown.find(page.mainFrame())) !== null;
      },
      'a tooltip of the new script',
      20_000,
    );
    expect(await Shown.words(page.mainFrame())).toContain('お腹');
    expect(await hosts()).toBe(1);
    await close();
  }, 120_000);
});
