import type { Page } from 'puppeteer';
import { describe, expect, it } from 'vitest';
import { selectAsUser } from '../../scripts/browser/gestures.ts';
import { pause, selectByMouse } from './support/extension.ts';
import { control, inBoth, press } from './support/both.ts';
import { libraryPages } from './support/libraries.ts';
import { Shown, until } from './support/shown.ts';

declare global {
  /** How often the page's own button was pressed. */
  var sent: number;
}

const chosen = (page: Page) =>
  until(
    async () => (await Shown.find(page.mainFrame()))?.evaluate((root) => root.querySelector('.candidate') !== null),
    'candidates for the word that was pressed',
  );

const focused = (page: Page, word: string) =>
  until(
    async () =>
      (await Shown.find(page.mainFrame()))?.evaluate(
        (root, wanted) => (root.activeElement as HTMLElement | null)?.dataset['word'] === wanted,
        word,
      ),
    `the focus on word ${word}`,
  );

const isChosen = async (page: Page, word: string) =>
  await (
    await Shown.find(page.mainFrame())
  )?.evaluate(
    (root, wanted) => root.querySelector(`[data-word="${wanted}"]`)!.getAttribute('aria-pressed') === 'true',
    word,
  );

const html = (body: string) =>
  `<!doctype html><html lang="ja"><meta charset="utf-8"><style>body { margin: 0; font: 20px/1.6 serif }</style>${body}`;
const TEXT = '<p><span id="text">友達と遊ぶ。</span></p>';
/** Closes what is open where somebody presses elsewhere, as menus and panels do. */
const CLOSING = `<div id="open">${TEXT}</div><script>
  for (const type of ['pointerdown', 'mousedown', 'click', 'focusin'])
    document.addEventListener(type, (event) => { if (!open.contains(event.target)) open.remove(); }, true);
</script>`.replaceAll('open.', "document.querySelector('#open').");

/** Pages of this test, by name. */
const made: Record<string, string> = {
  popover: html(`<div id="open" popover="auto">${TEXT}</div>`),
  closing: html(CLOSING),
  drawn: html(`<div id="open" role="dialog">${TEXT}</div>`),
  modal: html(`<dialog><p id="text">友達と遊ぶ。</p><textarea></textarea><button>閉じる</button></dialog>`),
  component: html(
    `<open-dialog></open-dialog><closed-dialog></closed-dialog><script>
      for (const mode of ['open', 'closed'])
        customElements.define(mode + '-dialog', class extends HTMLElement {
          #root = this.attachShadow({ mode });
          show() {
            this.#root.innerHTML = '<dialog>${TEXT}<button>閉じる</button></dialog>';
            this.#root.querySelector('dialog').showModal();
            return this.#root.querySelector('#text').getBoundingClientRect().toJSON();
          }
          state() {
            const dialog = this.#root.querySelector('dialog');
            return { open: dialog.open, tooltip: dialog.querySelector('[popover=manual]:popover-open') !== null };
          }
        });
    </script>`,
  ),
  embed: html(
    `<iframe style="width: 340px; height: 180px; border: 0" srcdoc='${html(`${TEXT}<p style="block-size: 400px">`)}'></iframe><p>外</p>`,
  ),
  low: html(
    [40, 80, 120]
      .map(
        (height) =>
          `<iframe name="f${height}" style="width: 600px; height: ${height}px; border: 0" srcdoc='${html(TEXT).replace(/<p>|<\/p>/g, '')}'></iframe><p>外</p>`,
      )
      .join(''),
  ),
};

const pages = async () => ({
  ...(await libraryPages()),
  ...Object.fromEntries(Object.entries(made).map(([name, page]) => [`/layers/${name}.html`, page])),
});

