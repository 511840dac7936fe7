import type { Page } from 'puppeteer';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openComponents, type Components } from './support/components.ts';

let components: Components;
let page: Page;

beforeAll(async () => {
  components = await openComponents();
  ({ page } = components);
});
beforeEach(() => components.show());
afterAll(() => components?.close());

/** Presses what `selector` finds with a key. */
const press = async (selector: string, key: 'Enter' | 'Escape' = 'Enter') => {
  await page.waitForSelector(selector);
  await page.focus(selector);
  await page.keyboard.press(key);
};
const isAt = (selector: string) =>
  page.waitForFunction((query) => document.activeElement?.matches(query), {}, selector);

describe('the keyboard goes on in the text', () => {
  const state = `[data-state="panel, rules on a text of one's own"]`;
  const word = `${state} [data-word]`;

  it('when what is known of a word is closed', async () => {
    await press(word);
    await press(`${state} .dock .close`);
    await isAt(word);
  });

  it.each(['read again', 'left as it was'])('when it was edited and is %s', async (end) => {
    await press(`${state} .edit-text button`);
    await isAt(`${state} textarea.heat`);
    if (end === 'left as it was') await press(`${state} textarea.heat`, 'Escape');
    else {
      await page.keyboard.type('鳥だ。');
      await press(`${state} .edit-text .primary`);
    }
    await isAt(word);
  });

  it('when another is pasted', async () => {
    await page.$eval(`${state} .own-text`, (details) => ((details as HTMLDetailsElement).open = true));
    await page.type(`${state} .own-text textarea`, '鳥だ。');
    await press(`${state} .own-text [type="submit"]`);
    await isAt(word);
  });
});

it('the keyboard stays at the switch that joins lines', async () => {
  const state = `[data-state="panel, rules on a text of one's own"]`;
  for (const joined of ['true', 'false']) {
    await press(`${state} .join-toggle`);
    await isAt(`${state} .join-toggle[aria-pressed="${joined}"]`);
  }
});

it('the keyboard goes on at the first question of another text that is asked for', async () => {
  const state = '[data-state="practice, left and come back to"]';
  await page.waitForSelector(`${state} .question`);
  await page.$eval(`${state} .select-other`, (button) => (button as HTMLElement).click());
  await press(`${state} .show-waiting`);
  await page.waitForFunction((of) => !document.querySelector(`${of} .show-waiting`), {}, state);
  await isAt(`${state} .question h2`);
});

it('the first question of a round that is repeated has the focus, and that of the first has not', async () => {
  const state = '[data-state="practice, left and come back to"]';
  await page.waitForSelector(`${state} .question`);
  expect(await page.evaluate(() => document.activeElement?.localName)).toBe('body');
  await press(`${state} .options button`);
  await isAt(`${state} .go.primary`);
  await page.keyboard.press('Enter');
  await isAt(`${state} .round-end button`);
  await page.keyboard.press('Enter');
  await isAt(`${state} .question h2`);
});
