import type { Page } from 'puppeteer';
import { describe, expect, it } from 'vitest';
import { inTooltip } from './support/surface.ts';
import { useSurfaces, tooltipOpener, tooltip, texts, click } from './support/tooltip-page.ts';

const surfaces = useSurfaces();
const open = tooltipOpener(surfaces);

describe('the word that is blanked out', () => {
  const LINES = ['昨日は雨が降った。', '今日は天気がいい。', '駅前の店で本を買う。', '明日は友達と映画を見る。'];
  const indexOf = (page: Page, word: string) =>
    tooltip(
      page,
      (root, text) =>
        [...root.querySelectorAll('.word')]
          .find((each) => each.querySelector('.own')!.textContent!.replace(/\p{sc=Hira}/gu, '') === text)!
          .getAttribute('data-word')!,
      word,
    );
  /** How far (px) a word reaches out of the list of words; 0 for all of it in there. */
  const beyond = (page: Page, index: string) =>
    tooltip(
      page,
      (root, at) => {
        const inner = root.querySelector(`[data-word="${at}"]`)!.getBoundingClientRect();
        const outer = root.querySelector('.words')!.getBoundingClientRect();
        return Math.max(0, outer.top - inner.top, inner.bottom - outer.bottom);
      },
      index,
    );
  const answered = (page: Page, count = 5) =>
    inTooltip(
      page,
      `(root) => root.querySelectorAll('.candidate').length === ${count} && root.querySelector('.sheet').ariaBusy === 'false'`,
    );

  it.each([
    [1280, 720, {}],
    [900, 500, {}],
    [320, 640, {}],
    [640, 360, {}],
    [900, 700, { textSize: 1.5 }],
    [1280, 720, { pieces: true }],
  ])('stays in view when the answers take room from the words: %i by %i, %o', async (width, height, settings) => {
    const page = await open(
      `<div style="height: ${Math.round(height * 0.4)}px"></div><p id=all>${LINES.join('<br>')}</p><div style="height: 3000px"></div>`,
      { viewport: { width, height }, settings },
    );
    const bought = await indexOf(page, '買');
    await tooltip(
      page,
      (root, at) => root.querySelector(`[data-word="${at}"]`)!.scrollIntoView({ block: 'nearest' }),
      bought,
    );
    const before = await page.evaluate(() => scrollY);
    await click(page, `[data-word="${bought}"]`);
    await answered(page);
    await expect.poll(() => beyond(page, bought)).toBeLessThan(2);
    expect(await page.evaluate(() => scrollY)).toBe(before);
    await page.close();
  });

  it('stays there while the window gets lower, and where it was left is not touched otherwise', async () => {
    const page = await open(`<p id=all>${LINES.join('<br>')}</p>`, { viewport: { width: 900, height: 900 } });
    const bought = await indexOf(page, '買');
    await click(page, `[data-word="${bought}"]`);
    await answered(page);
    await page.setViewport({ width: 900, height: 400 });
    await inTooltip(page, (root) => root.querySelector('.words')!.clientHeight < 100);
    await expect.poll(() => beyond(page, bought)).toBeLessThan(2);
    await tooltip(page, (root) => root.querySelector('.words')!.scrollTo(0, 0));
    await page.evaluate(() => new Promise((done) => setTimeout(done, 300)));
    expect(await tooltip(page, (root) => root.querySelector('.words')!.scrollTop)).toBe(0);
    await page.close();
  });
});

it('cards for Anki are of the word that is blanked out, and of all where none is', async () => {
  const page = await open('<p id=all>35度を超える日が続く。</p>');
  const label = async () => (await texts(page, '.formats button')).at(-1);
  await click(page, 'footer .toggle[aria-expanded]');
  expect(await label()).toBe('Cards for Anki: all words (cloze, TSV)');
  const word = '.word.verb';
  await click(page, word);
  await inTooltip(page, (root) => root.querySelector('.candidate'));
  expect(await label()).toBe('Cards for Anki: “超える” (cloze, TSV)');
  await click(page, word);
  expect(await label()).toBe('Cards for Anki: all words (cloze, TSV)');
  await page.close();
});

describe('a meaning longer than its lines', () => {
  const entry = (page: Page) =>
    tooltip(page, (root) => {
      const detail = root.querySelector('.detail')!;
      const glosses = detail.querySelector('.glosses')!;
      return {
        cut: glosses.scrollHeight > glosses.clientHeight + 1 || glosses.scrollWidth > glosses.clientWidth + 1,
        height: detail.getBoundingClientRect().height,
        title: detail.querySelector<HTMLElement>('.meanings')!.title,
        expanded: detail.querySelector('.meanings')!.getAttribute('aria-expanded'),
        fits: glosses.getBoundingClientRect().bottom <= detail.getBoundingClientRect().bottom + 1,
      };
    });
  const MEANT = ['to cross over; to cross; to pass through', 'to exceed; to surpass; to be more (than)', 'to get over'];
  const answers = { meanings: async () => ({ ok: true as const, value: { meanings: [MEANT] } }) };

  it.each([
    [320, 640],
    [300, 180],
  ])('is shown by a press, and hides again by another: %i by %i', async (width, height) => {
    const page = await open('<p id=all>35度を超える日が続く。</p>', { viewport: { width, height }, answers });
    await click(page, '.word.verb');
    await inTooltip(page, (root) => root.querySelector('button.meanings'));
    const before = await entry(page);
    expect(before).toMatchObject({ cut: true, title: MEANT.join(' / '), expanded: 'false', fits: true });
    await click(page, 'button.meanings');
    await inTooltip(page, (root) => root.querySelector('.meanings[aria-expanded="true"]'));
    const opened = await entry(page);
    expect(opened).toMatchObject({ cut: false, title: '', fits: true });
    expect(opened.height).toBeGreaterThan(before.height);
    // In a low window there is more of it than of the box it is in.
    await tooltip(page, (root) => {
      const middle = root.querySelector('.meanings')!.getBoundingClientRect();
      const box = root.querySelector('.answer')!.getBoundingClientRect();
      root.querySelector('.answer')!.scrollTop += (middle.top + middle.bottom - box.top - box.bottom) / 2;
    });
    await click(page, 'button.meanings');
    await inTooltip(page, (root) => root.querySelector('.meanings[aria-expanded="false"]'));
    expect((await entry(page)).height).toBe(before.height);
    await page.close();
  });

  it('is shown by keyboard, from a word that is only looked at', async () => {
    const page = await open('<p id=all>超える</p>', { viewport: { width: 320, height: 640 }, answers });
    await inTooltip(page, (root) => root.querySelector('button.meanings'));
    await page.evaluate(() => anaume.handle!.focus());
    await page.keyboard.press('Tab');
    const focused = () => tooltip(page, (root) => root.activeElement?.className);
    expect(await focused()).toBe('meanings');
    for (const expanded of ['true', 'false']) {
      await page.keyboard.press('Enter');
      await inTooltip(page, `(root) => root.querySelector('.meanings[aria-expanded="${expanded}"]')`);
      expect(await focused()).toBe('meanings');
    }
    await page.close();
  });
});
