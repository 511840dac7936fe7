import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page, WebWorker } from 'puppeteer';
import { afterEach, describe, expect, it } from 'vitest';
import { pressShortcut, selectText } from '../../scripts/browser/gestures.ts';
import { root } from '../../scripts/node/paths.ts';
import { Tooltip } from '../../scripts/browser/tooltip.ts';
import { closeTabs, pause, selectByMouse, useExtension } from './support/extension.ts';

const bench = useExtension({ defaultViewport: { width: 900, height: 760 } });
closeTabs(bench);
afterEach(async () => {
  const worker = await bench.extension.worker();
  await worker.evaluate('chrome.storage.local.clear()');
  // Chromium keeps a zoom for all pages of a host.
  await worker.evaluate(
    'chrome.tabs.query({}).then((tabs) => Promise.all(tabs.map(({ id }) => chrome.tabs.setZoom(id, 1))))',
  );
});

async function read(selector: string, file = 'sample.html'): Promise<readonly [Page, Tooltip]> {
  const page = await bench.open(file);
  await selectByMouse(page, selector);
  const tooltip = await Tooltip.wait(page);
  await tooltip.settled();
  return [page, tooltip];
}

const texts = (tooltip: Tooltip, selector: string) =>
  tooltip.evaluate(
    (shadow, query) => [...shadow.querySelectorAll(query)].map((element) => element.textContent),
    selector,
  );
const masks = (tooltip: Tooltip, count: number) =>
  tooltip.until(
    (shadow, wanted) =>
      shadow.querySelectorAll('.mask').length === wanted &&
      shadow.querySelector('.sheet')!.getAttribute('aria-busy') === 'false' &&
      [...shadow.querySelectorAll('.mask h2')].map((heading) => heading.textContent),
    count,
  );

describe('a press', () => {
  it('opens what folds, once, and so does a key', async () => {
    const [page, tooltip] = await read('#stomach');
    await tooltip.click('.dependencies summary');
    await tooltip.until((shadow) => shadow.querySelector('.bunsetsu'));
    await tooltip.click('.bunsetsu button:nth-child(2)');
    expect(
      await tooltip.until((shadow) => {
        const phrases = [...shadow.querySelectorAll('.bunsetsu button')];
        return phrases[1]?.className === 'chosen' && phrases.map(({ className }) => className);
      }),
    ).toEqual(['dependent', 'chosen', 'head']);
    await tooltip.click('.dependencies summary');
    await tooltip.until((shadow) => !shadow.querySelector('.dependencies[open]'));
    for (const key of ['Enter', 'Space'] as const) {
      await tooltip.evaluate((shadow) => shadow.querySelector<HTMLElement>('.dependencies summary')!.focus());
      await page.keyboard.press(key);
      await tooltip.until((shadow) => shadow.querySelector('.dependencies[open]'));
      await page.keyboard.press(key);
      await tooltip.until((shadow) => !shadow.querySelector('.dependencies[open]'));
    }
  });
});

