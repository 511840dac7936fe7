import type { Page } from 'puppeteer';
import { describe, expect, it } from 'vitest';
import { asUser } from '../../scripts/browser/gestures.ts';
import { inBoth, press } from './support/both.ts';
import { pause, selectByMouse } from './support/extension.ts';
import { Shown, until } from './support/shown.ts';

const page = (body: string, style = '') =>
  `<!doctype html><html lang="ja"><meta charset="utf-8"><title>following</title><style>body { margin: 40px; font: 20px/1.6 serif } ${style}</style><body>${body}`;
const TEXT = '<p><span id="text">友達と遊ぶ。</span></p>';
const TALL = '<div style="height: 3000px"></div>';

/** Pages of this test, by name. */
const made: Record<string, string> = {
  'zoom-0.8': page(`${TALL.replace('3000', '300')}${TEXT}${TALL}`, 'html { zoom: .8 }'),
  'zoom-1.5': page(`${TALL.replace('3000', '100')}${TEXT}${TALL}`, 'html { zoom: 1.5 }'),
  'zoom-2': page(`${TEXT}${TALL}`, 'html { zoom: 2 }'),
  'zoom-field': page(
    '<textarea id="field" rows="6" cols="30">前の行\n前の行\n友達と遊ぶ</textarea>',
    'html { zoom: 1.5 }',
  ),
  columns: page(`<div id="text" style="columns: 2; height: 200px; width: 700px">${'今日は晴れだ。'.repeat(20)}</div>`),
  bar: page(
    `<div style="height: 280px"></div>${TEXT}${TALL}<div id="bar" hidden style="position: absolute; padding: 6px; background: #222"><button>B</button><button>I</button></div>
    <script>
      addEventListener('mouseup', () => setTimeout(() => {
        const selection = getSelection();
        if (selection.isCollapsed) return;
        const box = selection.getRangeAt(0).getBoundingClientRect();
        bar.hidden = false;
        bar.style.left = box.left + scrollX + 'px';
        bar.style.top = box.bottom + scrollY + 10 + 'px';
      }, 50));
    </script>`,
  ),
  advertisement: page(`<div id="place"></div>${TEXT}`),
  list: page('<ul id="list"><li><span id="text">友達と遊ぶ。</span></li><li>明日は雨だ。</li></ul>'),
  virtual: page(
    `<div id="box" style="height: 300px; overflow: auto; border: 1px solid"><div id="rows" style="position: relative; height: 40000px"></div></div>
    <script>
      // A thousand rows in eleven elements, as lists of chats and timelines have them: what is scrolled out at one end
      // comes in at the other.
      const made = Array.from({ length: 11 }, () => rows.appendChild(document.createElement('div')));
      const draw = () => {
        const first = Math.floor(box.scrollTop / 40);
        for (let row = first; row < first + 11; row++) {
          const element = made[row % 11];
          if (element.dataset.row === String(row)) continue;
          element.dataset.row = row;
          element.style.cssText = 'position: absolute; top: ' + row * 40 + 'px';
          element.innerHTML = '<span>' + (row + 1) + '人の友達と遊ぶ。</span>';
        }
      };
      box.addEventListener('scroll', draw);
      draw();
    </script>`,
  ),
  app: page(`<main>${TEXT}</main>`),
  box: page(
    `<div id="box" style="height: 300px; overflow: auto; border: 1px solid"><p style="margin-top: 100px"><span id="text">友達と遊ぶ。</span></p>${TALL}</div>`,
  ),
  'field-box': page(`<textarea id="field" rows="4" cols="30">友達と遊ぶ\n${'次の行\n'.repeat(40)}</textarea>`),
  keys: page('<p><span id="text">僕は友達と遊ぶ。</span>明日は雨だ。</p>'),
  parts: page(
    '<p><span id="other">明日は雨だ。</span></p><p><span id="text">友達と遊ぶ。</span></p><table><tr><td id="cell">猫が</td><td>x</td></tr><tr><td id="below">鳴く</td><td>y</td></tr></table>',
    'td { padding: 10px; border: 1px solid }',
  ),
  hover: page(
    `<div id="hover" style="width: 300px; padding: 10px; border: 1px solid">${TEXT}</div>`,
    '#hover:not(:hover) > p { display: none } #hover { min-height: 60px }',
  ),
  moving: page(`<div id="hover" style="width: 300px">${TEXT}</div>${TALL}`),
  trap: page(
    `<div id="box">${TEXT}<button id="send">Send</button></div>
    <script type="module">
      // What focus-trap and Radix do, on a box that says nothing of itself.
      globalThis.sent = 0;
      const send = document.querySelector('#send');
      send.addEventListener('click', () => sent++);
      send.focus();
      document.addEventListener('focusin', (event) => { if (!box.contains(event.target)) send.focus(); });
      document.addEventListener('focusout', (event) => { if (event.relatedTarget && !box.contains(event.relatedTarget)) send.focus(); });
      for (const type of ['pointerdown', 'mousedown', 'touchstart', 'click'])
        document.addEventListener(type, (event) => { if (!box.contains(event.target)) { event.preventDefault(); event.stopImmediatePropagation(); } }, true);
    </script>`,
  ),
};

