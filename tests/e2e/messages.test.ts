import fc from 'fast-check';
import type { Page } from 'puppeteer';
import { beforeAll, describe, expect, it } from 'vitest';
import { contentScriptOf, type Run } from '../../scripts/browser/content-script.ts';
import { selectAsUser } from '../../scripts/browser/gestures.ts';
import { readFolder } from '../../scripts/extension/package-contents.ts';
import { join } from 'node:path';
import { root } from '../../scripts/node/paths.ts';
import { selectByMouse, useExtension } from './support/extension.ts';
import { Shown } from './support/shown.ts';
import { KEPT } from './support/history.ts';
import { SEED } from './support/sizes.ts';

const bench = useExtension({ defaultViewport: { width: 900, height: 700 } });
let page: Page;
let asContentScript: Run;

beforeAll(async () => {
  page = await bench.extension.browser.newPage();
  await page.goto(`${bench.pages.origin}/sample.html`);
  await selectAsUser(page, '#sample');
  await Shown.words(page.mainFrame());
  asContentScript = await contentScriptOf(page);
});

/** Sends messages on a port of their own and returns the answer to the last. */
const exchange = (messages: unknown[], run = asContentScript) =>
  run(`new Promise((resolve) => {
    const messages = ${JSON.stringify(messages)};
    const port = chrome.runtime.connect();
    port.onMessage.addListener((answer) => answer.id === messages.at(-1).id && !['taken', 'status'].includes(answer.kind) && resolve(answer));
    for (const message of messages) port.postMessage(message);
  })`);

describe('a web page', () => {
  it('cannot reach the background', async () => {
    const attempts = await page.evaluate(async (id) => {
      const api = (globalThis as { chrome?: { runtime?: { connect?: (id: string) => unknown } } }).chrome?.runtime;
      window.postMessage({ kind: 'call', id: 1, method: 'latest', params: {} }, '*');
      let port = 'none';
      try {
        if (api?.connect) port = String(api.connect(id));
      } catch {
        port = 'none';
      }
      return port;
    }, bench.extension.id);
    expect(attempts).toBe('none');
  });

  it('cannot load any file of the package, and so cannot tell that it is there', async () => {
    const files = [...(await readFolder(join(root, 'dist', 'chrome'))).keys()];
    const readable = await page.evaluate(
      async (id, paths) => {
        const loaded: string[] = [];
        for (const path of paths)
          await fetch(`chrome-extension://${id}/${path}`).then(
            () => loaded.push(path),
            () => {},
          );
        return loaded;
      },
      bench.extension.id,
      files,
    );
    expect(files.length).toBeGreaterThan(10);
    expect(readable).toEqual([]);
  });
});

