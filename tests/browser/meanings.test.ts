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

describe('the meaning of a word', () => {
  const state = '[data-state="sheet, words whose meanings say what was asked"]';
  const whole = '排出量: noun, サ変接続';

  beforeAll(() => components.show());

  it.each([1, 0])('is of all of it, whichever of its morphemes is pointed at: %i', async (index) => {
    await page.hover(`${state} h2`);
    await page.hover(`${state} [data-word="${index}"]`);
    const glosses = await page.waitForSelector(`${state} .glosses`);
    expect(await glosses!.evaluate(({ textContent }) => textContent)).toContain(whole);
  });

  it('is on its card for Anki what it is in its entry', async () => {
    await page.click(`${state} .toggle[aria-expanded]`);
    await page.click(`${state} .formats button:last-of-type`);
    await page.waitForFunction(() => document.documentElement.dataset['meant']?.includes(';'));
    expect(await page.$eval('html', ({ dataset }) => dataset['meant'])).toBe(`${whole}; ぶり: suffix, 接尾`);
  });
});
