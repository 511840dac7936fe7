import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openComponents, type Components } from './support/components.ts';

let components: Components;
let page: Page;
const state = '[data-state="panel, a word whose reading comes late"]';

beforeAll(async () => {
  components = await openComponents();
  ({ page } = components);
  await components.show();
});
afterAll(() => components?.close());

it('what would stand in the place of a word that is chosen is said to who listens', async () => {
  const said = () => page.$eval(`${state} .dock + .unseen`, ({ textContent }) => textContent);
  expect(await said()).toBe('');
  await page.click(`${state} [data-word="0"]`);
  await expect.poll(said).toMatch(/^Candidates for “猫”: 話 /);
  await page.click(`${state} [data-word="2"]`);
  await expect.poll(said).toMatch(/^Candidates for “静か”: 話 /);
});

it('the details of a word stay when the model has chosen its reading', async () => {
  await page.click(`${state} [data-word="4"]`);
  await page.waitForSelector(`${state} .dock-head`);
  await page.evaluate('answerReadings()');
  await page.waitForFunction(
    (dock) => document.querySelector(dock)?.textContent.includes('べつ'),
    {},
    `${state} .dock-head`,
  );
});