describe('a content script', () => {
  it.each([
    ['what was analysed elsewhere', { method: 'latest', params: {} }],
    ['a method that is not there', { method: 'erase', params: {} }],
    ['a method of every object', { method: '__proto__', params: {} }],
    ['an analysis of something that is not text', { method: 'analyze', params: { text: { length: 1 } } }],
    ['an analysis beyond the limit', { method: 'analyze', params: { text: 'あ'.repeat(200_001) } }],
    ['a prediction at no morpheme', { method: 'predict', params: { text: '猫', morphemes: [-1], candidates: 5 } }],
    [
      'a prediction of a million candidates',
      { method: 'predict', params: { text: '猫', morphemes: [0], candidates: 1_000_000 } },
    ],
  ])('is refused %s', async (_, call) => {
    expect(await exchange([{ kind: 'call', id: 1, ...call }])).toMatchObject({
      kind: 'failure',
      failure: { code: 'refused' },
    });
  });

  it("cannot read the session's storage", async () => {
    await expect(asContentScript('chrome.storage.session.get(null)')).rejects.toThrow();
  });

  it('finds no text in the storage that is open to it', async () => {
    // The sample sentence was analysed, and is in the history.
    const worker = await bench.extension.worker();
    expect(await worker.evaluate(KEPT)).toBe(true);
    expect(JSON.stringify(await asContentScript('chrome.storage.local.get(null)'))).not.toContain('友達');
  });

  it('cannot confuse the background, whatever it sends, and loses its lines when it goes on', async () => {
    const messages = fc.sample(
      fc.oneof(
        fc.jsonValue(),
        fc.record(
          {
            kind: fc.constantFrom('call', 'abort', 'result', 'status', 'x'),
            id: fc.oneof(fc.nat(), fc.jsonValue()),
            method: fc.constantFrom('analyze', 'predict', 'latest', 'status', 'constructor'),
            params: fc.jsonValue(),
          },
          { requiredKeys: [] },
        ),
      ),
      { seed: SEED, numRuns: 300 },
    );
    const tab = await bench.open('sample.html');
    const inTab = await contentScriptOf(tab);
    await inTab(`new Promise((resolve) => {
      const port = chrome.runtime.connect();
      port.onDisconnect.addListener(() => resolve());
      for (const message of ${JSON.stringify(messages)}) port.postMessage(message);
    })`);
    expect(
      await exchange([{ kind: 'call', id: 123_456_789, method: 'analyze', params: { text: '猫が好きだ' } }]),
    ).toMatchObject({
      kind: 'result',
      value: { morphemes: [{ surface: '猫' }, { surface: 'が' }, { surface: '好き' }, { surface: 'だ' }] },
    });
    await tab.close();
  });

  it('that has much predicted keeps nobody else waiting: words come in between', async () => {
    const ask = (id: number, method: string, params: object) => JSON.stringify({ kind: 'call', id, method, params });
    const text = '猫が好き'.repeat(1000);
    const morphemes = Array.from({ length: 64 }, (_, i) => i * 15);
    const first = await asContentScript(`new Promise((resolve) => {
      const [long, short] = [chrome.runtime.connect(), chrome.runtime.connect()];
      const done = (name) => (long.disconnect(), short.disconnect(), resolve(name));
      short.onMessage.addListener(({ kind }) => kind === 'result' && done('words'));
      long.onMessage.addListener(({ kind }) => {
        if (kind === 'taken') short.postMessage(${ask(2, 'analyze', { text: '犬', keep: false })});
        if (kind === 'result' || kind === 'failure') done('prediction: ' + kind);
      });
      long.postMessage(${ask(1, 'predict', { text, morphemes, candidates: 50 })});
    })`);
    expect(first).toBe('words');
  });

  it('that has a long text read keeps nobody else waiting for all of it', async () => {
    const ask = (id: number, text: string) =>
      JSON.stringify({ kind: 'call', id, method: 'analyze', params: { text, keep: false } });
    const first = await asContentScript(`new Promise((resolve) => {
      const [long, short] = [chrome.runtime.connect(), chrome.runtime.connect()];
      const done = (name) => (long.disconnect(), short.disconnect(), resolve(name));
      short.onMessage.addListener(({ kind }) => kind === 'result' && done('short'));
      long.onMessage.addListener(({ kind }) => {
        if (kind === 'taken') short.postMessage(${ask(2, '犬')});
        if (kind === 'result' || kind === 'failure') done('long: ' + kind);
      });
      long.postMessage(${ask(1, '三毛猫が好きだ。'.repeat(3500))});
    })`);
    expect(first).toBe('short');
  });

  it('opens one panel, in no more than one tab, and cannot call the user there again and again', async () => {
    const { browser } = bench.extension;
    const panels = () => browser.targets().filter((each) => each.url().endsWith('/panel.html'));
    const open = [{ kind: 'call', id: 1, method: 'openPanel', params: {} }];
    // Nobody has pressed anything in these.
    const tabs = [await bench.open('sample.html'), await bench.open('sample.html')];
    const [first, second] = [await contentScriptOf(tabs[0]!), await contentScriptOf(tabs[1]!)];

    expect(await exchange(open, first)).toMatchObject({ kind: 'result' });
    const panel = await browser.waitForTarget((each) => each.url().endsWith('/panel.html'));
    expect(await exchange(open, first)).toMatchObject({ kind: 'failure', failure: { code: 'refused' } });
    await (await panel.asPage()).waitForSelector('.own-text');
    // Another tab has not had its turn: it leads to the panel there is.
    expect(await exchange(open, second)).toMatchObject({ kind: 'result' });
    await second(
      `new Promise((resolve) => document.hidden ? resolve() : document.addEventListener('visibilitychange', resolve))`,
    );
    expect(panels()).toEqual([panel]);
    await (await panel.asPage()).close();
    for (const tab of tabs) await tab.close();
  });

  it('that floods the background keeps nobody else waiting', { timeout: 120_000 }, async () => {
    const other = await bench.open('sample.html');
    await asContentScript(`(() => {
      const params = { text: '猫が好きだ。'.repeat(4_900) };
      const ports = Array.from({ length: 200 }, () => chrome.runtime.connect());
      for (let id = 0; id < 10; id++)
        for (const port of ports) port.postMessage({ kind: 'call', id, method: 'analyze', params });
    })()`);
    await selectByMouse(other, '#sample');
    expect((await Shown.words(other.mainFrame())).startsWith('僕 は 友達')).toBe(true);
    await (await Shown.wait(other.mainFrame())).until((shown) => shown.querySelectorAll('.candidate').length === 5);
  });
});
