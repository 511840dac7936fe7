import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openEngineSite, type EngineSite } from '../../scripts/browser/engine-site.ts';

let site: EngineSite;
let page: Page;
beforeAll(async () => {
  site = await openEngineSite('tests/browser/support/pieces-harness.ts');
  page = await site.open();
  await page.waitForFunction(() => typeof globalThis.anaumePieces === 'object');
});
afterAll(() => site?.close());

it.each([
  ['叱', false],
  ['𠮟', false],
  ['𠮷', false],
  ['𩸽', false],
  ['𝟘', false],
  ['🐟', true],
  ['。', true],
])('a token stands alone, or not, on either side of %s', async (beside, alone) => {
  const asked = (text: string, start: number) =>
    page.evaluate((all, from) => anaumePieces.isAlone(all, from, from + 2), text, start);
  expect(await asked(`${beside}のに`, beside.length)).toBe(alone);
  expect(await asked(`あ${beside}のに`, beside.length + 1)).toBe(alone);
  expect(await asked(`のに${beside}`, 0)).toBe(alone);
});