inBoth(pages, (bench) => {
  describe('where the page keeps the focus and the presses to a part of itself', () => {
    it.each(['focus-trap', 'focus-trap-plain', 'radix-dialog', 'radix-popover', 'mui-dialog', 'material-dialog'])(
      '%s: the tooltip can be used by mouse and by keys',
      async (name) => {
        const { page } = bench;
        await page.goto(`${bench.pages.origin}/libraries/index.html?${name}`);
        await until(() => page.$('#text'), name);
        await page.bringToFront();
        await selectByMouse(page, '#text');
        expect(await Shown.words(page.mainFrame())).toBe('友達 と 遊ぶ 。');
        await press(page, '[data-word="0"]');
        await chosen(page);
        expect(await page.$('#text')).not.toBeNull();
        // The focus stays where the shortcut has put it, and Enter is the tooltip's.
        await bench.shortcut();
        await focused(page, '0');
        await pause(200);
        await focused(page, '0');
        await page.keyboard.press('Enter');
        await until(async () => !(await isChosen(page, '0')), 'what is written there again');
        expect(await page.evaluate(() => sent)).toBe(0);
        await page.keyboard.press('Escape');
        await until(async () => !(await Shown.find(page.mainFrame())), 'closed');
      },
    );
  });

  describe('what closes when one presses elsewhere', () => {
    it.each(['popover', 'closing'])('%s: stays open', async (name) => {
      const { page } = bench;
      await page.goto(`${bench.pages.origin}/layers/${name}.html`);
      await page.bringToFront();
      await page.$eval('#open', (element) => element.matches('[popover]') && (element as HTMLElement).showPopover());
      await selectByMouse(page, '#text');
      expect(await Shown.words(page.mainFrame())).toBe('友達 と 遊ぶ 。');
      await press(page, '[data-word="0"]');
      await chosen(page);
      await bench.shortcut();
      await focused(page, '0');
      expect(await page.$eval('#text', (text) => text.getBoundingClientRect().width)).toBeGreaterThan(0);
      await page.keyboard.press('Escape');
    });
  });

  it('a dialog that the page draws anew from its own HTML, and walks over', async () => {
    const { page } = bench;
    await page.goto(`${bench.pages.origin}/layers/drawn.html`);
    await page.bringToFront();
    await selectByMouse(page, '#text');
    expect(await Shown.words(page.mainFrame())).toBe('友達 と 遊ぶ 。');
    const names = () => page.evaluate(() => Array.from(document.querySelectorAll('#open *'), ({ tagName }) => tagName));
    expect(await names()).toHaveLength(3);
    await page.$eval('#open', (dialog) => {
      const copy = dialog.cloneNode(true) as HTMLElement;
      dialog.innerHTML = String(dialog.innerHTML);
      dialog.append(...copy.childNodes);
    });
    expect(await names()).toHaveLength(6);
    await page.keyboard.press('Escape');
    await until(async () => !(await page.$('#open [popover]:popover-open')), 'the tooltip closed');
    expect((await names()).filter((name) => name === 'SPAN')).toHaveLength(2);
  });

  it.each([40, 80, 120])('a frame of %i px says that it is too low, in one line', async (height) => {
    const { page } = bench;
    await page.goto(`${bench.pages.origin}/layers/low.html`);
    await page.bringToFront();
    const frame = (await (await page.$(`iframe[name="f${height}"]`))!.contentFrame())!;
    await until(() => frame.$('#text'), 'the frame');
    await frame.evaluate(() => window.focus());
    await selectAsUser(frame, '#text');
    const line = () =>
      Shown.find(frame).then((shown) =>
        shown?.evaluate((root) => {
          const box = root.querySelector('.pointer')?.getBoundingClientRect();
          return box && box.height > 12 && box.top >= 0 && box.bottom <= innerHeight;
        }),
      );
    await until(line, 'a line that can be seen');
    await page.keyboard.press('Escape');
  });

  it('a frame of 340 × 180 px shows the candidates of a word that is pressed', async () => {
    const { page } = bench;
    await page.goto(`${bench.pages.origin}/layers/embed.html`);
    await page.bringToFront();
    const frame = (await (await page.$('iframe'))!.contentFrame())!;
    await until(() => frame.$('#text'), 'the frame');
    await frame.evaluate(() => window.focus());
    await selectAsUser(frame, '#text');
    expect(await Shown.words(frame)).toBe('友達 と 遊ぶ 。');
    await (await Shown.wait(frame)).press('[data-word="0"]');
    const seen = () =>
      Shown.find(frame).then((shown) =>
        shown?.evaluate((root) => {
          const box = root.querySelector('.candidate')?.getBoundingClientRect();
          return box && Boolean(root.elementFromPoint(box.left + 5, box.bottom - 3)?.closest('.candidate'));
        }),
      );
    await until(seen, 'a candidate that can be seen');
    await page.keyboard.press('Escape');
  });

  it('a modal dialog of the page', async () => {
    const { page } = bench;
    await page.goto(`${bench.pages.origin}/layers/modal.html`);
    await page.bringToFront();
    await page.$eval('dialog', (dialog) => dialog.showModal());
    await selectByMouse(page, '#text');
    expect(await Shown.words(page.mainFrame())).toBe('友達 と 遊ぶ 。');
    await page.keyboard.press('Escape');
    await until(async () => !(await Shown.find(page.mainFrame())), 'closed');
    expect(await page.$eval('dialog', (dialog) => dialog.open)).toBe(true);
  });

  describe('where only a part of the page can be used', () => {
    const open = async () => {
      await bench.page.goto(`${bench.pages.origin}/zoo/shadow-dialog.html`);
      await bench.page.bringToFront();
      return bench.page;
    };

    it('full screen', async () => {
      const page = await open();
      // With a user's leave, as a press gives it.
      await page.evaluate(() =>
        document.addEventListener('click', () => void document.querySelector('#full')!.requestFullscreen(), {
          once: true,
        }),
      );
      await page.mouse.click(400, 400);
      await until(() => page.evaluate(() => document.fullscreenElement?.id === 'full'), 'full screen');
      await selectByMouse(page, '#whole');
      expect(await Shown.words(page.mainFrame())).toBe('全 画面 の 文 。');
      await press(page, '[data-word="2"]');
      await chosen(page);
      await page.evaluate(() => document.exitFullscreen());
    });
  });

  describe('fields in shadow roots', () => {
    it.each([
      ['open-field', 1, '友達 と 遊ぶ'],
      ['open-field', 2, '影 の 欄 の 文'],
      ['closed-field', 1, '友達 と 遊ぶ'],
      ['closed-field', 2, '影 の 欄 の 文'],
    ])('%s, field %i, by keys and by mouse', async (name, nth, expected) => {
      const { page } = bench;
      await page.goto(`${bench.pages.origin}/zoo/shadow-dialog.html`);
      await page.bringToFront();
      await page.$eval(name, (element) => (element as HTMLElement).focus());
      if (nth === 2) await page.keyboard.press('Tab');
      await control(page, 'a');
      expect(await Shown.words(page.mainFrame())).toBe(expected);
      await page.keyboard.press('Escape');
      await until(async () => !(await Shown.find(page.mainFrame())), 'closed');
      // The caret is put elsewhere, and then all of it is selected by three presses.
      const [x, y] = await page.$eval(
        name,
        (element, second) => {
          const { left, right, top, bottom } = element.getBoundingClientRect();
          return [second ? right - 100 : left + 40, second ? top + 14 : bottom - 14] as const;
        },
        nth === 2,
      );
      await page.mouse.click(2, 2);
      await page.mouse.click(x, y, { count: 3 });
      expect(await Shown.words(page.mainFrame())).toBe(expected);
      // Closed and asked for again, it is there by the shortcut as well.
      await page.keyboard.press('Escape');
      await until(async () => !(await Shown.find(page.mainFrame())), 'closed');
      await bench.shortcut();
      expect(await Shown.words(page.mainFrame())).toBe(expected);
      await page.keyboard.press('Escape');
    });
  });

  it('a modal dialog in a shadow root, its text slotted into it', async () => {
    const { page } = bench;
    await page.goto(`${bench.pages.origin}/zoo/shadow-dialog.html`);
    await page.bringToFront();
    await page.$eval('#slotted', (element) => (element as HTMLElement & { show(): void }).show());
    await selectByMouse(page, '#text');
    const found = await until(
      () =>
        page.$eval('#slotted', (element) => {
          const dialog = element.shadowRoot!.querySelector('dialog')!;
          const tooltip = dialog.querySelector('[popover=manual]');
          // Inert elements are not what is at their place.
          const box = tooltip?.getBoundingClientRect();
          return tooltip && box ? { inside: true } : null;
        }),
      'the tooltip in the dialog',
    );
    expect(found.inside).toBe(true);
    await page.keyboard.press('Escape');
  });

  it.each(['open', 'closed'])("a modal dialog and its text in a component's own %s shadow root", async (mode) => {
    const { page } = bench;
    await page.goto(`${bench.pages.origin}/layers/component.html`);
    await page.bringToFront();
    const { left, right, top, bottom } = await page.$eval(`${mode}-dialog`, (element) =>
      (element as HTMLElement & { show(): DOMRect }).show(),
    );
    const state = () =>
      page.$eval(`${mode}-dialog`, (element) =>
        (element as HTMLElement & { state(): { open: boolean; tooltip: boolean } }).state(),
      );
    await page.mouse.move(left + 1, (top + bottom) / 2);
    await page.mouse.down();
    await page.mouse.move(right - 1, (top + bottom) / 2, { steps: 3 });
    await page.mouse.up();
    await until(async () => (await state()).tooltip, 'the tooltip in the dialog');
    // Into closed roots of the page no test looks.
    if (mode === 'open') {
      expect(await Shown.words(page.mainFrame())).toBe('友達 と 遊ぶ 。');
      await press(page, '[data-word="0"]');
      await chosen(page);
    }
    await page.keyboard.press('Escape');
    await until(async () => !(await state()).tooltip, 'closed');
    expect((await state()).open).toBe(true);
  });
});
