import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { selectAsUser } from '../../scripts/browser/gestures.ts';
import { launchWithExtension, type ExtensionBrowser } from '../../scripts/browser/launch.ts';
import { servePages, type PageServer } from '../../scripts/browser/page-server.ts';
import type { Latest } from '../../src/protocol/protocol.ts';
import { checkpointFolder } from '../fixtures/checkpoints.ts';
import { onnxModel, type Files } from '../fixtures/onnx-model.ts';
import { calm, MODEL, startHub, type FakeHub } from '../browser/support/hub.ts';
import { Shown, until } from './support/shown.ts';
import { packageWithHub } from './support/with-hub.ts';

// Two models are loaded one after the other, and a worker killed in between.
vi.setConfig({ testTimeout: 180_000 });

let hub: FakeHub;
let pages: PageServer;
let folder: string;
let extension: ExtensionBrowser;
let options: Page;
let page: Page;

/** A model that is none of ours: pieces of SentencePiece, an ONNX file. */
const OTHER = 'someone/japanese-xlm-roberta-onnx';
const other = await onnxModel({ precision: 'int8', tokenizer: 'unigram' });
const others = new Map<string, Files>([[OTHER, other]]);

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

async function openOptions(): Promise<Page> {
  const opened = await extension.browser.newPage();
  await opened.goto(`chrome-extension://${extension.id}/options.html`);
  await opened.waitForSelector('.model-row');
  return opened;
}

const WAIT = { timeout: 30_000 };
const text = (selector: string) => options.$eval(selector, (element) => element.textContent ?? '');
/** What is pressed may still be on its way: the list of models is asked for anew after whatever happened. */
const press = async (selector: string) => {
  await options.waitForSelector(selector, WAIT);
  await options.$eval(selector, (element) => (element as HTMLElement).click());
};
const rows = () => options.$$eval('.model-row input', (inputs) => inputs.map((input) => [input.value, input.checked]));
const checkpointRequests = () => hub.requests.filter((request) => request.includes('pytorch_model.bin'));

/** Types the name and asks the hub, with the keyboard alone. */
async function lookUp(name = MODEL): Promise<void> {
  await options.bringToFront();
  await options.$eval('input[name="hub-name"]', (input) => (input.value = ''));
  await options.focus('input[name="hub-name"]');
  await options.keyboard.type(name);
  await options.keyboard.press('Enter');
  await options.waitForSelector('.add-model .offer, .add-model .failure', WAIT);
}
const agree = () => press('.offer .primary');
const installed = async () => {
  await options.waitForSelector('.added', WAIT);
  await options.waitForFunction(() => document.querySelectorAll('.model-row').length === 2, WAIT);
};
/** Nothing is loaded any more: the next selection starts background and engine anew. */
const endAll = async () => {
  await extension.killOffscreen();
  await extension.killWorker();
};
const failed = async () => {
  await options.waitForSelector('.add-model .failure', WAIT);
  return await text('.add-model .failure');
};

