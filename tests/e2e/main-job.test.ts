import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { asUser, pressShortcut, selectAsUser } from '../../scripts/browser/gestures.ts';
import { root } from '../../scripts/node/paths.ts';
import { shownWords, Tooltip } from '../../scripts/browser/tooltip.ts';
import { until } from './support/shown.ts';
import { closeTabs, pause, selectByMouse, useExtension } from './support/extension.ts';

const bench = useExtension();
closeTabs(bench);

const SEED = ['僕', 'は', '友達', 'と', 'XXXX', 'を', 'する', 'こと', 'が', '好き', 'だ'];

describe('the shortcut at a caret', () => {
  it('asks about the word there, in its sentence', async () => {
    const page = await bench.open('sample.html');
    const [x, y] = await page.$eval('#stomach', (paragraph) => {
      const range = document.createRange();
      const text = paragraph.firstChild as Text;
      const at = text.data.indexOf('遅れ');
      range.setStart(text, at);
      range.setEnd(text, at + 1);
      const { left, top, height } = range.getBoundingClientRect();
      return [left + 3, top + height / 2] as const;
    });
    await page.mouse.click(x, y);
    await pressShortcut(await bench.extension.worker());
    const tooltip = await Tooltip.wait(page);
    expect(await tooltip.words()).toEqual(['遅れ']);
    expect(await tooltip.settled()).toEqual({ failure: null });
    expect(
      await tooltip.evaluate((shadow) => [...shadow.querySelectorAll('.around')].map((part) => part.textContent)),
    ).toEqual(['お腹が痛いので', 'ます。']);
    expect((await tooltip.candidates())[0]).toHaveLength(5);
  });
});

describe('a tooltip that looks as its page does', () => {
  it.each([
    ['#111', '#eee', 'dark'],
    ['#fff', '#222', 'light'],
  ])('on %s, with text in %s, is %s', async (background, color, theme) => {
    const page = await bench.open('sample.html');
    const worker = await bench.extension.worker();
    await worker.evaluate(`chrome.storage.local.set({ 'settings.theme': 'page' })`);
    await page.evaluate((style) => (document.body.style.cssText = style), `background: ${background}; color: ${color}`);
    await selectByMouse(page, '#stomach');
    const tooltip = await Tooltip.wait(page);
    await tooltip.words();
    expect(await tooltip.evaluate((shadow) => shadow.querySelector('[data-theme]')!.getAttribute('data-theme'))).toBe(
      theme,
    );
    await worker.evaluate(`chrome.storage.local.remove('settings.theme')`);
  });
});

describe('selecting the seed sentence', () => {
  it('shows its words, and five candidates for the blank', async () => {
    const page = await bench.open('sample.html');
    await selectByMouse(page, '#sample');
    const tooltip = await Tooltip.wait(page);
    expect(await tooltip.words()).toEqual(SEED);
    expect(await tooltip.settled()).toEqual({ failure: null });
    const [candidates, ...more] = await tooltip.candidates();
    expect(more).toEqual([]);
    expect(new Set(candidates).size).toBe(5);
    for (const candidate of candidates!) expect(candidate).toMatch(/^[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}a-zA-Z]+$/u);
  });

  it('is read by the kernel, on as many threads as it may have', async () => {
    const page = await bench.open('sample.html');
    await selectByMouse(page, '#sample');
    expect(await (await Tooltip.wait(page)).settled()).toEqual({ failure: null });
    const cores = await page.evaluate(() => navigator.hardwareConcurrency);
    const worker = await bench.extension.worker();
    const backend = () =>
      worker.evaluate(
        'chrome.storage.session.get("latest").then(({ latest }) => latest && JSON.parse(latest).prediction?.backend)',
      );
    expect(await until(backend, 'the prediction kept')).toMatchObject({
      device: 'wasm',
      precision: 'int8',
      threads: Math.min(4, cores),
      tested: true,
    });
  });

  it('shows the pieces of お腹が痛いので遅れます。', async () => {
    const page = await bench.open('sample.html');
    await selectByMouse(page, '#stomach');
    const tooltip = await Tooltip.wait(page);
    await tooltip.words();
    await tooltip.click('button.toggle[aria-pressed]');
    const pieces = await tooltip.until((shadow) => {
      const shown = [...shadow.querySelectorAll('.word .piece')].map((piece) => piece.firstChild!.textContent);
      return shown.length > 0 && shown;
    });
    expect(pieces).toEqual(['お', '##腹', 'が', '痛', '##い', 'ので', '遅れ', 'ます', '。']);
    await tooltip.click('button.toggle[aria-pressed]');
  });
});