describe('a word', () => {
  it('has its reading where that adds something, and its class as a colour and as a text', async () => {
    const [, tooltip] = await read('#stomach');
    const words = await tooltip.evaluate((shadow) =>
      [...shadow.querySelectorAll('.word')].map((word) => ({
        reading: word.querySelector('rt')?.textContent ?? null,
        spoken: word.querySelector('.unseen')!.textContent.split(', ').at(-1),
        line: getComputedStyle(word.querySelector('.written')!).borderBlockEndColor,
      })),
    );
    expect(words.map(({ reading }) => reading)).toEqual(['なか', null, 'いた', null, 'おく', null, null]);
    const classes = words.map(({ spoken }) => spoken);
    expect(classes).toEqual(['noun', 'particle', 'adjective', 'particle', 'verb', 'auxiliary', 'symbol']);
    expect(new Set(words.slice(0, 6).map(({ line }) => line)).size).toBe(5);
  });

  it('has its entry under the pointer: the whole word, reading, part of speech, how it is built, what it means', async () => {
    const [, tooltip] = await read('#stomach');
    await tooltip.hover('[data-word="4"]');
    expect(
      await tooltip.until(
        (shadow) =>
          shadow.querySelector('.detail .meanings') &&
          [...shadow.querySelector('.detail')!.children].map((part) => part.textContent),
      ),
    ).toEqual(['遅れます', 'おくれます', 'verb', '遅れる · polite', expect.stringContaining('to be late')]);
  });

  it('that the model cannot read shows [UNK], and says why', async () => {
    const page = await bench.open('sample.html');
    await selectText(page, '龘龗を見た。');
    const tooltip = await Tooltip.wait(page);
    expect(await tooltip.until((shadow) => shadow.querySelector('.unreadable .unk')?.textContent)).toBe('[UNK]');
    expect(await texts(tooltip, '.word:not(.unreadable) .unk')).toEqual([]);
    await tooltip.hover('.unreadable');
    expect(
      await tooltip.until(
        (shadow) => shadow.querySelector('.detail b') && shadow.querySelector('.detail')!.textContent,
      ),
    ).toMatch(/龘.*not in the dictionary.*\[UNK\]/);
  });

  it('has its pieces with their ids once that is switched on, and keeps them for the next page', async () => {
    const [page, tooltip] = await read('#stomach');
    await tooltip.click('button.toggle[aria-pressed]');
    const pieces = () =>
      tooltip.until(
        (shadow) =>
          shadow.querySelector('.word .piece') &&
          [...shadow.querySelectorAll('.word .piece')].map(
            (piece) => [piece.firstChild!.textContent!, piece.querySelector('.id')!.textContent] as const,
          ),
      );
    const shown = await pieces();
    const vocabulary = readFileSync(join(root, 'models/default/vocab.txt'), 'utf8').split('\n');
    expect(shown.map(([piece]) => piece)).toEqual(['お', '##腹', 'が', '痛', '##い', 'ので', '遅れ', 'ます', '。']);
    for (const [piece, id] of shown) expect(vocabulary[Number(id)]).toBe(piece);
    await page.keyboard.press('Escape');

    const [, next] = await read('#apple');
    expect(await next.until((shadow) => shadow.querySelector('.word .piece .id')?.textContent)).toMatch(/^\d+$/);
    expect(
      await next.evaluate((shadow) =>
        shadow.querySelector('button.toggle[aria-pressed]')!.getAttribute('aria-pressed'),
      ),
    ).toBe('true');
  });
});

describe('a blanked word', () => {
  it('has candidates with bars as long as their percentages say, and what is written among them', async () => {
    const [, tooltip] = await read('#stomach');
    await tooltip.click('[data-word="1"]');
    await masks(tooltip, 1);
    const rows = await tooltip.until((shadow) => {
      const measured = [...shadow.querySelectorAll('.candidate')].map((row) => ({
        text: row.querySelector('.text')!.textContent,
        percent: parseFloat(row.querySelector('.percent')!.textContent.replace('<1', '0.5')),
        bar:
          (100 * row.querySelector('.bar')!.getBoundingClientRect().width) /
          row.querySelector('.track')!.getBoundingClientRect().width,
      }));
      // The bars grow into place.
      return measured.length === 5 && measured.every(({ percent, bar }) => Math.abs(bar - Math.max(percent, 1)) < 1.5)
        ? measured
        : null;
    });
    expect(rows.map(({ percent }) => percent)).toEqual(rows.map(({ percent }) => percent).sort((a, b) => b - a));
    const written = rows.findIndex(({ text }) => text === 'が');
    expect(written).toBeGreaterThanOrEqual(0);
    expect(await texts(tooltip, '.written-there .text')).toEqual(['が']);
    expect(await texts(tooltip, '.original')).toEqual([]);
  });

  it('is filled in a preview with the candidate that is chosen, which can be copied', async () => {
    const [page, tooltip] = await read('#sample');
    await bench.extension.browser
      .defaultBrowserContext()
      .overridePermissions(bench.pages.origin, ['clipboard-read', 'clipboard-sanitized-write']);
    await tooltip.click('.candidate:nth-child(3)');
    const [candidate] = await texts(tooltip, '.candidate:nth-child(3) .text');
    const sentence = `僕は友達と${candidate}をすることが好きだ`;
    expect(await tooltip.until((shadow) => shadow.querySelector('.preview p')?.textContent)).toBe(sentence);
    await tooltip.click('.preview button');
    expect(await tooltip.until((shadow) => shadow.querySelector('.preview [role="status"]')!.textContent)).toBe(
      'Copied',
    );
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(sentence);
  });

  it('may have company: apart they are predicted each, side by side together', async () => {
    const [, tooltip] = await read('#stomach');
    await tooltip.click('[data-word="0"]');
    await tooltip.click('[data-word="2"]');
    expect(await masks(tooltip, 2)).toEqual(['Candidates for “お腹”', 'Candidates for “痛い”']);
    await tooltip.click('[data-word="1"]');
    expect(await masks(tooltip, 1)).toEqual(['Candidates for “お腹が痛い”']);
    const [candidate] = (await tooltip.candidates())[0]!;
    await tooltip.click('.candidate');
    expect(await tooltip.until((shadow) => shadow.querySelector('.preview p')?.textContent)).toBe(
      `${candidate}ので遅れます。`,
    );
  });
});

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}
const box = (tooltip: Tooltip) =>
  tooltip.evaluate((shadow) => {
    const { left, top, right, bottom } = shadow.querySelector('.tooltip')!.getBoundingClientRect();
    return { left, top, right, bottom };
  });
