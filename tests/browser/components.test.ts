import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElementHandle, Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { looks } from '../../scripts/browser/components.ts';
import { violations } from './support/axe.ts';
import { openComponents, type Components } from './support/components.ts';

let components: Components;
let page: Page;
const errors: string[] = [];

beforeAll(async () => {
  components = await openComponents();
  ({ page } = components);
  page.on('pageerror', (error) => errors.push(String(error)));
});
afterAll(() => components?.close());

describe.each(looks)('every component, $language, $theme', (look) => {
  beforeAll(() => components.show(look));

  it('is there, and has no error', async () => {
    const empty = await page.$$eval('.state', (states) =>
      states
        .filter((state) => state.lastElementChild!.childElementCount === 0)
        .map((state) => (state as HTMLElement).dataset['state']),
    );
    expect(empty).toEqual([]);
    expect(await page.$$eval('.state', ({ length }) => length)).toBeGreaterThan(20);
    expect(errors).toEqual([]);
  });

  it('has what axe-core asks for', async () => {
    // The same landmark stands on the page in several states.
    expect(await violations(page, `document.querySelector('.states')`, ['landmark-unique'])).toEqual([]);
  });

  it('is no wider than its place', async () => {
    const wide = await page.$$eval('.state > div', (frames) =>
      frames
        .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
        .map((frame) => (frame.parentElement as HTMLElement).dataset['state']),
    );
    expect(wide).toEqual([]);
  });
});

it('the requests of a page are counted to the last, which the browser tells of late', async () => {
  const sentence = `[data-state="options, requests counted late"] section > p`;
  await page.waitForFunction((where) => document.querySelector(where)?.textContent.includes('7'), {}, sentence);
  expect(await page.$eval(sentence, ({ textContent }) => textContent)).toMatch(/\b7\b/);
});

it('what has failed is not said any more while it is asked again', async () => {
  const notice = `[data-state="dependencies, asked again"] .failure`;
  await page.waitForSelector(notice);
  await page.click(`${notice} button`);
  await page.waitForFunction((where) => !document.querySelector(where), {}, notice);
});

it.each([320, 420, 800])(
  'what can be done about finds stands in one place of every row, %i pixels wide',
  async (width) => {
    const { lefts, lines } = await page.$eval(
      '[data-state="panel, scored, with a find"]',
      (state, wide) => {
        (state as HTMLElement).style.inlineSize = `${wide}px`;
        const places = [...state.querySelectorAll('.hint-list .do button')].map((button) =>
          button.getBoundingClientRect(),
        );
        (state as HTMLElement).style.inlineSize = '';
        return { lefts: places.map(({ left }) => left), lines: new Set(places.map(({ top }) => top)).size };
      },
      width,
    );
    expect(lefts.slice(0, 3)).toEqual(lefts.slice(3));
    expect(lines).toBe(2);
  },
);

describe('two sentences compared', () => {
  const state = '[data-state="panel, two sentences compared"]';
  const alike = '[data-state="panel, two sentences alike"]';
  const best = (of: string) =>
    page.$$eval(`${of} .pair li`, (items) => items.map((item) => item.classList.contains('best')));

  beforeAll(() => components.show());

  it('have one marked as the likelier only where one is', async () => {
    await page.waitForSelector(`${alike} .pair`);
    expect(await best(state)).toEqual([true, false]);
    expect(await best(alike)).toEqual([false, false]);
  });

  it('are read as far as a sentence may be long, which is said', async () => {
    const note = `${alike} label + .fine`;
    expect(await page.$(note)).toBeNull();
    await page.click(`${alike} .actions button`);
    await page.waitForSelector(`${alike} textarea`, { visible: true });
    expect(await page.$(`${alike} .pair`)).toBeNull();
    await page.$eval(`${alike} textarea`, (area) => {
      (area as HTMLTextAreaElement).value = `${'あ'.repeat(399)}𠮷い`;
      area.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await page.waitForSelector(note);
    const said = 'The first 399 of 402 characters are compared.';
    expect(await page.$eval(note, ({ textContent }) => textContent)).toBe(said);
    expect(
      await page.$$eval(`${alike} textarea`, (areas) =>
        areas.map(({ ariaDescribedByElements: by }) => by?.length ?? 0),
      ),
    ).toEqual([1, 0]);
    expect(await page.$(`${alike} form [role="status"]`)).toBeNull();
    await page.click(`${alike} [type="submit"]`);
    await page.waitForSelector(`${alike} .pair`);
    expect(
      await page.$$eval(`${alike} .pair li`, (items) =>
        items.map((item) => item.querySelector('.fine')?.textContent ?? ''),
      ),
    ).toEqual([said, '']);
  });

  it('are not judged any more once they are swapped, and are judged anew', async () => {
    await page.click(`${state} .actions button:last-child`);
    await page.waitForFunction((of) => !document.querySelector(`${of} .verdict`), {}, state);
    await page.click(`${state} [type="submit"]`);
    await page.waitForSelector(`${state} .pair`);
    expect(await best(state)).toEqual([false, true]);
  });
});

it('a round of practice goes on where it was left for another page, and while another text is selected', async () => {
  const state = '[data-state="practice, left and come back to"]';
  await page.click(`${state} .options button`);
  await page.waitForSelector(`${state} .judged.fits`);
  for (const away of ['true', 'false']) {
    await page.click(`${state} .leave`);
    await page.waitForSelector(`${state} .leave[aria-pressed="${away}"]`);
  }
  await page.$eval(`${state} .select-other`, (button) => (button as HTMLElement).click());
  await page.waitForSelector(`${state} .show-waiting`);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await page.$(`${state} .judged.fits`)).not.toBeNull();
  await page.click(`${state} .leave`);
  // As the page of the text has it.
  await page.$eval(`${state} .show-waiting`, (button) => (button as HTMLElement).click());
  // The round is given up, and holds nothing any more.
  await page.$eval(`${state} .select-other`, (button) => (button as HTMLElement).click());
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await page.$(`${state} .show-waiting`)).toBeNull();
});

