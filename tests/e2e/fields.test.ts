import type { Page } from 'puppeteer';
import { describe, expect, it } from 'vitest';
import { asUser } from '../../scripts/browser/gestures.ts';
import { Tooltip } from '../../scripts/browser/tooltip.ts';
import { closeTabs, useExtension } from './support/extension.ts';

const bench = useExtension();
closeTabs(bench);

declare global {
  /** The input events that the field under test has heard. */
  var heard: string[];
}

const content = (page: Page, selector: string) =>
  page.$eval(selector, (element) => ('value' in element ? (element as HTMLInputElement).value : element.innerHTML));

describe('a candidate in a field', () => {
  it.each([
    ['textarea', '#area', '今日は晴れだ\n明日は雨だ', (chosen: string) => `今日${chosen}晴れだ\n明日は雨だ`],
    ['input', '#text', '友達と遊ぶ', (chosen: string) => `友達${chosen}遊ぶ`],
    ['contenteditable', '#editable', '友達と<b>遊ぶ</b>', (chosen: string) => `友達${chosen}<b>遊ぶ</b>`],
  ])(
    '%s: replaces the word only when told to, as if it had been typed: one undo step, the selection kept',
    async (_, selector, before, after) => {
      const page = await bench.open('zoo/fields.html');
      await page.focus(selector);
      await page.$eval(selector, (element) => {
        globalThis.heard = [];
        element.addEventListener('input', (event) =>
          heard.push(`${(event as InputEvent).inputType} ${event.isTrusted}`),
        );
      });
      await page.keyboard.down('Control');
      await page.keyboard.press('a');
      await page.keyboard.up('Control');
      const tooltip = await Tooltip.wait(page);
      await tooltip.click('[data-word="1"]');
      const written = await tooltip.until(
        (shadow) => shadow.querySelector('.candidate') && shadow.querySelector('[data-word="1"] .own')!.textContent,
      );
      const [candidates] = await tooltip.candidates();
      const place = candidates!.findIndex((candidate) => candidate !== written);
      await tooltip.click(`.candidate:nth-child(${place + 1})`);
      await tooltip.until((shadow) => shadow.querySelector('.preview'));
      expect(await content(page, selector)).toBe(before);
      expect(await page.evaluate(() => heard)).toEqual([]);

      await tooltip.click('.preview button:nth-child(2)');
      expect(
        await tooltip.until(
          (shadow) => shadow.querySelector('[aria-busy="false"] [data-word]') && !shadow.querySelector('.preview'),
        ),
      ).toBe(true);
      expect(await content(page, selector)).toBe(after(candidates![place]!));
      expect(await page.evaluate(() => heard)).toEqual(['insertText true']);
      expect(await page.evaluate((query) => document.activeElement === document.querySelector(query), selector)).toBe(
        true,
      );
      const plain = after(candidates![place]!).replace(/<\/?b>/g, '');
      expect(
        await page.$eval(selector, (element) =>
          'value' in element
            ? (element as HTMLInputElement).value.slice(
                (element as HTMLInputElement).selectionStart!,
                (element as HTMLInputElement).selectionEnd!,
              )
            : getSelection()!.toString(),
        ),
      ).toBe(plain);

      await page.keyboard.down('Control');
      await page.keyboard.press('z');
      await page.keyboard.up('Control');
      expect(await content(page, selector)).toBe(before);
    },
  );

  it.each([
    ['a read-only input', '#readonly'],
    ["a page's own text", 'title ~ p'],
  ])('%s: can only be copied', async (_, selector) => {
    const page = await bench.open('zoo/fields.html');
    if (selector === '#readonly') await page.$eval(selector, (field) => (field as HTMLInputElement).focus());
    if (selector === '#readonly')
      await asUser(page, (query) => document.querySelector<HTMLInputElement>(query)!.select(), selector);
    else
      await asUser(page, () => {
        const paragraph = document.createElement('p');
        paragraph.textContent = '友達と遊ぶ';
        document.body.append(paragraph);
        getSelection()!.selectAllChildren(paragraph);
      });
    const tooltip = await Tooltip.wait(page);
    await tooltip.click('[data-word="1"]');
    await tooltip.click('.candidate');
    expect(
      await tooltip.until(
        (shadow) =>
          shadow.querySelector('.preview') &&
          [...shadow.querySelectorAll('.preview button')].map((button) => button.textContent),
      ),
    ).toEqual(['Copy']);
  });
});
