import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFirefox, launchFirefox } from '../../scripts/browser/firefox.ts';
import { launchWithExtension } from '../../scripts/browser/launch.ts';
import { KEPT } from './support/history.ts';
import { until } from './support/shown.ts';

const SECRET = '誰にも言わない秘密の言葉が二千三百四十五個ある。';
const FORMER = '前の版で読んだ文。';

/** Whether any file under a folder has these bytes in it. */
async function anyHas(folder: string, bytes: Buffer): Promise<boolean> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const content = await readFile(join(entry.parentPath, entry.name)).catch(() => null);
    if (content?.includes(bytes)) return true;
  }
  return false;
}

const firefox = findFirefox();
describe.each(['Chromium', 'Firefox'] as const)('in %s, the recent texts', (name) => {
  const skip = name === 'Firefox' && !firefox;
  let profile: string;
  let page: Page;
  let base: string;
  let close: () => Promise<void>;

  beforeAll(async () => {
    if (skip) return;
    profile = await mkdtemp(join(tmpdir(), 'anaume-erased-'));
    const options = { userDataDir: profile, defaultViewport: { width: 900, height: 900 } };
    const launched = name === 'Firefox' ? await launchFirefox(firefox!, options) : await launchWithExtension(options);
    close = () => launched.close();
    base = 'baseUrl' in launched ? launched.baseUrl : `chrome-extension://${launched.id}/`;
    page = await launched.browser.newPage();
  }, 60_000);
  afterAll(async () => {
    if (!skip) await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  });

  const open = async (file: string, selector: string) => {
    void page.goto(base + file).catch(() => {});
    await until(async () => await page.$(selector).catch(() => null), file);
  };
  const recent = () => page.$$eval('.recent .text', (texts) => texts.map((text) => text.textContent)).catch(() => []);
  const evaluate = (expression: string) => page.evaluate(expression) as Promise<unknown>;

  it.skipIf(skip)('are erased from the disk', { timeout: 120_000 }, async () => {
    await open('options.html', '.model-row');
    await evaluate(`new Promise((resolve) => {
      const opening = indexedDB.open('history', 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore('entries', { keyPath: 'text' });
      opening.onsuccess = () => {
        const change = opening.result.transaction('entries', 'readwrite');
        change.objectStore('entries').put({ text: ${JSON.stringify(FORMER)}, at: 5 });
        change.oncomplete = () => { opening.result.close(); resolve(); };
      };
    })`);
    await evaluate(`new Promise((resolve) => {
      const port = (globalThis.browser ?? chrome).runtime.connect();
      port.onMessage.addListener(({ kind }) => kind === 'result' && resolve());
      port.postMessage({ kind: 'call', id: 1, method: 'analyze', params: { text: ${JSON.stringify(SECRET)} } });
    })`);
    await until(async () => await evaluate(KEPT), 'a recent text');
    await open('popup.html', '.recent');
    await until(async () => String(await recent()) === `${SECRET},${FORMER}`, 'both texts');
    expect(await evaluate('indexedDB.databases().then((all) => all.map(({ name }) => name))')).not.toContain('history');

    const key = Buffer.from(
      (await evaluate(`navigator.storage.getDirectory()
        .then((own) => own.getDirectoryHandle('history'))
        .then((folder) => folder.getFileHandle('key'))
        .then((handle) => handle.getFile())
        .then((file) => file.arrayBuffer())
        .then((bytes) => [...new Uint8Array(bytes)])`)) as number[],
    );
    expect(key.length).toBe(32);
    expect(await anyHas(profile, key)).toBe(true);

    // Downloads that broke off, one of which nobody knows what it is; and somebody who is just adding a model.
    await evaluate(`navigator.storage.getDirectory().then(async (own) => {
      const models = await own.getDirectoryHandle('models', { create: true });
      await (await models.getDirectoryHandle('broken.part', { create: true })).getFileHandle('config.json.0', { create: true });
      const offer = await (await models.getDirectoryHandle('known.part', { create: true })).getFileHandle('offer.json', { create: true });
      const stream = await offer.createWritable();
      await stream.write(JSON.stringify({ model: 'a/b', revision: 'c', files: [], bytes: 0 }));
      await stream.close();
    })`);
    await open('options.html', '.unfinished');
    const parts = () =>
      evaluate(`navigator.storage.getDirectory()
        .then((own) => own.getDirectoryHandle('models'))
        .then(async (models) => (await Array.fromAsync(models.keys())).filter((name) => name.endsWith('.part')).join())`);
    expect(await parts()).toBe('known.part');
    await evaluate(`new Promise((resolve) => {
      navigator.locks.request('models', () => (resolve(), new Promise((release) => (globalThis.release = release))));
    })`);
    const said = () => page.$eval('#stored > [role="status"]', (status) => status.textContent);
    const erase = async (saying: RegExp) => {
      await page.$eval('.erase', (button) => (button as HTMLElement).click());
      const yes = (await page.waitForSelector('#stored .actions .danger:not(.erase)'))!;
      await yes.evaluate((button) => (button as HTMLElement).click());
      await until(async () => saying.test(await said()), `${saying}`);
    };
    await erase(/^(?:Not everything|一部を消去できません)/);
    expect(await parts()).toBe('known.part');
    await evaluate('release()');
    await erase(/^(?:Erased|消去しました)/);
    expect(await parts()).toBe('');
    await close();
    for (const gone of [key, Buffer.from(SECRET, 'utf8'), Buffer.from(SECRET, 'utf16le')])
      expect(await anyHas(profile, gone)).toBe(false);
  });
});
