import type { Page } from 'puppeteer';
import { describe, expect, it } from 'vitest';
import { capture } from './support/capture.ts';
import { html, useSurfaces } from './support/tooltip-page.ts';

const surfaces = useSurfaces();

describe('fields', () => {
  it.each([
    ['textarea', '<textarea id=all>友達と遊ぶ</textarea>', '友達と遊ぶ'],
    ['input', '<input id=all value=友達と遊ぶ>', '友達と遊ぶ'],
    ['search', '<input id=all type=search value=友達>', '友達'],
    ['contenteditable', '<div id=all contenteditable>友<b>達</b>と遊ぶ</div>', '友達と遊ぶ'],
    ['password', '<input id=all type=password value=秘密>', null],
  ])('%s', async (_, body, expected) => {
    const page = await surfaces().page(html(body));
    expect(await capture(page)).toBe(expected);
    if (expected) expect(await page.evaluate(() => anaume.selected!.editable !== null)).toBe(true);
    await page.close();
  });

  it.each([
    ['read-only textarea', '<textarea id=all readonly>友達</textarea>'],
    ['a paragraph', '<p id=all>友達</p>'],
    ['a disabled editor', '<div id=all contenteditable=false>友達</div>'],
  ])('%s cannot be written to', async (_, body) => {
    const page = await surfaces().page(html(body));
    expect(await capture(page)).toBe('友達');
    expect(await page.evaluate(() => anaume.selected!.editable)).toBeNull();
    await page.close();
  });

  it.each([
    ['textarea', '<textarea id=all>前 僕は友達と遊ぶ 後</textarea>'],
    ['input', '<input id=all value="前 僕は友達と遊ぶ 後">'],
    ['contenteditable', '<div id=all contenteditable>前 僕は<b>友達</b>と遊ぶ 後</div>'],
  ])('%s: replaces in place with the page’s own events, one undo step, the selection kept', async (kind, body) => {
    const page = await surfaces().page(html(body));
    await page.focus('#all');
    const result = await page.evaluate(async () => {
      const element = document.querySelector('#all')!;
      const value = () => (element as HTMLInputElement).value ?? element.textContent;
      const events: string[] = [];
      element.addEventListener('input', (event) =>
        events.push(`${(event as InputEvent).inputType} ${event.isTrusted}`),
      );
      if ('value' in element) (element as HTMLInputElement).setSelectionRange(2, 9);
      else {
        const [first, , last] = element.childNodes;
        getSelection()!.setBaseAndExtent(first!, 2, last!, 3);
      }
      const { text, editable } = anaume.capture()!;
      const done = await editable!.replace(2, 4, '妹');
      const after = value();
      const selected =
        'value' in element
          ? (element as HTMLInputElement).value.slice(
              (element as HTMLInputElement).selectionStart!,
              (element as HTMLInputElement).selectionEnd!,
            )
          : getSelection()!.toString();
      document.execCommand('undo');
      return { text, done, after, selected, undone: value(), events };
    });
    expect(result, kind).toEqual({
      text: '僕は友達と遊ぶ',
      done: true,
      after: '前 僕は妹と遊ぶ 後',
      selected: '僕は妹と遊ぶ',
      undone: '前 僕は友達と遊ぶ 後',
      events: ['insertText true', 'historyUndo true'],
    });
    await page.close();
  });

  it.each([
    ['textarea', '<textarea id=all>前。\n僕は友達へ遊ぶ。後。</textarea>'],
    ['input', '<input id=all value="前。　僕は友達へ遊ぶ。後。">'],
    ['contenteditable', '<div id=all contenteditable><p>前。</p><p>僕<i>は</i><b>友達</b>へ遊ぶ。後。</p></div>'],
  ])('%s: writes in the sentence around a selected word, which stays selected', async (kind, body) => {
    const page = await surfaces().page(html(body));
    await page.focus('#all');
    const result = await page.evaluate(async () => {
      const element = document.querySelector('#all')!;
      const isField = 'value' in element;
      const field = element as HTMLInputElement;
      if (isField) field.setSelectionRange(field.value.indexOf('友'), field.value.indexOf('友') + 2);
      else getSelection()!.selectAllChildren(element.querySelector('b')!);
      const selected = anaume.capture()!;
      const write = anaume.createWriteBack(selected);
      const { text, start } = selected.passage!;
      const done = [
        await write(text, start + 2, start + 3, 'と'),
        await write(text.replace('へ', 'と'), start - 2, start - 1, '私たち'),
        await write(text.replace('へ', 'と').replace('僕', '私たち'), start + 2, start + 4, '妹'),
      ];
      return {
        text,
        done,
        now: (isField ? field.value : element.textContent).replace(/\s/g, ''),
        chosen: isField ? field.value.slice(field.selectionStart!, field.selectionEnd!) : getSelection()!.toString(),
      };
    });
    expect(result, kind).toEqual({
      text: '僕は友達へ遊ぶ。',
      done: [true, true, true],
      now: '前。私たちは妹と遊ぶ。後。',
      chosen: '妹',
    });
    await page.close();
  });

  it('contenteditable: several words, the last one too, one after the other', async () => {
    const page = await surfaces().page(html('<div id=all contenteditable>僕は<b>友達</b>と遊ぶ</div>'));
    expect(await capture(page)).toBe('僕は友達と遊ぶ');
    const steps = await page.evaluate(async () => {
      const { editable, rangeOf } = anaume.selected!;
      const done = [
        await editable!.replace(5, 7, '走る'),
        await editable!.replace(2, 4, 'お兄さん'),
        await editable!.replace(0, 1, '彼'),
      ];
      return {
        done,
        text: editable!.readCurrent(),
        found: rangeOf(2, 6)?.toString(),
        selected: getSelection()!.toString(),
      };
    });
    expect(steps).toEqual({
      done: [true, true, true],
      text: '彼はお兄さんと走る',
      found: 'お兄さん',
      selected: '彼はお兄さんと走る',
    });
    await page.close();
  });

  it.each([
    [
      'textarea',
      '<textarea id=all>僕は友達と遊ぶ</textarea>',
      (element: Element) => ((element as HTMLTextAreaElement).value = '全く別の文'),
    ],
    [
      'contenteditable',
      '<div id=all contenteditable>僕は友達と遊ぶ</div>',
      (element: Element) => (element.firstChild!.textContent = '全く別の文'),
    ],
  ])('%s: leaves a field alone that has changed since', async (_, body, change) => {
    const page = await surfaces().page(html(body));
    await capture(page);
    const after = await page.evaluate(async (source) => {
      const element = document.querySelector('#all')!;
      // oxlint-disable-next-line no-eval -- the function comes from this test.
      (0, eval)(`(${source})`)(element);
      return [
        await anaume.selected!.editable!.replace(2, 4, '妹'),
        (element as HTMLTextAreaElement).value ?? element.textContent,
      ];
    }, change.toString());
    expect(after).toEqual([false, '全く別の文']);
    await page.close();
  });
});

