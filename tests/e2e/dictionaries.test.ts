import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { strToU8, unzipSync, zipSync } from 'fflate';
import type { ElementHandle, Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { launchWithExtension, type ExtensionBrowser } from '../../scripts/browser/launch.ts';
import { checkpointFolder } from '../fixtures/checkpoints.ts';
import { unidic } from './support/dictionary.ts';

vi.setConfig({ testTimeout: 120_000 });

let extension: ExtensionBrowser;
let options: Page;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'anaume-dictionary-'));
  cpSync(checkpointFolder('safetensors'), folder, { recursive: true });
  writeFileSync(
    join(folder, 'tokenizer_config.json'),
    JSON.stringify({
      tokenizer_class: 'BertJapaneseTokenizer',
      word_tokenizer_type: 'mecab',
      mecab_kwargs: { mecab_dic: 'unidic_lite' },
    }),
  );
  // Words enough to show that BERT's own tokenizer did not make them.
  const vocabulary = readFileSync(join(folder, 'vocab.txt'), 'utf8');
  writeFileSync(join(folder, 'vocab.txt'), vocabulary.replace('\n花\n', '\n花火\n').replace('\n空\n', '\n空港\n'));
  writeFileSync(join(folder, 'unidic.zip'), unidic());
  for (const [path, content] of Object.entries(unzipSync(unidic()))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  mkdirSync(join(folder, 'model', 'empty'), { recursive: true });
  for (const name of FILES) cpSync(join(folder, name), join(folder, 'model', name));
  extension = await launchWithExtension({ defaultViewport: { width: 900, height: 900 } });
  options = await extension.browser.newPage();
  await options.goto(`chrome-extension://${extension.id}/options.html`);
  await options.waitForSelector('.model-row');
});
afterAll(async () => {
  await extension?.close();
  rmSync(folder, { recursive: true, force: true });
});

const upload = async (selector: string, ...names: string[]) => {
  const input = (await options.waitForSelector(selector)) as ElementHandle<HTMLInputElement>;
  await input.uploadFile(...names.map((name) => join(folder, name)));
};
const FILES = ['config.json', 'tokenizer_config.json', 'vocab.txt', 'model.safetensors'];
/** Drops a file or a folder there, as from the desktop. */
async function drop(selector: string, name: string): Promise<void> {
  const field = (await options.waitForSelector(selector))!;
  await field.scrollIntoView();
  const { x, y } = await field.clickablePoint();
  const client = await options.createCDPSession();
  const data = { items: [], files: [join(folder, name)], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await client.send('Input.dispatchDragEvent', { type, x, y, data });
  await client.detach();
}
async function addModel(files: readonly string[] = FILES): Promise<string> {
  await upload('input[name="model-files"]', ...files);
  await options.waitForSelector('.add-model button[type="submit"]:not([disabled])');
  await options.$$eval('.add-model form', (forms) => {
    for (const form of forms) if (form.querySelector('[name="model-files"]')) form.requestSubmit();
  });
  const notice = await options.waitForSelector('.add-model .failure, .added', { timeout: 60_000 });
  return await notice!.evaluate((element) => element.textContent ?? '');
}
const dictionaries = () =>
  options.$$eval('[name="dictionary-files"]', ([input]) =>
    Array.from(input!.closest('.add-model')!.querySelectorAll('.model-row .name'), ({ textContent }) => textContent),
  );

it('a vocabulary that no file names a tokenizer for is asked about', async () => {
  expect(await addModel(FILES.filter((name) => name !== 'tokenizer_config.json'))).not.toMatch(/unidic_lite/);
  await options.waitForSelector('.ask-tokenizer input[value="ipadic"]:checked');
  await options.$eval('.ask-tokenizer button', (button) => button.click());
  await options.waitForSelector('.added', { timeout: 60_000 });
  expect(await options.$('.ask-tokenizer')).toBeNull();
  await options.waitForSelector('.model-row .actions button');
  await options.$$eval('.model-row .actions button', (buttons) => buttons.at(-1)!.click());
  await options.waitForSelector('.model-row .actions span');
  await options.$$eval('.model-row .actions button', ([yes]) => yes!.click());
  await options.waitForFunction(() => document.querySelectorAll('.model-row').length === 1);
});

describe('a model whose words come from another dictionary', () => {
  it('says which and where it is to be had, takes it there, goes on, and lets it go', async () => {
    expect(await addModel()).toMatch(/unidic_lite/);
    expect(await options.$eval('.wanted a', ({ href }: HTMLAnchorElement) => href)).toMatch(/pypi.org.*unidic-lite/);
    await upload('input[name="wanted-files"]', 'unidic.zip');
    await options.waitForSelector('.added', { timeout: 60_000 });
    expect(await options.$('.wanted')).toBeNull();
    // The list is read anew when the dictionary has been added.
    await options.waitForSelector('button[aria-label*="unidic_lite"]');
    expect(await dictionaries()).toEqual(['unidic_lite']);
    await options.reload();
    await options.waitForFunction(() => document.querySelectorAll('.model-row').length === 3, { timeout: 60_000 });
    await options.$eval('button[aria-label*="unidic_lite"]', (button) => (button as HTMLElement).click());
    await options.click('.model-row .danger');
    await options.waitForFunction(() => document.querySelectorAll('.model-row').length === 2);
    expect(await dictionaries()).toEqual([]);
  });

  it.each([
    ['an archive', 'unidic.zip'],
    ['a folder', 'dicdir'],
  ])('takes %s that is dropped', async (_, name) => {
    await drop('[name="dictionary-folder"]', name);
    await options.waitForSelector('button[aria-label*="unidic_lite"]', { timeout: 60_000 });
    await options.$eval('button[aria-label*="unidic_lite"]', (button) => (button as HTMLElement).click());
    await options.click('.model-row .danger');
    await options.waitForFunction(() => !document.querySelector('button[aria-label*="unidic_lite"]'));
  });

  it('takes the folder of a model that is dropped', async () => {
    await drop('[name="model-files"]', 'model');
    await options.waitForFunction(
      () => document.querySelector<HTMLInputElement>('[name="own-name"]')?.value === 'model',
    );
    await options.waitForSelector('.add-model button[type="submit"]:not([disabled])');
  });

  it('refuses what is no dictionary', async () => {
    writeFileSync(join(folder, 'x.zip'), zipSync({ 'a.txt': strToU8('日本') }));
    await upload('input[name="dictionary-files"]', 'x.zip');
    const notice = await options.waitForSelector('.add-model .failure', { timeout: 60_000 });
    expect(await notice!.evaluate((element) => element.textContent)).toMatch(/sys.dic/);
  });
});
