import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FULL_DISK } from './support/full-disk.ts';
import {
  inTooltip,
  launchSurfaces,
  messages,
  openTooltip,
  untilStill,
  type Language,
  type PageOptions,
  type Surfaces,
} from './support/surface.ts';

let surfaces: Surfaces;
beforeAll(async () => {
  surfaces = await launchSurfaces();
});
afterAll(() => surfaces?.close());

const SEED = '僕は友達とXXXXをすることが好きだ';
const html = '<!doctype html><html><meta charset="utf-8"><title>Anaume</title><body></body></html>';
/** The policy of the extension's own pages. */
const headers = {
  'content-security-policy':
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; img-src 'self'; style-src 'self'; font-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
};

async function open(
  options: PageOptions & { language?: Language; settings?: object; recent?: string[] } = {},
): Promise<Page> {
  const page = await surfaces.page(html, { headers, viewport: { width: 420, height: 590 }, ...options });
  await page.evaluate(
    (texts, settings, recent) => anaume.popup(texts, settings, recent),
    await messages(options.language ?? 'en'),
    options.settings ?? {},
    options.recent ?? null,
  );
  return page;
}
const texts = (page: Page, selector: string) =>
  page.$$eval(selector, (elements) => elements.map((element) => element.textContent));

/** Reads the example, and opens the menu of formats on a page that may use the clipboard. */
async function openCopyMenu(page: Page): Promise<void> {
  await surfaces.browser
    .defaultBrowserContext()
    .overridePermissions('https://page.example', ['clipboard-read', 'clipboard-sanitized-write']);
  await page.bringToFront();
  await page.click('.nothing button');
  await page.waitForSelector('.candidate');
  await page.click('footer [aria-expanded]');
}