describe('when it is made', () => {
  const watched = async (body: string) => {
    const page = await surfaces().page(html(body));
    await page.evaluate(() => {
      const seen = { made: 0, begun: 0, unwatch: () => {} };
      seen.unwatch = anaume.watchSelection(document, {
        onBegun: () => (seen.begun += 1),
        onSelected: () => (seen.made += 1),
      });
      Object.assign(window, { seen });
    });
    return page;
  };
  const seen = (page: Page, what: 'made' | 'begun') =>
    page.evaluate((name) => (window as unknown as { seen: Record<string, number> }).seen[name], what);
  /** Selections so far, once there would be more if there were going to be. */
  const made = async (page: Page) => {
    await new Promise((resolve) => setTimeout(resolve, 400));
    return await seen(page, 'made');
  };
  const reaches = (page: Page, what: 'made' | 'begun', times: number) =>
    expect.poll(() => seen(page, what), { timeout: 20_000 }).toBe(times);
  const drag = async (page: Page) => {
    await page.mouse.move(12, 30);
    await page.mouse.down();
    await page.mouse.move(60, 30, { steps: 4 });
    await page.mouse.move(110, 30, { steps: 4 });
  };
  const line = '<p style="position:absolute;margin:0;left:10px;top:20px;font-size:20px"';

  it('once the pointer is let go, and once only', async () => {
    const page = await watched(`${line}>友達と遊ぶ。</p>`);
    await drag(page);
    expect(await made(page)).toBe(0);
    // But that it has begun is known, so that everything can be made ready.
    await reaches(page, 'begun', 1);
    await page.mouse.up();
    await reaches(page, 'made', 1);
    await page.mouse.click(400, 400);
    expect(await made(page)).toBe(1);
    await drag(page);
    await reaches(page, 'begun', 2);
    expect(await made(page)).toBe(1);
    await page.close();
  });

  it('by keyboard, once it is still', async () => {
    const page = await watched('<textarea>友達と遊ぶ。</textarea>');
    await page.focus('textarea');
    await page.keyboard.down('Shift');
    for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowDown');
    await page.keyboard.up('Shift');
    await reaches(page, 'made', 1);
    await page.close();
  });

  it.each([
    ['textarea', '<textarea id=all>僕は友達と遊ぶ</textarea>'],
    ['input', '<input id=all value="僕は友達と遊ぶ">'],
    ['contenteditable', '<div id=all contenteditable>僕は友達と遊ぶ</div>'],
  ])('not where undo brings a text back, selected as it was: %s', async (_, body) => {
    const page = await watched(body);
    await page.focus('#all');
    // As Apply does, with the text's own place selected.
    await page.evaluate(() => {
      const field: Element = document.querySelector('#all')!;
      if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.setSelectionRange(2, 4);
      else getSelection()!.setBaseAndExtent(field.firstChild!, 2, field.firstChild!, 4);
      document.execCommand('insertText', false, '妹');
    });
    await page.keyboard.down('Control');
    await page.keyboard.press('z');
    await page.keyboard.up('Control');
    const chosen = () =>
      page.$eval('#all', (field) =>
        'select' in field
          ? (field as HTMLInputElement).value.slice(
              (field as HTMLInputElement).selectionStart!,
              (field as HTMLInputElement).selectionEnd!,
            )
          : getSelection()!.toString(),
      );
    await expect.poll(chosen).toBe('友達');
    expect(await made(page)).toBe(0);
    // What the user selects then counts.
    await page.keyboard.down('Shift');
    await page.keyboard.press('End');
    await page.keyboard.up('Shift');
    await reaches(page, 'made', 1);
    await page.close();
  });

  it('not where a key has a script select', async () => {
    const page = await watched('<textarea onkeydown="if (event.key === `F2`) this.select()">友達と遊ぶ。</textarea>');
    await page.focus('textarea');
    await page.keyboard.press('F2');
    expect(await made(page)).toBe(0);
    await page.close();
  });

  it('by the key for all', async () => {
    const page = await watched('<textarea>友達と遊ぶ。</textarea>');
    await page.focus('textarea');
    await page.keyboard.down('Control');
    await page.keyboard.press('a');
    await page.keyboard.up('Control');
    await reaches(page, 'made', 1);
    await page.close();
  });

  it('not where Esc is pressed before it is made', async () => {
    const page = await watched(`${line}>友達と遊ぶ。</p>`);
    await drag(page);
    await reaches(page, 'begun', 1);
    await page.keyboard.press('Escape');
    await page.mouse.up();
    expect(await made(page)).toBe(0);
    // The next one counts.
    await page.mouse.click(400, 400);
    await drag(page);
    await page.mouse.up();
    await reaches(page, 'made', 1);
    await page.close();
  });

  it('after a composition whose field the page took away', async () => {
    const page = await watched(`${line}>友達と遊ぶ。</p><textarea></textarea>`);
    await page.focus('textarea');
    const session = await page.createCDPSession();
    await session.send('Input.imeSetComposition', { text: 'にほ', selectionStart: 2, selectionEnd: 2 });
    await page.$eval('textarea', (field) => field.remove());
    await drag(page);
    await page.mouse.up();
    await reaches(page, 'made', 1);
    await page.close();
  });

  it('for pages that stop every event', async () => {
    const page = await watched(
      `${line}>友達と遊ぶ。</p><script>for (const type of ['pointerup','mouseup','selectionchange']) document.addEventListener(type, (event) => event.stopImmediatePropagation(), true)</script>`,
    );
    await drag(page);
    await page.mouse.up();
    await reaches(page, 'made', 1);
    await page.close();
  });

  it.each([
    ['Latin text', `${line}>Only Latin here</p>`],
    ['Chinese that says so', `${line} lang=zh-CN>朋友和我玩</p>`],
  ])('not for %s', async (_, body) => {
    const page = await watched(body);
    await drag(page);
    await page.mouse.up();
    expect(await made(page)).toBe(0);
    expect(await seen(page, 'begun')).toBe(0);
    await page.close();
  });

  it('not any more once it is told to stop', async () => {
    const page = await watched(`${line}>友達と遊ぶ。</p>`);
    await page.evaluate(() => (window as unknown as { seen: { unwatch: () => void } }).seen.unwatch());
    await drag(page);
    await page.mouse.up();
    expect(await made(page)).toBe(0);
    await page.close();
  });
});
