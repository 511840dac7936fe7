import { describe, expect, it } from 'vitest';
import type { Frame, Page } from 'puppeteer';
import { fill, selectAsUser } from '../../scripts/browser/gestures.ts';
import { findSteadyMiddle } from '../../scripts/browser/tooltip.ts';
import { inBoth, press } from './support/both.ts';
import { pause, selectByMouse } from './support/extension.ts';
import { Shown, until } from './support/shown.ts';

declare global {
  /** The events of input that the page under test has heard. */
  var heard: string[];
}

const page = (body: string) =>
  `<!doctype html><html lang="ja"><meta charset="utf-8"><style>body { font: 20px/1.6 serif }</style><body>${body}`;
const FRAMES = ['srcdoc', 'blank', 'foreign'] as const;

inBoth(
  async () => ({
    '/real/blanks.html': page('<p id="text">○と●●、□□と［…］と「　　」と遊ぶ。</p>'),
    '/real/fields.html': page(
      '<textarea cols="30" rows="3">明日は雨だ。手紙が届いた。牛丼は𠮷\n食べ</textarea><p><input size="30" value="明日は雨だ。手紙が届いた。牛丼は𠮷"></p><p><span id="editable" contenteditable>友達と遊ぶ。</span></p>',
    ),
    '/real/long.html': page('<p><span id="text">友達と遊ぶ。</span></p><div style="height: 3000px"></div>'),
    '/real/rtl.html': page('<main dir="rtl"><p>مرحبا <span id="text">友達と遊ぶ。</span></p></main>').replace(
      'lang="ja"',
      'lang="ar" dir="rtl"',
    ),
    '/real/island.html': page(
      '<div contenteditable>明日は<span contenteditable="false" id="text">友達と遊ぶ。</span></div>',
    ),
    '/real/frames.html': page(`<p id="all">外の文。</p>
      <iframe name="srcdoc" srcdoc="<p id=all>枠の中の文。"></iframe><iframe name="blank"></iframe><iframe name="foreign"></iframe>
      <script>
        frames.blank.document.body.innerHTML = '<p id="all">枠の中の文。</p>';
        document.querySelector('[name=foreign]').src = 'http://127.0.0.1:' + location.port + '/zoo/frame.html';
      </script>`),
  }),
  (bench) => {
    const find = () => Shown.find(bench.page.mainFrame());
    const words = (expected: string) =>
      until(async () => (await Shown.words(bench.page.mainFrame())) === expected, expected);
    const closed = () => until(async () => !(await find()), 'closed');
    const middleOf = async (selector: string) =>
      await bench.page.$eval(selector, (element) => {
        const { left, top, width, height } = element.getBoundingClientRect();
        return [left + width / 2, top + height / 2] as [number, number];
      });
    /**
     * A page of the extension in a tab of its own. Puppeteer is never told that Firefox has loaded one, but sees it.
     */
    const own = async (name: string, ready: string): Promise<Page> => {
      const opened = await bench.page.browser().newPage();
      void opened.goto(`${bench.own}${name}`).catch(() => {});
      await until(() => opened.$(ready).catch(() => null), `${ready} in ${name}`);
      return opened;
    };

    describe('lines that are one text', () => {
      it('are joined with one press in the tooltip, and taken apart with another', async () => {
        await bench.page.goto(`${bench.pages.origin}/zoo/real.html`);
        await bench.page.bringToFront();
        await selectByMouse(bench.page, '#bubble');
        await words('大型 アップ デ / ート の 日');
        await press(bench.page, '.join-toggle');
        await words('大型 アップデート の 日');
        await press(bench.page, '.join-toggle');
        await words('大型 アップ デ / ート の 日');
        await bench.page.keyboard.press('Escape');
        await closed();
      });

      it('the same in the panel, where sentences are what they are to a reader', async () => {
        const panel = await own('panel.html', '.own-text');
        await panel.bringToFront();
        await panel.$eval('.own-text', (details) => void ((details as HTMLDetailsElement).open = true));
        const sentences = [
          '彼は「明日は雨だ。」と言った。',
          'Yahoo!知恵袋で聞いた。',
          'モーニング娘。は歌った。',
          '吾輩は猫である（名前はまだ無い。）が、元気だ。',
        ];
        await fill(panel, '.own-text textarea', `${sentences.join('')}\n大型アップデ\nートの日だ。`);
        await panel.click('.own-text [type="submit"]');
        const shown = (last: readonly string[]) =>
          until(async () => {
            const items = await panel.$$eval('.heat li', (all) => all.map((item) => item.textContent));
            return JSON.stringify(items) === JSON.stringify([...sentences, ...last]);
          }, `${last.length} sentences more`);
        await shown(['大型アップデ', 'ートの日だ。']);
        await panel.click('.join-toggle');
        await shown(['大型アップデートの日だ。']);
        expect(
          await panel.$$eval('.heat li:last-child .heat-word', (all) => all.map((word) => word.textContent)),
        ).toEqual(['大型', 'アップデート', 'の', '日', 'だ', '。']);
        await panel.click('.join-toggle');
        await shown(['大型アップデ', 'ートの日だ。']);
        await panel.close();
      });
    });

    it('what may be meant as a blank is offered, and filled when it is pressed', async () => {
      await bench.page.goto(`${bench.pages.origin}/real/blanks.html`);
      await bench.page.bringToFront();
      await selectByMouse(bench.page, '#text');

      await words('○ と ●● 、 □□ と ［…］ と 「　　」 と 遊ぶ 。');
      const marked = async (name: string) =>
        (await find())!.evaluate(
          (root, query) => [...root.querySelectorAll(query)].map((word) => (word as HTMLElement).dataset['word']),
          name,
        );
      expect(await marked('.offered')).toHaveLength(5);
      expect(await marked('[aria-pressed="true"]')).toEqual([]);
      const [, , third] = await marked('.offered');
      await press(bench.page, `[data-word="${third}"]`);
      await until(
        async () => (await find())?.evaluate((root) => root.querySelector('.candidate') !== null),
        'candidates',
      );
      expect(await marked('[aria-pressed="true"]')).toEqual([third]);
      await bench.page.keyboard.press('Escape');
      await closed();
    });

    describe('a caret in a field, and the shortcut', () => {
      const caretIn = (selector: string, at: number) =>
        bench.page.$eval(selector, (field, to) => (field as HTMLTextAreaElement).setSelectionRange(to, to), at);

      it('asks for the word there, in its sentence; not for one elsewhere in the page', async () => {
        await bench.page.goto(`${bench.pages.origin}/real/fields.html`);
        await bench.page.bringToFront();
        // The page's own caret.
        await bench.page.mouse.click(...(await middleOf('#editable')));
        for (const selector of ['textarea', 'input']) {
          await bench.page.click(selector);
          await caretIn(selector, 10);
          await bench.shortcut();
          await words('届い');
          await until(
            async () => (await find())?.evaluate((root) => root.querySelector('.candidate') !== null),
            'candidates',
          );
          await bench.page.keyboard.press('Escape');
          await closed();
        }
      });

      it.each([
        ['before a character of two units', 16, '𠮷'],
        ['behind it, at the end of a line', 18, '𠮷'],
        ['at the end of all', 21, '食べ'],
      ])('asks for the word %s', async (_, at, word) => {
        await bench.page.goto(`${bench.pages.origin}/real/fields.html`);
        await bench.page.bringToFront();
        await bench.page.click('textarea');
        await caretIn('textarea', at);
        await bench.shortcut();
        await words(word);
        await bench.page.keyboard.press('Escape');
        await closed();
      });
    });

    it('a press in another field does not end before the button comes up', async () => {
      const { page: tab } = bench;
      await tab.goto(`${bench.pages.origin}/real/fields.html`);
      await tab.bringToFront();
      await tab.click('input');
      const [x, y] = await tab.$eval('textarea', (field) => {
        const { left, top } = field.getBoundingClientRect();
        return [left + 6, top + 14] as const;
      });
      await tab.mouse.move(x, y);
      await tab.mouse.down();
      await tab.mouse.move(x + 60, y, { steps: 3 });
      await pause(600);
      const early = await find();
      await tab.mouse.up();
      expect(early).toBeNull();
      expect(await Shown.words(tab.mainFrame())).toMatch(/^明日/);
      await tab.keyboard.press('Escape');
    });

    it('the wheel over the tooltip moves the page where the tooltip has nothing to move', async () => {
      const { page: tab } = bench;
      await tab.goto(`${bench.pages.origin}/real/long.html`);
      await tab.bringToFront();
      await selectByMouse(tab, '#text');
      await words('友達 と 遊ぶ 。');
      const shown = (await find())!;
      const [x, y] = await shown.until(findSteadyMiddle, '[data-word="1"]');
      await tab.mouse.move(x, y);
      await tab.mouse.wheel({ deltaY: 120 });
      await until(() => tab.evaluate(() => scrollY > 0), 'the page moved');
      await tab.keyboard.press('Escape');
    });

    it('a page hears of what is put into its editor once beforehand', async () => {
      const { page: tab } = bench;
      await tab.goto(`${bench.pages.origin}/real/fields.html`);
      await tab.bringToFront();
      await tab.evaluate(() => {
        Object.assign(globalThis, { heard: [] });
        for (const type of ['beforeinput', 'input'])
          document.addEventListener(type, (event) => heard.push(`${type} ${(event as InputEvent).inputType}`));
      });
      await selectByMouse(tab, '#editable');
      await words('友達 と 遊ぶ 。');
      await press(tab, '[data-word="0"]');
      const shown = await Shown.wait(tab.mainFrame());
      const texts = await shown.until((root) => {
        const all = [...root.querySelectorAll('.candidate .text')].map((text) => text.textContent);
        return all.length > 0 && root.querySelector('[aria-busy="false"]') ? all : null;
      });
      await press(tab, `.candidate:nth-child(${texts.findIndex((text) => text !== '友達') + 1})`);
      await press(tab, '.preview button:nth-child(2)');
      await until(() => tab.$eval('#editable', (editor) => !editor.textContent.startsWith('友達')), 'replaced');
      expect(await tab.evaluate(() => heard)).toEqual(['beforeinput insertText', 'input insertText']);
      await tab.keyboard.press('Escape');
    });

    it('in a page that runs from right to left the Japanese runs from left to right', async () => {
      await bench.page.goto(`${bench.pages.origin}/real/rtl.html`);
      await bench.page.bringToFront();
      await selectAsUser(bench.page, '#text');
      await words('友達 と 遊ぶ 。');
      const lefts = await (await find())!.evaluate((root) => {
        const all = [...root.querySelectorAll('[data-word]')].map((word) => word.getBoundingClientRect().left);
        return { all, direction: getComputedStyle(root.querySelector('.own')!).direction };
      });
      expect(lefts).toEqual({ all: lefts.all.toSorted((a, b) => a - b), direction: 'ltr' });
      await bench.page.keyboard.press('Escape');
      await closed();
    });

    it('what nobody can type in, in an editor, cannot be replaced', async () => {
      await bench.page.goto(`${bench.pages.origin}/real/island.html`);
      await bench.page.bringToFront();
      await selectAsUser(bench.page, '#text');
      await words('友達 と 遊ぶ 。');
      await press(bench.page, '[data-word="3"]');
      await press(bench.page, '.candidate:nth-child(2)');
      const shown = await Shown.wait(bench.page.mainFrame());
      expect(await shown.until((root) => root.querySelectorAll('.preview button').length)).toBe(1);
      await bench.page.keyboard.press('Escape');
      await closed();
    });

    describe('a site that is off', () => {
      it('is also what is under it, and every frame in it; what names no site is refused', async () => {
        const settings = await own('options.html', '.sitesOff input');
        const write = (text: string) => fill(settings, '.sitesOff input', text);
        const add = '.sitesOff [type="submit"]:not(:disabled)';
        await write('a b');
        await until(() => settings.$('.sitesOff [role="status"]'), 'a word on it');
        expect(await settings.$(add)).toBeNull();
        await write('*.localhost');
        await until(() => settings.$(add), 'it can be added');
        await settings.$eval(add, (button) => (button as HTMLElement).click());
        await until(() => settings.$('.sitesOff li'), 'added');
        expect(await settings.$eval('.sitesOff li span', (site) => site.textContent)).toBe('localhost');

        const visit = async (host: string): Promise<Frame[]> => {
          await bench.page.goto(`${bench.pages.origin.replace('127.0.0.1', host)}/real/frames.html`);
          await bench.page.bringToFront();
          const frames = await Promise.all(
            FRAMES.map(async (name) => (await (await bench.page.$(`iframe[name="${name}"]`))!.contentFrame())!),
          );
          for (const frame of frames) await until(() => frame.$('#all').catch(() => null), 'the frames');
          return [bench.page.mainFrame(), ...frames];
        };
        const select = async (frame: Frame) => {
          await frame.evaluate(() => window.focus());
          await selectAsUser(frame, '#all');
        };
        for (const frame of await visit('sub.localhost')) {
          await select(frame);
          await pause(600);
          expect(await Shown.find(frame), frame.url()).toBeNull();
        }
        // Elsewhere each of them opens.
        for (const frame of await visit('127.0.0.1')) {
          await select(frame);
          expect(await Shown.words(frame)).toMatch(/の 文 。$/);
          await bench.page.keyboard.press('Escape');
          await until(async () => !(await Shown.find(frame)), 'closed');
        }
        await settings.$eval('.sitesOff li button', (button) => (button as HTMLElement).click());
        await settings.close();
      });
    });
  },
);