describe('a text of one’s own', () => {
  const state = `[data-state="panel, a text of one's own"]`;
  const shown = () => page.$eval(`${state} ol.heat`, ({ textContent }) => textContent);
  const drafted = () => page.$eval(`${state} textarea.heat`, (field) => (field as HTMLTextAreaElement).value);
  const untilShown = (text: string) => expect.poll(shown).toBe(text);

  beforeAll(() => components.show());

  it('keeps what is being written into it while another is selected, which is offered afterwards', async () => {
    await page.click(`${state} .edit-text button`);
    await page.waitForSelector(`${state} textarea.heat`);
    await page.keyboard.type('鳥もだ。');
    const changed = await drafted();
    await page.$eval(`${state} .select-other`, (button) => (button as HTMLElement).click());
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await drafted()).toBe(changed);
    expect(await page.$(`${state} .show-waiting`)).toBeNull();
    await page.click(`${state} .edit-text .primary`);
    await untilShown(changed);
    await page.click(`${state} .show-waiting`);
    await untilShown('友達とXXXXをする');
    // It can be read again.
    await page.$eval(`${state} .own-text`, (details) => ((details as HTMLDetailsElement).open = true));
    await page.click(`${state} .own-text [type="submit"]`);
    await untilShown(changed);
  });

  it('gives way to another that is selected where nothing has been done to it', async () => {
    await page.$eval(`${state} .select-other`, (button) => (button as HTMLElement).click());
    await untilShown('友達とXXXXをする');
  });

  it('is kept where it has been changed, also while its lines are read as one', async () => {
    await page.$eval(`${state} .own-text`, (details) => ((details as HTMLDetailsElement).open = true));
    await page.$eval(`${state} .own-text textarea`, (field) => {
      (field as HTMLTextAreaElement).value = '猫だ。\n犬だ。';
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await page.click(`${state} .own-text [type="submit"]`);
    await page.waitForSelector(`${state} .join-toggle`);
    await page.click(`${state} .edit-text button`);
    await page.waitForSelector(`${state} textarea.heat`);
    await page.keyboard.type('鳥だ。');
    const changed = await drafted();
    await page.click(`${state} .edit-text .primary`);
    await page.waitForFunction((of) => !document.querySelector(`${of} textarea.heat`), {}, state);
    await page.click(`${state} .join-toggle`);
    await untilShown(changed.replace('\n', ''));
    await page.$eval(`${state} .select-other`, (button) => (button as HTMLElement).click());
    await page.waitForSelector(`${state} .show-waiting`);
    expect(await shown()).toBe(changed.replace('\n', ''));
    await page.click(`${state} .show-waiting`);
    await untilShown('友達とXXXXをする');
  });

  it('is edited in whichever part is read', async () => {
    const first = `${'あ'.repeat(29_999)}。`;
    await page.$eval(
      `${state} .own-text textarea`,
      (field, text) => {
        (field as HTMLTextAreaElement).value = text;
        field.dispatchEvent(new Event('input', { bubbles: true }));
      },
      `${first}猫だ。`,
    );
    await page.click(`${state} .own-text [type="submit"]`);
    await page.waitForSelector(`${state} .notice button`);
    await page.click(`${state} .notice button`);
    await untilShown('猫だ。');
    await page.click(`${state} .edit-text button`);
    await page.waitForSelector(`${state} textarea.heat`);
    await page.$eval(`${state} textarea.heat`, (field) => {
      (field as HTMLTextAreaElement).value += '犬もだ。';
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await page.click(`${state} .edit-text .primary`);
    await untilShown('猫だ。犬もだ。');
    await page.click(`${state} .edit-text button`);
    await page.waitForSelector(`${state} textarea.heat`);
    expect(await drafted()).toBe(`${first}猫だ。犬もだ。`);
    await page.keyboard.press('Escape');
  });
});

/** What has the focus: its name, or its text. */
const focused = () =>
  page.evaluate(() => document.activeElement!.getAttribute('aria-label') ?? document.activeElement!.textContent);

describe('dictionaries', () => {
  const state = '[data-state="options, dictionaries"]';
  const names = () => page.$$eval(`${state} .name`, (all) => all.map(({ textContent }) => textContent));
  const press = async (selector: string) => {
    await page.waitForSelector(`${state} ${selector}`);
    await page.focus(`${state} ${selector}`);
    await page.keyboard.press('Enter');
  };

  it('are deleted once that is confirmed, and the keyboard goes on', async () => {
    await press('[aria-label="Delete jumandic"]');
    await page.waitForSelector(`${state} .danger`);
    expect(await focused()).toBe('Keep');
    expect(await names()).toHaveLength(3);
    await press('.danger');
    await expect.poll(names).toEqual(['held', 'unidic_lite']);
    await expect.poll(focused).toBe('Delete unidic_lite');
  });

  it('say why they stay', async () => {
    await press('[aria-label="Delete held"]');
    await press('.danger');
    await page.waitForSelector(`${state} [role="alert"]`);
    expect(await names()).toEqual(['held', 'unidic_lite']);
    await press('[aria-label="Delete unidic_lite"]');
    await page.waitForSelector(`${state} .model-row:nth-of-type(2) .danger`);
    await page.focus(`${state} .model-row:nth-of-type(2) .danger`);
    await page.keyboard.press('Enter');
    await expect.poll(names).toEqual(['held']);
    expect(await page.$(`${state} [role="alert"]`)).toBeNull();
  });
});

describe('own words from a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'anaume-'));
  const file = join(folder, 'words.txt');
  const state = '[data-state="options, own words"]';
  const words = () => page.$$eval(`${state} li span`, (all) => all.map(({ textContent }) => textContent));
  const untilWords = (count: number) =>
    page.waitForFunction(
      (query, wanted) => document.querySelectorAll(query).length === wanted,
      {},
      `${state} li`,
      count,
    );
  const pick = async () =>
    await ((await page.$(`${state} input[type="file"]`)) as ElementHandle<HTMLInputElement>).uploadFile(file);
  /** Every file that is read from now on waits for the test. */
  const hold = () =>
    page.evaluate(() => {
      Object.assign(globalThis, { held: null });
      const read = Blob.prototype.arrayBuffer;
      Blob.prototype.arrayBuffer = function () {
        Blob.prototype.arrayBuffer = read;
        return new Promise((resolve, reject) => {
          Object.assign(globalThis, {
            held: {
              go: () => resolve(read.call(this)),
              fail: () => reject(new DOMException('gone', 'NotReadableError')),
            },
          });
        });
      };
    });

  beforeAll(async () => {
    writeFileSync(file, '僕ん家\n穴埋め\n');
    await components.show();
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('may be taken from the same one again', async () => {
    await pick();
    await untilWords(3);
    await page.click(`${state} li:last-child button`);
    await untilWords(2);
    await pick();
    await untilWords(3);
    expect(await words()).toEqual(['獰悪', '僕ん家', '穴埋め']);
  });

  it('are added to those there are when it has been read', async () => {
    await page.click(`${state} li:last-child button`);
    await untilWords(2);
    await hold();
    await pick();
    await page.type(`${state} input[type="text"]`, '茶へ');
    await page.click(`${state} [type="submit"]`);
    await untilWords(3);
    await page.waitForFunction('globalThis.held');
    await page.evaluate('held.go()');
    await untilWords(4);
    expect(await words()).toEqual(['獰悪', '僕ん家', '茶へ', '穴埋め']);
  });

  it('are left out where they are too long, which is said; what was typed stays to be changed', async () => {
    const long = 'あ'.repeat(61);
    writeFileSync(file, `僕ん家\n穴埋め\n${long}\n`);
    const said = (count: number) =>
      page.waitForFunction(
        (query, text) => document.querySelector(query)!.textContent === text,
        {},
        `${state} [role="status"]`,
        `Added: ${count} · Too long, left out: 1 (a word has at most 60 characters)`,
      );
    const before = await words();
    await pick();
    await said(0);
    await page.click(`${state} li:last-child button`);
    await pick();
    await said(1);
    await page.type(`${state} input[type="text"]`, long);
    await page.click(`${state} [type="submit"]`);
    await said(0);
    expect(await page.$eval(`${state} input[type="text"]`, (field) => (field as HTMLInputElement).value)).toBe(long);
    expect(await words()).toEqual(before);
  });

  it('are none where it cannot be read, which is said', async () => {
    await hold();
    await pick();
    await page.waitForFunction('globalThis.held');
    await page.evaluate('held.fail()');
    await page.waitForFunction(
      (query) => document.querySelector(query)!.textContent.includes('“words.txt”'),
      {},
      `${state} [role="status"]`,
    );
    expect(await words()).toHaveLength(4);
    expect(errors).toEqual([]);
  });

  it('leave the keyboard in the list when they are taken away', async () => {
    while ((await page.$$(`${state} li`)).length > 0) {
      const count = (await page.$$(`${state} li`)).length;
      await page.focus(`${state} li button`);
      const after = await page
        .$eval(`${state} li:nth-child(2) button`, (button) => button.getAttribute('aria-label'))
        .catch(() => null);
      await page.keyboard.press('Enter');
      await untilWords(count - 1);
      await expect.poll(focused).toBe(after ?? 'My words');
    }
  });
});
