import type { Page } from 'puppeteer';
import { describe, expect, it } from 'vitest';
import { until } from '../e2e/support/shown.ts';
import { inTooltip, messages, openTooltip, select } from './support/surface.ts';
import { SEED, html, useSurfaces, tooltipOpener, tooltip, click, hosts } from './support/tooltip-page.ts';

const surfaces = useSurfaces();
const open = tooltipOpener(surfaces);

describe('the page', () => {
  it('gets one element and loses it again; nothing else changes', async () => {
    const page = await surfaces().page(html(`<p id=all>${SEED}</p><input>`));
    await select(page, '#all');
    const markup = () =>
      page.evaluate(() => document.documentElement.outerHTML.replace(/<div popover="manual"><\/div>/g, '<host>'));
    const before = await markup();
    await openTooltip(page, '#all');
    expect(await markup()).toBe(
      before.replace('</body></html>', '</body><host></html>').replace(/<host>(?=<\/html>)/, '<host>'),
    );
    expect(await page.evaluate(() => document.querySelector('[popover=manual]')!.shadowRoot)).toBeNull();
    expect(await page.evaluate(() => getSelection()!.toString())).toBe(SEED);
    await page.keyboard.press('Escape');
    expect(await markup()).toBe(before);
    expect(await page.evaluate(() => [anaume.closed, getSelection()!.toString()])).toEqual([1, SEED]);
    await page.close();
  });

  it('keeps no listener of ours after closing', async () => {
    const page = await surfaces().page(html(`<p id=all>${SEED}</p>`));
    await page.evaluate(() => {
      const live = new Set<string>();
      let next = 0;
      const add = EventTarget.prototype.addEventListener;
      EventTarget.prototype.addEventListener = function (
        this: EventTarget,
        type: string,
        listener: EventListenerOrEventListenerObject | null,
        options?: AddEventListenerOptions | boolean,
      ) {
        if (
          this === window ||
          this === document ||
          this === visualViewport ||
          this === document.documentElement ||
          this === document.body
        ) {
          const name = `${next++} ${type}`;
          live.add(name);
          (options as AddEventListenerOptions | undefined)?.signal?.addEventListener('abort', () => live.delete(name));
        }
        add.call(this, type, listener, options);
      };
      Object.assign(window, { live });
    });
    await openTooltip(page, '#all');
    const live = () => page.evaluate(() => (window as unknown as { live: Set<string> }).live.size);
    expect(await live()).toBeGreaterThan(3);
    await page.evaluate(() => anaume.handle!.close());
    expect(await live()).toBe(0);
    await page.close();
  });

  it('does not hear keys and clicks in the tooltip', async () => {
    const page = await open();
    await page.evaluate(() => {
      const heard: string[] = [];
      for (const type of ['keydown', 'keyup', 'click', 'mousedown', 'pointerup'])
        document.addEventListener(type, () => heard.push(type));
      Object.assign(window, { heard });
    });
    await click(page, '[data-word="0"]');
    await page.evaluate(() => anaume.handle!.focus());
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await page.keyboard.press('a');
    // The key that closes belongs to us as well; what comes after belongs to the page.
    expect(
      await page.evaluate(() => (window as unknown as { heard: string[] }).heard.filter((type) => type !== 'keyup')),
    ).toEqual(['keydown']);
    await page.close();
  });

  it('keeps its focus while the mouse is used, and gets it back from the keyboard', async () => {
    const page = await surfaces().page(html(`<textarea id=all>${SEED}</textarea>`));
    await openTooltip(page, '#all');
    await click(page, '[data-word="0"]');
    expect(await page.evaluate(() => document.activeElement!.id)).toBe('all');
    await page.evaluate(() => anaume.handle!.focus());
    expect(await page.evaluate(() => document.activeElement!.localName)).toBe('div');
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => document.activeElement!.id)).toBe('all');
    await page.close();
  });

  it.each([
    ['Esc', (page: Page) => page.keyboard.press('Escape')],
    ['a press elsewhere', (page: Page) => page.mouse.click(880, 680)],
    [
      'the page removing the host',
      (page: Page) => page.evaluate(() => document.querySelector('[popover=manual]')!.remove()),
    ],
    [
      'the page writing itself anew',
      (page: Page) =>
        page.evaluate(() => document.replaceChild(document.createElement('html'), document.documentElement)),
    ],
  ])('closes on %s', async (_, act) => {
    const page = await open();
    expect(await hosts(page)).toBe(1);
    await act(page);
    await page.waitForFunction(() => anaume.closed === 1);
    expect(await hosts(page)).toBe(0);
    await page.close();
  });

  it('closes on a press in a frame, and in a frame on a press outside of it', async () => {
    const page = await open(
      `<p id=all>${SEED}</p><iframe style="position:absolute;top:500px;left:0;width:800px;height:150px" srcdoc="<p id=in>枠の中の文</p>"></iframe>`,
    );
    await page.mouse.click(600, 600);
    await page.waitForFunction(() => anaume.closed === 1);
    await page.evaluate(
      async (texts) => {
        const { contentDocument, contentWindow } = document.querySelector('iframe')!;
        contentWindow!.getSelection()!.selectAllChildren(contentDocument!.querySelector('#in')!);
        anaume.open(texts, {}, contentDocument!);
      },
      await messages('en'),
    );
    expect(
      await page.evaluate(
        () => document.querySelector('iframe')!.contentDocument!.querySelectorAll('[popover=manual]').length,
      ),
    ).toBe(1);
    await page.mouse.click(850, 400);
    await page.waitForFunction(() => anaume.closed === 2);
    await page.close();
  });

  it('stays open for a press on a scroll bar, of the page or of a box in it', async () => {
    const box = (style: string) =>
      `<div style="position:absolute;top:450px;width:200px;height:200px;overflow:scroll;${style}"><div style="height:900px"></div></div>`;
    const page = await open(
      `<p id=all>${SEED}</p>${box('left:200px')}${box('left:500px;direction:rtl;border:solid 7px')}${box('left:440px;width:100px;transform:translateX(300px) scale(.5)')}<div style="height:3000px"></div>`,
    );
    const bars = await page.evaluate(() => innerWidth - document.documentElement.clientWidth);
    expect(bars).toBeGreaterThan(5);
    await page.mouse.click(400 - bars / 2, 500);
    // From right to left the bar is on the left.
    await page.mouse.click(507 + bars / 2, 500);
    await page.mouse.click(815 - bars / 4, 530);
    // The last, as it moves the others.
    await page.mouse.click(900 - bars / 2, 300);
    expect(await hosts(page)).toBe(1);
    // While the page is still scrolling a press is nothing but the end of that.
    await until(async () => {
      await page.mouse.click(300, 500);
      return (await hosts(page)) === 0;
    }, 'a press beside the bars to close it');
    await page.close();
  });

  it('closes on a press beside the text of a page in quirks mode', async () => {
    const page = await surfaces().page(
      `<html><meta charset="utf-8"><body style="margin:0"><p id=all style="margin:0">${SEED}</p></body></html>`,
    );
    expect(await page.evaluate(() => document.compatMode)).toBe('BackCompat');
    await openTooltip(page, '#all');
    await page.mouse.click(880, 650);
    expect(await hosts(page)).toBe(0);
    await page.close();
  });

  it('stays open for a press inside and for keys of the page', async () => {
    const page = await open();
    await click(page, '.detail');
    await page.keyboard.press('a');
    expect(await hosts(page)).toBe(1);
    await page.close();
  });
});

