import { readFile } from 'node:fs/promises';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFirefox, launchFirefox } from '../../scripts/browser/firefox.ts';
import { selectAsUser } from '../../scripts/browser/gestures.ts';
import { launchWithExtension } from '../../scripts/browser/launch.ts';
import { servePages, type PageServer } from '../../scripts/browser/page-server.ts';
import { onnxModel, type Files } from '../fixtures/onnx-model.ts';
import { Shown, until } from './support/shown.ts';
import { fullSize } from './support/sizes.ts';

/**
 * A model whose own tokenizer has an expression that takes a moment for each of many words: Firefox itself gives one up
 * that takes years for a single one.
 */
const files = await onnxModel({ precision: 'int8', tokenizer: 'unigram' });
const tokenizer = JSON.parse(new TextDecoder().decode(files.get('tokenizer.json'))) as object;
const careless = { type: 'Split', pattern: { Regex: '(ぬ+)+$|ね' }, behavior: 'Isolated', invert: false };
/** The same with another graph (scripts/checkpoints/hostile.py). */
const withGraph = async (name: string): Promise<Files> => {
  const graph = await readFile(new URL(`../fixtures/hostile/${name}.onnx`, import.meta.url));
  const others = [...files].filter(([file]) => !file.startsWith('onnx/'));
  return new Map([...others, ['onnx/model_quantized.onnx', new Uint8Array(graph)]]);
};
const hostile = {
  careless: new Map([
    ...files,
    ['tokenizer.json', new TextEncoder().encode(JSON.stringify({ ...tokenizer, pre_tokenizer: careless }))],
  ]),
  huge: await withGraph('huge'),
  endless: await withGraph('endless'),
};
const pages = {
  '/hang.html': `<p id="fatal">${`${'ぬ'.repeat(24)}ね`.repeat(600)}</p>${['other', 'huge', 'endless'].map((id) => `<p id="${id}">猫が＿＿が好きだ。</p>`).join('')}`,
};

/** Puts a model into the store as an earlier version installed it, and chooses it. */
async function put(
  folderName: string,
  name: string,
  model: readonly (readonly [string, readonly number[]])[],
): Promise<void> {
  const own = await navigator.storage.getDirectory();
  const store = await own.getDirectoryHandle('models', { create: true });
  const folder = await store.getDirectoryHandle(folderName, { create: true });
  const write = async (into: FileSystemDirectoryHandle, name: string, content: string | Uint8Array<ArrayBuffer>) => {
    const stream = await (await into.getFileHandle(name, { create: true })).createWritable();
    await stream.write(content);
    await stream.close();
  };
  const sizes: Record<string, number> = {};
  for (const [name, content] of model) {
    const flat = name.slice(name.lastIndexOf('/') + 1);
    sizes[flat] = content.length;
    await write(folder, flat, Uint8Array.from(content));
  }
  const record = { version: 4, name, bytes: 1, installed: 1, targets: [], sha256: {}, sizes };
  await write(folder, 'model.json', JSON.stringify({ ...record, pipeline: model.map(([name]) => name) }));
  await write(store, 'chosen.json', JSON.stringify({ name }));
  const channel = new BroadcastChannel('models');
  channel.postMessage(null);
  channel.close();
}

const firefox = findFirefox();
describe.each(['Chromium', 'Firefox'] as const)('in %s, a model', (name) => {
  let page: Page;
  let options: Page;
  let server: PageServer;
  let close = async () => {};

  beforeAll(async () => {
    if (name === 'Firefox' && !firefox) return;
    server = await servePages(pages);
    const launched =
      name === 'Firefox'
        ? await launchFirefox(firefox!, { defaultViewport: { width: 900, height: 700 } })
        : await launchWithExtension({ defaultViewport: { width: 900, height: 700 } });
    close = () => launched.close();
    const base = 'baseUrl' in launched ? launched.baseUrl : `chrome-extension://${launched.id}/`;
    options = await launched.browser.newPage();
    void options.goto(`${base}options.html`).catch(() => {});
    await until(async () => await options.$('.model-row').catch(() => null), 'the settings');
    page = await launched.browser.newPage();
    await page.goto(`${server.origin}/hang.html`);
  }, 120_000);
  afterAll(async () => {
    await close();
    await server?.close();
  });

  async function select(selector: string): Promise<Shown> {
    await page.bringToFront();
    await page.keyboard.press('Escape');
    await selectAsUser(page, selector);
    return await Shown.wait(page.mainFrame());
  }

  async function choose(model: keyof typeof hostile, folder: string): Promise<void> {
    const bytes = [...hostile[model]].map(([file, content]) => [file, [...content]] as const);
    await options.evaluate(put, folder, model, bytes);
  }

  it.skipIf(name === 'Firefox' && !firefox)(
    'that hangs on a word is stopped, and the built-in one answers',
    { timeout: 120_000 },
    async () => {
      await choose('careless', '0-0');
      await select('#fatal');
      const words = await until(
        async () =>
          (await Shown.find(page.mainFrame()))?.evaluate((root) => root.querySelectorAll('[data-word]').length),
        'words in spite of it',
        60_000,
      );
      expect(words).toBeGreaterThan(0);
      // Nor does anyone else wait: it is remembered, and said.
      const shown = await select('#other');
      await shown.until((root) => root.querySelectorAll('.candidate').length === 5);
      expect(await shown.evaluate((root) => root.querySelector('.notice')?.textContent)).toMatch(
        /careless.*sign of life/,
      );
      await options.evaluate(() => dispatchEvent(new Event('focus')));
      await until(
        async () =>
          await options.$$eval('.models .failure', (notices) =>
            notices.some((one) => one.textContent.includes('sign of life')),
          ),
        'the settings to say so',
      );
    },
  );

  it.skipIf(name === 'Firefox' && !firefox).each([
    ['whose graph asks for more memory than there is', 'huge', /Nothing here can run huge/],
    // It has a minute, for a graph may well compute for long.
    ...(fullSize ? ([['whose graph never ends', 'endless', /endless gave no sign of life/]] as const) : []),
  ] as const)('%s is stopped, and the built-in one answers', { timeout: 180_000 }, async (_, model, why) => {
    await choose(model, `0-${model}`);
    const shown = await select(`#${model}`);
    await until(
      () => shown.evaluate((root) => root.querySelectorAll('.candidate').length === 5),
      'candidates in spite of it',
      150_000,
    );
    expect(await shown.evaluate((root) => root.querySelector('.notice')?.textContent)).toMatch(why);
  });
});
