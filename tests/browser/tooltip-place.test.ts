import type { Page } from 'puppeteer';
import { describe, expect, it } from 'vitest';
import { inTooltip, messages, openTooltip, select, untilAnswered, untilPlaced, untilStill } from './support/surface.ts';
import { SEED, html, useSurfaces, tooltipOpener, tooltip, texts, click, focused } from './support/tooltip-page.ts';

const surfaces = useSurfaces();
const open = tooltipOpener(surfaces);

describe('place', () => {
  interface Boxes {
    readonly tip: { left: number; top: number; right: number; bottom: number };
    readonly text: { left: number; top: number; right: number; bottom: number };
    readonly side: string | undefined;
    readonly view: [number, number];
  }
  const boxes = (page: Page): Promise<Boxes> =>
    tooltip(page, (root) => {
      const plain = ({ left, top, right, bottom }: DOMRect) => ({ left, top, right, bottom });
      const tip = root.querySelector<HTMLElement>('.tooltip')!;
      return {
        tip: plain(tip.getBoundingClientRect()),
        text: plain(anaume.selected!.anchor()!),
        side: tip.dataset['side'],
        view: [innerWidth, innerHeight] as [number, number],
      };
    });
  const check = ({ tip, text, view }: Boxes) => {
    expect(tip.left).toBeGreaterThanOrEqual(0);
    expect(tip.top).toBeGreaterThanOrEqual(0);
    expect(tip.right).toBeLessThanOrEqual(view[0]);
    expect(tip.bottom).toBeLessThanOrEqual(view[1]);
    expect(
      tip.left < text.right && tip.right > text.left && tip.top < text.bottom && tip.bottom > text.top,
      'covers the selection',
    ).toBe(false);
  };

  it.each([
    ['below', 'left: 10px; top: 10px', 'below'],
    ['above near the bottom', 'left: 10px; bottom: 10px', 'above'],
    ['inside the right edge', 'right: 0; top: 300px', 'below'],
    ['left of vertical text', 'writing-mode: vertical-rl; right: 40px; top: 30px', 'left'],
    ['right of vertical text at the left edge', 'writing-mode: vertical-rl; left: 10px; top: 30px', 'right'],
  ])('%s', async (_, style, side) => {
    const page = await open(`<p id=all style="position: absolute; margin: 0; ${style}">${SEED}</p>`);
    await untilAnswered(page);
    const found = await boxes(page);
    check(found);
    expect(found.side).toBe(side);
    await page.close();
  });

  it.each([
    [
      'textarea',
      `<textarea id=field style="width:600px;height:500px;font:16px/2 serif;padding:11px;border:3px solid">${'前の行\n'.repeat(4)}僕は友達と遊ぶ\n後の行</textarea>`,
    ],
    [
      'textarea that is scrolled',
      `<textarea id=field style="width:600px;height:200px;font:16px/2 serif">${'前の行\n'.repeat(40)}僕は友達と遊ぶ${'\n後の行'.repeat(40)}</textarea>`,
    ],
    ['input', '<input id=field style="width:500px;margin:200px 50px;font:20px serif" value="僕は友達と遊ぶ">'],
  ])('beside the selected words of a %s, not beside the whole field', async (_, body) => {
    const page = await surfaces().page(html(body));
    const expected = await page.evaluate(() => {
      const field = document.querySelector<HTMLTextAreaElement>('#field')!;
      const start = field.value.indexOf('友達');
      field.focus();
      field.setSelectionRange(start, start + 2);
      const line = parseFloat(getComputedStyle(field).lineHeight) || 0;
      const before = field.value.slice(0, start).split('\n').length - 1;
      if (before > 10) field.scrollTop = (before - 3) * line;
      return {
        scroll: field.scrollTop,
        line,
        before,
        box: field.getBoundingClientRect().toJSON() as DOMRect,
        padding: parseFloat(getComputedStyle(field).paddingTop) + field.clientTop,
      };
    });
    await page.evaluate(async (texts) => anaume.open(texts), await messages('en'));
    await inTooltip(page, (root) => root.querySelector('.word'));
    const tip = await tooltip(
      page,
      (root) => root.querySelector('.tooltip')!.getBoundingClientRect().toJSON() as DOMRect,
    );
    if (expected.line > 0) {
      const bottom = expected.box.top + expected.padding + (expected.before + 1) * expected.line - expected.scroll;
      // The text itself is lower than its line, and the gap comes on top.
      expect(Math.abs(tip.top - bottom)).toBeLessThan(16);
    } else {
      expect(tip.top).toBe(expected.box.bottom + 8);
      expect(tip.left - expected.box.left).toBeGreaterThan(35);
      expect(tip.left - expected.box.left).toBeLessThan(55);
    }
    expect(await tooltip(page, (root) => root.querySelector('.ruler')!.childNodes.length)).toBe(0);
    await page.close();
  });

  it('keeps words with and without readings level', async () => {
    const page = await open('<p id=all>僕は友達とサッカーをする。</p>');
    const lines = await tooltip(page, (root) =>
      [...root.querySelectorAll('.written')].map((word) =>
        [word.getBoundingClientRect().top, word.getBoundingClientRect().height].join(),
      ),
    );
    expect(new Set(lines).size).toBe(1);
    await page.close();
  });

  it.each([
    ['below', 'top: 40px', []],
    ['above', 'bottom: 20px', []],
    ['below, with candidates for two words', 'top: 40px', [0, 2]],
    ['where two lists have no room one below the other', 'top: 150px', [0, 2]],
  ])('stays where it is under a pointer that goes along the words: %s', async (_, style, blanked) => {
    const page = await open(
      `<p id=all style="position: absolute; left: 20px; margin: 0; ${style}">図書館で本を借りました。</p>`,
      { viewport: { width: 760, height: 640 } },
    );
    for (const [count, word] of blanked.entries()) {
      await click(page, `[data-word="${word}"]`);
      await inTooltip(page, `(root) => root.querySelectorAll('.candidates').length === ${count + 1}`);
    }
    const look = async () => {
      await untilStill(page);
      return (await boxes(page)).tip;
    };
    const before = await look();
    const words = (await texts(page, '.word')).length;
    for (let word = 0; word < words; word++) {
      const [x, y] = await tooltip(
        page,
        (root, at) => {
          const { left, top, width, height } = root.querySelector(`[data-word="${at}"]`)!.getBoundingClientRect();
          return [left + width / 2, top + height / 2] as const;
        },
        word,
      );
      await page.mouse.move(x, y);
      expect(await look(), `over word ${word}`).toEqual(before);
    }
    await page.close();
  });

  it.each([
    [1800, 1400],
    [900, 700],
    [450, 350],
    [300, 233],
  ])('fits a viewport of %i by %i, as at 50 to 300 %% zoom', async (width, height) => {
    const page = await open(`<p id=all style="margin: 4px">${SEED}</p>`, { viewport: { width, height } });
    await untilAnswered(page);
    check(await boxes(page));
    // All of it can be reached by scrolling inside.
    expect(
      await tooltip(page, (root) => {
        const answer = root.querySelector('.answer')!;
        answer.scrollTop = answer.scrollHeight;
        return (
          answer.scrollTop + answer.clientHeight >= answer.scrollHeight - 1 &&
          answer.scrollWidth <= answer.clientWidth + 1
        );
      }),
    ).toBe(true);
    await page.close();
  });

  it('follows scrolling of the page and of a box in it, and hides while the text is out of view', async () => {
    const page = await open(
      `<div style="height:200px"></div><div id=box style="overflow:auto;height:300px"><p id=all style="margin:40px 0">${SEED}</p><div style="height:2000px"></div></div><div style="height:3000px"></div>`,
    );
    await untilAnswered(page);
    const before = await boxes(page);
    await page.evaluate(() => scrollTo(0, 60));
    await untilPlaced(page);
    const after = await boxes(page);
    expect(before.tip.top - after.tip.top).toBeCloseTo(60, 0);
    await page.evaluate(() => (document.querySelector('#box')!.scrollTop = 20));
    await untilPlaced(page);
    const inner = await boxes(page);
    expect(after.tip.top - inner.tip.top).toBeCloseTo(20, 0);
    await page.evaluate(() => scrollTo(0, 2000));
    await inTooltip(page, (root) => getComputedStyle(root.querySelector('.tooltip')!).visibility === 'hidden');
    await page.evaluate(() => scrollTo(0, 0));
    await inTooltip(page, (root) => getComputedStyle(root.querySelector('.tooltip')!).visibility === 'visible');
    await page.close();
  });
});

