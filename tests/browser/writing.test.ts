import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'puppeteer';
import type { Hint } from '../../src/protocol/scores.ts';
import { inTooltip, launchSurfaces, messages, type Surfaces } from './support/surface.ts';
import { click } from './support/tooltip-page.ts';

let surfaces: Surfaces;
beforeAll(async () => {
  surfaces = await launchSurfaces();
});
afterAll(() => surfaces?.close());

const FIELD = '<textarea id=field>お茶へ飲みました。</textarea>';

/** How many underlines there are under one character of a field. */
async function underlines(body: string): Promise<number> {
  const page = await surfaces.page(`<!doctype html><meta charset="utf-8"><body>${body}`);
  try {
    return await page.evaluate(() => {
      document.querySelector<HTMLElement>('#field')!.focus({ preventScroll: true });
      anaume.underline({ start: 2, end: 3 });
      return anaumeRoots.at(-1)!.querySelectorAll('.mark').length;
    });
  } finally {
    await page.close();
  }
}

describe('an underline', () => {
  it.each([
    ['in the page', FIELD, 1],
    [
      'in a reply box that is fixed, in a box of no size that clips',
      `<div style="overflow:hidden;width:0;height:0"><div style="position:fixed;left:50px;top:50px">${FIELD}</div></div>`,
      1,
    ],
    [
      'in one that is placed beyond such a box',
      `<div style="position:relative"><div style="overflow:hidden;width:0;height:0"><div style="position:absolute;left:50px;top:50px">${FIELD}</div></div></div>`,
      1,
    ],
    [
      'below a box that clips to its sides only',
      `<div style="overflow-x:clip;height:20px"><p style="height:80px"></p>${FIELD}</div>`,
      1,
    ],
    [
      'beside a box that clips above and below only',
      `<div style="overflow-y:clip;width:20px"><div style="margin-left:80px;width:400px">${FIELD}</div></div>`,
      1,
    ],
    [
      'below a box that clips there only',
      `<div style="overflow-y:clip;height:20px"><p style="height:80px"></p>${FIELD}</div>`,
      0,
    ],
    [
      'in the margin that a box lets be seen',
      `<div style="overflow:clip;overflow-clip-margin:300px;height:20px"><p style="height:80px"></p>${FIELD}</div>`,
      1,
    ],
    [
      'in a popover that stands in a box that clips',
      `<div style="overflow:hidden;position:relative;width:0;height:0"><div id=layer popover=manual style="position:absolute;inset:50px auto auto 50px">${FIELD}</div></div><script>layer.showPopover()</script>`,
      1,
    ],
    ['in an inline box, which cannot clip', `<span style="overflow:hidden;font-size:1px">${FIELD}</span>`, 1],
    ['scrolled out of a box', `<div style="overflow:hidden;height:80px"><p style="height:200px"></p>${FIELD}</div>`, 0],
    ['cut off by a box without height', `<div style="overflow:hidden;height:0">${FIELD}</div>`, 0],
  ])('%s', async (_, body, expected) => {
    expect(await underlines(body)).toBe(expected);
  });
});

describe('where a page zooms', () => {
  const STYLE = `#field { font: 20px/30px monospace; padding: 5px; border: 1px solid; width: 300px; height: 30px;
    box-sizing: content-box; margin: 40px; resize: none }`;
  const EDITOR = '<div id=field contenteditable>お茶へ飲みました。</div>';
  const INPUT = '<input id=field value="お茶へ飲みました。">';
  const SCROLLED = '<textarea id=field>一\n二\nお茶へ飲みました。\n四</textarea>';
  it.each([
    ['its root, with an editor', 'html { zoom: 1.5 }', EDITOR, 1.5],
    ['its root, with a textarea', 'html { zoom: 1.5 }', FIELD, 1.5],
    ['its root, with a textarea that is scrolled', 'html { zoom: 1.5 }', SCROLLED, 1.5],
    ['its root, with an input', 'html { zoom: 1.5 } input { height: 80px }', INPUT, 1.5],
    ['its body', 'body { zoom: 0.8 }', SCROLLED, 0.8],
    ['a field, too', 'html { zoom: 1.5 } #field { zoom: 1.2 }', SCROLLED, 1.8],
    ['nothing', '', SCROLLED, 1],
  ])('an underline stands under its word: %s', async (_, style, field, zoom) => {
    const page = await surfaces.page(
      `<!doctype html><meta charset="utf-8"><style>${STYLE} ${style}</style><body>${field}`,
    );
    const [mark, expected] = await page.evaluate((scale) => {
      const element = document.querySelector<HTMLElement>('#field')!;
      element.focus();
      element.scrollTop = 60;
      const start = ((element as HTMLInputElement).value ?? element.textContent).indexOf('へ');
      anaume.underline({ start, end: start + 1 });
      const { left, top, height } = element.getBoundingClientRect();
      const under = anaumeRoots.at(-1)!.querySelector('.mark')!.getBoundingClientRect();
      // The third character of 20 px; in the middle a line of 30.
      return [
        [under.left, under.right, under.bottom],
        [left + 46 * scale, left + 66 * scale, top + height / 2 + 12 * scale],
      ];
    }, zoom);
    for (const [at, edge] of mark!.entries())
      expect(Math.abs(edge - expected![at]!)).toBeLessThan(at < 2 ? 1 : 3 * zoom);
    await page.close();
  });
});

