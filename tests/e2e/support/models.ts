import { rm } from 'node:fs/promises';
import type { Page } from 'puppeteer';
import { afterAll, afterEach, beforeAll, vi } from 'vitest';
import { selectAsUser } from '../../../scripts/browser/gestures.ts';
import { launchWithExtension, type ExtensionBrowser } from '../../../scripts/browser/launch.ts';
import { servePages, type PageServer } from '../../../scripts/browser/page-server.ts';
import type { Latest } from '../../../src/protocol/protocol.ts';
import { checkpointFolder } from '../../fixtures/checkpoints.ts';
import { onnxModel, type Files } from '../../fixtures/onnx-model.ts';
import { calm, MODEL, startHub, type FakeHub } from '../../browser/support/hub.ts';
import { Shown, until } from './shown.ts';
import { packageWithHub } from './with-hub.ts';

// Two models are loaded one after the other, and a worker killed in between.
vi.setConfig({ testTimeout: 180_000 });

export let hub: FakeHub;
export let pages: PageServer;
let folder: string;
export let extension: ExtensionBrowser;
/** The settings, in a tab. */
export let options: Page;
/** Where texts are selected. */
export let page: Page;

/** A model that is none of ours: pieces of SentencePiece, an ONNX file. */
export const OTHER = 'someone/japanese-xlm-roberta-onnx';
export const other = await onnxModel({ precision: 'int8', tokenizer: 'unigram' });
export const others = new Map<string, Files>([[OTHER, other]]);

/** One browser for all tests of a file, with the hub that its extension asks; after each test nothing is installed. */
export function useModels(): void {
  beforeAll(async () => {
    hub = await startHub(checkpointFolder('torch-legacy'), others);
    pages = await servePages();
    folder = await packageWithHub('chrome', hub);
    extension = await launchWithExtension({ folder, defaultViewport: { width: 900, height: 900 } });
    options = await openOptions();
    page = await extension.browser.newPage();
    await page.goto(`${pages.origin}/sample.html`);
  });
  afterEach(async () => {
    calm(hub);
    others.set(OTHER, other);
    if (options.isClosed()) options = await openOptions();
    // Whatever a test left: nothing is installed, nothing unfinished, nothing chosen.
    await options.evaluate(async () => {
      const own = await navigator.storage.getDirectory();
      await own.removeEntry('models', { recursive: true }).catch(() => {});
      const channel = new BroadcastChannel('models');
      channel.postMessage(null);
      channel.close();
    });
    // A page in the background draws nothing.
    await options.bringToFront();
    await options.reload();
    await options.waitForSelector('.model-row');
  });
  afterAll(async () => {
    await extension?.close();
    await pages?.close();
    await hub?.close();
    await rm(folder, { recursive: true, force: true });
  });
}

/** In place of the settings that were closed. */
export async function reopenOptions(): Promise<void> {
  options = await openOptions();
}
async function openOptions(): Promise<Page> {
  const opened = await extension.browser.newPage();
  await opened.goto(`chrome-extension://${extension.id}/options.html`);
  await opened.waitForSelector('.model-row');
  return opened;
}

export const WAIT = { timeout: 30_000 };
export const text = (selector: string) => options.$eval(selector, (element) => element.textContent ?? '');
/** What is pressed may still be on its way: the list of models is asked for anew after whatever happened. */
export const press = async (selector: string) => {
  await options.waitForSelector(selector, WAIT);
  await options.$eval(selector, (element) => (element as HTMLElement).click());
};
export const rows = () =>
  options.$$eval('.model-row input', (inputs) => inputs.map((input) => [input.value, input.checked]));
export const checkpointRequests = () => hub.requests.filter((request) => request.includes('pytorch_model.bin'));