inBoth(
  async () => Object.fromEntries(Object.entries(made).map(([name, html]) => [`/following/${name}.html`, html])),
  (bench) => {
    const open = async (name: string): Promise<Page> => {
      await bench.page.goto(`${bench.pages.origin}/following/${name}.html`);
      await bench.page.bringToFront();
      return bench.page;
    };
    const opened = async (name: string): Promise<Page> => {
      const shown = await open(name);
      await selectByMouse(shown, '#text');
      await Shown.words(shown.mainFrame());
      return shown;
    };
    const selectInField = (from: number, to: number) =>
      asUser(
        bench.page,
        (start, end) => {
          const field = document.querySelector('textarea')!;
          field.focus();
          field.setSelectionRange(start, end);
        },
        from,
        to,
      );
    const find = () => Shown.find(bench.page.mainFrame());
    interface Box {
      left: number;
      top: number;
      right: number;
      bottom: number;
    }
    const tooltipBox = async () =>
      await (
        await find()
      )?.evaluate((root) => {
        const tooltip = root.querySelector<HTMLElement>('.tooltip')!;
        const { left, top, right, bottom } = tooltip.getBoundingClientRect();
        const hidden = getComputedStyle(tooltip).visibility === 'hidden';
        return { left, top, right, bottom, hidden, side: tooltip.dataset['side'] };
      });
    const boxesOf = (selector: string): Promise<Box[]> =>
      bench.page.$eval(selector, (element) => {
        const range = document.createRange();
        range.selectNodeContents(element);
        return [...range.getClientRects()].map(({ left, top, right, bottom }) => ({ left, top, right, bottom }));
      });
    const overlaps = (a: Box, b: Box) => a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;
    const closed = () => until(async () => !(await find()), 'closed');
    /** Beside the text, as near as it is where nothing is in the way. */
    const isBeside = async (selector: string) => {
      const [tip, text] = [await tooltipBox(), (await boxesOf(selector))[0]!];
      return (
        tip !== undefined &&
        !tip.hidden &&
        Math.abs(tip.top - text.bottom - 8) < 2 &&
        Math.abs(tip.left - text.left) < 2
      );
    };
    const candidates = () =>
      until(async () => (await find())?.evaluate((root) => root.querySelector('.candidate') !== null), 'candidates');

    describe('the place of the tooltip', () => {
      it.each(['zoom-0.8', 'zoom-1.5', 'zoom-2'])('%s of the root', async (name) => {
        await opened(name);
        await until(() => isBeside('#text'), 'beside the text');
        await press(bench.page, '[data-word="0"]');
        await candidates();
      });

      it('in a field of a page that is zoomed', async () => {
        const shown = await open('zoom-field');
        await selectInField(8, 13);
        await Shown.words(shown.mainFrame());
        const field = await shown.$eval(
          '#field',
          (element) => element.getBoundingClientRect().toJSON() as Box & { height: number },
        );
        const tip = (await tooltipBox())!;
        // Its third line of six.
        expect((tip.top - 8 - field.top) / field.height).toBeGreaterThan(0.4);
        expect((tip.top - 8 - field.top) / field.height).toBeLessThan(0.65);
      });

      it('columns: not over any of them', async () => {
        await opened('columns');
        const columns = await boxesOf('#text');
        await until(async () => {
          const tip = await tooltipBox();
          return tip && !columns.some((box) => overlaps(box, tip));
        }, 'beside the columns');
      });

      it("a page's own bar below the selection: on the other side, and the bar can be pressed", async () => {
        await opened('bar');
        await until(async () => (await tooltipBox())?.side === 'above', 'above');
        const [bar] = await bench.page.$$eval('#bar', ([element]) => [
          element!.getBoundingClientRect().toJSON() as Box,
        ]);
        expect(overlaps(bar!, (await tooltipBox())!)).toBe(false);
      });
    });

    describe('text that moves', () => {
      it('is followed where something is inserted above it', async () => {
        await opened('advertisement');
        await until(() => isBeside('#text'), 'beside the text');
        const { top } = (await tooltipBox())!;
        await bench.page.$eval('#place', (place) => void ((place as HTMLElement).style.height = '250px'));
        await until(() => isBeside('#text'), 'beside the text again');
        expect((await tooltipBox())!.top).toBeGreaterThan(top + 200);
      });

      it('is hidden with, and shown again, where it is scrolled out of a box of its own', async () => {
        await opened('box');
        const scroll = (to: number) => bench.page.$eval('#box', (box, top) => void (box.scrollTop = top), to);
        await scroll(400);
        await until(async () => (await tooltipBox())?.hidden, 'hidden');
        await scroll(60);
        await until(() => isBeside('#text'), 'beside the text again');
      });

      it('the same in a field', async () => {
        const shown = await open('field-box');
        await selectInField(0, 5);
        await Shown.words(shown.mainFrame());
        const scroll = (to: number) => shown.$eval('#field', (box, top) => void (box.scrollTop = top), to);
        await scroll(300);
        await until(async () => (await tooltipBox())?.hidden, 'hidden');
        await scroll(0);
        await until(async () => (await tooltipBox())?.hidden === false, 'shown again');
      });

      it.each<[string, string, () => void]>([
        ['taken out of a list', 'list', () => document.querySelector('#list')!.firstElementChild!.remove()],
        [
          'another in the same element of the list',
          'list',
          () => void (document.querySelector('#text')!.firstChild!.nodeValue = '昨日は雪だった。'),
        ],
        [
          'left for another page of the same application',
          'app',
          () => {
            history.pushState(null, '', '/following/elsewhere');
            document.querySelector('main')!.innerHTML = '<p>別のページの文。</p>';
          },
        ],
      ])('closes once it is %s', async (_, name, change) => {
        await opened(name);
        await bench.page.evaluate(change);
        await closed();
      });

      it('a virtual list: followed as long as its row is there, closed once the row has another text', async () => {
        const shown = await open('virtual');
        const row = '[data-row="4"] > span';
        await selectByMouse(shown, row);
        expect((await Shown.words(shown.mainFrame())).replaceAll(' ', '')).toBe('5人の友達と遊ぶ。');
        const scroll = (to: number) => shown.$eval('#box', (box, top) => void (box.scrollTop = top), to);
        await scroll(100);
        await until(() => isBeside(row), 'beside the row');
        await scroll(4000);
        await closed();
        expect(await shown.$(row)).toBeNull();
      });

      it('stays open where the same text is drawn anew', async () => {
        await opened('app');
        await bench.page.evaluate(() => {
          const main = document.querySelector('main')!;
          main.innerHTML = String(main.innerHTML);
        });
        await pause(600);
        await press(bench.page, '[data-word="0"]');
        await candidates();
      });
    });

    describe('text that is shown under the pointer only', () => {
      it('the pointer can go to the tooltip and press there', async () => {
        const shown = await open('hover');
        await shown.mouse.move(100, 80);
        await selectByMouse(shown, '#text');
        await Shown.words(shown.mainFrame());
        await press(bench.page, '[data-word="0"]');
        await candidates();
        expect(await bench.page.$eval('#text', (text) => text.getBoundingClientRect().height)).toBe(0);
      });

      it('the page hides its text, and scrolls a little', async () => {
        await opened('moving');
        const before = (await tooltipBox())!;
        await bench.page.$eval('#hover', (hover) => void ((hover as HTMLElement).style.display = 'none'));
        await bench.page.evaluate(() => scrollBy(0, 3));
        await pause(400);
        const after = (await tooltipBox())!;
        expect([after.left, after.top]).toEqual([before.left, before.top]);
        await press(bench.page, '[data-word="0"]');
        await candidates();
      });
    });

    it('a focus trap on a box that says nothing of itself: keys and presses are the tooltip’s', async () => {
      await opened('trap');
      await press(bench.page, '[data-word="0"]');
      await candidates();
      const shown = (await find())!;
      await shown.evaluate((root) => root.querySelector<HTMLElement>('[data-word="2"]')!.focus());
      await pause(200);
      const focused = async () =>
        (await find())!.evaluate((root) => (root.activeElement as HTMLElement | null)?.dataset['word']);
      expect(await focused()).toBe('2');
      await bench.page.keyboard.press('Enter');
      await until(
        async () =>
          (await find())!.evaluate(
            (root) => root.querySelector('[data-word="2"]')!.getAttribute('aria-pressed') === 'true',
          ),
        'pressed by Enter',
      );
      expect(await bench.page.evaluate('sent')).toBe(0);
      await bench.page.keyboard.press('Escape');
      await closed();
    });

    it('a page that is printed is printed without it', async () => {
      await opened('list');
      const display = () =>
        bench.page.$eval('[popover=manual]', (host) => [matchMedia('print').matches, getComputedStyle(host).display]);
      expect(await display()).toEqual([false, 'block']);
      const setMedium = (medium: '' | 'print') =>
        bench.firefox
          ? bench.firefox.privileged(
              (name) => void (gBrowser.selectedBrowser.browsingContext.mediumOverride = name),
              medium,
            )
          : bench.page.emulateMediaType(medium || undefined);
      await setMedium('print');
      expect(await display()).toEqual([true, 'none']);
      await setMedium('');
    });

    it('a page that was left comes back without it, and the next selection is answered', async () => {
      await opened('list');
      await open('app');
      // Firefox has kept the page, and tells the debugger of no load.
      if (bench.firefox) await bench.page.evaluate(() => history.back());
      else await bench.page.goBack();
      await until(() => bench.page.$('#list').catch(() => null), 'the page of before');
      expect(await find()).toBeNull();
      // What was selected may be so still, and would be dragged.
      await selectByMouse(bench.page, 'li:last-child');
      expect(await Shown.words(bench.page.mainFrame())).toBe('明日 は 雨 だ 。');
      // A tab that Firefox's debugger has lost the way in goes nowhere else.
      const left = bench.page;
      bench.page = await left.browser().newPage();
      await left.close();
    });

    describe('a selection that changes', () => {
      it('by Shift and arrow keys: the same tooltip, with the blanks where the words stay', async () => {
        await opened('keys');
        const host = () => bench.page.evaluateHandle(() => document.querySelector('[popover=manual]'));
        const before = await host();
        await press(bench.page, '[data-word="2"]');
        await candidates();
        await bench.page.keyboard.down('Shift');
        for (let i = 0; i < 3; i++) await bench.page.keyboard.press('ArrowRight');
        await bench.page.keyboard.up('Shift');
        await until(
          async () => (await Shown.words(bench.page.mainFrame())) === '僕 は 友達 と 遊ぶ 。 明日 は',
          'the longer selection',
          5_000,
        );
        expect(await bench.page.evaluate((a, b) => a === b, before, await host())).toBe(true);
        const pressed = () =>
          find().then((shown) =>
            shown!.evaluate((root) =>
              [...root.querySelectorAll('[aria-pressed=true] .own')].map((own) => own.firstChild!.textContent),
            ),
          );
        expect((await pressed()).join()).toContain('友達');
        await candidates();
      });

      it.skipIf(bench.name === 'Chromium')('with Ctrl held: all of its parts, the newest too', async () => {
        await opened('parts');
        await bench.page.keyboard.down('Control');
        await selectByMouse(bench.page, '#other');
        await bench.page.keyboard.up('Control');
        await until(
          async () => (await Shown.words(bench.page.mainFrame())) === '明日 は 雨 だ 。 / 友達 と 遊ぶ 。',
          'both parts',
          5_000,
        );
      });

      it.skipIf(bench.name === 'Chromium')('cells of a table: each of them', async () => {
        const shown = await open('parts');
        const middle = (selector: string) =>
          shown.$eval(selector, (cell) => {
            const { left, top, width, height } = cell.getBoundingClientRect();
            return [left + width / 2, top + height / 2] as const;
          });
        const [from, to] = [await middle('#cell'), await middle('#below')];
        await shown.keyboard.down('Control');
        await shown.mouse.move(from[0], from[1]);
        await shown.mouse.down();
        await shown.mouse.move(to[0], to[1], { steps: 4 });
        await shown.mouse.up();
        await shown.keyboard.up('Control');
        expect(await Shown.words(shown.mainFrame())).toBe('猫 が / 鳴く');
      });

      it('a right click keeps it', async () => {
        await opened('app');
        const [box] = await boxesOf('#text');
        await bench.page.mouse.click(box!.left + 20, (box!.top + box!.bottom) / 2, { button: 'right' });
        await pause(500);
        expect(await find()).not.toBeNull();
      });
    });
  },
);