const selected = (page: Page): Promise<Box[]> =>
  page.evaluate(() =>
    [...getSelection()!.getRangeAt(0).getClientRects()].map(({ left, top, right, bottom }) => ({
      left,
      top,
      right,
      bottom,
    })),
  );
const overlaps = (a: Box, b: Box) => a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;

describe('the place of the tooltip', () => {
  it.each([
    ['a line', 'sample.html', '#sample', 1],
    ['several lines', 'sample.html', '#prose', 1],
    ['vertical text', 'zoo/vertical.html', '#all', 1],
    ['a line, at a zoom of 200 %', 'sample.html', '#sample', 2],
    ['a line in the corner, at a zoom of 200 %', 'zoo/zoom.html', '#corner', 2],
    ['vertical text, at a zoom of 200 %', 'zoo/vertical.html', '#all', 2],
  ])('leaves %s readable', async (_, file, selector, factor) => {
    const page = await bench.open(file);
    const worker = await bench.extension.worker();
    await worker.evaluate(
      `chrome.tabs.query({ active: true }).then((tabs) => Promise.all(tabs.map(({ id }) => chrome.tabs.setZoom(id, ${factor}))))`,
    );
    await page.$eval(selector, (element) => element.scrollIntoView({ block: 'nearest' }));
    await selectByMouse(page, selector);
    const tooltip = await Tooltip.wait(page);
    await tooltip.settled();
    const view = await page.evaluate(() => [innerWidth, innerHeight] as const);
    await expect
      .poll(async () => {
        const at = await box(tooltip);
        return (
          at.left >= 0 &&
          at.top >= 0 &&
          at.right <= view[0] &&
          at.bottom <= view[1] &&
          !(await selected(page)).some((line) => overlaps(line, at))
        );
      })
      .toBe(true);
  });

  it('moves with the text, and hides while that is out of view', async () => {
    const page = await bench.open('sample.html');
    await page.evaluate(() => (document.body.style.paddingBottom = '2000px'));
    await selectByMouse(page, '#stomach');
    const tooltip = await Tooltip.wait(page);
    await tooltip.settled();
    const distance = async () => Math.round((await box(tooltip)).top - (await selected(page))[0]!.bottom);
    const before = await distance();
    const top = (await box(tooltip)).top;
    await page.mouse.wheel({ deltaY: 100 });
    await expect.poll(async () => (await box(tooltip)).top < top - 50 && (await distance())).toBe(before);
    await page.evaluate(() => scrollTo(0, 1500));
    await tooltip.until((shadow) => getComputedStyle(shadow.querySelector('.tooltip')!).visibility === 'hidden');
    await page.evaluate(() => scrollTo(0, 0));
    await tooltip.until((shadow) => getComputedStyle(shadow.querySelector('.tooltip')!).visibility === 'visible');
    await expect.poll(distance).toBe(before);
  });
});

describe('told to open nothing by itself', () => {
  // Headless Chromium hears no shortcuts and shows no menus: this is what the browser tells the background.
  it.each([
    ['the shortcut', pressShortcut],
    [
      'the context menu',
      (worker: WebWorker) =>
        worker.evaluate(
          `chrome.tabs.query({ active: true, lastFocusedWindow: true }).then(([tab]) => chrome.contextMenus.onClicked.dispatch({ menuItemId: 'open-tooltip', frameId: 0 }, tab))`,
        ),
    ],
  ])('%s opens it, with the focus in it', async (_, ask) => {
    const worker = await bench.extension.worker();
    await worker.evaluate(`chrome.storage.local.set({ 'settings.trigger': 'command' })`);
    const page = await bench.open('sample.html');
    await selectByMouse(page, '#stomach');
    await pause();
    expect(await Tooltip.find(page)).toBeNull();
    await ask(worker);
    const tooltip = await Tooltip.wait(page);
    await tooltip.until((shadow) => shadow.activeElement?.matches('[data-word="0"]'));
  });
});
