import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openComponents, type Components } from './support/components.ts';

let components: Components;
let page: Page;

beforeAll(async () => {
  components = await openComponents();
  ({ page } = components);
  await components.show();
});
afterAll(() => components?.close());

it('all is erased only once that was asked, and the safe answer has the focus', async () => {
  const state = '[data-state="options, what is stored"]';
  const times = () => page.$eval(`${state} output`, ({ textContent }) => textContent);
  const focus = () => page.evaluate(() => document.activeElement?.textContent);
  await page.waitForSelector(`${state} .erase`);
  await page.click(`${state} .erase`);
  await page.waitForSelector(`${state} .actions [role="status"]`);
  expect(await focus()).toBe('Keep');
  await page.keyboard.press('Escape');
  await page.waitForSelector(`${state} .erase`);
  expect(await focus()).toMatch(/^Erase everything/);
  expect(await times()).toBe('0');
  await page.click(`${state} .erase`);
  const yes = (await page.waitForSelector(`${state} .actions .danger:not(.erase)`))!;
  await yes.click();
  await expect.poll(times).toBe('1');
  await page.waitForSelector(`${state} .erase`);
  expect(await page.$eval(`${state} #stored > [role="status"]`, ({ textContent }) => textContent)).toBe('Erased.');
});

it('nothing is begun that would end the conversion of a dictionary', async () => {
  const state = '[data-state="options, a model that wants a dictionary"]';
  await page.type(`${state} [name="hub-name"]`, 'a/b');
  await page.click(`${state} [type="submit"]`);
  const field = (await page.waitForSelector(`${state} [name="wanted-files"]`))!;
  await field.evaluate((input) => {
    Object.defineProperty(input, 'files', { value: [new File(['{}'], 'dicrc')], configurable: true });
    input.dispatchEvent(new Event('change', { bubbles: true }));
  });
  const cancel = (await page.waitForSelector(`${state} .task button`))!;
  const begins = `${state} :is([type="submit"], .catalogue-row button)`;
  expect(await page.$$eval(begins, (all) => all.filter((button) => !button.matches(':disabled')).length)).toBe(0);
  await page.focus(`${state} [name="hub-name"]`);
  await page.keyboard.press('Enter');
  await new Promise((resolve) => setTimeout(resolve, 100));
  await cancel.evaluate((button) => (button as HTMLElement).click());
  await page.waitForSelector(`${state} [type="submit"]:not(:disabled)`);
});

it('what was answered about a model holds while its dictionary is added, and not when it is added anew', async () => {
  const state = '[data-state="options, a model that names no tokenizer"]';
  const pick = (field: string, names: readonly string[]) =>
    page.$eval(
      `${state} [name="${field}"]`,
      (input, given) => {
        const files = given.map((name) => new File(['{}'], name));
        Object.defineProperty(input, 'files', { value: files, configurable: true });
        input.dispatchEvent(new Event('change', { bubbles: true }));
      },
      names,
    );
  const submit = async () => {
    await page.waitForSelector(`${state} form button[type="submit"]:not([disabled])`);
    await page.click(`${state} form button[type="submit"]`);
  };
  await pick('model-files', ['config.json', 'vocab.txt', 'model.safetensors']);
  await submit();
  await page.waitForSelector(`${state} .ask-tokenizer`);
  await page.click(`${state} .ask-tokenizer input[value="unidic_lite"]`);
  await page.click(`${state} .ask-tokenizer button`);
  await page.waitForSelector(`${state} .wanted`);
  // Whoever has answered wrongly begins again.
  await submit();
  await page.waitForSelector(`${state} .ask-tokenizer`);
  await page.click(`${state} .ask-tokenizer input[value="unidic_lite"]`);
  await page.click(`${state} .ask-tokenizer button`);
  await page.waitForSelector(`${state} .wanted`);
  await pick('wanted-files', ['dicrc']);
  await page.waitForSelector(`${state} .added, ${state} .ask-tokenizer`);
  expect(await page.$(`${state} .ask-tokenizer`)).toBeNull();
});

it('a model is called as the folder that was picked last, unless somebody has named it', async () => {
  const state = '[data-state="options, a model from files"]';
  const pick = (folder: string) =>
    page.$eval(
      `${state} [name="model-folder"]`,
      (input, name) => {
        const file = new File(['{}'], 'config.json');
        Object.defineProperty(file, 'webkitRelativePath', { value: `${name}/config.json` });
        Object.defineProperty(input, 'files', { value: [file], configurable: true });
        input.dispatchEvent(new Event('change', { bubbles: true }));
      },
      folder,
    );
  const name = () => page.$eval(`${state} [name="own-name"]`, (input) => (input as HTMLInputElement).value);
  await pick('one');
  await expect.poll(name).toBe('one');
  await pick('other');
  await expect.poll(name).toBe('other');
  await page.type(`${state} [name="own-name"]`, '!');
  await pick('one');
  await new Promise((done) => setTimeout(done, 100));
  expect(await name()).toBe('other!');
});

it('no other model is replaced than the one that was asked about', async () => {
  const state = '[data-state="options, a model beside others"]';
  const field = `${state} [name="own-name"]`;
  const call = async (name: string) => {
    await page.$eval(field, (input) => (input as HTMLInputElement).select());
    await page.type(field, name);
  };
  const added = () => page.$eval(`${state} output`, ({ textContent }) => textContent);
  await page.$eval(`${state} [name="model-files"]`, (input) => {
    Object.defineProperty(input, 'files', { value: [new File(['{}'], 'config.json')], configurable: true });
    input.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await call('one');
  await page.click(`${state} [type="submit"]`);
  await page.waitForSelector(`${state} [role="alert"]`);
  await call('other');
  await page.waitForFunction((of) => !document.querySelector(`${of} [role="alert"]`), {}, state);
  await page.click(`${state} [type="submit"]`);
  const yes = (await page.waitForSelector(`${state} [role="alert"] button`))!;
  await yes.click();
  // What is answered afterwards is about the same one.
  await page.waitForSelector(`${state} .ask-tokenizer`);
  await call('one');
  await page.click(`${state} .ask-tokenizer button`);
  await expect.poll(added).toBe(' other other');
});

it('the keyboard goes on where a download begins and ends, and what has arrived goes only once that is asked', async () => {
  const state = '[data-state="options, a download"]';
  const isAt = (selector: string) =>
    page.waitForFunction((query) => document.activeElement?.matches(query), {}, `${state} ${selector}`);
  const press = async (selector: string) => {
    await page.waitForSelector(`${state} ${selector}`);
    await page.focus(`${state} ${selector}`);
    await page.keyboard.press('Enter');
  };
  await page.type(`${state} [name="hub-name"]`, 'a/b');
  await press('[type="submit"]');
  await isAt('.offer');
  await press('.offer .primary');
  await isAt('.task button');
  await page.keyboard.press('Enter');
  await isAt('[name="hub-name"]');
  await press('.unfinished .actions .actions button');
  await page.waitForSelector(`${state} .unfinished .danger`);
  const gone = () => page.$eval(`${state} output`, ({ textContent }) => textContent);
  expect(await gone()).toBe('');
  await press('.unfinished .danger');
  await expect.poll(gone).toBe('a/half');
  await isAt('[name="hub-name"]');
});