describe('the popup', () => {
  it('keeps the keyboard in the list when a recent text is forgotten, and goes to the field after the last', async () => {
    const page = await open({ recent: ['猫が鳴く。', '犬が走る。'] });
    await page.waitForSelector('.recent');
    await page.$eval('.recent', (details) => ((details as HTMLDetailsElement).open = true));
    await page.focus('.recent li button:last-child');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelectorAll('.recent li').length === 1);
    await page.waitForFunction(() => document.activeElement === document.querySelector('.recent li button:last-child'));
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => !document.querySelector('.recent'));
    await page.waitForFunction(() => document.activeElement!.id === 'sentence');
    expect(await page.$('.recent')).toBeNull();
    await page.close();
  });

  it('is never blank: with nothing read yet it says how to begin, and offers the sample', async () => {
    const page = await open();
    expect(await texts(page, '.nothing p')).toEqual(['Select Japanese text on a page, or type a sentence above.']);
    expect(await page.$eval('textarea', (field) => field.placeholder)).toBe(SEED);
    await page.click('.nothing button');
    await page.waitForSelector('.candidate');
    expect(await texts(page, '.word')).toHaveLength(11);
    expect((await texts(page, '.badge .device'))[0]).toMatch(/^(?:Wasm|WebGPU) · (?:fp32|fp16|int8|q4)./);
    expect((await texts(page, '.milliseconds'))[0]).toMatch(/^\d[\d,]* ms$/);
    await page.close();
  });

  it('shows the last analysis with its prediction at once, asking for nothing more', async () => {
    const latest = await surfaces.latest(SEED, [4]);
    const page = await open({ answers: { latest: () => ({ ok: true, value: latest }) } });
    await page.waitForSelector('.candidate');
    expect(
      await page.evaluate(() =>
        anaume.calls.map(({ method }) => method).filter((method) => !['status', 'meanings'].includes(method)),
      ),
    ).toEqual(['latest']);
    await page.close();
  });

  it('says that a text cannot be read while practising, too, with a way on and a way back', async () => {
    const latest = await surfaces.latest(SEED, [4]);
    let answer: (value: unknown) => void = () => {};
    const page = await open({
      answers: {
        latest: () => ({ ok: true, value: latest }),
        analyze: () => new Promise((resolve) => (answer = resolve as typeof answer)),
      },
    });
    await page.waitForSelector('.candidate');
    await page.click('footer .toggle[aria-pressed="false"]');
    await page.waitForSelector('.practice:not([hidden])');
    await page.type('textarea', '猫が鳴く。');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.nothing');
    expect(await texts(page, '.nothing')).toEqual(['Reading …']);
    answer({ ok: false, failure: { code: 'dictionary', detail: '' } });
    await page.waitForSelector('.failure');
    expect(await texts(page, '.failure button')).toEqual(['Try again']);
    await page.click('footer .toggle[aria-pressed="true"]');
    await page.waitForSelector('.sheet .failure');
    await page.close();
  });

  it('keeps a sentence typed meanwhile when the last analysis comes late', async () => {
    const latest = await surfaces.latest(SEED, [4]);
    let answer: (value: unknown) => void = () => {};
    const page = await open({
      answers: { latest: () => new Promise((resolve) => (answer = resolve as typeof answer)) },
    });
    await page.type('textarea', '猫が鳴く。');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.word');
    answer({ ok: true, value: latest });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect((await texts(page, '.own')).join('')).toBe('猫ねこが鳴なく。');
    await page.close();
  });

  it.each(['XXXX', '＿＿', '〇〇', '（　）', '[MASK]'])('takes %s for a blank', async (blank) => {
    const page = await open();
    await page.type('textarea', `今日は${blank}へ行く。`);
    await page.click('button.primary');
    await page.waitForSelector('.candidate');
    expect(await texts(page, '.word.blank')).toHaveLength(1);
    await page.close();
  });

  it('does nothing with white space, and leaves Enter alone while a word is being composed', async () => {
    const page = await open();
    await page.type('textarea', '  ');
    expect(await page.$eval('button.primary', (button) => button.disabled)).toBe(true);
    await page.keyboard.press('Enter');
    await page.evaluate(() => {
      const field = document.querySelector('textarea')!;
      field.value = '猫';
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true }));
    });
    expect(await page.evaluate(() => anaume.calls.some(({ method }) => method === 'analyze'))).toBe(false);
    await page.close();
  });

  it.each([
    ['model', 'The model is missing or damaged. Reinstall Anaume.'],
    ['backend', 'The model could not be run in this browser.'],
  ])('says that the %s failed, keeps the words, and retries', async (code, message) => {
    let tries = 0;
    const page = await open({
      answers: { predict: () => (tries++, { ok: false, failure: { code: code as 'model', detail: 'the details' } }) },
    });
    await page.click('.nothing button');
    await page.waitForSelector('.failure');
    expect(await texts(page, '.failure p')).toEqual([message, 'the details']);
    expect(await texts(page, '.word')).toHaveLength(11);
    await page.click('.failure button');
    await page.waitForFunction(() => anaume.calls.filter(({ method }) => method === 'predict').length === 2);
    expect(tries).toBe(2);
    await page.close();
  });

  it('shows how far loading is', async () => {
    const page = await open({
      answers: {
        predict: () => new Promise<never>(() => {}),
        status: () => ({ ok: true, value: { model: 'default', state: 'idle', progress: 0, backend: null } }),
      },
    });
    await page.waitForSelector('.badge .model');
    expect(await texts(page, '.badge :is(.model, .idle)')).toEqual([
      'built-in model',
      'loads with the first word you blank out',
    ]);
    await page.click('.nothing button');
    await page.waitForSelector('.word');
    await page.evaluate(() => anaume.report({ model: 'default', state: 'loading', progress: 0.5, backend: null }));
    await page.waitForSelector('progress');
    expect(await page.$eval('progress', (bar) => bar.value)).toBe(0.5);
    await page.close();
  });

  it('lists recent texts, reads one again, and forgets them', async () => {
    const page = await open({ recent: ['猫が鳴く。', '犬が走る。', SEED] });
    await page.click('.recent summary');
    expect(await texts(page, '.recent .text')).toEqual(['猫が鳴く。', '犬が走る。', SEED]);
    await page.click('.recent li:nth-child(2) .text');
    await page.waitForSelector('.word');
    expect((await texts(page, '.own')).join('')).toBe('犬いぬが走はしる。');
    await page.click('.recent li:nth-child(1) button:nth-child(2)');
    await page.waitForFunction(() => document.querySelectorAll('.recent li').length === 2);
    await page.click('.recent .actions button');
    await page.waitForSelector('.recent .danger');
    expect(await page.$$eval('.recent li', ({ length }) => length)).toBe(2);
    await page.click('.recent .danger');
    await page.waitForFunction(() => document.querySelector('.recent') === null);
    await page.waitForFunction(() => document.activeElement!.id === 'sentence');
    await page.close();
  });

  it('says where a recent text could not be forgotten, and keeps it', async () => {
    const page = await open({ recent: [FULL_DISK] });
    await page.click('.recent summary');
    await page.click('.recent li button:nth-child(2)');
    await page.waitForSelector('.recent [role=alert]');
    expect(await texts(page, '.recent .text')).toEqual([FULL_DISK]);
    await page.close();
  });

  it('copies the text in every format', async () => {
    const page = await open();
    await openCopyMenu(page);
    const copied: string[] = [];
    for (const nth of [1, 2, 3, 4]) {
      await page.click(`.formats button:nth-child(${nth})`);
      await page.waitForFunction(() => document.querySelector('.formats [role="status"]')!.textContent === 'Copied');
      copied.push(await page.evaluate(() => navigator.clipboard.readText()));
    }
    expect(copied[0]).toMatch(/^僕 は 友達 と XXXX を する こと が 好き だ\nXXXX: .+%/);
    expect(copied[1]!.split('\n')[1]).toBe(`は\tは\tは\t助詞-係助詞\t${SEED}`);
    expect(JSON.parse(copied[2]!).pieces[4]).toEqual({ piece: '[MASK]', id: 4, start: 5, end: 9 });
    expect(copied[3]).toContain('text = "僕は友達と[MASK]をすることが好きだ"');
    await page.close();
  });

  it('keeps a round of practice while the words are looked at', async () => {
    const by = { model: 'default', backend: null, milliseconds: 1 };
    const exercise = { start: 1, end: 2, answer: 'は', probability: 0.9, choices: ['は', 'が', 'を', 'に'] };
    const page = await open({
      answers: {
        practice: () => ({ ok: true, value: { ...by, exercises: [exercise] } }),
        alternatives: ({ texts }: { texts: string[] }) => ({
          ok: true,
          value: { ...by, alternatives: texts.map((text) => ({ text, score: 0.2 })) },
        }),
      },
    });
    const toggle = 'footer .toggle[aria-pressed]';
    await page.click('.nothing button');
    await page.waitForSelector('.candidate');
    await page.click(toggle);
    await page.waitForSelector('.options button');
    await page.click('.options button');
    await page.waitForSelector('.judged.right');
    await page.click(toggle);
    await page.waitForSelector('.word');
    expect(await page.$eval('.practice', (practice) => practice.checkVisibility())).toBe(false);
    await page.click(toggle);
    await page.waitForFunction(() => !document.querySelector('.word'));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await page.$eval('.judged.right', (judged) => judged.checkVisibility())).toBe(true);
    await page.close();
  });

  it('copies no cards without their meanings, and says what failed', async () => {
    let tries = 0;
    const page = await open({
      answers: {
        meanings: ({ words }: { words: unknown[] }) =>
          tries++ === 0
            ? { ok: false, failure: { code: 'dictionary', detail: '' } }
            : { ok: true, value: { meanings: words.map(() => ['friend']) } },
      },
      settings: { meanings: false },
    });
    await openCopyMenu(page);
    await page.click('.formats > button:nth-of-type(5)');
    await page.waitForSelector('.formats .failure');
    expect(await texts(page, '.formats [role="status"]')).toEqual(['']);
    await page.click('.formats .failure button');
    await page.waitForFunction(() => document.querySelector('.formats [role="status"]')!.textContent === 'Copied');
    expect(await page.$('.formats .failure')).toBeNull();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('friend');
    await page.close();
  });

  it('keeps its words in reach of the keyboard where the one that had it is drawn with another', async () => {
    const page = await open({ settings: { pieces: true } });
    await page.type('textarea', '👨‍👩‍👧が行く');
    await page.click('button.primary');
    await page.waitForSelector('[data-word="1"]');
    await page.focus('[data-word="1"]');
    await page.$eval('.pieces-toggle', (toggle) => (toggle as HTMLElement).click());
    await expect.poll(() => page.$('[data-word="1"]')).toBeNull();
    expect(
      await page.$$eval('.word[tabindex="0"]', (words) => words.map((word) => word.getAttribute('data-word'))),
    ).toEqual(['0']);
    await page.focus('[data-word="5"]');
    await page.keyboard.press('ArrowLeft');
    expect(await page.evaluate(() => (document.activeElement as HTMLElement).dataset['word'])).toBe('0');
    await page.close();
  });

  it('obeys theme and text size', async () => {
    const page = await open({ settings: { theme: 'dark', textSize: 1.5 } });
    const style = await page.evaluate(() => [
      getComputedStyle(document.body).backgroundColor,
      getComputedStyle(document.documentElement).backgroundColor,
      getComputedStyle(document.querySelector('.popup')!).zoom,
    ]);
    expect(style.slice(1)).toEqual(['rgb(31, 29, 26)', '1.5']);
    await page.close();
  });

  it.each([
    [420, 590],
    [300, 400],
    [210, 295],
  ])('fits %i by %i pixels without scrolling sideways', async (width, height) => {
    const page = await open({ viewport: { width, height } });
    await page.click('.nothing button');
    await page.waitForSelector('.candidate');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.close();
  });
});