describe('lines that are one text', () => {
  it('are joined with one press, and taken apart with another', async () => {
    const page = await bench.open('zoo/real.html');
    await selectByMouse(page, '#bubble');
    const tooltip = await Tooltip.wait(page);
    const words = (wanted: string) => until(async () => (await tooltip.words()).join(' ') === wanted, wanted);
    await words('大型 アップ デ ート の 日');
    await tooltip.click('.join-toggle');
    await words('大型 アップデート の 日');
    await tooltip.click('.join-toggle');
    await words('大型 アップ デ ート の 日');
  });
});

describe('a word in the tooltip', () => {
  it('becomes a blank with a click, and comes back with another', async () => {
    const page = await bench.open('sample.html');
    await selectByMouse(page, '#stomach');
    const tooltip = await Tooltip.wait(page);
    await tooltip.words();
    const click = (index: number) => tooltip.click(`[data-word="${index}"]`);
    await click(1);
    expect(
      await tooltip.until(
        (shadow) =>
          shadow.querySelectorAll('.candidate').length === 5 && shadow.querySelector('.written-there')?.textContent,
      ),
    ).toContain('が');
    expect((await tooltip.candidates())[0]).toContain('が');
    await click(1);
    await tooltip.until((shadow) => shadow.querySelectorAll('.candidate').length === 0);
  });

  it('is reached and blanked out by keyboard alone', async () => {
    const page = await bench.open('sample.html');
    await page.focus('body');
    await selectAsUser(page, '#stomach');
    const tooltip = await Tooltip.wait(page);
    await tooltip.words();
    // Headless Chrome fires no keyboard commands: this is what the background does when Alt+Y is pressed.
    const worker = await bench.extension.worker();
    await worker.evaluate(`(async () => {
      const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
      await chrome.scripting.executeScript({ target: { tabId: tab.id }, func: () => globalThis.anaumeContent.command() });
    })()`);
    await tooltip.until((shadow) => shadow.activeElement?.matches('[data-word="0"]'));
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    expect(await tooltip.until((shadow) => shadow.querySelector('.written-there')?.textContent)).toContain('が');
    await page.keyboard.press('Escape');
    expect(await Tooltip.find(page)).toBeNull();
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
  });
});

describe('the tooltip', () => {
  it('closes with Esc and with a press elsewhere, and leaves the page as it was', async () => {
    const page = await bench.open('sample.html');
    const before = await page.content();
    const ways = [
      ['#sample', () => page.keyboard.press('Escape')],
      ['#stomach', () => page.mouse.click(5, 5)],
    ] as const;
    for (const [sentence, close] of ways) {
      await selectByMouse(page, sentence);
      const tooltip = await Tooltip.wait(page);
      await tooltip.words();
      expect(await page.evaluate(() => document.querySelector('[popover=manual]')?.shadowRoot)).toBeNull();
      await close();
      await page.waitForFunction(() => !document.querySelector('[popover=manual]'));
      expect(await page.content()).toBe(before);
    }
  });

  it('stays away from text without Japanese', async () => {
    const page = await bench.open('sample.html');
    await selectByMouse(page, '#english');
    await pause();
    expect(await Tooltip.find(page)).toBeNull();
  });

  it('works under a policy that allows nothing, and loads nothing through the page', async () => {
    const page = await bench.open('strict.csp.html');
    const violations: string[] = [];
    page.on('console', (message) => message.type() === 'error' && violations.push(message.text()));
    const asked = bench.pages.requests.length;
    await selectByMouse(page, '#sample');
    const tooltip = await Tooltip.wait(page);
    expect(await tooltip.words()).toEqual(['朝食', 'に', '[MASK]', 'を', '焼い', 'て', '食べ', 'まし', 'た', '。']);
    expect(await tooltip.settled()).toEqual({ failure: null });
    expect((await tooltip.candidates())[0]).toHaveLength(5);
    // Styled: an unstyled tooltip would lie in the page's flow.
    expect(await tooltip.evaluate((shadow) => getComputedStyle(shadow.querySelector('.tooltip')!).position)).toBe(
      'fixed',
    );
    expect(violations).toEqual([]);
    expect(bench.pages.requests.slice(asked)).toEqual([]);
  });

  it('reads much of an enormous selection at once, says how far, and goes on', async () => {
    const page = await bench.open('sample.html');
    await asUser(page, () => {
      const paragraph = document.querySelector('#prose')!;
      paragraph.textContent = '吾輩は猫である。'.repeat(4000);
      getSelection()!.selectAllChildren(paragraph);
    });
    const tooltip = await Tooltip.wait(page);
    const drawn = (await tooltip.words()).length;
    // 30,000 characters of six words to eight: drawn as the reader scrolls.
    expect(drawn).toBeLessThan(1000);
    await tooltip.evaluate((shadow) => shadow.querySelector('.words')!.scrollTo(0, 1e6));
    await tooltip.until((shadow, before) => shadow.querySelectorAll('[data-word]').length > before, drawn);
    expect(await tooltip.until((shadow) => shadow.querySelector('.notice')?.textContent)).toMatch(
      /30[,.]?000 of 32[,.]?000/,
    );
  });
});