describe('by keyboard alone', () => {
  it('goes in, along the words, masks, to the candidates, round, and out', async () => {
    const page = await open();
    await inTooltip(page, (root) => root.querySelector('.candidate'));
    await page.evaluate(() => anaume.handle!.focus());
    expect(await focused(page)).toContain('僕');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    expect(await focused(page)).toContain('友達');
    await page.keyboard.press('Enter');
    await inTooltip(page, (root) => root.querySelectorAll('.mask').length === 2);
    await page.keyboard.press('End');
    expect(await focused(page)).toContain('だ');
    await page.keyboard.press('Home');
    expect(await focused(page)).toContain('僕');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await tooltip(page, (root) => root.activeElement!.getAttribute('aria-selected'))).toBe('true');
    expect(await texts(page, '.preview')).toHaveLength(1);
    for (
      let steps = 0;
      steps < 10 && !(await tooltip(page, (root) => root.activeElement!.classList.contains('close')));
      steps++
    )
      await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toContain('僕');
    await page.keyboard.down('Shift');
    await page.keyboard.press('Tab');
    await page.keyboard.up('Shift');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => anaume.closed === 1);
    await page.close();
  });

  it.each([
    ['has the first word', null, '[data-word="0"]'],
    ['stays where the user has taken it', '.close', '.close'],
  ])('%s once there are words, where it was wanted before', async (_, taken, has) => {
    const page = await surfaces().page(html(`<p id=all>${SEED}</p>`));
    await select(page, '#all');
    await page.evaluate(
      (texts) => {
        anaume.hold();
        anaume.open(texts);
        anaume.handle!.focus();
      },
      await messages('en'),
    );
    await inTooltip(page, (root) => root.activeElement?.matches('button:not(.close)'));
    if (taken !== null) await tooltip(page, (root, one) => root.querySelector<HTMLElement>(one)!.focus(), taken);
    await page.evaluate(() => anaume.release());
    await inTooltip(page, (root) => root.querySelector('.word'));
    await inTooltip(page, `(root) => root.activeElement.matches('${has}')`);
    await page.close();
  });

  it('goes to what there is where the window is too low for words', async () => {
    const page = await open(`<p id=all style="margin: 0">${SEED}</p>`, { viewport: { width: 600, height: 60 } });
    await inTooltip(page, (root) => root.querySelector('[data-room="tiny"]'));
    await page.evaluate(() => anaume.handle!.focus());
    expect(await tooltip(page, (root) => root.activeElement?.matches('.pointer .close'))).toBe(true);
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => anaume.closed === 1);
    await page.close();
  });

  it('goes from line to line', async () => {
    const page = await open(`<p id=all>${'猫が鳴く。'.repeat(12)}</p>`);
    await page.evaluate(() => anaume.handle!.focus());
    const at = () => tooltip(page, (root) => Number(root.activeElement!.getAttribute('data-word')));
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    const below = await at();
    expect(below).toBeGreaterThan(5);
    await page.keyboard.press('ArrowUp');
    // Words of the two lines stand in no columns.
    expect(await at()).toBeLessThan(3);
    await page.close();
  });

  it('tells a screen reader what appears', async () => {
    const page = await open();
    await inTooltip(page, (root) => root.querySelector('.candidate'));
    const tree = await page.accessibility.snapshot({ interestingOnly: false });
    const nodes: { role: string; name: string | undefined }[] = [];
    const walk = (node: typeof tree): void => {
      if (!node) return;
      nodes.push({ role: node.role, name: node.name });
      for (const child of node.children ?? []) walk(child);
    };
    walk(tree);
    const named = (role: string) => nodes.filter((node) => node.role === role).map((node) => node.name);
    expect(named('dialog')).toEqual(['Anaume: the selected text word by word']);
    expect(named('button')).toContainEqual(expect.stringMatching(/^友達 ?ともだち, noun$/));
    expect(named('listbox')).toEqual(['Candidates for the blank']);
    expect(named('option')).toHaveLength(5);
    expect(await texts(page, '[aria-live]')).toEqual([
      expect.stringMatching(/^Candidates for the blank: .+ [\d.]+%, .+, .+/),
    ]);
    await page.close();
  });
});

