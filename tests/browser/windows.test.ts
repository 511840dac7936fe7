import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTooltip, launchSurfaces, messages, untilPlaced, untilStill, type Surfaces } from './support/surface.ts';

/** After a click what changed is to be seen, whatever the window and wherever in it the selection. */
let surfaces: Surfaces;
let texts: Awaited<ReturnType<typeof messages>>;
beforeAll(async () => {
  [surfaces, texts] = await Promise.all([launchSurfaces(), messages('en')]);
});
afterAll(() => surfaces?.close());

const PARAGRAPHS = [
  '先月、友人と二人で京都へ行ってきました。一日目は清水寺と金閣寺を回り、二日目は嵐山でお昼を食べました。天気にも恵まれて、とても楽しい旅行でした。',
  'ごめん、寝坊した！今起きた。10分後に出るから先に店入っといて。何か適当に頼んでていいよ。',
  '政府は来年度の予算案を閣議決定した。一般会計の総額は過去最大となり、社会保障費の伸びが全体を押し上げた。',
  '吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。何でも薄暗いじめじめした所でニャーニャー泣いていた事だけは記憶している。',
  'お腹が痛いので遅れます。',
];
const article = (style = '') =>
  `<!doctype html><html lang=ja><meta charset=utf-8><style>body { font: 16px/1.9 serif; margin: 12px; ${style} }</style>${PARAGRAPHS.map((text) => `<p>${text}</p>`).join('')}<div style="height: 3000px"></div>`;

/** Selects a paragraph by the mouse, as much of it as can be seen, and opens the tooltip. */
async function selectParagraph(page: Page, index: number, at: 'top' | 'middle' | 'bottom'): Promise<void> {
  const [from, to] = await page.evaluate(
    (which, where) => {
      const paragraph = document.querySelectorAll('p')[which]!;
      // Moved, not scrolled: where a page is scrolled to reaches the mouse of a headless browser late.
      document.body.style.translate = '';
      const { top, height } = paragraph.getBoundingClientRect();
      const wanted = { top: 4, middle: (innerHeight - height) / 2, bottom: innerHeight - height - 4 }[where];
      document.body.style.translate = `0 ${Math.max(4, wanted) - top}px`;
      const range = document.createRange();
      range.selectNodeContents(paragraph);
      const rects = [...range.getClientRects()].filter(
        ({ top, bottom, left, right }) => top >= 0 && bottom <= innerHeight && left >= 0 && right <= innerWidth,
      );
      const [first, last] = [rects[0]!, rects.at(-1)!];
      return getComputedStyle(paragraph).writingMode.startsWith('vertical')
        ? [
            [first.left + first.width / 2, first.top + 1],
            [last.left + last.width / 2, last.bottom - 1],
          ]
        : [
            [first.left + 1, first.top + first.height / 2],
            [last.right - 1, last.top + last.height / 2],
          ];
    },
    index,
    at,
  );
  await page.mouse.move(from![0]!, from![1]!);
  await page.mouse.down();
  await page.mouse.move(to![0]!, to![1]!, { steps: 4 });
  await page.mouse.up();
  await page.evaluate((all) => anaume.open(all), texts);
  await inTooltip(page, (root) => root.querySelector('.word'));
}

interface Seen {
  readonly candidates: number;
  readonly detail: boolean;
  readonly inside: boolean;
  readonly share: number;
  readonly covered: number;
  readonly bars: number;
}

/** What can be seen of the tooltip, tried with what lies under points of it. */
const seen = (page: Page): Promise<Seen> =>
  page.evaluate(() => {
    const root = anaumeRoots.at(-1)!;
    const tip = root.querySelector('.tooltip')!.getBoundingClientRect();
    const visible = (element: Element) => {
      const { left, top, bottom } = element.getBoundingClientRect();
      return [top + 3, bottom - 3].every((y) => {
        const hit = root.elementFromPoint(left + 4, y);
        return hit !== null && (element.contains(hit) || hit.contains(element)) && hit !== root.querySelector('.frame');
      });
    };
    const scrolls = (element: Element) =>
      /auto|scroll/.test(getComputedStyle(element).overflowY) &&
      element.scrollHeight > element.clientHeight + 1 &&
      getComputedStyle(element).scrollbarWidth !== 'none';
    const selected = (anaume.selected!.parts?.() ?? [anaume.selected!.anchor()!]).filter(
      ({ bottom, top }) => bottom > 0 && top < innerHeight,
    );
    const overlap = ({ left, right, top, bottom }: DOMRect) =>
      Math.max(0, Math.min(right, tip.right) - Math.max(left, tip.left)) *
      Math.max(0, Math.min(bottom, tip.bottom) - Math.max(top, tip.top));
    return {
      candidates: [...root.querySelectorAll('.candidate .text')].filter(visible).length,
      detail: visible(root.querySelector('.detail')!),
      inside: tip.left >= 0 && tip.top >= 0 && tip.right <= innerWidth && tip.bottom <= innerHeight,
      share: (tip.width * tip.height) / (innerWidth * innerHeight),
      covered: selected.reduce((sum, box) => sum + overlap(box), 0),
      bars: [...root.querySelectorAll('.frame *')].filter(scrolls).length,
    };
  });

