import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import * as v from 'valibot';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { selectAsUser } from '../../scripts/browser/gestures.ts';
import { launchWithExtension, type ExtensionBrowser } from '../../scripts/browser/launch.ts';
import { servePages, type PageServer } from '../../scripts/browser/page-server.ts';
import { root } from '../../scripts/node/paths.ts';
import { Latest } from '../../src/protocol/protocol.ts';
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

const select = async (selector: string) => {
  await selectAsUser(page, selector);
};

/** What there is to know of a request that was never answered. */
async function seen(): Promise<string> {
  const shown = await (
    await Shown.find(page.mainFrame())
  )?.evaluate(
    (shadow) =>
      `${shadow.querySelector('.sheet')?.getAttribute('aria-busy')} ${shadow.querySelector('.frame')?.textContent}`,
  );
  const asked = inside(`(async () => JSON.stringify({
    status: await Promise.race([chrome.runtime.getContexts({}).then((contexts) => contexts.map(({ contextType, documentUrl }) => contextType + ' ' + documentUrl)), new Promise((resolve) => setTimeout(resolve, 5000, 'no answer'))]),
    locks: await navigator.locks.query(),
  }))()`);
  return [
    `the tooltip: ${shown ?? 'none'}`,
    `targets: ${extension.browser
      .targets()
      .map((target) => `${target.type()} ${target.url()}`)
      .join(', ')}`,
    await asked,
  ].join('\n');
}

/** What the tooltip shows once nothing is under way: candidates or a failure. */
const settled = () =>
  until(
    async () =>
      (await Shown.find(page.mainFrame()))?.evaluate((shadow) => {
        const failure = shadow.querySelector('.failure')?.textContent ?? null;
        const candidates = shadow.querySelectorAll('.candidate').length;
        const busy = shadow.querySelector('.sheet')?.getAttribute('aria-busy') !== 'false';
        return !busy && (failure !== null || candidates > 0)
          ? { failure, candidates, retry: shadow.querySelector('.failure button') !== null }
          : null;
      }),
    'candidates or a failure',
    60_000,
  ).catch(async (error: unknown) => {
    throw new Error(`${String(error)}\n${await seen()}`, { cause: error });
  });
const kill = () => extension.killWorker();
/**
 * A document that has just died may still be on the browser's list: whatever comes of closing that one is no concern.
 */
const killOffscreen = () => extension.killOffscreen().catch(() => {});
/** The worker alone: the document that owns it lives on. */
const killEngine = async () => {
  const engine = await extension.engine();
  await engine?.send('Runtime.evaluate', { expression: 'close()' }).catch(() => {});
};
const killAll = async () => void (await Promise.all([kill(), killOffscreen()]));
/** In a page of the extension: it lives on when the worker dies. */
const inside = (expression: string) => own.evaluate(expression);
const retry = async () => (await Shown.wait(page.mainFrame())).press('.failure button');
async function close(): Promise<void> {
  await page.keyboard.press('Escape');
  await page.evaluate(() => getSelection()!.removeAllRanges());
  await until(async () => !(await Shown.find(page.mainFrame())), 'the tooltip closed');
}

/** Who may die, and how. */
const deaths = [
  ['the service worker', kill],
  ['the offscreen document', killOffscreen],
  ['the worker', killEngine],
  ['all of them', killAll],
] as const;

