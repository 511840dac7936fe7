import type { Page } from 'puppeteer';
import { afterEach, describe, expect, it } from 'vitest';
import { fill } from '../../scripts/browser/gestures.ts';
import { shownWords } from '../../scripts/browser/tooltip.ts';
import { closeTabs, useExtension } from './support/extension.ts';
import { FORGET } from './support/history.ts';
import { until } from './support/shown.ts';

const bench = useExtension();
closeTabs(bench);
const WAIT = { timeout: 40_000 };

afterEach(async () => {
  const worker = await bench.extension.worker();
  await worker.evaluate(`Promise.all([chrome.storage.local.clear(), chrome.storage.session.clear(), ${FORGET}])`);
});

async function openPopup(): Promise<Page> {
  const popup = await bench.extension.openPopup(await bench.open('sample.html'));
  await popup.waitForSelector('textarea');
  return popup;
}

/** Types a sentence and waits until it has been read, and its blanks filled. */
async function trySentence(popup: Page, text: string): Promise<void> {
  await popup.$eval('textarea', (field) => field.select());
  await popup.type('textarea', text);
  await popup.keyboard.press('Enter');
  await popup.waitForFunction(
    (start) =>
      document.querySelector('[data-word="0"] .own')?.textContent?.startsWith(start) &&
      document.querySelector('.sheet')?.getAttribute('aria-busy') === 'false',
    WAIT,
    text.slice(0, 1),
  );
}

const texts = (popup: Page, selector: string) =>
  popup.$$eval(selector, (elements) => elements.map((element) => element.textContent));

describe('a sentence to try', () => {
  it.each(['[MASK]', 'XXXX', '＿＿', '〇〇', '（　）'])('has its blank written as %s filled', async (blank) => {
    const popup = await openPopup();
    await trySentence(popup, `犬と${blank}へ行く。`);
    expect(await popup.$eval('body', shownWords)).toEqual(['犬', 'と', blank, 'へ', '行く', '。']);
    await popup.waitForFunction(() => document.querySelectorAll('.candidate').length === 5, WAIT);
  });

  it('shows how far loading is, and then which model answered, where, in which precision, how fast, and what the self-test found', async () => {
    await bench.extension.killWorker();
    await bench.extension.killOffscreen();
    const popup = await openPopup();
    await popup.evaluate(() => {
      const seen: number[] = [];
      Object.assign(globalThis, { seen });
      new MutationObserver(() => {
        const bar = document.querySelector<HTMLProgressElement>('.loading progress');
        if (bar?.hasAttribute('value') && bar.value !== seen.at(-1)) seen.push(bar.value);
      }).observe(document.body, { subtree: true, childList: true, attributes: true });
    });
    await trySentence(popup, '犬とXXXXへ行く。');
    await popup.waitForSelector('.badge .milliseconds', WAIT);
    const seen = (await popup.evaluate('seen')) as number[];
    expect(seen.length).toBeGreaterThan(0);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(await texts(popup, '.badge .model')).toEqual(['built-in model']);
    expect(await popup.$eval('.badge .device', (device) => device.firstChild!.textContent)).toMatch(
      /^(?:WebGPU|Wasm) · (?:fp32|fp16|int8|q4)$/,
    );
    expect(await popup.$eval('.badge .device', (device) => device.getAttribute('title'))).toMatch(
      /^Passed the self-test\./,
    );
    expect(await texts(popup, '.badge .milliseconds')).toEqual([expect.stringMatching(/^[\d,]+ ms$/)]);
  });
});

