import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openComponents, type Components } from './support/components.ts';

let components: Components;
let page: Page;

beforeAll(async () => {
  components = await openComponents();
  ({ page } = components);
});
afterAll(() => components?.close());

it('rules object to nothing only once the model has been asked about what they found', async () => {
  const state = '[data-state="panel, rules on a text that is scored later"]';
  await components.show();
  await page.waitForSelector(`${state} ul`);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await page.$(`${state} .fine`)).toBeNull();
  await page.click(`${state} .score`);
  await page.waitForSelector(`${state} .fine`);
});

it('rules say that they are at work', async () => {
  await page.waitForSelector('[data-state="panel, rules at work"] .thinking');
  expect(await page.$('[data-state="panel, rules on a text that is scored later"] .thinking')).toBeNull();
});

it('what a rule has found and is ignored stays so when another sentence is changed', async () => {
  const state = `[data-state="panel, rules on a text of one's own"]`;
  const finds = () => page.$$eval(`${state} .rule-list mark`, (all) => all.map(({ textContent }) => textContent));
  const read = async (text: string) => {
    await page.click(`${state} .edit-text button`);
    await page.waitForSelector(`${state} textarea.heat`);
    await page.$eval(
      `${state} textarea.heat`,
      (field, written) => {
        (field as HTMLTextAreaElement).value = written;
        field.dispatchEvent(new Event('input', { bubbles: true }));
      },
      text,
    );
    await page.click(`${state} .edit-text .primary`);
    await page.waitForSelector(`${state} ol.heat`);
  };
  await expect.poll(finds).toEqual(['犬']);
  await page.click(`${state} .rule-list .ignore`);
  await expect.poll(finds).toEqual([]);
  await read('猫もだ。\n犬だ。\n犬もだ。');
  await expect.poll(finds).toEqual(['犬']);
  await read('猫もだ。\n犬だ。');
  await page.waitForSelector(`${state} .rule-list .fine`);
  expect(await finds()).toEqual([]);
});

describe('finds that begin within a word', () => {
  const state = `[data-state="panel, finds in a text of one's own, which is split otherwise"]`;
  const shown = () => page.$eval(`${state} ol.heat`, ({ textContent }) => textContent);

  beforeAll(() => components.show());

  it('are shown and applied where they stand', async () => {
    expect(await page.$$eval(`${state} .find`, (all) => all.map(({ textContent }) => textContent))).toEqual([
      '猫が → を静かに鳴く。',
      '猫が静かに鳴く → 泣く。',
    ]);
    await page.click(`${state} li:nth-child(2) .apply`);
    await expect.poll(shown).toBe('猫が静かに泣く。');
  });

  it('are undone by Ctrl+Z, but not from a field, and not behind another page', async () => {
    const undoFrom = async (selector: string) => {
      await page.focus(`${state} ${selector}`);
      await page.keyboard.down('Control');
      await page.keyboard.press('z');
      await page.keyboard.up('Control');
      await new Promise((resolve) => setTimeout(resolve, 100));
    };
    await undoFrom('input[type="text"]');
    expect(await shown()).toBe('猫が静かに泣く。');
    await page.click(`${state} .leave`);
    await undoFrom('.leave');
    await page.click(`${state} .leave`);
    expect(await shown()).toBe('猫が静かに泣く。');
    await undoFrom('.leave');
    await expect.poll(shown).toBe('猫が静かに鳴く。');
  });

  it('are undone one by one, whether applied or ignored, here or always', async () => {
    const finds = () => page.$$eval(`${state} .find del`, (all) => all.map(({ textContent }) => textContent));
    const undo = `${state} .undo`;
    for (const [ignore, left] of [
      ['.ignore', '鳴く'],
      ['.always', '鳴く'],
    ] as const) {
      expect(await finds()).toEqual(['が', '鳴く']);
      await page.click(`${state} li:nth-child(1) ${ignore}`);
      await expect.poll(finds).toEqual([left]);
      await page.click(`${state} li:nth-child(1) .apply`);
      await expect.poll(shown).toBe('猫が静かに泣く。');
      await page.click(undo);
      await expect.poll(shown).toBe('猫が静かに鳴く。');
      await expect.poll(finds).toEqual([left]);
      await page.click(undo);
      await expect.poll(finds).toEqual(['が', '鳴く']);
      expect(await page.$(undo)).toBeNull();
    }
  });

  it('are not said where the text is another by then', async () => {
    await page.click(`${state} li:nth-child(2) .apply`);
    await expect.poll(shown).toBe('猫が静かに泣く。');
    expect(await page.$$eval(`${state} .find del`, (all) => all.map(({ textContent }) => textContent))).toEqual(['が']);
  });
});