describe('the background killed', () => {
  it(
    `at ${sizes.kills} points from the selection to the answer, each of its parts in turn: answered, or one click from it`,
    async () => {
      await page.goto(`${pages.origin}/sample.html`);
      await killAll();
      const started = performance.now();
      await select('#sample');
      await settled();
      const whole = performance.now() - started;
      await close();

      const failures: string[] = [];
      for (let point = 0; point < sizes.kills; point++) {
        const [who, die] = deaths[point % deaths.length]!;
        await killAll();
        await select('#sample');
        await new Promise((resolve) => setTimeout(resolve, (whole * (point + 0.5)) / sizes.kills));
        await die();
        const first = await settled();
        let { failure, candidates } = first;
        if (failure !== null) {
          failures.push(`${who} at point ${point}: ${failure}`);
          expect(first.retry, failure).toBe(true);
          await retry();
          ({ failure, candidates } = await settled());
        }
        expect(failure).toBeNull();
        expect(candidates).toBe(5);
        expect(await page.evaluate(() => document.querySelectorAll('[popover=manual]').length)).toBe(1);
        const { latest } = (await inside('chrome.storage.session.get("latest")')) as { latest: string };
        expect(v.safeParse(Latest, JSON.parse(latest)).success).toBe(true);
        await close();
      }
      // One death is never the user's business: the request is sent again.
      expect(failures.join('\n')).toBe('');
    },
    120_000 + sizes.kills * 60_000,
  );

  it.each(deaths)(
    '%s, at rest: the next selection is answered',
    async (_, die) => {
      await page.goto(`${pages.origin}/sample.html`);
      await select('#sample');
      expect(await settled()).toMatchObject({ failure: null });
      await close();
      await die();
      await select('#sample');
      expect(await settled()).toMatchObject({ failure: null, candidates: 5 });
      await close();
    },
    120_000,
  );

  it('the offscreen document, when its worker asks for nothing more: both go, and come again', async () => {
    await page.goto(`${pages.origin}/sample.html`);
    await select('#sample');
    await settled();
    await close();
    // What the worker says after minutes without a request. It may be gone before the debugger hears of it; so may
    // another that died before.
    await until(async () => {
      if (!extension.browser.targets().some((target) => target.url().endsWith('/offscreen.html'))) return true;
      await (
        await extension.engine()
      )
        ?.send('Runtime.evaluate', { expression: 'postMessage({ kind: "end", why: "rest" })' })
        .catch(() => {});
      return false;
    }, 'the document gone');
    await select('#sample');
    expect(await settled()).toMatchObject({ failure: null, candidates: 5 });
    await close();
  }, 120_000);

  it('again and again while it answers: a failure with a retry, and the retry works', async () => {
    await page.goto(`${pages.origin}/sample.html`);
    await killAll();
    await select('#sample');
    // Before there is a tooltip there is nobody to show a failure.
    await Shown.wait(page.mainFrame());
    const first = settled();
    let ended = false;
    void first.finally(() => (ended = true)).catch(() => {});
    // Sooner each time than it can answer: asking once more cannot help.
    while (!ended) {
      await killAll();
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(await first).toMatchObject({ failure: expect.any(String), candidates: 0, retry: true });
    await retry();
    expect(await settled()).toMatchObject({ failure: null, candidates: 5 });
    await close();
  }, 120_000);
});

describe('a damaged package', () => {
  const DAMAGED: readonly (readonly [
    what: string,
    file: string,
    damage: (bytes: Buffer) => Buffer | null,
    message: string,
  ])[] = [
    ['the dictionary is missing', 'models/ipadic/ipadic.pack', () => null, 'dictionary'],
    [
      'the dictionary is cut short',
      'models/ipadic/ipadic.pack',
      (bytes) => bytes.subarray(0, bytes.length / 2),
      'dictionary',
    ],
    [
      'the dictionary is something else',
      'models/ipadic/ipadic.pack',
      () => Buffer.from('<!doctype html>'),
      'dictionary',
    ],
    ['the vocabulary is missing', 'models/default/vocab.txt', () => null, 'model'],
    ['the configuration is not JSON', 'models/default/config.json', () => Buffer.from('{'), 'model'],
    ['the weights are missing', 'models/default/model.safetensors', () => null, 'model'],
    ['the weights are cut short', 'models/default/model.safetensors', (bytes) => bytes.subarray(0, 1_000_000), 'model'],
    [
      'the weights are something else',
      'models/default/model.safetensors',
      (bytes) => Buffer.alloc(bytes.length),
      'model',
    ],
  ];
  let restore = async () => {};
  afterEach(() => restore());

  it.each(DAMAGED)(
    '%s: one clear message, and a retry once it is whole again',
    async (_, file, damage, what) => {
      const path = join(folder, file);
      const original = await readFile(path);
      restore = () => writeFile(path, original);
      const damaged = damage(original);
      await (damaged ? writeFile(path, damaged) : rm(path));
      await page.goto(`${pages.origin}/sample.html`);
      await killAll();
      // A model that was prepared before is not read again.
      await inside(
        `navigator.storage.getDirectory().then((own) => own.removeEntry('built-in', { recursive: true })).catch(() => {})`,
      );
      await select('#sample');
      const { failure, retry: offered } = await settled();
      expect(failure?.toLowerCase()).toContain(what);
      expect(failure).not.toContain('Error:');
      expect(offered).toBe(true);
      await restore();
      await retry();
      expect(await settled()).toMatchObject({ failure: null, candidates: 5 });
      await close();
    },
    120_000,
  );
});

describe('the built-in model, once it has been prepared', () => {
  const weights = () => join(folder, 'models/default/model.safetensors');
  // What is listed may be gone, or the folder not there yet, a moment later.
  const kept = () =>
    inside(`(async () => {
      const own = await navigator.storage.getDirectory();
      for await (const folder of (await own.getDirectoryHandle('built-in', { create: true })).values()) {
        const sizeOf = (name) => folder.getFileHandle(name).then((handle) => handle.getFile()).then(({ size }) => size, () => 0);
        if ((await sizeOf('model.json')) > 0) return await sizeOf('wasm-int8.weights');
      }
      return 0;
    })()`) as Promise<number>;

  it('is not converted again: what comes after the beginning of its file no longer matters', async () => {
    await page.goto(`${pages.origin}/sample.html`);
    await select('#sample');
    expect(await settled()).toMatchObject({ failure: null, candidates: 5 });
    await close();
    await until(async () => (await kept()) > 10_000_000, 'the model kept');
    await killAll();
    const original = await readFile(weights());
    await writeFile(
      weights(),
      Buffer.concat([original.subarray(0, 1_000_000), Buffer.alloc(original.length - 1_000_000)]),
    );
    try {
      await select('#sample');
      expect(await settled()).toMatchObject({ failure: null, candidates: 5 });
      await close();
    } finally {
      await writeFile(weights(), original);
    }
  }, 120_000);

  it('is converted again where what was kept is damaged', async () => {
    await page.goto(`${pages.origin}/sample.html`);
    await killAll();
    await inside(`(async () => {
      const own = await navigator.storage.getDirectory();
      for await (const folder of (await own.getDirectoryHandle('built-in')).values()) {
        const handle = await folder.getFileHandle('wasm-int8.weights');
        const stream = await handle.createWritable({ keepExistingData: true });
        await stream.truncate(1_000_000);
        await stream.close();
      }
    })()`);
    await select('#sample');
    expect(await settled()).toMatchObject({ failure: null, candidates: 5 });
    await close();
    await until(async () => (await kept()) > 10_000_000, 'the model kept');
  }, 120_000);
});

/** The new background has put a new content script into the page: once it is there, a selection is answered. */
async function answeredAnew(): Promise<void> {
  await until(async () => {
    await page.evaluate(() => getSelection()!.removeAllRanges());
    await select('#stomach');
    await new Promise((resolve) => setTimeout(resolve, 500));
    return (await Shown.find(page.mainFrame())) !== null;
  }, 'a tooltip of the new script');
  expect(await Shown.words(page.mainFrame())).toContain('お腹');
  expect(await page.evaluate(() => document.querySelectorAll('[popover=manual]').length)).toBe(1);
}

describe('the extension reloaded under an open page', () => {
  it('leaves no tooltip behind, and the new one takes over', async () => {
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.goto(`${pages.origin}/sample.html`);
    await select('#sample');
    await settled();
    await inside('chrome.runtime.reload()').catch(() => {});
    await until(async () => !(await Shown.find(page.mainFrame())), 'the old tooltip gone');
    await answeredAnew();
    expect(errors).toEqual([]);
    await close();
  });
});

it('turned off and on again, the extension is in the pages that were open, and the old tooltip has gone', async () => {
  await page.goto(`${pages.origin}/sample.html`);
  await select('#sample');
  await settled();
  const settings = await extension.browser.newPage();
  await settings.goto('chrome://extensions');
  const turn = (on: boolean) => settings.evaluate(`chrome.management.setEnabled('${extension.id}', ${on})`);
  await turn(false);
  await turn(true);
  await settings.close();
  await page.bringToFront();
  await answeredAnew();
});