/** Selects a sentence on a page and waits for candidates: which model gave them, and what else the tooltip says. */
async function answer(selector = '#sample'): Promise<{ model: string; candidates: string[]; notices: string }> {
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
async function latest(): Promise<Latest> {
  return (await options.evaluate(
    'chrome.storage.session.get("latest").then(({ latest }) => JSON.parse(latest))',
  )) as Latest;
}

/** A call to the background, to be run in a page of the extension's own. */
const calling = (method: string, params: object) => `new Promise((resolve) => {
  const port = chrome.runtime.connect();
  port.onMessage.addListener((message) => !['taken', 'status'].includes(message.kind) && resolve(message));
  port.postMessage(${JSON.stringify({ kind: 'call', id: 1, method, params })});
})`;

/** Damages a stored model's files of one ending. */
const damage = (ending: string, how: 'cut' | 'remove') =>
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
const stored = () =>
  options.evaluate(async () => {
    const names: string[] = [];
    const models = await (await navigator.storage.getDirectory()).getDirectoryHandle('models', { create: true });
    for await (const entry of models.values())
      if (entry.kind === 'directory') for await (const name of entry.keys()) names.push(name);
    return names;
  });
/** How many folders the store has. */
const folders = () =>
  options.evaluate(async () => {
    let count = 0;
    const models = await (await navigator.storage.getDirectory()).getDirectoryHandle('models', { create: true });
    for await (const entry of models.values()) if (entry.kind === 'directory') count++;
    return count;
  });

describe('a model by its hub name', () => {
  it('is shown with its size, downloaded after consent, used without a restart, and deleted', async () => {
    expect(await answer()).toMatchObject({ model: 'default', notices: '' });
    expect(hub.requests).toEqual([]);

    await lookUp();
    expect(hub.requests).toEqual([
      `/api/models/${MODEL}`,
      ...['config.json', 'tokenizer_config.json'].map((file) => `/${MODEL}/resolve/abc123/${file}`),
    ]);
    expect(await text('.offer')).toMatch(/10\d kB/);
    // Enter agrees to nothing: the focus is on the offer, not on its button.
    await options.keyboard.press('Enter');
    expect(checkpointRequests()).toEqual([]);

    hub.slowness = 100;
    await agree();
    await options.waitForFunction(
      () => /\d+ (?:kB|byte)/.test(document.querySelector('.task label')?.textContent ?? ''),
      WAIT,
    );
    await installed();
    expect(checkpointRequests()).toHaveLength(1);
    expect(await rows()).toEqual([
      ['default', true],
      [MODEL, false],
    ]);
    expect(await text('.model-row:last-of-type')).toMatch(/sha256 [0-9a-f]{12}/);
    // Three to look up, four files: all counted where the policy is shown.
    await until(
      async () =>
        (await options.$eval('.policy', (policy) => policy.previousElementSibling!.textContent)).endsWith(' 7.'),
      'the requests counted',
    );

    await press('.added button');
    await options.waitForFunction(
      (name) => document.querySelector<HTMLInputElement>('.model-row input:checked')?.value === name,
      WAIT,
      MODEL,
    );
    const other = await answer();
    expect(other).toMatchObject({ model: MODEL, notices: '' });
    const popup = await extension.openPopup(page);
    await popup.waitForFunction((name) => document.querySelector('.badge .model')?.textContent === name, WAIT, MODEL);
    await popup.close();

    // The choice outlives whoever runs the model.
    await endAll();
    expect(await answer('#apple')).toMatchObject({ model: MODEL, notices: '' });

    await options.bringToFront();
    await press('.model-row:last-of-type .actions button');
    // The safe answer has the focus.
    await options.waitForFunction(
      () =>
        document.activeElement === document.querySelector('.model-row:last-of-type .actions span ~ button:last-child'),
    );
    await options.keyboard.press('Enter');
    expect(await rows()).toHaveLength(2);
    await options.waitForFunction(
      () => document.activeElement === document.querySelector('.model-row:last-of-type .actions button:only-child'),
    );
    await options.keyboard.press('Enter');
    await options.waitForSelector('.model-row:last-of-type .actions span');
    await press('.model-row:last-of-type .actions button');
    await options.waitForFunction(() => document.querySelectorAll('.model-row').length === 1, WAIT);
    expect(await rows()).toEqual([['default', true]]);
    expect(await stored()).toEqual([]);
    expect(await answer()).toMatchObject({ model: 'default', notices: '' });
  });

  it('is looked up from the list of those that people use', async () => {
    await press('.catalogue summary');
    // Size, what it is good at, words, licence, memory.
    const row = await options.$eval(
      `.catalogue-row:has(button[aria-label$="${MODEL}"])`,
      (element) => (element as HTMLElement).innerText,
    );
    expect(row).toMatch(/445 MB[^]*words[^]*IPADIC[^]*CC BY-SA 4\.0[^]*111 MB/);
    await press(`.catalogue button[aria-label$="${MODEL}"]`);
    await options.waitForSelector('.offer', WAIT);
    expect(await text('.offer')).toContain(MODEL);
    expect(await options.$eval('.catalogue', (list) => (list as HTMLDetailsElement).open)).toBe(false);
    expect(checkpointRequests()).toEqual([]);
  });

  it('goes on downloading when the background is killed', async () => {
    await lookUp();
    hub.slowness = 150;
    await agree();
    await until(() => checkpointRequests().length === 1, 'the checkpoint asked for');
    await extension.killWorker();
    await installed();
    expect(checkpointRequests()).toHaveLength(1);
  });

  it('can be added while a page tidies up what was left behind', async () => {
    await lookUp();
    await options.evaluate(async () => {
      const models = await (await navigator.storage.getDirectory()).getDirectoryHandle('models', { create: true });
      for (let i = 0; i < 500; i++) await models.getDirectoryHandle(`left-${i}`, { create: true });
    });
    const second = await extension.browser.newPage();
    void second.goto(`chrome-extension://${extension.id}/options.html`).catch(() => {});
    await until(async () => (await folders()) < 500, 'the tidying begun');
    await agree();
    await options.bringToFront();
    await installed();
    await second.close();
    expect(await folders()).toBe(1);
  });

  it('is continued after the page was closed in mid-file', async () => {
    await lookUp();
    hub.slowness = 20;
    hub.breakAfter.push(40_000);
    await agree();
    expect(await failed()).toContain('broke off after');
    await options.waitForSelector('.unfinished button', WAIT);
    hub.slowness = 400;
    await press('.unfinished button');
    await options.waitForSelector('.task', WAIT);
    await until(() => checkpointRequests().length === 2, 'the rest asked for');
    await options.close();
    await extension.killWorker();
    hub.slowness = 0;

    options = await openOptions();
    await options.waitForSelector('.unfinished', WAIT);
    expect(await rows()).toHaveLength(1);
    expect(await text('.unfinished')).toContain(MODEL);
    await press('.unfinished button');
    await installed();
    expect(checkpointRequests().map((request) => /bytes=\d+-/.test(request))).toEqual([false, true, true]);
    expect(await options.$('.unfinished')).toBeNull();
  });

  it('can be cancelled, and what came of it thrown away', async () => {
    await lookUp();
    hub.slowness = 300;
    await agree();
    await until(() => checkpointRequests().length === 1, 'the checkpoint asked for');
    await press('.task button');
    await options.waitForSelector('.unfinished', WAIT);
    expect(await options.$('.add-model .failure')).toBeNull();
    await press('.unfinished button:last-child');
    await options.waitForFunction(() => !document.querySelector('.unfinished'), WAIT);
    expect(await stored()).toEqual([]);
  });

  it("may come from another host of the hub's, if the policy names that", async () => {
    await lookUp();
    hub.redirect = hub.fileOrigin;
    await agree();
    await installed();
    expect(checkpointRequests().at(-1)).toMatch(/^files: /);
  });

  it('never comes from a host that the policy does not name', async () => {
    await lookUp();
    const asked = pages.requests.length;
    hub.redirect = pages.origin;
    await agree();
    expect(await failed()).toContain('cannot be reached');
    expect(pages.requests.slice(asked)).toEqual([]);
  });

  it.each<[string, string, (changed: FakeHub) => void, RegExp, boolean]>([
    ['that is not public', 'nobody/nothing', () => {}, /no public model/, false],
    ['whose name cannot be one', 'https://example.com/x', () => {}, /cannot be the name/, false],
    ["that has the built-in one's name", 'default', () => {}, /cannot be the name/, false],
    ['of a hub that is out of order', MODEL, (changed) => (changed.status = 503), /could not be reached.*503/s, false],
    [
      'that wants another dictionary',
      MODEL,
      (changed) => (changed.tokenizer = { word_tokenizer_type: 'mecab', mecab_kwargs: { mecab_dic: 'unidic_lite' } }),
      /unidic_lite.*ipadic/,
      false,
    ],
    [
      'that wants other pieces',
      MODEL,
      (changed) => (changed.tokenizer = { word_tokenizer_type: 'mecab', subword_tokenizer_type: 'syllable' }),
      /syllable/,
      false,
    ],
    ['that is altered on its way', MODEL, (changed) => (changed.corrupt = true), /damaged.*pytorch_model\.bin/s, true],
    [
      'that is shorter than announced',
      MODEL,
      (changed) => (changed.exaggerate = 1000),
      /damaged.*pytorch_model\.bin/s,
      true,
    ],
    [
      'that is longer than announced',
      MODEL,
      (changed) => (changed.exaggerate = -1000),
      /damaged.*pytorch_model\.bin/s,
      true,
    ],
  ])('%s: one message that says what to do, and nothing is kept', async (_, name, spoil, message, agreed) => {
    spoil(hub);
    await lookUp(name);
    if (agreed) await agree();
    expect(await failed()).toMatch(message);
    expect(await rows()).toHaveLength(1);
    expect((await stored()).filter((file) => /pytorch_model|weights/.test(file))).toEqual([]);
  });

  it('splits into characters where the model does', async () => {
    hub.tokenizer = { word_tokenizer_type: 'mecab', subword_tokenizer_type: 'character' };
    await lookUp();
    await agree();
    await installed();
    await press('.added button');
    expect(await answer()).toMatchObject({ model: MODEL });
    const pieces = (await latest()).analysis.pieces.length;
    await press('.model-row input[value="default"]');
    expect(await answer()).toMatchObject({ model: 'default' });
    expect(pieces).toBeGreaterThan((await latest()).analysis.pieces.length);
  });
});

describe('a full disk', () => {
  it.each([
    ['while downloading', 20_000],
    ['while converting', 130_000],
  ])('%s: a message that says what to do, and nothing half-installed', async (_, quotaSize) => {
    await lookUp();
    const session = await options.createCDPSession();
    const origin = `chrome-extension://${extension.id}`;
    const used = (await options.evaluate(async () => (await navigator.storage.estimate()).usage!)) as number;
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: used + quotaSize });
    try {
      await agree();
      expect(await failed()).toContain('enough room');
    } finally {
      await session.send('Storage.overrideQuotaForOrigin', { origin });
    }
    expect(await stored()).toEqual([]);
    expect(await options.$('.unfinished')).toBeNull();
    // And with room it works.
    await lookUp();
    await agree();
    await installed();
  });
});