/** Types the name and asks the hub, with the keyboard alone. */
export async function lookUp(name = MODEL): Promise<void> {
  await options.bringToFront();
  await options.$eval('input[name="hub-name"]', (input) => (input.value = ''));
  await options.focus('input[name="hub-name"]');
  await options.keyboard.type(name);
  await options.keyboard.press('Enter');
  await options.waitForSelector('.add-model .offer, .add-model .failure', WAIT);
}
export const agree = () => press('.offer .primary');
export const installed = async () => {
  await options.waitForSelector('.added', WAIT);
  await options.waitForFunction(() => document.querySelectorAll('.model-row').length === 2, WAIT);
};
/** Nothing is loaded any more: the next selection starts background and engine anew. */
export const endAll = async () => {
  await extension.killOffscreen();
  await extension.killWorker();
};
export const failed = async () => {
  await options.waitForSelector('.add-model .failure', WAIT);
  return await text('.add-model .failure');
};

/** Selects a sentence on a page and waits for candidates: which model gave them, and what else the tooltip says. */
export async function answer(selector = '#sample'): Promise<{ model: string; candidates: string[]; notices: string }> {
  await page.bringToFront();
  await page.keyboard.press('Escape');
  await page.evaluate(() => getSelection()!.removeAllRanges());
  await until(async () => !(await Shown.find(page.mainFrame())), 'the tooltip closed');
  await selectAsUser(page, selector);
  const shown = await until(
    async () =>
      (await Shown.find(page.mainFrame()))?.evaluate((root) => {
        const failure = root.querySelector('.failure');
        if (failure) throw new Error(failure.textContent ?? '');
        const candidates = [...root.querySelectorAll('.candidate .text')].map((candidate) => candidate.textContent);
        const notices = [...root.querySelectorAll('.notice')].map((notice) => notice.textContent).join('\n');
        return candidates.length > 0 && root.querySelector('.sheet')?.getAttribute('aria-busy') === 'false'
          ? { candidates, notices }
          : null;
      }),
    'candidates',
    90_000,
  );
  // Kept after the answer: nobody waits for storage.
  return { model: await until(async () => (await latest()).prediction?.model, 'the prediction kept'), ...shown };
}

/** The newest analysis, as the popup would show it. */
export async function latest(): Promise<Latest> {
  return (await options.evaluate(
    'chrome.storage.session.get("latest").then(({ latest }) => JSON.parse(latest))',
  )) as Latest;
}

/** A call to the background, to be run in a page of the extension's own. */
export const calling = (method: string, params: object) => `new Promise((resolve) => {
  const port = chrome.runtime.connect();
  port.onMessage.addListener((message) => !['taken', 'status'].includes(message.kind) && resolve(message));
  port.postMessage(${JSON.stringify({ kind: 'call', id: 1, method, params })});
})`;

/** Damages a stored model's files of one ending. */
export const damage = (ending: string, how: 'cut' | 'remove') =>
  options.evaluate(
    async (wanted, what) => {
      const models = await (await navigator.storage.getDirectory()).getDirectoryHandle('models');
      for await (const entry of models.values()) {
        if (entry.kind !== 'directory') continue;
        const directory = entry;
        for await (const name of directory.keys()) {
          if (!name.endsWith(wanted)) continue;
          if (what === 'remove') {
            await directory.removeEntry(name);
            continue;
          }
          const handle = await directory.getFileHandle(name);
          const stream = await handle.createWritable({ keepExistingData: true });
          await stream.truncate((await handle.getFile()).size >> 1);
          await stream.close();
        }
      }
    },
    ending,
    how,
  );
/** Every file of the store's folders. */
export const stored = () =>
  options.evaluate(async () => {
    const names: string[] = [];
    const models = await (await navigator.storage.getDirectory()).getDirectoryHandle('models', { create: true });
    for await (const entry of models.values()) {
      if (entry.kind !== 'directory') continue;
      const inside: string[] = [];
      try {
        for await (const name of entry.keys()) inside.push(name);
      } catch (error) {
        // It is being thrown away at this moment.
        if ((error as DOMException).name === 'NotFoundError') continue;
        throw error;
      }
      names.push(...inside);
    }
    return names;
  });
/** How many folders the store has. */
export const folders = () =>
  options.evaluate(async () => {
    let count = 0;
    const models = await (await navigator.storage.getDirectory()).getDirectoryHandle('models', { create: true });
    for await (const entry of models.values()) if (entry.kind === 'directory') count++;
    return count;
  });
