import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inTooltip, launchSurfaces, messages, type Surfaces } from './support/surface.ts';

/** One word selected means that word in its sentence. */
let surfaces: Surfaces;
let texts: Awaited<ReturnType<typeof messages>>;
beforeAll(async () => {
  [surfaces, texts] = await Promise.all([launchSurfaces(), messages('en')]);
});
afterAll(() => surfaces?.close());

const open = (body: string) =>
  surfaces.page(`<!doctype html><html lang=ja><meta charset=utf-8><body style="font: 20px/2 serif">${body}`);

/** Where [start, end) of the text of #text stands. */
const at = (page: Page, start: number, end: number) =>
  page.evaluate(
    (from, to) => {
      const walker = document.createTreeWalker(document.querySelector('#text')!, NodeFilter.SHOW_TEXT);
      let before = 0;
      for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
        if (from < before + node.length) {
          const range = document.createRange();
          range.setStart(node, from - before);
          range.setEnd(node, Math.min(node.length, to - before));
          const { left, right, top, height } = range.getBoundingClientRect();
          return { left, right, y: top + height / 2 };
        }
        before += node.length;
      }
      throw new Error('no such text');
    },
    start,
    end,
  );

/** Opens the tooltip for what is selected, and tells what it shows once nothing is under way. */
async function shown(page: Page) {
  expect(await page.evaluate((all) => anaume.open(all), texts)).toBe(true);
  await inTooltip(
    page,
    (root) => root.querySelector('.word') && root.querySelector('.sheet')!.getAttribute('aria-busy') === 'false',
  );
  return await page.evaluate(() => {
    const root = anaumeRoots.at(-1)!;
    const all = (selector: string) =>
      [...root.querySelectorAll(selector)].map((element) => {
        const copy = element.cloneNode(true) as Element;
        for (const reading of copy.querySelectorAll('rt')) reading.remove();
        return copy.textContent;
      });
    return {
      words: all('.word .own'),
      around: all('.around'),
      candidates: all('.candidate .text'),
      snapped: all('.snapped'),
      asked: anaume.calls.filter(({ method }) => method === 'analyze').at(-1)!.params,
    };
  });
}

async function drag(page: Page, start: number, end: number): Promise<void> {
  const [from, to] = [await at(page, start, start + 1), await at(page, end - 1, end)];
  await page.mouse.move(from.left + 1, from.y);
  await page.mouse.down();
  await page.mouse.move(to.right - 1, to.y, { steps: 4 });
  await page.mouse.up();
}

it('a double click: the word is shown and blanked, its sentence is what the model reads, over inline elements', async () => {
  const page = await open('<p id=text>昨日は雨。ごめん、<b>寝坊</b>し<i>た！</i>今起きた。</p><p>次の段落</p>');
  const { left, right, y } = await at(page, 9, 11);
  await page.mouse.click((left + right) / 2, y, { count: 2 });
  const { words, around, candidates, asked } = await shown(page);
  expect(asked).toEqual({ text: 'ごめん、寝坊した！', selected: { start: 4, end: 6 } });
  expect(words).toEqual(['寝坊']);
  expect(around).toEqual(['ごめん、', 'した！']);
  expect(candidates).toHaveLength(5);
  for (const candidate of candidates) expect(candidate).not.toMatch(/^\p{P}/u);
  await page.close();
});

it('a triple click: the whole paragraph, and nothing is blanked', async () => {
  const page = await open('<p id=text>ごめん、寝坊した！今起きた。</p><p>次の段落</p>');
  const { left, y } = await at(page, 4, 6);
  await page.mouse.click(left + 5, y, { count: 3 });
  const { words, around, candidates } = await shown(page);
  expect(words.join('')).toBe('ごめん、寝坊した！今起きた。');
  expect([around, candidates]).toEqual([[], []]);
  await page.close();
});

it('a selection that cuts a word is widened to whole words, and says so', async () => {
  const page = await open('<p id=text>昨日、母に食べさせられた。</p>');
  await drag(page, 6, 9);
  const { words, snapped } = await shown(page);
  expect(words).toEqual(['食べ', 'させ']);
  expect(snapped).toEqual(['“べさせ” cuts a word: “食べさせ” is shown.']);
  await page.close();
});

it('a word of a field, in the line it is in', async () => {
  const page = await open('<textarea id=field rows=3 cols=40>一行目。\n学校へ行く。</textarea>');
  await page.$eval('#field', (field) => {
    (field as HTMLTextAreaElement).focus();
    (field as HTMLTextAreaElement).setSelectionRange(5, 7);
  });
  const { words, around } = await shown(page);
  expect([words, around]).toEqual([['学校'], ['へ行く。']]);
  await page.close();
});