describe('the small button', () => {
  const fields = ['<textarea id=all>友達と遊ぶ</textarea>', '<p id=all contenteditable>友達と遊ぶ</p>'];
  const keys = ['x', 'Delete', 'ArrowRight'] as const;

  it.each(fields.flatMap((field) => keys.map((key) => [key, field] as const)))(
    'goes with the selection it stands beside: %s in %s',
    async (key, field) => {
      const page = await surfaces().page(html(field));
      await page.focus('#all');
      await select(page, '#all');
      await page.evaluate((texts) => anaume.offer(texts), await messages('en'));
      await inTooltip(page, (root) => root.querySelector('.offer button'));
      expect(await hosts(page)).toBe(1);
      await page.keyboard.press(key);
      await page.waitForFunction(() => anaume.closed === 1);
      expect(await hosts(page)).toBe(0);
      await page.close();
    },
  );
});

describe('hostile pages', () => {
  const visible = (page: Page) =>
    tooltip(page, (root) => {
      const box = root.querySelector('.tooltip')!.getBoundingClientRect();
      const style = getComputedStyle(root.querySelector('.own')!);
      const top = root.elementFromPoint(box.left + 20, box.top + 20);
      return {
        width: box.width > 250,
        height: box.height > 100,
        size: style.fontSize,
        inside: top !== null && root.contains(top),
        left: box.left >= 0 && box.right <= innerWidth,
      };
    });
  const fine = { width: true, height: true, size: '19px', inside: true, left: true };

  it.each([
    [
      'all: unset for everything',
      '<style>* { all: unset !important } p { display: block !important; position: absolute !important; top: 20px !important }</style>',
      {},
    ],
    [
      'display: none, opacity and transforms for our host',
      '<style>div { display: none !important; opacity: 0 !important; transform: scale(.1) !important; visibility: hidden !important } [popover] { inset: 50% !important; width: 5px !important; overflow: hidden !important }</style>',
      {},
    ],
    [
      'huge root font and zoomed z-indexes',
      '<style>html { font-size: 100px } p { font-size: 20px } div { position: fixed; inset: 0; z-index: 2147483647 }</style>',
      {},
    ],
    [
      'a policy against everything, trusted types',
      '',
      {
        'content-security-policy':
          "default-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'; sandbox allow-scripts",
      },
    ],
    [
      'a filter on the root element',
      '<style>html { filter: grayscale(1); transform: translate(5px, 300px) scale(.8) }</style>',
      {},
    ],
  ])('%s', async (_, head, headers) => {
    const page = await open(`<p id=all>${SEED}</p><div></div>`, { head, headers });
    expect(await visible(page)).toEqual(fine);
    await page.close();
  });

  it('works inside a modal dialog, where all else is inert', async () => {
    const page = await surfaces().page(html(`<dialog><p id=all>${SEED}</p></dialog>`));
    await page.evaluate(() => document.querySelector('dialog')!.showModal());
    await openTooltip(page, '#all');
    await click(page, '[data-word="0"]');
    expect(await tooltip(page, (root) => root.querySelector('[data-word="0"]')!.getAttribute('aria-pressed'))).toBe(
      'true',
    );
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => [anaume.closed, document.querySelector('dialog')!.open])).toEqual([1, true]);
    await page.close();
  });

  it('works in XHTML, and in a document without body', async () => {
    const xhtml = await surfaces().page(
      `<html xmlns="http://www.w3.org/1999/xhtml"><body><p id="all">${SEED}</p></body></html>`,
      { contentType: 'application/xhtml+xml; charset=utf-8' },
    );
    await openTooltip(xhtml, '#all');
    expect(await visible(xhtml)).toEqual(fine);
    await xhtml.close();
    const bodiless = await surfaces().page(html(`<p id=all>${SEED}</p>`));
    await bodiless.evaluate(() => {
      document.documentElement.append(document.querySelector('#all')!);
      document.body.remove();
    });
    await openTooltip(bodiless, '#all');
    expect(await visible(bodiless)).toEqual(fine);
    await bodiless.close();
  });
});
