import { readdirSync, readFileSync } from 'node:fs';
import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFirefox, launchFirefox } from '../../scripts/browser/firefox.ts';
import { selectAsUser } from '../../scripts/browser/gestures.ts';
import { launchWithExtension } from '../../scripts/browser/launch.ts';
import { servePages, type PageServer } from '../../scripts/browser/page-server.ts';
import { findSteadyMiddle } from '../../scripts/browser/tooltip.ts';
import { pause, selectByMouse } from './support/extension.ts';
import { Shown, until } from './support/shown.ts';

const viewport = { width: 900, height: 700 };
const firefox = findFirefox();
/** All names that our styles have. */
const folder = new URL('../../src/view/shared/styles/', import.meta.url);
const sheets = readdirSync(folder)
  .map((name) => readFileSync(new URL(name, folder), 'utf8'))
  .join('\n');
/** What tests/pages/hostile.html has found out. */
declare global {
  var leaks: Set<string>;
  var heardInside: Set<string>;
}

interface Attacked {
  readonly browser: Browser;
  close(): Promise<void>;
}

describe.each([
  ['Chromium', true, () => launchWithExtension({ defaultViewport: viewport })],
  ['Firefox', firefox !== null, () => launchFirefox(firefox!, { defaultViewport: viewport })],
] as const)('a page that means harm, in %s', (name, installed, launch) => {
  let attacked: Attacked;
  let pages: PageServer;
  let page: Page;

  beforeAll(async () => {
    if (!installed) return;
    pages = await servePages();
    attacked = await launch();
    page = await attacked.browser.newPage();
  });
  afterAll(async () => {
    await attacked?.close();
    await pages?.close();
  });

  const visit = async (query = '') => {
    await page.goto(`${pages.origin}/hostile.html${query}`);
    await page.bringToFront();
  };
  const find = () => Shown.find(page.mainFrame());
  /** Opens the tooltip as a user does, and waits for its words. */
  const open = async (query?: string) => {
    await visit(query);
    await selectByMouse(page, '#all');
    await Shown.words(page.mainFrame());
    return await Shown.wait(page.mainFrame());
  };
  /** A page may keep the empty element. */
  const isShown = async () =>
    (await (await find())?.evaluate((root) => root.querySelector('.tooltip') !== null)) ?? false;
  const gone = () => until(async () => !(await isShown()), 'the tooltip closed');
  const candidates = (shown: Shown) =>
    shown.until((root) => {
      const texts = [...root.querySelectorAll('.candidate .text')].map((text) => text.textContent);
      return texts.length === 5 ? texts : null;
    });

  describe.skipIf(!installed)('tries', () => {
    it('to reach what is inside, by every event, entry and animation it can hear of', async () => {
      const shown = await open();
      // What is selected beyond it may be copied with the outermost elements in it.
      expect(
        await shown.evaluate((root) =>
          [...root.querySelectorAll('*')].flatMap((element) => [
            element.localName,
            ...element.getAttributeNames(),
            ...element.classList,
            element.id,
          ]),
        ),
      ).not.toContainEqual(expect.stringMatching(/anaume/i));
      await shown.press('[data-word="0"]');
      const predicted = await candidates(shown);
      await shown.press('.candidate');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Tab');
      await page.keyboard.press('a');
      await page.mouse.wheel({ deltaY: 20 });
      await page.mouse.move(5, 5);
      await pause();
      expect(await page.evaluate(() => [...leaks])).toEqual([]);
      expect(
        [...(await page.evaluate(() => [...heardInside]))].filter((type) =>
          /^(?:key|click|mouse(?:down|up)|pointer(?:down|up))/.test(type),
        ),
      ).toEqual([]);
      const secret = predicted.filter((text) => !'友達と遊ぶ。お腹が痛いので遅れます。'.includes(text));
      expect(secret.length).toBeGreaterThan(0);
      for (const text of secret)
        expect([text, await page.evaluate(`find(${JSON.stringify(text)}, true, false, true)`)]).toEqual([text, false]);
      await shown.press('.toggle[aria-expanded]');
      await page.evaluate('walk()');
      expect(await page.evaluate(() => [...leaks])).toEqual([]);
    });

    it.each([
      ['making it editable', 'edit'],
      ['making it all of an editable document', 'design'],
    ])('to have what is inside selected, %s', async (_, way) => {
      const shown = await open();
      await shown.press('[data-word="0"]');
      await candidates(shown);
      expect(await page.evaluate(`seize('${way}')`)).toBe(0);
      if (name === 'Firefox') await gone();
    });

    it.each([
      ['as it comes', ''],
      [
        'with all taken away that it might be built on',
        "globalThis.HTMLElement = customElements.define = null; Object.defineProperty(document, 'createElementNS', {})",
      ],
    ])('nothing, and finds an element like any other, %s', async (_, before) => {
      await visit();
      await page.evaluate(before);
      await selectByMouse(page, '#all');
      await Shown.words(page.mainFrame());
      expect(
        await page.evaluate(() => {
          const host = document.querySelector<HTMLElement>('[popover=manual]')!;
          const { innerText, className, isContentEditable, shadowRoot } = host;
          return [host.matches('*'), innerText, className, isContentEditable, shadowRoot, host instanceof Element];
        }),
      ).toEqual([true, '', '', false, null, true]);
    });

    it('to be told by another finger what one is on, when it has closed', async () => {
      const shown = await open();
      const [x, y] = await shown.until(findSteadyMiddle, '[data-word="0"]');
      const first = await page.touchscreen.touchStart(x, y);
      await page.keyboard.press('Escape');
      await gone();
      const second = await page.touchscreen.touchStart(5, 300);
      await second.move(6, 301);
      await second.end();
      await first.end();
      expect(await page.evaluate(() => [...leaks])).toEqual([]);
    });

    it('to dress it: by the names of its properties and fonts', async () => {
      const look = (shown: Shown) =>
        shown.evaluate((root) => {
          const { backgroundColor, color, borderColor, fontFamily, fontSize, maxInlineSize, direction } =
            getComputedStyle(root.querySelector('.tooltip')!);
          const fonts = [...root.querySelectorAll('.tooltip, .tooltip *')].map(
            (element) => getComputedStyle(element).fontFamily,
          );
          return {
            backgroundColor,
            color,
            borderColor,
            fontFamily,
            fontSize,
            maxInlineSize,
            direction,
            fonts: [...new Set(fonts)],
          };
        });
      const before = await look(await open());
      expect(before.fonts.join().match(/[\w-]+/g)).toSatisfy((names: string[]) =>
        names.every((one) => ['serif', 'sans', 'sans-serif', 'system-ui', 'monospace'].includes(one)),
      );
      await visit();
      await page.evaluate(
        (properties, fonts) => {
          const style = document.createElement('style');
          style.textContent = [
            ...properties.map((one) => `@property ${one} { syntax: '<length>'; inherits: false; initial-value: 0px }`),
            `html > div[popover] { direction: rtl; ${properties.map((one) => `${one}: transparent !important`).join(';')} }`,
            ...fonts.map((one) => `@font-face { font-family: '${one}'; src: url('/no.woff2') }`),
          ].join('\n');
          document.head.append(style);
        },
        [...new Set(sheets.match(/--[a-z][\w-]*/g))],
        [
          ...(sheets.match(/'[^']+'/g) ?? []).map((one) => one.slice(1, -1)),
          'serif',
          'sans-serif',
          'system-ui',
          'monospace',
        ],
      );
      await selectByMouse(page, '#all');
      await Shown.words(page.mainFrame());
      const shown = await Shown.wait(page.mainFrame());
      expect(await look(shown)).toEqual(before);
      await shown.press('[data-word="0"]');
      await candidates(shown);
      expect(
        await page.evaluate(() =>
          [...document.fonts].filter(({ status }) => status !== 'unloaded').map(({ family }) => family),
        ),
      ).toEqual([]);
    });

    it('to press what is inside by script', async () => {
      const shown = await open();
      const before = await shown.evaluate((root) => root.textContent);
      await shown.evaluate((root) => {
        for (const element of root.querySelectorAll<HTMLElement>('button, [data-word], [role]')) {
          element.click();
          for (const type of ['keydown', 'keyup', 'pointerdown', 'mousedown', 'change', 'submit'])
            element.dispatchEvent(
              Object.assign(new Event(type, { bubbles: true, composed: true, cancelable: true }), { key: 'Enter' }),
            );
        }
      });
      await pause();
      expect(await shown.evaluate((root) => root.textContent)).toBe(before);
      expect((await attacked.browser.pages()).filter((other) => other.url().includes('panel'))).toEqual([]);
    });

    it('to open it by selecting, with events of its own making', async () => {
      await visit();
      const attempt = (before: string[], after: string[]) =>
        page.evaluate(
          (first, then) => {
            const send = (type: string) =>
              window.dispatchEvent(
                Object.assign(new Event(type, { bubbles: true }), { key: 'Shift', pointerType: 'mouse' }),
              );
            first.forEach(send);
            getSelection()!.selectAllChildren(document.querySelector('#all')!);
            then.forEach(send);
          },
          before,
          after,
        );
      await attempt([], []);
      await attempt(['pointerdown', 'keydown', 'contextmenu', 'focus'], ['pointerup', 'keyup', 'selectionchange']);
      await pause();
      expect(await find()).toBeNull();
      // What the user selects opens it, whatever the page says of composing.
      await page.evaluate(() => window.dispatchEvent(new CompositionEvent('compositionstart')));
      await selectAsUser(page, '#other');
      expect(await Shown.words(page.mainFrame())).toContain('お腹');
    });

    it('to open it in a frame that the user is not in', async () => {
      await visit();
      await page.evaluate(() => {
        const frame = document.createElement('iframe');
        frame.sandbox.add('allow-scripts');
        frame.style.cssText = 'position: fixed; left: -10px; width: 1px; height: 1px';
        frame.srcdoc = `<p>東京に行った。</p><script>
          setInterval(() => { getSelection().removeAllRanges(); getSelection().selectAllChildren(document.querySelector('p')); }, 300);
        </scr${'ipt'}>`;
        document.body.append(frame);
      });
      const frame = await until(() => page.frames()[1], 'the frame');
      await page.mouse.click(400, 600);
      await pause();
      await pause();
      expect(await Shown.find(frame)).toBeNull();
    });

    it.each([
      ['Esc', () => page.keyboard.press('Escape')],
      ['the button', async () => (await Shown.wait(page.mainFrame())).press('.close')],
      ['a press elsewhere', () => page.mouse.click(450, 650)],
    ])('to keep it open by stopping every event: %s closes it', async (_, close) => {
      await open('?stop');
      await close();
      await gone();
    });

    it('to silence it by an element that is named as a password field and is none', async () => {
      const shown = await open();
      await page.evaluate(() => {
        for (const namespace of ['http://www.w3.org/2000/svg', 'of my own'])
          for (const name of ['input', 'textarea']) {
            const element = document.createElementNS(namespace, name);
            element.setAttribute('type', 'password');
            element.setAttribute('tabindex', '0');
            document.body.append(element);
            element.setAttribute('type', 'text');
            element.setAttribute('type', 'password');
          }
        document.querySelector<SVGElement>('textarea')!.focus();
      });
      await shown.press('[data-word="0"]');
      await shown.until((root) => root.querySelector('[data-word="0"][aria-pressed=true]'));
      await page.keyboard.press('Enter');
      expect(await page.evaluate(() => [...leaks])).toEqual([]);
      expect(
        [...(await page.evaluate(() => [...heardInside]))].filter((type) =>
          /^(?:click|mousedown|pointer(?:down|up))/.test(type),
        ),
      ).toEqual([]);
      await page.mouse.click(450, 650);
      await gone();
      await selectByMouse(page, '#other');
      expect(await Shown.words(page.mainFrame())).toContain('お腹');
    });

    it.each([
      ['a border', 'width: 1px; border-right: 900px solid transparent'],
      ['a box of one pixel that is drawn large', 'width: 1px; height: 1px; transform: scale(2000)'],
      [
        'a scroll bar that is drawn large',
        'width: 60px; height: 60px; overflow: scroll; left: -3000px; transform-origin: 0 0; transform: scale(60)',
      ],
      ['a scroll bar that is wide', 'right: 0; overflow-y: scroll'],
      ['a gutter', 'right: 0; overflow: hidden; scrollbar-gutter: stable'],
    ])('to keep it open by what a press takes for a scroll bar: %s', async (_, style) => {
      await open();
      await page.evaluate((own) => {
        const box = document.body.appendChild(document.createElement('section'));
        box.style.cssText = `position: fixed; inset: 0 auto 0 0; ${own}`;
        box.append(document.createElement('i'));
        document.head.appendChild(document.createElement('style')).textContent =
          'section::-webkit-scrollbar { width: 860px } section > i { display: block; height: 5000px }';
      }, style);
      await page.mouse.click(450, 650);
      await gone();
    });

    it.each<[string, () => void]>([
      ['takes it out', () => host().remove()],
      [
        'takes it out and puts it back',
        () => {
          const [element, parent] = [host(), host().parentNode!];
          element.remove();
          parent.append(element);
        },
      ],
      [
        'moves it into an element that can hardly be seen',
        () => {
          const veil = document.body.appendChild(document.createElement('section'));
          veil.style.opacity = '.01';
          const moved = host();
          veil.append(moved);
          // Where it is told at once that it was moved, it has gone by now.
          if (moved.isConnected) moved.showPopover();
        },
      ],
      [
        'adopts it into another document',
        () => {
          const frame = document.body.appendChild(document.createElement('iframe'));
          frame.contentDocument!.body.append(host());
        },
      ],
      ['takes it out of the top layer', () => host().hidePopover()],
      ['takes its attribute away', () => host().removeAttribute('popover')],
      [
        'covers it',
        () => {
          const cover = document.body.appendChild(document.createElement('section'));
          cover.popover = 'manual';
          cover.style.cssText = 'inset: 0; width: 100vw; height: 100vh; pointer-events: none; background: white';
          cover.showPopover();
        },
      ],
      [
        'covers it by the backdrop of something small',
        () => small('#small::backdrop { position: fixed; inset: 0; background: white; pointer-events: none }'),
      ],
      [
        'covers it by the shadow of something small',
        () => small('#small::backdrop { display: none } #small { box-shadow: 0 0 0 3000px white }'),
      ],
      [
        'covers it by a child of something small',
        () =>
          small(
            '#small::backdrop { display: none } #small > i { position: fixed; inset: 0; background: white; pointer-events: none }',
          ),
      ],
      ['replaces the document', () => document.documentElement.replaceWith(document.createElement('html'))],
    ])('something that closes it: it %s', async (_, attack) => {
      await open();
      await page.evaluate(
        `${small.toString()} const host = () => document.querySelector('[popover=manual]'); (${attack.toString()})()`,
      );
      await gone();
    });

    it('to keep it out of the top layer from the start', async () => {
      await open('?refuse');
      expect(await page.evaluate(() => document.querySelector('[popover=manual]')!.matches(':popover-open'))).toBe(
        true,
      );
    });

    it.each<[string, () => void]>([
      [
        'under a cover in a closed shadow tree',
        () => {
          const root = document.body.appendChild(document.createElement('section')).attachShadow({ mode: 'closed' });
          const cover = root.appendChild(document.createElement('section'));
          cover.popover = 'manual';
          cover.style.cssText = 'inset: 0; width: 100vw; height: 100vh; pointer-events: none; background: white';
          cover.showPopover();
        },
      ],
      [
        'while the whole page is made invisible',
        () => void (document.documentElement.style.cssText = 'filter: opacity(.01); zoom: .2'),
      ],
    ])('to have the user press it %s', async (how, veil) => {
      // Firefox has nothing that tells of a cover there: docs/security.md says so.
      if (name === 'Firefox' && how.includes('closed shadow tree')) return;
      const shown = await open();
      const before = await shown.evaluate((root) => root.querySelectorAll('[aria-pressed=true]').length);
      const word = await shown.until(findSteadyMiddle, '[data-word="0"]');
      await page.evaluate(veil);
      await pause();
      if (await find()) await page.mouse.click(...word);
      await pause();
      const after = await (await find())?.evaluate((root) => root.querySelectorAll('[aria-pressed=true]').length);
      expect(after ?? before).toBe(before);
    });
  });
});

/** In the page: puts something without size into the top layer. */
function small(styles: string): void {
  const element = document.body.appendChild(document.createElement('section'));
  element.id = 'small';
  element.popover = 'manual';
  element.style.cssText =
    'inset: auto 0 0 auto; width: 0; height: 0; border: 0; padding: 0; overflow: visible; pointer-events: none';
  element.append(document.createElement('i'));
  document.head.appendChild(document.createElement('style')).textContent = styles;
  element.showPopover();
  // What has been seen closes when it is not any more; what has not yet been only takes no press. It is seen in
  // between.
  setInterval(() => element.togglePopover(), 800);
}

/** In the page. */
declare function host(): HTMLElement;
