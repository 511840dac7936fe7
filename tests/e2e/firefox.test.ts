import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { selectAsUser } from '../../scripts/browser/gestures.ts';
import { findFirefox, launchFirefox, type FirefoxBrowser } from '../../scripts/browser/firefox.ts';
import { MODEL, startHub, type FakeHub } from '../browser/support/hub.ts';
import { checkpointFolder } from '../fixtures/checkpoints.ts';
import { onnxModel } from '../fixtures/onnx-model.ts';
import { servePages, type PageServer } from '../../scripts/browser/page-server.ts';
import { root } from '../../scripts/node/paths.ts';
import { unidic } from './support/dictionary.ts';
import { Shown, until } from './support/shown.ts';
import { packageWithHub } from './support/with-hub.ts';
import { openCase, runCase } from './support/zoo.ts';
import { zoo } from './support/zoo-cases.ts';

const path = findFirefox();
if (!path)
  console.warn(
    'Firefox is not installed and could not be: its tests are skipped. Install it, or name it in FIREFOX_PATH.',
  );

/** What Firefox does differently, each with its reason in docs/compatibility.md. */
const different: Readonly<Record<string, string>> = {
  'an SVG document': 'Firefox draws no HTML elements there',
  button: 'the text of a button cannot be selected',
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

  const select = async (selector: string) => {
    await selectAsUser(page, selector);
  };
  const words = (expected: string) => until(async () => (await Shown.words(page.mainFrame())) === expected, expected);
  const candidates = async () =>
    await (
      await Shown.wait(page.mainFrame())
    ).until((root) => {
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

  it('shows what belongs to what', async () => {
    await select('#stomach');
    await words('お腹 が 痛い ので 遅れ ます 。');
    const shown = await Shown.wait(page.mainFrame());
    await shown.press('.dependencies summary');
    expect(
      await shown.until((root) => {
        const phrases = [...root.querySelectorAll('.bunsetsu button')];
        return phrases.length > 0 && phrases.map((phrase) => `${phrase.className} ${phrase.textContent}`);
      }),
    ).toEqual(['chosen お腹が', 'head 痛いので', 'none 遅れます。']);
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

  it('asked by the shortcut, says what helps on a page that draws its text and has keys go to a hidden frame', async () => {
    await page.goto(`${pages.origin}/zoo/drawn.html`);
    await until(() => page.evaluate(() => document.activeElement?.localName === 'iframe'), 'the frame with the focus');
    await firefox.privileged(
      (id) => WebExtensionPolicy.getByID(id).extension.shortcuts.onCommand('open-tooltip'),
      firefox.id,
    );
    const shown = await Shown.wait(page.mainFrame());
    expect(await shown.until((root) => root.querySelector('[role="alert"]')?.textContent)).toContain(
      'Copy the sentence',
    );
  });

  it("grants the manifest's permissions without warnings", async () => {
    const { origins, permissions, messages } = await firefox.privileged((id) => {
      const { extension } = WebExtensionPolicy.getByID(id);
      return { ...extension.activePermissions, messages: [...extension.errors, ...extension.warnings] };
    }, firefox.id);
    expect(origins).toEqual(['<all_urls>']);
    expect(permissions).toEqual(expect.arrayContaining(['storage', 'scripting']));
    expect(messages).toEqual([]);
  });

  it.each(zoo.filter(({ name }) => !(name in different)).map((one) => [one.name, one] as const))(
    '%s',
    async (_, one) => {
      const frame = await openCase(page, pages.origin, one);
      await until(() => frame.evaluate(() => document.readyState === 'complete'), 'the page loaded');
      await runCase(frame, one);
    },
  );
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
    // First: once the model has been prepared, it is not read again.
    ['weights cut short', 'models/default/model.safetensors', (bytes: Buffer) => bytes.subarray(0, 1000)],
    ['a worker that dies at once', 'worker.js', () => Buffer.from('throw new Error("dead");')],
    ['a dictionary cut short', 'models/ipadic/ipadic.pack', (bytes: Buffer) => bytes.subarray(0, 1000)],
  ])('%s: a message with a retry, which works once it is whole again', async (_, file, damage) => {
    const original = await readFile(join(folder, file));
    await writeFile(join(folder, file), damage(original));
    await firefox.endBackground();
    await page.goto(`${pages.origin}/sample.html`);
    await selectAsUser(page, '#sample');
    const shown = await Shown.wait(page.mainFrame());
    try {
      await shown.until((root) => root.querySelector('.failure button') !== null);
    } finally {
      await writeFile(join(folder, file), original);
    }
    await shown.press('.failure button');
    await shown.until((root) => root.querySelectorAll('.candidate').length === 5);
  });
});

/** For @xenova/transformers. */
const OTHER = 'someone/japanese-xlm-roberta-onnx';

describe.skipIf(!path)('in Firefox, another model', () => {
  let folder: string;
  let hub: FakeHub;
  let pages: PageServer;
  let firefox: FirefoxBrowser;
  let page: Page;
  let options: Page;

  beforeAll(async () => {
    hub = await startHub(
      checkpointFolder('torch-legacy'),
      new Map([[OTHER, await onnxModel({ precision: 'int8', tokenizer: 'unigram' })]]),
    );
    folder = await packageWithHub('firefox', hub);
    pages = await servePages();
    firefox = await launchFirefox(path!, { folder, defaultViewport: { width: 900, height: 900 } });
    page = await firefox.browser.newPage();
    await page.goto(`${pages.origin}/sample.html`);
    options = await firefox.browser.newPage();
    // Puppeteer is never told that a page of an extension has loaded, but sees it.
    void options.goto(`${firefox.baseUrl}options.html`).catch(() => {});
    await shows('.model-row');
  });

  afterAll(async () => {
    await firefox?.close();
    await pages?.close();
    await hub?.close();
    await rm(folder, { recursive: true });
  });

  const count = (selector: string) =>
    options.evaluate((wanted) => document.querySelectorAll(wanted).length, selector).catch(() => 0);
  const shows = (selector: string, times = 1) =>
    until(async () => (await count(selector)) === times, `${times} × ${selector}`, 30_000);
  const press = (selector: string) =>
    options.evaluate((wanted) => document.querySelector<HTMLElement>(wanted)!.click(), selector);
  const predicted = async (selector: string) => {
    await page.bringToFront();
    await page.keyboard.press('Escape');
    await page.evaluate(() => getSelection()!.removeAllRanges());
    await until(async () => !(await Shown.find(page.mainFrame())), 'the tooltip closed');
    await selectAsUser(page, selector);
    return await until(
      async () =>
        (await Shown.find(page.mainFrame()))?.evaluate((root) => {
          const texts = [...root.querySelectorAll('.candidate .text')].map((text) => text.textContent);
          return texts.length > 0 && root.querySelector('.sheet')?.getAttribute('aria-busy') === 'false'
            ? texts.join()
            : null;
        }),
      'candidates',
      30_000,
    );
  };

  const agreeTo = async (model: string) => {
    await options.evaluate((name) => {
      const input = document.querySelector<HTMLInputElement>('input[name="hub-name"]')!;
      input.value = name;
      input.dispatchEvent(new Event('input', { bubbles: true }));
    }, model);
    await shows('.add-model [type="submit"]:not(:disabled)');
    await press('.add-model [type="submit"]');
    await shows('.offer');
    await press('.offer .primary');
  };

  it('is downloaded from hosts that the policy names, used, and deleted', async () => {
    const builtIn = await predicted('#sample');
    expect(hub.requests).toEqual([]);
    hub.redirect = pages.origin;
    await agreeTo(MODEL);
    await shows('.add-model .failure');

    hub.redirect = hub.fileOrigin;
    await shows('.unfinished');
    await press('.unfinished button');
    await shows('.added');
    expect(hub.requests.at(-1)).toMatch(/^files: /);
    await press('.added button');
    await shows(`.model-row input[value="${MODEL}"]:checked`);
    expect(await predicted('#sample')).not.toBe(builtIn);
    await firefox.endBackground();
    expect(await predicted('#sample')).not.toBe(builtIn);

    await shows('.model-row', 2);
    await press('.model-row:last-of-type .actions button');
    await shows('.model-row:last-of-type .actions span');
    await press('.model-row:last-of-type .actions button');
    await shows('.model-row', 1);
    expect(await predicted('#sample')).toBe(builtIn);
  });

  it("takes a dictionary for models of other words than IPADIC's, and lets it go", async () => {
    await options.evaluate((zip) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(atob(zip), (byte) => byte.charCodeAt(0))], 'unidic.zip'));
      const input = document.querySelector<HTMLInputElement>('[name="dictionary-files"]')!;
      input.files = transfer.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    }, Buffer.from(unidic()).toString('base64'));
    await shows('button[aria-label*="unidic_lite"]');
    await press('button[aria-label*="unidic_lite"]');
    await press('.model-row .danger');
    await shows('button[aria-label*="unidic_lite"]', 0);
  });

  it('runs through @xenova/transformers where it is not for our own engine', async () => {
    const builtIn = await predicted('#sample');
    hub.redirect = null;
    await agreeTo(OTHER);
    await shows('.added');
    await press('.added button');
    await shows(`.model-row input[value="${OTHER}"]:checked`);
    const asked = hub.requests.length;
    const other = await predicted('#sample');
    expect(other).not.toBe(builtIn);
    await firefox.endBackground();
    expect(await predicted('#sample')).toBe(other);
    expect(hub.requests.slice(asked)).toEqual([]);
  });
});