describe('while somebody writes', () => {
  /** Every へ is a find. */
  const hints = ({ text }: { text: string }) => {
    const finds = [...text.matchAll(/へ/g)].map(({ index }): Hint => ({
      kind: 'particle',
      start: index,
      end: index + 1,
      written: 'へ',
      instead: 'を',
      bits: 9,
      strictness: 'strict',
    }));
    return { ok: true, value: { hints: finds } } as const;
  };
  const open = async ({
    field = FIELD,
    hints: answer = hints,
    style = '',
  }: { field?: string; hints?: (params: { text: string }) => unknown; style?: string } = {}): Promise<Page> => {
    const page = await surfaces.page(`<!doctype html><meta charset="utf-8"><style>${style}</style><body>${field}`, {
      answers: { hints: answer as typeof hints },
    });
    await page.focus('>>> #field');
    const all = await messages('en');
    await page.evaluate((texts) => anaume.watchWriting(texts), all);
    await page.waitForFunction(marks, {}, 1);
    return page;
  };
  /** Whether there are so many underlines to be seen. */
  const marks = (count: number) => anaumeRoots[0]!.querySelectorAll('.marks:not([hidden]) .mark').length === count;

  it('nothing is underlined in the middle of it, whatever settings are chosen meanwhile', async () => {
    const page = await open();
    // The page is just being scrolled.
    await page.evaluate(() => {
      dispatchEvent(new Event('scroll'));
      document.querySelector('#field')!.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
      return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    });
    expect(await page.evaluate(marks, 0)).toBe(true);
    await page.evaluate(() => anaume.writing!.change({ strictness: 'eager' }));
    expect(await page.evaluate(marks, 0)).toBe(true);
    await page.$eval('#field', (field) =>
      field.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true })),
    );
    await page.keyboard.press('Shift');
    await page.waitForFunction(marks, {}, 1);
    await page.close();
  });

  it('a card stays, and stays beside its find, while other parts are looked at', async () => {
    let answer = () => {};
    const later = new Promise<void>((resolve) => (answer = resolve));
    const page = await open({
      field: `<textarea id=field style="height:300px;margin-bottom:2000px">お茶へ飲みました。\n水へ飲みました。</textarea>`,
      hints: async (params) => {
        if (params.text.startsWith('水')) await later;
        return hints(params);
      },
    });
    const card = () =>
      page.evaluate(() => [
        anaumeRoots.length,
        anaumeRoots.at(-1)!.querySelector('.finding')?.getBoundingClientRect().top ?? null,
      ]);
    await page.$eval('#field', (field) => (field as HTMLTextAreaElement).setSelectionRange(3, 3));
    await page.keyboard.press('Shift');
    await inTooltip(page, (root) => root.querySelector('.apply'));
    const [roots, top] = await card();
    answer();
    await page.waitForFunction(marks, {}, 2);
    await page.keyboard.press('Shift');
    await new Promise((done) => setTimeout(done, 600));
    await page.evaluate(() => scrollTo(0, 5));
    await expect.poll(card).toEqual([roots, top! - 5]);
    await page.close();
  });

  it('what is shown of it is dark where the page is, if so chosen, now and later', async () => {
    const page = await open({ style: 'body { background: #111; color: #eee } #field { color: inherit }' });
    const themes = () =>
      page.evaluate(() =>
        anaumeRoots.flatMap((root) => {
          const drawn = root.querySelector<HTMLElement>('.marks, .finding');
          return drawn ? [drawn.dataset['theme']] : [];
        }),
      );
    await page.evaluate(() => anaume.writing!.change({ theme: 'page' }));
    await page.$eval('#field', (field) => (field as HTMLTextAreaElement).setSelectionRange(3, 3));
    await page.keyboard.press('Shift');
    await inTooltip(page, (root) => root.querySelector('.apply'));
    expect(await themes()).toEqual(['dark', 'dark']);
    await page.evaluate(() => anaume.writing!.change({ theme: 'light' }));
    expect((await themes())[0]).toBe('light');
    await page.close();
  });

  it.each(['Enter', 'Escape'] as const)('the field has the focus again after %s in the card', async (key) => {
    const page = await open();
    await page.$eval('#field', (field) => (field as HTMLTextAreaElement).setSelectionRange(3, 3));
    await page.keyboard.press('Shift');
    await inTooltip(page, (root) => root.querySelector('.apply'));
    const root = (await page.evaluate(() => anaumeRoots.length)) - 1;
    await page.evaluate(() => anaume.writer!.focus());
    await page.keyboard.press('Tab');
    expect(await page.evaluate((at) => anaumeRoots[at]!.activeElement?.className, root)).toBe('ignore');
    await page.keyboard.press(key);
    await page.waitForFunction((at) => !anaumeRoots[at]!.querySelector('.ignore'), {}, root);
    expect(await page.evaluate(() => document.activeElement!.id)).toBe('field');
    await page.close();
  });

  it.each([
    ['that is full', '<textarea id=field maxlength=9>お茶へ飲みました。</textarea>'],
    ['that refuses it', '<div id=field contenteditable onbeforeinput="return false">お茶へ飲みました。</div>'],
    [
      'that takes it back',
      `<div id=field contenteditable oninput="if (textContent !== 'お茶へ飲みました。')
        textContent = 'お茶へ飲みました。'">お茶へ飲みました。</div>`,
    ],
  ])('it is said that a find was not applied in a field %s', async (_, field) => {
    const page = await open({
      field,
      hints: (params) => {
        const { value } = hints(params);
        return { ok: true, value: { hints: value.hints.map((hint) => ({ ...hint, instead: 'をも' })) } };
      },
    });
    await page.$eval('#field', (element) => {
      if ('setSelectionRange' in element) (element as HTMLTextAreaElement).setSelectionRange(3, 3);
      else getSelection()!.collapse(element.firstChild, 3);
    });
    await page.keyboard.press('Shift');
    await inTooltip(page, (root) => root.querySelector('.apply'));
    await click(page, '.apply');
    const said = () =>
      page.evaluate(() => anaumeRoots.at(-1)!.querySelector('.finding [role=alert]')?.textContent ?? null);
    const { replaceFailed } = await messages('en');
    await expect.poll(said).toBe(replaceFailed!.message);
    // The caret is looked at anew after what was pressed.
    await new Promise((done) => setTimeout(done, 600));
    expect(await said()).toBe(replaceFailed!.message);
    await page.waitForFunction(marks, {}, 1);
    await page.keyboard.press('Escape');
    await expect.poll(said).toBeNull();
    await page.close();
  });

  it.each([
    ['a textarea', FIELD],
    ['an input', '<input id=field value="お茶へ飲みました。">'],
    ['an editor', '<div id=field contenteditable>お茶へ飲みました。</div>'],
    [
      'an editor in a shadow tree',
      '<div><template shadowrootmode=open><div id=field contenteditable>お茶へ飲みました。</div></template></div>',
    ],
  ])('the next key writes on behind what was applied in %s', async (_, field) => {
    const page = await open({ field });
    // Where a script puts it, a page is told the caret's place in a shadow tree; not so of the user's own.
    await page.keyboard.press('Home');
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight');
    await inTooltip(page, (root) => root.querySelector('.apply'));
    await click(page, '.apply');
    const text = () =>
      page.$eval('>>> #field', (element) => ('value' in element ? element.value : element.textContent));
    await expect.poll(text).toBe('お茶を飲みました。');
    // The page is given its time to put its own state over it.
    await new Promise((done) => setTimeout(done, 300));
    await page.keyboard.sendCharacter('濃');
    expect(await text()).toBe('お茶を濃飲みました。');
    await page.close();
  });

  it('what was too long for a while is looked at again', async () => {
    const page = await open();
    await page.$eval('#field', (field) => {
      (field as HTMLTextAreaElement).setSelectionRange(9, 9);
      document.execCommand('insertText', false, 'あ'.repeat(20_000));
    });
    await page.keyboard.press('Shift');
    await page.waitForFunction(marks, {}, 0);
    // Longer than a look waits.
    await new Promise((done) => setTimeout(done, 1_200));
    await page.$eval('#field', (field) => {
      (field as HTMLTextAreaElement).setSelectionRange(9, 20_009);
      document.execCommand('delete');
    });
    await page.keyboard.press('Shift');
    await page.waitForFunction(marks, {}, 1);
    await page.close();
  });

  it('nothing is applied to another text that the page has put in its place', async () => {
    const page = await open();
    await page.$eval('#field', (field) => (field as HTMLTextAreaElement).setSelectionRange(3, 3));
    await page.keyboard.press('Shift');
    await inTooltip(page, (root) => root.querySelector('.apply'));
    // What the page does now is nothing that comes of the key.
    await new Promise((done) => setTimeout(done, 1_100));
    // The same letter stands in the same place.
    await page.$eval('#field', (field) => ((field as HTMLTextAreaElement).value = '東京へ行きました。'));
    await click(page, '.apply');
    await page.waitForFunction(marks, {}, 0);
    expect(await page.$eval('#field', (field) => (field as HTMLTextAreaElement).value)).toBe('東京へ行きました。');
    await page.waitForFunction(marks, {}, 1);
    await page.close();
  });
});