describe('a text', () => {
  it('is answered where the settings say, which say why not where there is no graphics card', async () => {
    const options = await bench.extension.browser.newPage();
    const open = async () => {
      await options.goto(`chrome-extension://${bench.extension.id}/options.html`);
      await options.waitForSelector('input[name="backend"]:checked');
    };
    const choose = async (place: string) => {
      const announced = options.evaluate(`new Promise((resolve) => {
        const channel = new BroadcastChannel('models');
        channel.onmessage = () => resolve(channel.close());
      })`);
      await options.click(`input[name="backend"][value="${place}"]`);
      // Once it is kept.
      await announced;
      await open();
      expect(await options.$eval('input[name="backend"]:checked', (radio) => radio.getAttribute('value'))).toBe(place);
    };
    await open();
    await choose('gpu');
    const popup = await openPopup();
    await trySentence(popup, '犬と[MASK]へ行く。');
    await popup.waitForFunction(() => document.querySelectorAll('.candidate').length === 5, WAIT);
    await options.bringToFront();
    await open();
    // As the worker looks for one: a software GPU is none.
    const hasGpu = await options.evaluate(
      `navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' })
        .then((adapter) => adapter !== null && adapter.info?.isFallbackAdapter !== true)`,
    );
    await options.waitForFunction(
      (said) => document.querySelector('.model-row')?.textContent?.includes(said),
      WAIT,
      hasGpu ? 'Where the settings say.' : 'WebGPU has no graphics card to run on here.',
    );
    await choose('measured');
  });

  it('is copied as text, as rows for Anki, as JSON with ids, and as the Python lines that reproduce it', async () => {
    const popup = await openPopup();
    await bench.extension.browser
      .defaultBrowserContext()
      .overridePermissions(`chrome-extension://${bench.extension.id}`, ['clipboard-read', 'clipboard-sanitized-write']);
    await trySentence(popup, 'お腹がXXXX。');
    await popup.click('footer [aria-expanded]');
    const copied: string[] = [];
    for (const nth of [1, 2, 3, 4]) {
      await popup.evaluate(() => navigator.clipboard.writeText(''));
      await popup.click(`.formats button:nth-of-type(${nth})`);
      copied.push(
        await until(() => popup.evaluate(() => navigator.clipboard.readText()), 'something on the clipboard'),
      );
    }
    const [text, tsv, json, python] = copied as [string, string, string, string];
    expect(text).toMatch(/^お腹 が XXXX 。\nXXXX: .+%/);
    expect(tsv.split('\n')[0]).toBe('お腹\tおなか\tお腹\t名詞-一般\tお腹がXXXX。');
    expect(JSON.parse(json)).toMatchObject({
      text: 'お腹がXXXX。',
      pieces: [
        { piece: 'お', id: 73 },
        { piece: '##腹' },
        { piece: 'が', id: 14 },
        { piece: '[MASK]', id: 4 },
        { piece: '。' },
      ],
    });
    expect(python).toContain('import');
    expect(python).toContain('text = "お腹が[MASK]。"');
  });
});

describe('recent texts', () => {
  const recent = (popup: Page) => texts(popup, '.recent .text');

  it('are listed, read again with a click, and forgotten one by one or all at once', async () => {
    const popup = await openPopup();
    for (const text of ['猫が鳴く。', '犬が走る。', '鳥が飛ぶ。']) await trySentence(popup, text);
    await popup.waitForSelector('.recent');
    await popup.click('.recent summary');
    await until(async () => (await recent(popup)).length === 3, 'three texts');
    expect(await recent(popup)).toEqual(['鳥が飛ぶ。', '犬が走る。', '猫が鳴く。']);
    await popup.click('.recent li:last-child .text');
    await popup.waitForFunction(
      () => document.querySelector('[data-word="0"] .own')?.textContent?.startsWith('猫'),
      WAIT,
    );
    await until(async () => (await recent(popup))[0] === '猫が鳴く。', 'the text at the top');
    await popup.click('.recent li:first-child button:last-child');
    await until(async () => (await recent(popup)).join() === '鳥が飛ぶ。,犬が走る。', 'one text less');
    await popup.close();

    const again = await openPopup();
    await again.waitForSelector('.recent');
    expect(await recent(again)).toEqual(['鳥が飛ぶ。', '犬が走る。']);
    await again.click('.recent summary');
    await again.click('.recent .actions button');
    await again.click('.recent .danger');
    await again.waitForFunction(() => !document.querySelector('.recent'));
  });
});

it('a text as long as may be is there when the popup opens again', async () => {
  const first = await openPopup();
  await trySentence(first, '犬とXXXXへ行く。');
  // Every character a word: more than the browser's storage would hold as it is.
  await fill(first, 'textarea', 'あ、'.repeat(14_900));
  await first.keyboard.press('Enter');
  await until(
    async () => JSON.stringify(await first.evaluate('chrome.storage.session.get("latest")')).includes('packed'),
    'the text kept',
  );
  await first.close();
  const again = await openPopup();
  await again.waitForFunction(() => document.querySelector('[data-word="0"] .own')?.textContent === 'あ', WAIT);
});