/** Clicks the word in the middle of those that can be seen. */
async function clickWord(page: Page): Promise<void> {
  await untilStill(page);
  const at = await page.evaluate(() => {
    const root = anaumeRoots.at(-1)!;
    const list = root.querySelector('.words')!.getBoundingClientRect();
    const words = [...root.querySelectorAll('.word.noun')]
      .map((word) => word.getBoundingClientRect())
      .filter(({ top, bottom }) => top >= list.top - 1 && bottom <= list.bottom + 14);
    const box = words[Math.floor(words.length / 2)]!;
    return [box.x + box.width / 2, Math.min(box.y + box.height / 2, list.bottom - 4)] as const;
  });
  await page.mouse.click(at[0], at[1]);
  await inTooltip(
    page,
    (root) => root.querySelector('.candidate') && root.querySelector('.sheet')!.getAttribute('aria-busy') === 'false',
  );
}

async function walk(page: Page, style: string, paragraphs: readonly number[]): Promise<void> {
  for (const [index, at] of paragraphs.flatMap((each) =>
    (['top', 'middle', 'bottom'] as const).map((where) => [each, where] as const),
  )) {
    await selectParagraph(page, index, at);
    await clickWord(page);
    await untilPlaced(page);
    const found = await seen(page);
    const where = `${style} paragraph ${index} at the ${at}: ${JSON.stringify(found)}`;
    expect(found.candidates, where).toBeGreaterThanOrEqual(1);
    expect(found.detail, where).toBe(true);
    expect(found.inside, where).toBe(true);
    expect(found.share, where).toBeLessThanOrEqual(0.5);
    expect(found.covered, where).toBe(0);
    expect(found.bars, where).toBeLessThanOrEqual(1);
    await page.evaluate(() => anaume.handle!.close());
  }
}

describe('the candidates of a clicked word are seen, and the selection stays seen', () => {
  it.each([
    ['a small phone', 320, 480],
    ['a small window', 820, 680],
    ['a laptop', 1366, 657],
    ['a large screen', 1920, 1080],
    ['4K at 100 %', 3840, 2160],
    ['a laptop at 50 %', 2732, 1314],
    ['a laptop at 200 %', 683, 328],
  ])('in %s, %i by %i', async (_, width, height) => {
    const page = await surfaces.page(article(), { viewport: { width, height } });
    await walk(page, '', width < 400 ? [1, 4] : [0, 1, 4]);
    await page.close();
  });

  it('at 300 %, beside a line', async () => {
    const page = await surfaces.page(article(), { viewport: { width: 455, height: 219 } });
    await walk(page, '', [4]);
    await page.close();
  });

  it.each([
    ['columns', 'columns: 3; column-gap: 30px; block-size: 420px', [0, 1, 3]],
    ['a narrow column', 'max-inline-size: 260px', [0, 3]],
    ['vertical text', 'writing-mode: vertical-rl; block-size: 520px', [0, 1]],
  ])('in %s', async (_, style, paragraphs) => {
    const page = await surfaces.page(article(style), { viewport: { width: 1366, height: 657 } });
    await walk(page, style, paragraphs);
    await page.close();
  });
});

it.each([
  [600, 60],
  [600, 40],
  [600, 120],
  [240, 160],
])('points to the popup from a frame that is too low for more: %i by %i', async (width, height) => {
  const page = await surfaces.page(article(), { viewport: { width, height } });
  await selectParagraph(page, 4, 'top');
  // It is placed anew once its words are there, with the next frame.
  await inTooltip(page, (root) => root.querySelector('.pointer')!.checkVisibility());
  const shown = await page.evaluate(() => {
    const root = anaumeRoots.at(-1)!;
    const { height, bottom } = root.querySelector('.tooltip')!.getBoundingClientRect();
    return {
      low: height <= 32 && bottom <= innerHeight,
      says: root.querySelector<HTMLElement>('.pointer')!.innerText.split('\n')[0],
      words: root.querySelector('.words')!.checkVisibility(),
    };
  });
  expect(shown).toEqual({ low: true, says: texts['tooLow']!.message, words: false });
  await page.close();
});

it.each([
  [300, 150, 'en'],
  [300, 150, 'ja'],
  [240, 160, 'en'],
] as const)('says all of it beside the button that opens the panel: %i by %i, %s', async (width, height, language) => {
  const all = await messages(language);
  const page = await surfaces.page(`<!doctype html><p lang=ja>${PARAGRAPHS[4]}</p>`, { viewport: { width, height } });
  await page.evaluate((shown) => {
    anaume.panel = () => {};
    getSelection()!.selectAllChildren(document.querySelector('p')!);
    anaume.open(shown);
  }, all);
  await inTooltip(page, (root) => root.querySelector('.word'));
  await untilStill(page);
  const shown = await page.evaluate(() => {
    const pointer = anaumeRoots.at(-1)!.querySelector<HTMLElement>('.pointer')!;
    const box = pointer.getBoundingClientRect();
    return {
      says: pointer.querySelector('span')!.innerText,
      cut: [...pointer.querySelectorAll<HTMLElement>('span, button')].some(
        (each) =>
          each.scrollWidth > each.clientWidth + 1 ||
          each.getBoundingClientRect().right > box.right ||
          each.getBoundingClientRect().bottom > Math.min(box.bottom, innerHeight),
      ),
    };
  });
  expect(shown).toEqual({ says: all['tooLowPanel']!.message, cut: false });
  await page.close();
});
