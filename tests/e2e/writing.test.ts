import type { Page } from 'puppeteer';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { control, inBoth } from './support/both.ts';
import { pause } from './support/extension.ts';
import { libraryPages } from './support/libraries.ts';
import { Shown, until } from './support/shown.ts';

const SLIP = 'お茶へ飲みました。';

declare global {
  /** The plain text of the editor's own document. */
  function model(): string;
}

inBoth(libraryPages, (bench) => {
  const open = async () => {
    const { page } = bench;
    await page.goto(`${bench.pages.origin}/zoo/fields.html`);
    await page.bringToFront();
    return page;
  };
  /** Empties a field and writes into it as a user does. */
  const write = async (selector: string, text: string) => {
    const { page } = bench;
    await page.focus(selector);
    await control(page, 'a');
    await page.keyboard.press('Delete');
    for (const character of text) await page.keyboard.sendCharacter(character);
  };
  const marks = (frame = bench.page.mainFrame()) =>
    until(
      async () =>
        await (
          await Shown.find(frame)
        )?.evaluate((root) => {
          const found = [...root.querySelectorAll('.marks:not([hidden]) .mark')].map((mark) => {
            const { left, right, bottom } = mark.getBoundingClientRect();
            return { left, right, bottom };
          });
          return found.length > 0 ? found : null;
        }),
      'an underline',
    );
  const none = async () =>
    !(await (
      await Shown.find(bench.page.mainFrame())
    )?.evaluate((root) => root.querySelector('.marks:not([hidden]) .mark') !== null));

  /** Opens the options, and closes them afterwards. `has` waits until something is there. */
  const inOptions = async (
    work: (at: { settings: Page; has: (selector: string) => Promise<boolean> }) => Promise<void>,
  ) => {
    const settings = await bench.page.browser().newPage();
    // Puppeteer is never told that Firefox has loaded a page of an extension, but sees it.
    void settings.goto(`${bench.own}options.html`).catch(() => {});
    await work({
      settings,
      has: (selector) =>
        until(
          () => settings.evaluate((wanted) => document.querySelector(wanted) !== null, selector).catch(() => false),
          selector,
        ),
    });
    await Promise.race([settings.close().catch(() => {}), pause(2000)]);
  };
  const listSite = () =>
    inOptions(async ({ settings, has }) => {
      await has('.writingSites input');
      await settings.evaluate((site) => {
        const input = document.querySelector<HTMLInputElement>('.writingSites input')!;
        input.value = site;
        input.dispatchEvent(new Event('input', { bubbles: true }));
      }, new URL(bench.pages.origin).hostname);
      await has('.writingSites [type="submit"]:not(:disabled)');
      await settings.evaluate(() => document.querySelector<HTMLElement>('.writingSites [type="submit"]')!.click());
      await has('.writingSites li');
    });

  it('is off until it is asked for', async () => {
    await open();
    await write('#area', SLIP);
    await pause(1500);
    expect(await Shown.find(bench.page.mainFrame())).toBeNull();
  });

  describe('on a site where it is wanted', () => {
    beforeAll(() => listSite());

    it.each([
      ['a textarea', '#area'],
      ['an editor', '#editable'],
    ])(
      'underlines finds in %s after a pause, leaves the page alone, applies with one step of undo',
      async (_, selector) => {
        const page = await open();
        const text = () =>
          page.$eval(selector, (element) => ('value' in element ? (element.value as string) : element.textContent));
        await write(selector, SLIP);
        const before = await page.evaluate(() => document.body.outerHTML);
        const [mark] = await marks();
        expect(await page.evaluate(() => document.body.outerHTML)).toBe(before);
        expect(await page.evaluate((query) => document.activeElement === document.querySelector(query), selector)).toBe(
          true,
        );
        // Under the third character.
        const { left, right, top, bottom, size } = await page.$eval(selector, (element) => {
          const box = element.getBoundingClientRect();
          const style = getComputedStyle(element);
          const inner = box.left + parseFloat(style.paddingLeft) + parseFloat(style.borderLeftWidth);
          const em = parseFloat(style.fontSize);
          return { left: inner + 2 * em, right: inner + 3 * em, top: box.top, bottom: box.bottom, size: em };
        });
        expect(Math.abs(mark!.left - left)).toBeLessThan(size / 2);
        expect(Math.abs(mark!.right - right)).toBeLessThan(size / 2);
        expect(mark!.bottom).toBeGreaterThan(top + size / 2);
        expect(mark!.bottom).toBeLessThan(bottom + 4);

        // The caret in the find brings up what may have been meant; the focus stays in the field.
        for (let i = 0; i < SLIP.length - 3; i++) await page.keyboard.press('ArrowLeft');
        const card = await until(() => Shown.find(page.mainFrame(), 1), 'what may have been meant');
        expect(
          await card.evaluate((root) => ['del', 'ins'].map((name) => root.querySelector(name)!.textContent)),
        ).toEqual(['へ', 'を']);
        await card.press('.apply');
        await until(async () => (await text()) === 'お茶を飲みました。', 'applied');
        await until(none, 'no underline any more');
        await control(page, 'z');
        expect(await text()).toBe(SLIP);
        await marks();
      },
    );

    it.each(['slate', 'lexical', 'quill', 'draft'])('underlines finds in %s and applies them', async (name) => {
      const { page } = bench;
      await page.goto(`${bench.pages.origin}/libraries/index.html?${name}`);
      await until(() => page.$('[data-ready] #editor'), name);
      await page.bringToFront();
      await page.click('#editor [contenteditable="true"], #editor[contenteditable="true"]');
      await page.keyboard.press('End');
      // It wants no spelling checked: its users ask for it by themselves.
      if (name === 'draft') await bench.askForWriting();
      // Slate hears of keys only.
      await page.keyboard.type(`。${SLIP}`);
      const [mark] = await marks();
      const { left, right, bottom } = await page.$eval('#editor', (editor) => {
        const walker = document.createTreeWalker(editor, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const at = node.textContent!.indexOf('へ');
          if (at < 0) continue;
          const range = document.createRange();
          range.setStart(node, at);
          range.setEnd(node, at + 1);
          const box = range.getBoundingClientRect();
          return { left: box.left, right: box.right, bottom: box.bottom };
        }
        throw new Error('the slip is not in the editor');
      });
      expect(mark!.left).toBeCloseTo(left, 0);
      expect(mark!.right).toBeCloseTo(right, 0);
      expect(Math.abs(mark!.bottom - bottom)).toBeLessThan(4);
      for (let i = 0; i < SLIP.length - 3; i++) await page.keyboard.press('ArrowLeft');
      const card = await until(() => Shown.find(page.mainFrame(), 1), 'what may have been meant');
      await card.press('.apply');
      await expect.poll(() => page.evaluate(() => model())).toBe('僕は友達と遊ぶ。お茶を飲みました。');
      await until(none, 'no underline any more');
    });

    /** Presses the mouse so far from the top of the window (px), and writes there. */
    const writeAt = async (top: number) => {
      const { page } = bench;
      await page.mouse.click(100, top);
      for (const character of SLIP) await page.keyboard.sendCharacter(character);
      await page.keyboard.press('Shift');
    };
    it.each([
      ['of srcdoc', `frame.srcdoc = '<body contenteditable>', await new Promise((done) => (frame.onload = done))`],
      ['that the page has written', `frame.contentDocument.write('<body contenteditable>')`],
      ['that the page has filled', `frame.contentDocument.body.contentEditable = true`],
      ['that is edited as a whole', `frame.contentDocument.designMode = 'on'`],
    ])('underlines finds in the editor of a frame without an address: %s', async (_, make) => {
      const page = await open();
      await page.evaluate(`(async () => {
        const frame = document.createElement('iframe');
        frame.style = 'position: fixed; left: 0; top: 0; width: 300px; height: 60px';
        document.body.append(frame);
        ${make};
        frame.contentDocument.close();
      })()`);
      await writeAt(20);
      const frame = await until(() => page.frames()[1], 'the frame');
      await marks(frame);
      for (let i = 0; i < SLIP.length - 3; i++) await page.keyboard.press('ArrowLeft');
      await until(() => Shown.find(frame, 1), 'what may have been meant');
    });

    it.each(['open', 'closed'])('underlines finds in the fields of a shadow tree that is %s', async (mode) => {
      const page = await open();
      await page.evaluate(`{
        const box = document.createElement('div');
        document.body.append(box);
        box.style = 'position: fixed; left: 0; top: 0';
        const field = '<textarea style="display: block; width: 300px; height: 60px"></textarea>';
        box.attachShadow({ mode: '${mode}' }).innerHTML = field + field;
      }`);
      await writeAt(20);
      expect((await marks())[0]!.bottom).toBeLessThan(60);
      await writeAt(90);
      await until(async () => (await marks())[0]!.bottom > 60, 'an underline in the second');
    });

    it('underlines nothing any more in a field that the page has emptied', async () => {
      const page = await open();
      await page.$eval('#area', (area) =>
        area.addEventListener('keydown', (event) => {
          if ((event as KeyboardEvent).key !== 'Enter') return;
          event.preventDefault();
          (area as HTMLTextAreaElement).value = '';
        }),
      );
      await write('#area', SLIP);
      await marks();
      await page.keyboard.press('Enter');
      await until(none, 'no underline any more');
      await write('#area', SLIP);
      await marks();
    });

    it('waits for an input method to finish', async () => {
      const page = await open();
      await write('#area', SLIP);
      await marks();
      // The key that begins it.
      await page.keyboard.press('Shift');
      await page.$eval('#area', (area) => {
        area.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
        (area as HTMLTextAreaElement).value += '。';
        area.dispatchEvent(new InputEvent('input', { bubbles: true, isComposing: true }));
      });
      await pause(2000);
      expect(await none()).toBe(true);
      await page.$eval('#area', (area) =>
        area.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true })),
      );
      await marks();
    });

    it.each([
      ['password', 'type="password"'],
      ['number', 'type="number"'],
      ['one-time code', 'autocomplete="one-time-code"'],
      ['code', 'spellcheck="false"'],
    ])('never looks at a field for a %s', async (_, attributes) => {
      const page = await open();
      await page.evaluate(
        (made) => document.body.insertAdjacentHTML('beforeend', `<input id="made" ${made}>`),
        attributes,
      );
      await page.focus('#made');
      for (const character of SLIP) await page.keyboard.sendCharacter(character);
      await page.keyboard.press('Shift');
      await pause(1500);
      expect(await none()).toBe(true);
    });

    it('says so where it is asked for in a field that is never looked at', async () => {
      const page = await open();
      await page.evaluate(() => document.body.insertAdjacentHTML('beforeend', '<input id="made" type="email">'));
      await page.focus('#made');
      await bench.askForWriting();
      const said = async () =>
        (await Shown.find(page.mainFrame()))?.evaluate((root) => root.querySelector('.nothing-read p')?.textContent);
      expect(await until(said, 'what is said')).not.toBe('');
      await page.keyboard.press('Escape');
    });

    it('tells a page nothing that writes and moves the caret by itself', async () => {
      const page = await open();
      const alone = () =>
        page.$eval(
          '#area',
          (area, text) => {
            const field = area as HTMLTextAreaElement;
            field.value = text;
            field.focus();
            field.dispatchEvent(new InputEvent('input', { bubbles: true }));
            field.setSelectionRange(3, 3);
            document.dispatchEvent(new KeyboardEvent('keyup'));
            field.click();
          },
          SLIP,
        );
      await alone();
      await pause(2000);
      expect(await none()).toBe(true);
      // As soon as the user is at it what is there is looked at.
      await page.keyboard.press('Shift');
      await marks();
      await page.keyboard.press('Shift');
      expect(await until(() => Shown.find(page.mainFrame(), 1), 'what may have been meant')).not.toBeNull();
      await page.keyboard.press('Escape');
      await until(async () => !(await Shown.find(page.mainFrame(), 1)), 'it closed');
      await pause(1200);
      await page.$eval('#area', (area) => {
        (area as HTMLTextAreaElement).setSelectionRange(0, 0);
        setTimeout(() => (area as HTMLTextAreaElement).setSelectionRange(3, 3), 400);
      });
      await pause(1200);
      expect(await Shown.find(page.mainFrame(), 1)).toBeNull();
    });
  });

  describe('on a site that is taken off the list', () => {
    beforeEach(() => listSite());

    it('no field of an open page is looked at any more, but where that is asked for', async () => {
      const page = await open();
      await write('#area', SLIP);
      await marks();
      await inOptions(async ({ settings, has }) => {
        await has('.writingSites li button');
        await settings.evaluate(() => document.querySelector<HTMLElement>('.writingSites li button')!.click());
        await until(none, 'no underline any more');
      });
      await page.bringToFront();
      await write('#area', SLIP);
      await pause(1500);
      expect(await none()).toBe(true);
      await bench.askForWriting();
      await marks();
    });
  });
});