describe('an installed model', () => {
  async function install(): Promise<void> {
    await lookUp();
    await agree();
    await installed();
    await press('.added button');
    await options.waitForFunction(() => !document.querySelector('.added'), WAIT);
  }

  it.each([
    ['whose weights are cut short', '.weights', 'cut'],
    ['whose weights are gone', '.weights', 'remove'],
    ['whose vocabulary is gone', 'vocab.txt', 'remove'],
    ['that is gone altogether', 'model.json', 'remove'],
  ] as const)('%s: the built-in one answers, and tooltip and settings say so', async (_, ending, how) => {
    await install();
    await damage(ending, how);
    await endAll();
    const { model, candidates, notices } = await answer();
    expect(model).toBe('default');
    expect(candidates).toHaveLength(5);
    expect(notices).toContain(MODEL);
    await options.bringToFront();
    await options.reload();
    await options.waitForSelector('.models > .failure', WAIT);
    expect(await text('.models > .failure')).toMatch(ending === 'model.json' ? /no longer here/ : /damaged/);
    await options.waitForSelector('.model-row', WAIT);
    await press('.model-row input[value="default"]');
    await options.waitForFunction(() => !document.querySelector('.models > .failure'), WAIT);
    expect((await answer('#apple')).notices).toBe('');
  });

  it('that the browser has thrown away with all it stored is named as gone, in popup and panel', async () => {
    await install();
    await endAll();
    await options.evaluate(async () => {
      const directory = await navigator.storage.getDirectory();
      const names: string[] = [];
      for await (const name of directory.keys()) names.push(name);
      for (const name of names) await directory.removeEntry(name, { recursive: true });
    });
    for (const surface of ['popup', 'panel']) {
      await page.goto(`chrome-extension://${extension.id}/${surface}.html`);
      await page.waitForSelector('.badge .warn', WAIT);
      expect(await page.$eval('.badge', (badge) => badge.textContent)).toMatch(new RegExp(`${MODEL}.*no longer here`));
    }
    await page.goto(`${pages.origin}/sample.html`);
    await options.bringToFront();
    await options.reload();
    await options.waitForSelector('.models > .failure', WAIT);
    expect(await text('.models > .failure')).toContain(MODEL);
  });

  it('can be looked into, as the built-in one', async () => {
    await install();
    await answer();
    const outcome = await options.evaluate(
      calling('attention', { text: '日本の大学', start: 0, end: 2, layer: null, head: null }),
    );
    expect(outcome).toMatchObject({ kind: 'result', value: { layers: 2, heads: 4 } });
    // This checkpoint has a next-sentence head.
    expect(
      await options.evaluate(calling('nextSentence', { first: '日本の大学', second: '日本の大学' })),
    ).toMatchObject({ kind: 'result', value: { by: 'head', probability: expect.any(Number) } });
  });

  it('stays, and the settings go on saying why, where another page is adding one', async () => {
    await install();
    await page.goto(`chrome-extension://${extension.id}/options.html`);
    await page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          void navigator.locks.request('models', () => (resolve(), new Promise(() => {})));
        }),
    );
    await options.bringToFront();
    await press('.model-row .actions button');
    await press('.model-row .danger');
    await options.waitForSelector('.models > .failure', WAIT);
    // The list is read anew after whatever was tried.
    await options.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
    expect(await text('.models > .failure')).toMatch(/[Aa]nother page|ほかのページ|別のページ/);
    expect(await rows()).toHaveLength(2);
    await page.goto(`${pages.origin}/sample.html`);
    await options.bringToFront();
    // It still asks.
    await press('.model-row .danger');
    await options.waitForFunction(() => document.querySelectorAll('.model-row').length === 1, WAIT);
    expect(await options.$('.models > .failure')).toBeNull();
  });

  it('is erased with everything else', async () => {
    await install();
    await press('.erase');
    await options.waitForFunction(() => document.querySelectorAll('.model-row').length === 1, WAIT);
    expect(await stored()).toEqual([]);
    expect(await answer()).toMatchObject({ model: 'default', notices: '' });
  });
});

