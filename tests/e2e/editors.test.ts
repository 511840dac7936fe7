import { describe, expect, it } from 'vitest';
import { asUser } from '../../scripts/browser/gestures.ts';
import { pause, selectByMouse } from './support/extension.ts';
import { control, inBoth, press } from './support/both.ts';
import { inputMethodOf } from './support/input-method.ts';
import { libraryPages } from './support/libraries.ts';
import { Shown, until } from './support/shown.ts';

declare global {
  /** The plain text of the editor's own document. */
  function model(): string;
}

const SENTENCE = '僕は友達と遊ぶ';

inBoth(libraryPages, (bench) => {
  const open = async (name: string) => {
    await bench.page.goto(`${bench.pages.origin}/libraries/index.html?${name}`);
    await until(() => bench.page.$('[data-ready]'), name);
    await bench.page.bringToFront();
  };
  const words = (expected: string) =>
    until(async () => (await Shown.words(bench.page.mainFrame())) === expected, expected);
  /** Chooses the first candidate that is another word, and has it written into the page. */
  const replaceFriend = async (suits = (text: string) => text !== '友達') => {
    const { page } = bench;
    await press(page, '[data-word="2"]');
    const shown = await Shown.wait(page.mainFrame());
    const texts = await shown.until((root) => {
      const found = [...root.querySelectorAll('.candidate .text')].map((text) => text.textContent);
      return found.length > 0 && root.querySelector('[aria-busy="false"]') ? found : null;
    });
    const place = texts.findIndex(suits);
    await press(page, `.candidate:nth-child(${place + 1})`);
    await press(page, '.preview button:nth-child(2)');
    await shown.until(
      (root) => !root.querySelector('.preview') || root.querySelector('.preview [role="status"]')?.textContent,
    );
    return `僕は${texts[place]}と遊ぶ`;
  };

  describe('a field', () => {
    it('that is too short for the candidate stays as it is, and the message says so', async () => {
      const { page } = bench;
      await page.goto(`${bench.pages.origin}/zoo/fields.html`);
      await asUser(page, () => {
        const field = document.querySelector<HTMLInputElement>('#text')!;
        // A script may have put more into it than it takes.
        Object.assign(field, { value: '僕は友達と遊ぶ', maxLength: 6 });
        field.focus();
        field.select();
      });
      await words('僕 は 友達 と 遊ぶ');
      const expected = await replaceFriend((text) => text !== '友達' && text.length === 2);
      expect(expected.length).toBeGreaterThan(6);
      expect(await page.$eval('#text', (field) => (field as HTMLInputElement).value)).toBe(SENTENCE);
      expect(
        await (
          await Shown.wait(page.mainFrame())
        ).evaluate((root) => root.querySelector('.preview [role="status"]')!.textContent),
      ).toMatch(/nothing/);
    });

    it('that refuses what is to be written, and is written in by somebody else meanwhile, keeps what the user wrote last', async () => {
      const { page } = bench;
      await page.goto(`${bench.pages.origin}/zoo/fields.html`);
      await page.focus('#editable');
      await page.$eval('#editable', (editor) => {
        editor.textContent = '';
        document.execCommand('insertText', false, '僕は友達と遊ぶ');
        document.execCommand('insertParagraph');
        document.execCommand('insertText', false, 'my own');
        editor.addEventListener('beforeinput', (event) => {
          event.preventDefault();
          setTimeout(() => editor.append(Object.assign(document.createElement('p'), { textContent: 'another' })), 50);
        });
      });
      await asUser(page, () => {
        const walker = document.createTreeWalker(document.querySelector('#editable')!, NodeFilter.SHOW_TEXT);
        const text = walker.nextNode()!;
        getSelection()!.setBaseAndExtent(text, 0, text, 7);
      });
      await words('僕 は 友達 と 遊ぶ');
      await replaceFriend();
      const written = await page.$eval('#editable', (editor) => editor.textContent);
      expect(written).toContain(SENTENCE);
      expect(written).toContain('my own');
    });

    it('that is drawn anew at each change keeps the tooltip beside its text', async () => {
      const { page } = bench;
      await page.goto(`${bench.pages.origin}/zoo/fields.html`);
      await page.$eval(
        '#editable',
        (editor, sentence) => {
          const draw = (text: string) => {
            const [line, span] = [document.createElement('p'), document.createElement('span')];
            span.textContent = text;
            line.append(span);
            editor.replaceChildren(line);
          };
          draw(sentence);
          editor.addEventListener('input', () => draw(editor.textContent));
        },
        SENTENCE,
      );
      await page.focus('#editable');
      await control(page, 'a');
      await words('僕 は 友達 と 遊ぶ');
      const expected = await replaceFriend();
      expect(await page.$eval('#editable', (editor) => editor.textContent)).toBe(expected);
      await until(
        async () =>
          (await Shown.find(page.mainFrame()))?.evaluate(
            (root) => root.querySelector('.frame')!.getBoundingClientRect().left >= 0,
          ),
        'the tooltip in view',
      );
    });

    it.each(['#field', '#written'])(
      '%s in a form that has fields named as everything that a form has is replaced',
      async (selector) => {
        const { page } = bench;
        await page.goto(`${bench.pages.origin}/zoo/form-fields.html`);
        await page.click(selector, { count: 3, offset: { x: 20, y: 12 } });
        await words('僕 は 友達 と 遊ぶ');
        const expected = await replaceFriend();
        const written = (element: Element) => ('value' in element ? element.value : element.textContent);
        expect(await page.$eval(selector, written)).toBe(expected);
      },
    );

    it.each([
      ['typing', 'あ'],
      ['Delete', 'Delete'],
      ['an arrow key', 'ArrowRight'],
      ['cut', 'x'],
    ])('%s over the selected text closes the tooltip', async (what, key) => {
      const { page } = bench;
      for (const selector of ['#area', '#editable']) {
        await page.goto(`${bench.pages.origin}/zoo/fields.html`);
        await page.focus(selector);
        await control(page, 'a');
        await Shown.words(page.mainFrame());
        if (what === 'cut') await control(page, 'x');
        else if (what === 'typing') await page.keyboard.sendCharacter(key);
        else await page.keyboard.press(key as 'Delete');
        await until(async () => !(await Shown.find(page.mainFrame())), `closed over ${selector}`);
      }
    });
  });

  describe('an input method', () => {
    it('that converts opens nothing over its list of candidates, and the finished text can be selected as any other', async () => {
      const { page } = bench;
      await page.goto(`${bench.pages.origin}/zoo/fields.html`);
      await page.focus('#text');
      await page.$eval('#text', (field) => ((field as HTMLInputElement).value = ''));
      const method = await inputMethodOf(bench);
      const written = () => page.$eval('#text', (field) => (field as HTMLInputElement).value);
      await method.compose('ともだちと');
      await method.compose('友達と');
      await until(async () => (await written()) === '友達と', 'the text being converted');
      await pause(600);
      expect(await Shown.find(page.mainFrame())).toBeNull();
      await method.commit('友達と');
      await pause(600);
      expect(await Shown.find(page.mainFrame())).toBeNull();
      expect(await written()).toBe('友達と');
      await asUser(page, () => document.querySelector<HTMLInputElement>('#text')!.select());
      await words('友達 と');
    });

    it.each(['#text', '#editable'])('that begins over the selected text of %s closes the tooltip', async (field) => {
      const { page } = bench;
      await page.goto(`${bench.pages.origin}/zoo/fields.html`);
      await page.focus(field);
      await control(page, 'a');
      await Shown.words(page.mainFrame());
      const method = await inputMethodOf(bench);
      await method.compose('とも');
      await until(async () => !(await Shown.find(page.mainFrame())), 'closed');
      await method.commit('友');
      await pause(600);
      expect(await Shown.find(page.mainFrame())).toBeNull();
    });
  });

  describe('a candidate put into an editor is in its own document, and undone in one step', () => {
    it.each(['slate', 'lexical', 'draft', 'quill'])('%s', async (name) => {
      const { page } = bench;
      await open(name);
      // An editor that is late puts back the selection it knows of in the midst of a drag: then there are other words,
      // and it is dragged again.
      await until(async () => {
        await page.mouse.click(2, 2);
        await selectByMouse(page, '#editor');
        return (await Shown.words(page.mainFrame())) === '僕 は 友達 と 遊ぶ';
      }, 'the whole sentence selected');
      const expected = await replaceFriend();
      expect(await page.evaluate(() => model())).toBe(expected);
      expect(await page.$eval('#editor', (editor) => editor.textContent)).toContain(expected);
      // What was written is read anew.
      expect((await Shown.words(page.mainFrame())).replaceAll(' ', '')).toBe(expected);
      await control(page, 'z');
      await until(() => page.evaluate((sentence) => model() === sentence, SENTENCE), 'undone');
      await words('僕 は 友達 と 遊ぶ');
      // The next key is the user's own again.
      await page.keyboard.press('ArrowRight');
      await until(async () => !(await Shown.find(page.mainFrame())), 'closed');
      // Slate hears of a selection 100 ms later.
      await pause(300);
      await page.keyboard.type('!');
      // Where the caret is after an undo is the editor's affair.
      await expect.poll(() => page.evaluate(() => model())).toContain('!');
      expect((await page.evaluate(() => model())).replace('!', '')).toBe(SENTENCE);
    });
  });
});