describe('axe-core finds nothing', () => {
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  const violations = (page: Page, inside?: string) =>
    page.evaluate(
      `(async () => { ${axe}; const found = await axe.run(${inside ?? 'document'}, { rules: { region: { enabled: false } } }); return found.violations.flatMap(({ id, nodes }) => nodes.map((node) => id + ': ' + node.html + ' ' + node.failureSummary)); })()`,
    );
  const themes = [['light'], ['dark']] as const;

  it.each(themes)('in the popup, %s', async (value) => {
    const page = await open({
      language: 'ja',
      features: [{ name: 'prefers-color-scheme', value }],
      settings: { pieces: true },
      recent: ['猫が鳴く。'],
      headers: {},
    });
    expect(await violations(page)).toEqual([]);
    await page.click('.nothing button');
    await page.waitForSelector('.candidate');
    await page.click('.candidate');
    await page.click('.recent summary');
    expect(await violations(page)).toEqual([]);
    await page.close();
  });

  it.each(themes)('in the tooltip, %s', async (value) => {
    const page = await surfaces.page(
      `<!doctype html><html lang="ja"><meta charset="utf-8"><title>t</title><main><p id=all>${SEED}、龘龗。</p></main></html>`,
      { features: [{ name: 'prefers-color-scheme', value }], openShadow: true },
    );
    await openTooltip(page, '#all', 'en', { pieces: true });
    await inTooltip(page, (root) => root.querySelector('.candidate'));
    await untilStill(page);
    for (const selector of ['[data-word="0"]', '.candidate']) {
      const [x, y] = await page.evaluate((query) => {
        const { left, top, width, height } = anaumeRoots.at(-1).querySelector(query)!.getBoundingClientRect();
        return [left + width / 2, top + height / 2] as const;
      }, selector);
      await page.mouse.click(x, y);
    }
    await inTooltip(page, (root) => root.querySelectorAll('.mask').length === 2);
    expect(await violations(page, "document.querySelector('[popover=manual]')")).toEqual([]);
    await page.close();
  });
});