describe('editable fields', () => {
  it('replaces the word in place when asked, and shows the new sentence', async () => {
    const page = await surfaces().page(html(`<textarea id=all>${SEED}</textarea>`));
    await openTooltip(page, '#all');
    await inTooltip(page, (root) => root.querySelector('.candidate'));
    await click(page, '.candidate');
    const [candidate] = await texts(page, '.candidate .text');
    await click(page, '.actions button:nth-child(2)');
    // An editor is told of the selection before the text comes: it takes a turn.
    await expect
      .poll(() => page.evaluate(() => document.querySelector('textarea')!.value))
      .toBe(SEED.replace('XXXX', candidate!));
    await inTooltip(page, (root) => root.querySelector('.words') && root.querySelector('.blank') === null);
    expect(
      await page.evaluate((text) => anaume.handle!.shows({ text, passage: null }), SEED.replace('XXXX', candidate!)),
    ).toBe(true);
    expect(await texts(page, '.said')).toEqual([(await messages('en'))['replaced']!.message]);
    await page.evaluate(() => document.execCommand('undo'));
    await expect.poll(() => texts(page, '.said')).toEqual(['']);
    await page.close();
  });

  it.each([
    ['all', '', 'replaced'],
    ['a part', 'oninput="this.readOnly = true"', 'replacedSome'],
  ])('says that %s was replaced, also once the new sentence is read', async (_, attributes, key) => {
    const page = await surfaces().page(html(`<textarea id=all ${attributes}>僕は〇〇とXXXXをする</textarea>`));
    await openTooltip(page, '#all');
    await inTooltip(page, (root) => root.querySelectorAll('.masks > * .candidate').length > 5);
    // A screen reader says what changes in an element that it has seen.
    await tooltip(page, (root) => root.querySelector('.said')!.setAttribute('data-seen', ''));
    for (const mask of [1, 2]) await click(page, `.masks > :nth-child(${mask}) .candidate`);
    await click(page, '.actions button:nth-child(2)');
    await expect.poll(() => texts(page, '.said[data-seen]')).toEqual([(await messages('en'))[key]!.message]);
    await inTooltip(page, (root) => root.querySelector('.words') && !root.querySelector('.preview'));
    expect(await texts(page, '.said[data-seen]')).toEqual([(await messages('en'))[key]!.message]);
    await page.close();
  });

  it('follows undo through all that was replaced', async () => {
    const text = '僕は〇〇とXXXXをする';
    const page = await surfaces().page(html(`<textarea id=all>${text}</textarea>`));
    await openTooltip(page, '#all');
    await inTooltip(page, (root) => root.querySelectorAll('.masks > * .candidate').length > 5);
    for (const mask of [1, 2]) await click(page, `.masks > :nth-child(${mask}) .candidate`);
    const [first, second] = await texts(page, '.masks > * .candidate[aria-selected="true"] .text');
    await click(page, '.actions button:nth-child(2)');
    const shows = (shown: string) =>
      expect.poll(() => page.evaluate((one) => anaume.handle!.shows({ text: one, passage: null }), shown)).toBe(true);
    await shows(`僕は${first}と${second}をする`);
    await page.evaluate(() => document.execCommand('undo'));
    await shows(`僕は〇〇と${second}をする`);
    await page.evaluate(() => document.execCommand('undo'));
    await shows(text);
    expect(await page.evaluate(() => anaume.closed)).toBe(0);
    await page.close();
  });

  it('says that the selection has cut a word, which is then not replaced', async () => {
    const page = await surfaces().page(html('<textarea id=all>友達と遊ぶ</textarea>'));
    const all = await messages('en');
    await page.evaluate((texts) => {
      const field = document.querySelector('textarea')!;
      field.focus();
      field.setSelectionRange(1, 3);
      anaume.open(texts);
    }, all);
    await inTooltip(page, (root) => root.querySelector('.candidate'));
    await click(page, '.candidate');
    await click(page, '.actions button:nth-child(2)');
    await expect.poll(() => texts(page, '.actions [role=status]')).toEqual([all['replaceCut']!.message]);
    expect(await page.evaluate(() => document.querySelector('textarea')!.value)).toBe('友達と遊ぶ');
    await page.close();
  });

  it('offers nothing to replace in a paragraph', async () => {
    const page = await open();
    await inTooltip(page, (root) => root.querySelector('.candidate'));
    await click(page, '.candidate');
    expect(await texts(page, '.actions button')).toEqual(['Copy']);
    await page.close();
  });
});

it('speaks Japanese, follows the dark, and leaves motion out when asked', async () => {
  const page = await surfaces().page(html(`<p id=all>${SEED}</p>`), {
    features: [
      { name: 'prefers-color-scheme', value: 'dark' },
      { name: 'prefers-reduced-motion', value: 'reduce' },
    ],
  });
  await openTooltip(page, '#all', 'ja');
  await inTooltip(page, (root) => root.querySelector('.candidate'));
  expect((await texts(page, '.word .unseen'))[0]).toBe('ぼく, 代名詞');
  const style = await tooltip(page, (root) => [
    getComputedStyle(root.querySelector('.tooltip')!).backgroundColor,
    getComputedStyle(root.querySelector('.bar')!).transitionDuration,
  ]);
  expect(style).toEqual(['rgb(31, 29, 26)', '0s']);
  expect(Object.keys(await messages('ja')).length).toBeGreaterThan(50);
  await page.close();
});