describe('a model from files', () => {
  const files = (
    name: 'safetensors' | 'torch-zip',
    wanted = ['config.json', 'vocab.txt', 'tokenizer_config.json', 'model.safetensors'],
  ) => wanted.map((file) => join(checkpointFolder(name), file));
  const pick = async (paths: string[]) => {
    // A tab behind another draws no frames, which is when it is looked at.
    await options.bringToFront();
    await (
      (await options.$('input[name="model-files"]')) as unknown as { uploadFile(...paths: string[]): Promise<void> }
    ).uploadFile(...paths);
  };

  it('is added and used without any request', async () => {
    await pick(files('safetensors'));
    await options.waitForFunction(
      () => document.querySelector<HTMLInputElement>('input[name="own-name"]')!.value !== '',
    );
    await options.$eval('input[name="own-name"]', (input) => (input.value = ''));
    await options.type('input[name="own-name"]', '自分の BERT');
    await options.keyboard.press('Enter');
    await installed();
    expect(await rows()).toEqual([
      ['default', true],
      ['自分の BERT', false],
    ]);
    await press('.added button');
    expect(await answer()).toMatchObject({ model: '自分の BERT', notices: '' });
    expect(hub.requests).toEqual([]);
  });

  it.each(['config.json', 'vocab.txt', 'model.safetensors'])(
    'is refused without %s, in one message that names it',
    async (missing) => {
      await pick(files('safetensors').filter((path) => !path.endsWith(missing)));
      await options.waitForSelector('.add-model button[type="submit"]:not(:disabled)');
      await press('.add-model:has(input[name="model-files"]) button[type="submit"]');
      expect(await failed()).toContain(missing);
      expect(await stored()).toEqual([]);
    },
  );
});

