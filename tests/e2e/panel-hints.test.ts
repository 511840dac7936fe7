import { join } from 'node:path';
import type { ElementHandle } from 'puppeteer';
import { describe, expect, it } from 'vitest';
import { asUser, chooseWriting, readInPanel } from '../../scripts/browser/gestures.ts';
import { root } from '../../scripts/node/paths.ts';
import { Tooltip } from '../../scripts/browser/tooltip.ts';
import { closeTabs, useExtension } from './support/extension.ts';
import { openPanel, scored } from './support/panel.ts';
import { Shown, until } from './support/shown.ts';

const bench = useExtension();
closeTabs(bench);

describe('hints', () => {
  it('point at a homophone and at a particle, lead to the word, and leave correct text alone', async () => {
    const page = await openPanel(bench, '猫が好きです。私は東京に済んでいます。お茶へ飲みました。本をを読みました。');
    await page.waitForFunction(() => document.querySelectorAll('.hint-list li').length === 3, { timeout: 40_000 });
    expect(
      await page.$$eval('.hint-list li', (buttons) =>
        buttons.map((button) => ['del', 'ins'].map((name) => button.querySelector(name)?.textContent)),
      ),
    ).toEqual([
      ['済ん', '住ん'],
      ['へ', 'を'],
      ['を', '(nothing)'],
    ]);
    const hinted = await page.$$eval('.hinted', (words) =>
      words.map((word) => [word.textContent, word.getAttribute('title')]),
    );
    expect(hinted.map(([word, title]) => [word, title!.split(', ').at(-1)])).toEqual([
      ['済ん', 'perhaps 住ん?'],
      ['へ', 'perhaps を?'],
      ['を', 'perhaps (nothing)?'],
    ]);
    expect(await page.$$eval('.hint-list .bases', (bases) => bases.map(({ textContent }) => textContent))).toEqual([
      '済む → 住む',
    ]);
    await page.click('.hint-list li:nth-child(2) .find');
    await page.waitForFunction(() => document.querySelector('.dock .hint-note b')?.textContent === 'を');
    expect(await page.$eval('.heat-word[aria-pressed="true"]', (word) => word.textContent)).toBe('へ');
    // Nothing was changed in the text.
    expect(await page.$eval('.heat', (list) => list.textContent)).toBe(
      '猫が好きです。私は東京に済んでいます。お茶へ飲みました。本をを読みました。',
    );
  });

  it('are all that is marked, if one wants it so, which is kept', async () => {
    const page = await openPanel(bench, '私は東京に済んでいます。');
    const marks = (marked: boolean) =>
      page.waitForFunction(
        (coloured) =>
          document.querySelector('.heat .hinted') !== null &&
          (document.querySelector('.heat :is(.s1, .s2, .s3, .s4)') !== null) === coloured &&
          (document.querySelector('.scale') !== null) === coloured,
        { timeout: 40_000 },
        marked,
      );
    await marks(true);
    await page.click('.legend .choice input');
    await marks(false);
    await page.reload();
    await readInPanel(page, '私は東京に済んでいます。');
    await marks(false);
    await page.click('.legend .choice input');
    await marks(true);
    await page.evaluate('chrome.storage.local.clear()');
  });

  it('are applied to a pasted text, ignored once or for good, by the keyboard, and the rest of the text keeps its scores', async () => {
    const page = await openPanel(bench, 'あの猫が大好きです。\n私は東京に済んでいます。お茶へ飲みました。');
    const finds = (count: number) =>
      page.waitForFunction((n) => document.querySelectorAll('.hint-list li').length === n, { timeout: 40_000 }, count);
    const focused = () => page.evaluate(() => document.activeElement!.closest('li')?.querySelector('del')?.textContent);
    await finds(2);
    await page.focus('.hint-list li .find');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe('へ');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await finds(1);
    expect(await page.$$eval('.heat li', (items) => items.map(({ textContent }) => textContent))).toEqual([
      'あの猫が大好きです。',
      '私は東京に住んでいます。',
      'お茶へ飲みました。',
    ]);
    expect(await page.$$eval('.heat li.paragraph', (items) => items.length)).toBe(2);
    // What has not changed is not asked about again.
    expect(await page.$eval('[data-sentence="2"]', (item) => item.getAttribute('aria-busy'))).toBe('false');
    await page.waitForFunction(() => document.activeElement?.matches('.find'));

    // What was applied is taken back, and applied again, with the focus where it was.
    const texts = (second: string) =>
      page.waitForFunction(
        (text) => document.querySelector('.heat li:nth-child(2)')?.textContent === text,
        { timeout: 40_000 },
        second,
      );
    await page.keyboard.down('Control');
    await page.keyboard.press('z');
    await page.keyboard.up('Control');
    await texts('私は東京に済んでいます。');
    await page.waitForFunction(
      () =>
        document.activeElement?.matches('.find') && document.activeElement.querySelector('del')?.textContent === '済ん',
    );
    expect(await page.$('.edit-text .undo')).toBeNull();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await texts('私は東京に住んでいます。');
    await page.focus('.edit-text .undo');
    await page.keyboard.press('Enter');
    await texts('私は東京に済んでいます。');
    await finds(2);
    await page.focus('.hint-list li .apply');
    await page.keyboard.press('Enter');
    await finds(1);
    await page.waitForFunction(() => document.activeElement?.matches('.find'));

    for (let i = 0; i < 3; i++) await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement!.className)).toBe('always');
    await page.keyboard.press('Enter');
    await finds(0);
    // Nothing is set by the next key, and what was done is said.
    await page.waitForFunction(() => document.activeElement?.matches('.hint-list'));
    expect(await page.$eval('.hint-list [role=status]', (status) => status.textContent)).toMatch(/茶へ/);
    await page.reload();
    await readInPanel(page, 'お茶へ飲みました。水へ飲みました。');
    await finds(1);
    expect(await page.$eval('.hint-list del', (written) => written.parentElement!.textContent)).toContain('水');

    await page.click('.hint-list .ignore');
    await finds(0);
    await page.waitForFunction(() => document.querySelector('.legend [role="status"]')?.textContent !== '');
    expect(await page.$eval('.hint-list', (list) => list.textContent)).toMatch(/Silence is no proof/);

    await page.$eval('.hint-list input', (slider) => {
      slider.value = '0';
      slider.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await page.goto(`chrome-extension://${bench.extension.id}/options.html`);
    await page.waitForSelector('.own-words li');
    expect(await page.$$eval('.own-words li span', (words) => words.map((word) => word.textContent))).toEqual(['茶へ']);
    const file = await page.$('.own-words input[type="file"]');
    await (file as ElementHandle<HTMLInputElement>).uploadFile(join(root, '.nvmrc'));
    await page.waitForFunction(() => document.querySelectorAll('.own-words li').length === 2);
    await page.click('.own-words li button');
    await page.waitForFunction(() => document.querySelectorAll('.own-words li').length === 1);

    await page.goto(`chrome-extension://${bench.extension.id}/panel.html`);
    await page.waitForSelector('.hint-list input, .own-text');
    await readInPanel(page, '猫');
    expect(await page.$eval('.hint-list input', (slider) => slider.value)).toBe('0');
    await page.evaluate('chrome.storage.local.clear()');
  });

  it('are applied into the field that the text came from, in one step that can be undone', async () => {
    const field = await bench.open('zoo/fields.html');
    await field.$eval('#area', (area) => ((area as HTMLTextAreaElement).value = '今日は。お茶へ飲みました。'));
    await field.focus('#area');
    // The selection grows by keys under one tooltip: it is the whole that is applied to.
    await field.$eval('#area', (area) => (area as HTMLTextAreaElement).setSelectionRange(0, 0));
    await field.keyboard.down('Shift');
    await field.keyboard.press('ArrowRight');
    await field.keyboard.press('ArrowRight');
    await field.keyboard.up('Shift');
    await (await Tooltip.wait(field)).words();
    await field.keyboard.down('Control');
    await field.keyboard.press('a');
    await field.keyboard.up('Control');
    await until(async () => (await (await Tooltip.wait(field)).words()).includes('お茶'), 'the longer selection');
    const page = await openPanel(bench);
    const value = () => field.$eval('#area', (area) => (area as HTMLTextAreaElement).value);
    await page.waitForSelector('.hint-list .apply', { timeout: 40_000 });
    await page.click('.hint-list .apply');
    await expect.poll(value).toBe('今日は。お茶を飲みました。');
    await page.waitForFunction(() => document.querySelector('.heat')?.textContent === '今日は。お茶を飲みました。');
    await field.bringToFront();
    await field.keyboard.down('Control');
    await field.keyboard.press('z');
    await field.keyboard.up('Control');
    expect(await value()).toBe('今日は。お茶へ飲みました。');
  });

  it('are applied around a word that was selected in a field, too, one after the other', async () => {
    const field = await bench.open('zoo/fields.html');
    await field.$eval(
      '#area',
      (area) => ((area as HTMLTextAreaElement).value = '今日は。お茶へ飲み、本をを読みました。'),
    );
    await field.focus('#area');
    await field.$eval('#area', (area) => (area as HTMLTextAreaElement).setSelectionRange(7, 7));
    await field.keyboard.down('Shift');
    await field.keyboard.press('ArrowRight');
    await field.keyboard.press('ArrowRight');
    await field.keyboard.up('Shift');
    await (await Tooltip.wait(field)).words();
    const page = await openPanel(bench);
    for (const changed of ['お茶を飲み、本をを読みました。', 'お茶を飲み、本を読みました。']) {
      await page.waitForSelector('.hint-list .apply', { timeout: 40_000 });
      await page.click('.hint-list .apply');
      await page.waitForFunction((text) => document.querySelector('.heat')?.textContent === text, {}, changed);
      expect(await field.$eval('#area', (area) => (area as HTMLTextAreaElement).value)).toBe(`今日は。${changed}`);
    }
    const { start, end } = await field.$eval('#area', (area) => ({
      start: (area as HTMLTextAreaElement).selectionStart,
      end: (area as HTMLTextAreaElement).selectionEnd,
    }));
    expect([start, end]).toEqual([7, 9]);
  });

  it('are not applied to text that nobody can change', async () => {
    const page = await bench.open('sample.html');
    await asUser(page, () => {
      document.querySelector('#stomach')!.textContent = 'お茶へ飲みました。';
      getSelection()!.selectAllChildren(document.querySelector('#stomach')!);
    });
    await (await Tooltip.wait(page)).words();
    const panel = await openPanel(bench);
    await panel.waitForSelector('.hint-list .ignore', { timeout: 40_000 });
    expect(await panel.$('.hint-list .apply')).toBeNull();
  });

  it('are underlined while one writes in the one field whose context menu asks for it, and no longer when it is asked again', async () => {
    const page = await bench.open('zoo/fields.html');
    await page.$eval('#area', (area) => ((area as HTMLTextAreaElement).value = 'お茶へ飲みました。'));
    await page.focus('#area');
    const worker = await bench.extension.worker();
    await chooseWriting(worker);
    const shown = await Shown.wait(page.mainFrame());
    await shown.until((root) => root.querySelector('.marks:not([hidden]) .mark'));
    await page.focus('#text');
    await page.focus('#area');
    await chooseWriting(worker);
    await expect.poll(() => Shown.find(page.mainFrame())).toBeNull();
  });

  it('are joined by rules and spelling variants once these are asked for', async () => {
    const page = await openPanel(bench, '子供が遊ぶのが見れる。子どもと子供が走る。');
    await scored(page);
    expect(await page.$('.rule-list li')).toBeNull();
    await page.click('.rule-list input');
    const rows = async () => {
      await page.waitForSelector('.rule-list li', { timeout: 20_000 });
      return await page.$$eval('.rule-list li', (items) =>
        items.map((item) => [item.querySelector('mark')!.textContent, item.querySelector('.why')!.textContent]),
      );
    };
    const found = await rows();
    expect(found.find(([written]) => written === '子ども')?.[1]).toContain('子供');
    expect(found.some(([, why]) => why?.includes('ら抜き'))).toBe(true);
    const languages = await page.$$eval('.rule-list .why', (items) =>
      items.map((item) => [/^[A-Z]/i.test(item.textContent) ? 'en' : 'ja', (item as HTMLElement).lang]),
    );
    for (const [said, marked] of languages) expect(marked).toBe(said);
    expect(await page.$$eval('.rule-list .fine', (lines) => lines.map((line) => line.textContent))).toEqual([
      'The rules themselves speak Japanese.',
    ]);
    // Kept, as every setting is.
    await page.reload();
    await readInPanel(page, '星が見れる。');
    expect(await rows()).toHaveLength(1);
    await page.click('.rule-list .ignore');
    await page.waitForFunction(() => !document.querySelector('.rule-list li'));
    await page.evaluate('chrome.storage.local.clear()');
  });

  it('a pasted text is edited where it is read', async () => {
    const page = await openPanel(bench, 'あの猫が大好きです。\n犬も好きです。');
    await scored(page);
    await page.click('.edit-text button');
    await page.waitForFunction(() => document.activeElement?.matches('textarea.heat'));
    expect(await page.$eval('textarea.heat', (area) => (area as HTMLTextAreaElement).value)).toBe(
      'あの猫が大好きです。\n犬も好きです。',
    );
    await page.keyboard.type('鳥もです。');
    await page.keyboard.down('Control');
    await page.keyboard.press('Enter');
    await page.keyboard.up('Control');
    await page.waitForFunction(() => document.querySelectorAll('ol.heat li').length === 3);
    await scored(page);
  });
});