describe('what is written is looked at', () => {
  const ALWAYS = [true, true];
  const WHEN_ASKED = [false, true];
  const NEVER = [false, false];
  it.each([
    ['in a textarea', '<textarea id=field></textarea>', ALWAYS],
    ['in an editor', '<div id=field contenteditable>あ</div>', ALWAYS],
    ['in a textarea without spelling', '<textarea id=field spellcheck=false></textarea>', WHEN_ASKED],
    ['in an editor without spelling', '<div id=field contenteditable spellcheck=false>あ</div>', WHEN_ASKED],
    ['in a page without spelling', '<div spellcheck=false><textarea id=field></textarea></div>', WHEN_ASKED],
    [
      'in a part of it that has spelling',
      '<div spellcheck=false><textarea id=field spellcheck=true></textarea></div>',
      ALWAYS,
    ],
    ['in a password', '<input id=field type=password>', NEVER],
    ['in a password that is shown', '<input id=field autocomplete=current-password>', NEVER],
    ['in a one-time code', '<input id=field autocomplete=one-time-code>', NEVER],
    ['in a card number', '<input id=field autocomplete=cc-number>', NEVER],
    ['in a number', '<input id=field type=number>', NEVER],
    ['in a number of a text field', '<input id=field inputmode=numeric>', NEVER],
    ['in an address', '<input id=field type=email>', NEVER],
    ['in code', '<code><textarea id=field></textarea></code>', NEVER],
    ['in an editor of code', '<pre id=field contenteditable spellcheck=false>あ</pre>', NEVER],
    ['in what is read-only', '<textarea id=field readonly></textarea>', NEVER],
  ])('%s', async (_, body, expected) => {
    const page = await surfaces.page(`<!doctype html><meta charset="utf-8"><body>${body}`);
    try {
      await page.focus('#field');
      expect(await page.evaluate(() => [anaume.mayLook(false), anaume.mayLook(true)])).toEqual(expected);
    } finally {
      await page.close();
    }
  });

  it.each(['<textarea id=field>', '<div id=field contenteditable>'])(
    'never with a password in it that the page has: %s',
    async (tag) => {
      const page = await surfaces.page(`<!doctype html><meta charset="utf-8"><body>${tag}秘密の合言葉です`);
      try {
        await page.focus('#field');
        const looked = await page.evaluate(() =>
          ['秘密の合言葉', '別の合言葉'].map((password) => anaume.mayLook(true, password)),
        );
        expect(looked).toEqual([false, true]);
      } finally {
        await page.close();
      }
    },
  );
});
