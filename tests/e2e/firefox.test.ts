import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFirefox, launchFirefox, type FirefoxBrowser } from '../../scripts/firefox.ts';
import { servePages, type PageServer } from '../../scripts/page-server.ts';
import { root } from '../../scripts/paths.ts';
import { Shown, until } from './support/shown.ts';
import { openCase, runCase } from './support/zoo.ts';
import { zoo } from './support/zoo-cases.ts';

const path = findFirefox();
if (!path) console.warn('Firefox is not installed and could not be: its tests are skipped. Install it, or name it in FIREFOX_PATH.');

/** What Firefox does differently, each with its reason in docs/compatibility.md. */
const different: Readonly<Record<string, string>> = {
  'an SVG document': 'Firefox draws no HTML elements there',
  'from the page into a shadow root': 'a selection cannot cross into a shadow tree',
};

describe.skipIf(!path)('in Firefox', () => {
  let pages: PageServer;
  let firefox: FirefoxBrowser;
  let page: Page;

  beforeAll(async () => {
    pages = await servePages();
    firefox = await launchFirefox(path!, { defaultViewport: { width: 900, height: 700 } });
    page = await firefox.browser.newPage();
    await page.goto(`${pages.origin}/sample.html`);
  });

  afterAll(async () => {
    await firefox?.close();
    await pages?.close();
  });

  const select = (selector: string) => page.evaluate((target) => getSelection()!.selectAllChildren(document.querySelector(target)!), selector);
  const words = (expected: string) => until(async () => (await Shown.words(page.mainFrame())) === expected, expected);
  const candidates = async () =>
    await (await Shown.wait(page.mainFrame())).until((root) => {
      const failure = root.querySelector('[role="alert"]');
      if (failure) throw new Error(failure.textContent ?? '');
      const texts = [...root.querySelectorAll('.candidate .text')].map((text) => text.textContent);
      return texts.length > 0 && root.querySelector('.sheet')?.getAttribute('aria-busy') === 'false' ? texts : null;
    });

  it('shows the words of the seed sentence and five candidates, from a worker of the event page', async () => {
    await select('#sample');
    await words('僕 は 友達 と XXXX を する こと が 好き だ');
    expect(new Set(await candidates()).size).toBe(5);
  });

  it('works again after the event page was ended', async () => {
    await firefox.endBackground();
    await select('#apple');
    await words('リンゴ ＿＿ 食べる 。');
    expect(await candidates()).toContain('を');
  });

  it('works again after the process of the extension has crashed', async () => {
    await firefox.crashExtensions();
    await select('#breakfast');
    await words('朝食 に [MASK] を 焼い て 食べ まし た 。');
    expect(await candidates()).toHaveLength(5);
  });

  it('grants the manifest\'s permissions without warnings', async () => {
    const { origins, permissions, messages } = await firefox.privileged((id) => {
      const { extension } = WebExtensionPolicy.getByID(id);
      return { ...extension.activePermissions, messages: [...extension.errors, ...extension.warnings] };
    }, firefox.id);
    expect(origins).toEqual(['<all_urls>']);
    expect(permissions).toEqual(expect.arrayContaining(['storage', 'scripting']));
    expect(messages).toEqual([]);
  });

  it.each(zoo.filter(({ name }) => !(name in different)).map((one) => [one.name, one] as const))('%s', async (_, one) => {
    const frame = await openCase(page, pages.origin, one);
    await until(() => frame.evaluate(() => document.readyState === 'complete'), 'the page loaded');
    await runCase(frame, one);
  });
});

describe.skipIf(!path)('in Firefox, damaged', () => {
  let folder: string;
  let pages: PageServer;
  let firefox: FirefoxBrowser;
  let page: Page;

  beforeAll(async () => {
    // A copy: Firefox reads the files of a temporary add-on when it needs them.
    folder = await mkdtemp(join(tmpdir(), 'anaume-firefox-'));
    await cp(join(root, 'dist', 'firefox'), folder, { recursive: true });
    pages = await servePages();
    firefox = await launchFirefox(path!, { folder });
    page = await firefox.browser.newPage();
  });

  afterAll(async () => {
    await firefox?.close();
    await pages?.close();
    await rm(folder, { recursive: true });
  });

  it.each([
    ['a worker that dies at once', 'worker.js', (_: Buffer) => Buffer.from('throw new Error("dead");')],
    ['a dictionary cut short', 'models/ipadic/ipadic.pack', (bytes: Buffer) => bytes.subarray(0, 1000)],
    ['weights cut short', 'models/default/model.safetensors', (bytes: Buffer) => bytes.subarray(0, 1000)],
  ])('%s: a message with a retry, which works once it is whole again', async (_, file, damage) => {
    const original = await readFile(join(folder, file));
    await writeFile(join(folder, file), damage(original));
    await firefox.endBackground();
    await page.goto(`${pages.origin}/sample.html`);
    await page.evaluate(() => getSelection()!.selectAllChildren(document.querySelector('#sample')!));
    const shown = await Shown.wait(page.mainFrame());
    try {
      await shown.until((root) => root.querySelector('.failure button') !== null);
    } finally {
      await writeFile(join(folder, file), original);
    }
    await shown.evaluate((root) => root.querySelector<HTMLElement>('.failure button')!.click());
    await shown.until((root) => root.querySelectorAll('.candidate').length === 5);
  });
});