describe('a model for @xenova/transformers', () => {
  const ask = (method: string, params: object) => options.evaluate(calling(method, params)) as Promise<unknown>;
  const changed = (changes: Record<string, Uint8Array<ArrayBuffer>>): Files =>
    new Map([...other, ...Object.entries(changes)]);
  const tokenizer = (changes: object) => {
    const json = JSON.parse(Buffer.from(other.get('tokenizer.json')!).toString()) as object;
    return changed({
      'tokenizer.json': Buffer.from(JSON.stringify({ ...json, ...changes })) as Uint8Array<ArrayBuffer>,
    });
  };
  /** A graph of the same nodes whose one output has another name of the same length. */
  const withoutLogits = () =>
    Uint8Array.from(
      Buffer.from(
        Buffer.from(other.get('onnx/model_quantized.onnx')!).toString('latin1').replaceAll('logits', 'hidden'),
        'latin1',
      ),
    );

  it("is shown with its size, downloaded after consent, and fills the blanks between the dictionary's words", async () => {
    await lookUp(OTHER);
    expect(hub.requests).toEqual([
      `/api/models/${OTHER}`,
      ...['config.json', 'tokenizer_config.json'].map((name) => `/${OTHER}/resolve/abc123/${name}`),
    ]);
    expect(await text('.offer')).toMatch(/onnx\/model_quantized\.onnx/);
    await agree();
    await installed();
    expect(await text('.model-row:last-of-type')).toMatch(/sha256 [0-9a-f]{12}/);
    await press('.added button');
    await options.waitForFunction(
      (name) => document.querySelector<HTMLInputElement>('.model-row input:checked')?.value === name,
      WAIT,
      OTHER,
    );

    const asked = hub.requests.length;
    const first = await answer();
    expect(first).toMatchObject({ model: OTHER, notices: '' });
    expect(first.candidates).toHaveLength(5);
    const { analysis } = await latest();
    expect(analysis.pieces.map(({ piece }) => piece)).toContain('<mask>');
    expect(analysis.morphemes.filter(({ reading }) => reading !== null).length).toBeGreaterThan(2);
    const popup = await extension.openPopup(page);
    await popup.waitForFunction((name) => document.querySelector('.badge .model')?.textContent === name, WAIT, OTHER);
    await popup.close();
    expect(await ask('score', { text: '私の猫は山を見る。' })).toMatchObject({
      value: { model: OTHER, pieces: expect.arrayContaining([expect.objectContaining({ piece: '猫' })]) },
    });
    // What an ONNX file of this kind does not give.
    expect(await ask('attention', { text: '日本の大学', start: 0, end: 2, layer: null, head: null })).toMatchObject({
      kind: 'result',
      value: { layers: 0, words: [] },
    });
    expect(await ask('nextSentence', { first: '猫がいる。', second: '山を見る。' })).toMatchObject({
      kind: 'result',
      value: { by: 'words', bits: expect.any(Number) },
    });

    await endAll();
    expect(await answer('#apple')).toMatchObject({ model: OTHER, notices: '' });
    expect(hub.requests.slice(asked)).toEqual([]);
  });

  it('is what a repository is used as whose checkpoint is of no use here', async () => {
    const both = 'someone/bert-with-onnx';
    const checkpoint = ['vocab.txt', 'model.safetensors'].map(
      (name) => [name, Uint8Array.from(readFileSync(join(checkpointFolder('safetensors'), name)))] as const,
    );
    others.set(both, new Map([...(await onnxModel()), ...checkpoint]));
    await lookUp(both);
    expect(await text('.offer')).toContain('model.safetensors');
    hub.tokenizer = { word_tokenizer_type: 'mecab', mecab_kwargs: { mecab_dic: 'unidic_lite' } };
    await lookUp(both);
    await options.waitForFunction(
      () => document.querySelector('.offer')?.textContent?.includes('onnx/model.onnx_data'),
      WAIT,
    );
    expect(await text('.offer')).not.toContain('model.safetensors');
  });

  it('is added from files', async () => {
    const picked = await mkdtemp(join(tmpdir(), 'anaume-onnx-'));
    try {
      for (const [name, bytes] of other) await writeFile(join(picked, basename(name)), bytes);
      const input = (await options.$('input[name="model-files"]')) as unknown as {
        uploadFile(...paths: string[]): Promise<void>;
      };
      await input.uploadFile(...[...other.keys()].map((name) => join(picked, basename(name))));
      await options.waitForFunction(
        () => document.querySelector<HTMLInputElement>('input[name="own-name"]')!.value !== '',
      );
      await press('.add-model:has(input[name="model-files"]) button[type="submit"]');
      await installed();
      await press('.added button');
      expect((await answer()).candidates).toHaveLength(5);
      expect(hub.requests).toEqual([]);

      // And without its tokenizer it is not.
      await options.bringToFront();
      await input.uploadFile(
        ...[...other.keys()]
          .filter((name) => !name.startsWith('tokenizer'))
          .map((name) => join(picked, basename(name))),
      );
      await options.waitForSelector('.add-model button[type="submit"]:not(:disabled)');
      await press('.add-model:has(input[name="model-files"]) button[type="submit"]');
      // There is one of this name: it goes only after a question.
      await press('.add-model [role="alert"] button');
      expect(await failed()).toContain('tokenizer.json is missing');
    } finally {
      await rm(picked, { recursive: true });
    }
  });

  it.each<[string, () => Files, RegExp]>([
    [
      'whose ONNX file fills no masks',
      () => changed({ 'onnx/model_quantized.onnx': withoutLogits() }),
      /onnx\/model_quantized\.onnx has no output called logits, only hidden/,
    ],
    [
      'whose ONNX file is cut off',
      () => changed({ 'onnx/model_quantized.onnx': other.get('onnx/model_quantized.onnx')!.slice(0, 5000) }),
      /onnx\/model_quantized\.onnx: cut short/,
    ],
    [
      'whose tokenizer.json is cut off',
      () => changed({ 'tokenizer.json': other.get('tokenizer.json')!.slice(0, 500) }),
      /tokenizer\.json: not valid JSON/,
    ],
    ['whose tokenizer throws', () => tokenizer({ normalizer: { type: 'Sequence', normalizers: [7] } }), /tokenizer/],
    [
      'whose tokenizer gives ids that the model has not',
      () =>
        changed({
          'config.json': Buffer.from(
            Buffer.from(other.get('config.json')!)
              .toString()
              .replace(/"vocab_size": ?\d+/, '"vocab_size":9'),
          ) as Uint8Array<ArrayBuffer>,
        }),
      /tokenizer\.json has \d+ pieces, but config\.json says 9/,
    ],
  ])('%s: one message that says so, and nothing is kept', async (_, files, message) => {
    others.set(OTHER, files());
    await lookUp(OTHER);
    await agree();
    expect(await failed()).toMatch(message);
    expect(await rows()).toHaveLength(1);
    expect(await stored()).toEqual([]);
  });

  it('whose tokenizer hangs on a word is stopped, and its download can be thrown away', async () => {
    const careless = { type: 'Split', pattern: { Regex: '(a+)+$' }, behavior: 'Isolated', invert: false };
    others.set(OTHER, tokenizer({ pre_tokenizer: careless }));
    await lookUp(OTHER);
    await agree();
    expect(await failed()).toMatch(/gave no sign of life while it was tried/);
    expect(await rows()).toHaveLength(1);
    await press('.unfinished button:last-child');
    await options.waitForFunction(() => !document.querySelector('.unfinished'), WAIT);
    expect(await stored()).toEqual([]);
  });

  it.each([
    ['whose weights are cut short', '.onnx_data', 'cut'],
    ['whose tokenizer is gone', 'tokenizer.json', 'remove'],
  ] as const)('%s: the built-in one answers, and the tooltip says so', async (_, ending, how) => {
    await lookUp(OTHER);
    await agree();
    await installed();
    await press('.added button');
    await options.waitForFunction(() => !document.querySelector('.added'), WAIT);
    await damage(ending, how);
    await endAll();
    const { model, notices } = await answer();
    expect(model).toBe('default');
    expect(notices).toContain(OTHER);
  });
});

describe('the model section as axe-core sees it', () => {
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

  it.each(['light', 'dark'])('has no violation, %s', async (scheme) => {
    const violations = async () => {
      await options.evaluate(axe);
      return await options.evaluate(
        'axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes[0].html]))',
      );
    };
    await options.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await lookUp();
    expect(await violations()).toEqual([]);
    hub.breakAfter.push(30_000);
    await agree();
    await failed();
    expect(await violations()).toEqual([]);
    await press('.unfinished button');
    await installed();
    await press('.model-row:last-of-type .actions button');
    expect(await violations()).toEqual([]);
  });
});
