import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import * as v from 'valibot';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchWithExtension, type ExtensionBrowser } from '../../scripts/launch.ts';
import { servePages, type PageServer } from '../../scripts/page-server.ts';
import { root } from '../../scripts/paths.ts';
import { Latest } from '../../src/messages/protocol.ts';
import { Shown, until } from './support/shown.ts';
import { sizes } from './support/sizes.ts';
import { allowReloading } from './support/zoo.ts';

let folder: string;
let pages: PageServer;
let extension: ExtensionBrowser;
let page: Page;
let own: Page;

beforeAll(async () => {
  // A copy: the tests damage its files.
  folder = await mkdtemp(join(tmpdir(), 'anaume-faults-'));
  await cp(join(root, 'dist', 'chrome'), folder, { recursive: true });
  pages = await servePages();
  extension = await launchWithExtension({ folder, defaultViewport: { width: 900, height: 700 } });
  await allowReloading(extension.browser);
  own = await extension.browser.newPage();
  await own.goto(`chrome-extension://${extension.id}/options.html`);
  page = await extension.browser.newPage();
});

afterAll(async () => {
  await extension?.close();
  await pages?.close();
  await rm(folder, { recursive: true });
});

const select = (selector: string) => page.evaluate((target) => getSelection()!.selectAllChildren(document.querySelector(target)!), selector);

/** What the tooltip shows once nothing is under way: candidates or a failure. */
const settled = () =>
  until(
    async () =>
      (await Shown.find(page.mainFrame()))?.evaluate((shadow) => {
        const failure = shadow.querySelector('.failure')?.textContent ?? null;
        const candidates = shadow.querySelectorAll('.candidate').length;
        const busy = shadow.querySelector('.sheet')?.getAttribute('aria-busy') !== 'false';
        return !busy && (failure !== null || candidates > 0) ? { failure, candidates, retry: shadow.querySelector('.failure button') !== null } : null;
      }),
    'candidates or a failure',
    30_000,
  );
/** A worker that has just died may still be on the browser's list: whatever comes of closing that one is no concern. */
const kill = () => extension.killWorker().catch(() => {});
/** In a page of the extension: it lives on when the worker dies. */
const inside = (expression: string) => own.evaluate(expression);
const retry = async () => (await Shown.wait(page.mainFrame())).evaluate((shadow) => shadow.querySelector<HTMLElement>('.failure button')!.click());
const words = (expected: string) =>
  until(async () => (await (await Shown.find(page.mainFrame()))?.evaluate((shadow) => [...shadow.querySelectorAll('[data-word]')].length > 0)) ?? false, expected);

async function close(): Promise<void> {
  await page.keyboard.press('Escape');
  await page.evaluate(() => getSelection()!.removeAllRanges());
  await until(async () => !(await Shown.find(page.mainFrame())), 'the tooltip closed');
}

describe('the worker killed', () => {
  it(`at ${sizes.kills} points from the selection to the answer: answered, or one click from it`, async () => {
    await page.goto(`${pages.origin}/sample.html`);
    await kill();
    const started = performance.now();
    await select('#sample');
    await settled();
    const whole = performance.now() - started;
    await close();

    let failures = 0;
    for (let point = 0; point < sizes.kills; point++) {
      await kill();
      await select('#sample');
      await new Promise((resolve) => setTimeout(resolve, (whole * (point + 0.5)) / sizes.kills));
      await kill();
      let { failure, candidates, retry: offered } = await settled();
      if (failure !== null) {
        failures++;
        expect(offered, failure).toBe(true);
        await retry();
        ({ failure, candidates } = await settled());
      }
      expect(failure).toBeNull();
      expect(candidates).toBe(5);
      expect(await page.evaluate(() => document.querySelectorAll('anaume-tooltip').length)).toBe(1);
      const { latest } = (await inside('chrome.storage.session.get("latest")')) as { latest: unknown };
      expect(v.safeParse(Latest, latest).success).toBe(true);
      await close();
    }
    // One death is never the user's business: the request is sent again.
    expect(failures).toBe(0);
  }, 30_000 + sizes.kills * 15_000);

  it('twice while it answers: a failure with a retry, and the retry works', async () => {
    await page.goto(`${pages.origin}/sample.html`);
    await kill();
    await select('#sample');
    await words('words');
    for (let death = 0; death < 2; death++) {
      await kill();
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const { failure } = await settled();
    if (failure !== null) await retry();
    expect(await settled()).toMatchObject({ failure: null, candidates: 5 });
    await close();
  });
});

describe('a damaged package', () => {
  const DAMAGED: readonly (readonly [what: string, file: string, damage: (bytes: Buffer) => Buffer | null, message: string])[] = [
    ['the dictionary is missing', 'models/ipadic/ipadic.pack', () => null, 'dictionary'],
    ['the dictionary is cut short', 'models/ipadic/ipadic.pack', (bytes) => bytes.subarray(0, bytes.length / 2), 'dictionary'],
    ['the dictionary is something else', 'models/ipadic/ipadic.pack', () => Buffer.from('<!doctype html>'), 'dictionary'],
    ['the vocabulary is missing', 'models/default/vocab.txt', () => null, 'model'],
    ['the configuration is not JSON', 'models/default/config.json', () => Buffer.from('{'), 'model'],
    ['the weights are missing', 'models/default/model.safetensors', () => null, 'model'],
    ['the weights are cut short', 'models/default/model.safetensors', (bytes) => bytes.subarray(0, 1_000_000), 'model'],
    ['the weights are something else', 'models/default/model.safetensors', (bytes) => Buffer.alloc(bytes.length), 'model'],
  ];
  let restore = async () => {};
  afterEach(() => restore());

  it.each(DAMAGED)('%s: one clear message, and a retry once it is whole again', async (_, file, damage, what) => {
    const path = join(folder, file);
    const original = await readFile(path);
    restore = () => writeFile(path, original);
    const damaged = damage(original);
    await (damaged ? writeFile(path, damaged) : rm(path));
    await page.goto(`${pages.origin}/sample.html`);
    await kill();
    await select('#sample');
    const { failure, retry: offered } = await settled();
    expect(failure?.toLowerCase()).toContain(what);
    expect(failure).not.toContain('Error:');
    expect(offered).toBe(true);
    await restore();
    await retry();
    expect(await settled()).toMatchObject({ failure: null, candidates: 5 });
    await close();
  });
});

describe('the extension reloaded under an open page', () => {
  it('leaves no tooltip behind, and the new one takes over', async () => {
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.goto(`${pages.origin}/sample.html`);
    await select('#sample');
    await settled();
    await inside('chrome.runtime.reload()').catch(() => {});
    await until(async () => !(await Shown.find(page.mainFrame())), 'the old tooltip gone');
    // The new background has put a new content script into the page: once it is there, a selection is answered.
    await until(async () => {
      await page.evaluate(() => getSelection()!.removeAllRanges());
      await select('#stomach');
      await new Promise((resolve) => setTimeout(resolve, 500));
      return (await Shown.find(page.mainFrame())) !== null;
    }, 'a tooltip of the new script');
    expect(await Shown.words(page.mainFrame())).toContain('お腹');
    expect(await page.evaluate(() => document.querySelectorAll('anaume-tooltip').length)).toBe(1);
    expect(errors).toEqual([]);
    await close();
  });
});