describe('the popup', () => {
  it('shows the last analysis and its candidates, and tries a sentence', async () => {
    const page = await bench.open('sample.html');
    await selectByMouse(page, '#sample');
    const tooltip = await Tooltip.wait(page);
    await tooltip.words();
    await tooltip.settled();
    const popup = await bench.extension.openPopup(page);
    await popup.waitForSelector('.candidate');
    expect(await popup.$eval('body', shownWords)).toEqual(SEED);
    expect([await popup.$$eval('.candidate .text', (texts) => texts.map((text) => text.textContent))]).toEqual(
      await tooltip.candidates(),
    );

    await popup.type('textarea', 'リンゴ＿＿食べる。');
    await popup.keyboard.down('Control');
    await popup.keyboard.press('Enter');
    await popup.keyboard.up('Control');
    await popup.waitForFunction(() =>
      document.querySelector('[data-word="0"] .own')?.textContent?.startsWith('リンゴ'),
    );
    await popup.waitForFunction(
      () =>
        document.querySelectorAll('.candidate').length === 5 &&
        document.querySelector('.sheet')?.getAttribute('aria-busy') === 'false',
    );
    expect(await popup.$$eval('.candidate .text', (texts) => texts.map((text) => text.textContent))).toContain('を');
  });
});

describe('the background worker', () => {
  it('may die in between: the next selection works, and the last result is still in the popup', async () => {
    const page = await bench.open('sample.html');
    await selectByMouse(page, '#sample');
    await (await Tooltip.wait(page)).words();
    await (await Tooltip.wait(page)).settled();
    await page.keyboard.press('Escape');
    await bench.extension.killWorker();

    const popup = await bench.extension.openPopup(page);
    await popup.waitForSelector('.candidate');
    expect(await popup.$eval('body', shownWords)).toEqual(SEED);
    await popup.close();
    await bench.extension.killWorker();

    await page.bringToFront();
    await selectByMouse(page, '#stomach');
    const tooltip = await Tooltip.wait(page);
    expect((await tooltip.words())[0]).toBe('お腹');
  });

  it('may die while it predicts: the request is sent again and answered', async () => {
    const page = await bench.open('sample.html');
    await bench.extension.killWorker();
    await selectByMouse(page, '#breakfast');
    const tooltip = await Tooltip.wait(page);
    await tooltip.words();
    await bench.extension.killWorker();
    expect(await tooltip.settled()).toEqual({ failure: null });
    expect((await tooltip.candidates())[0]).toHaveLength(5);
  });
});

describe('the package', () => {
  it('has a content script under 24 kB', () => {
    expect(statSync(join(root, 'dist', 'chrome', 'content.js')).size).toBeLessThan(24_000);
  });

  it('has no code that loads other code', () => {
    for (const script of ['content.js', 'tooltip.js', 'background.js', 'popup.js']) {
      const text = readFileSync(join(root, 'dist', 'chrome', script), 'utf8');
      expect(text, script).not.toMatch(/\beval\(|new Function\(|importScripts\(/);
    }
  });
});
