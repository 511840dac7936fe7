import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterEach, describe, expect, it } from 'vitest';
import { pressShortcut, readInPanel } from '../../scripts/browser/gestures.ts';
import { root } from '../../scripts/node/paths.ts';
import { Tooltip } from '../../scripts/browser/tooltip.ts';
import { violations } from '../browser/support/axe.ts';
import { closeTabs, selectByMouse, useExtension, type Bench } from './support/extension.ts';
import { until } from './support/shown.ts';

/** Every surface but the tooltip, and what must be there before it can be judged. */
const SURFACES = [
  ['popup.html', '.candidate'],
  ['panel.html', '.heat-word'],
  ['options.html', '.page h1'],
  ['welcome.html', '.page h1'],
  ['conformance.html', '.page h1'],
] as const;
const WAIT = { timeout: 40_000 };

const messages = (language: string) =>
  JSON.parse(readFileSync(join(root, 'public/_locales', language, 'messages.json'), 'utf8')) as Record<
    string,
    { message: string }
  >;

async function show(bench: Bench, name: string, ready: string): Promise<Page> {
  const page = await bench.extension.browser.newPage();
  await page.goto(`chrome-extension://${bench.extension.id}/${name}`);
  await page.waitForSelector(ready, WAIT);
  return page;
}

/** The tooltip with something of everything in it: a blank, a masked word, candidates, a preview, pieces. */
async function full(bench: Bench): Promise<readonly [Page, Tooltip]> {
  const page = await bench.open('sample.html');
  await selectByMouse(page, '#sample');
  const tooltip = await Tooltip.wait(page);
  await tooltip.settled();
  await tooltip.click('[data-word="2"]');
  await tooltip.until(
    (shadow) =>
      shadow.querySelectorAll('.mask').length === 2 &&
      shadow.querySelector('.sheet')!.getAttribute('aria-busy') === 'false',
  );
  await tooltip.click('.candidate:nth-child(2)');
  await tooltip.until((shadow) => shadow.querySelector('.preview'));
  return [page, tooltip];
}

async function emulate(page: Page, features: Record<string, string>): Promise<void> {
  const session = await page.createCDPSession();
  await session.send('Emulation.setEmulatedMedia', {
    features: Object.entries(features).map(([name, value]) => ({ name, value })),
  });
}

describe('a browser in Japanese', () => {
  const bench = useExtension({ args: ['--lang=ja'] });
  closeTabs(bench);
  const [english, japanese] = (['en', 'ja'] as const).map((language) =>
    Object.entries(messages(language)).map(([key, { message }]) => [key, message] as const),
  ) as [[string, string][], [string, string][]];
  const own = Object.fromEntries(japanese);
  /** Messages that a surface in Japanese must not show: whole ones, in letters. */
  const foreign = english
    .filter(
      ([key, message]) =>
        own[key] !== message && /[a-z]{3}/i.test(message) && !message.includes('$') && message.length >= 8,
    )
    .map(([, message]) => message);

  it('has every surface in Japanese', async () => {
    expect(foreign.length).toBeGreaterThan(100);
    const [page, tooltip] = await full(bench);
    expect(
      await tooltip.evaluate((shadow) => [
        shadow.querySelector('.frame')!.getAttribute('lang'),
        shadow.querySelector('.mask h2')!.textContent,
      ]),
    ).toEqual(['ja', own['candidatesFor']!.replace('$1', '友達')]);
    const shown = {
      tooltip: await tooltip.evaluate((shadow) => shadow.querySelector('.frame')!.textContent),
      ...(await page.close(), {}),
    } as Record<string, string>;
    for (const [name, ready] of SURFACES) {
      const surface = await show(bench, name, ready);
      expect(
        await surface.evaluate(() =>
          (document.querySelector('main[lang]') ?? document.documentElement).getAttribute('lang'),
        ),
        name,
      ).toBe('ja');
      shown[name] = await surface.evaluate(
        () =>
          document.body.innerText +
          [...document.querySelectorAll('[aria-label], [title]')]
            .map((element) => `${element.getAttribute('aria-label')} ${element.getAttribute('title')}`)
            .join(' '),
      );
      await surface.close();
    }
    for (const [name, text] of Object.entries(shown)) {
      expect(text, name).toMatch(/[ぁ-ん]/);
      expect(
        foreign.filter((message) => text.includes(message)),
        name,
      ).toEqual([]);
    }
  }, 120_000);
});

describe('in any browser', () => {
  const bench = useExtension();
  closeTabs(bench);
  afterEach(async () => void (await (await bench.extension.worker()).evaluate('chrome.storage.local.clear()')));

  describe('axe-core finds nothing', () => {
    it.each(['light', 'dark'])(
      'in any page of the extension, %s',
      async (scheme) => {
        await (await full(bench))[0].close();
        for (const [name, ready] of SURFACES) {
          const page = await show(bench, name, ready);
          await emulate(page, { 'prefers-color-scheme': scheme });
          if (name === 'conformance.html') {
            await page.click('button.primary');
            await page.waitForSelector('.speed', WAIT);
          }
          expect(await violations(page), name).toEqual([]);
          await page.close();
        }
      },
      120_000,
    );

    it.each(['light', 'dark'])('in the tooltip, the button and the notice, %s', async (scheme) => {
      const worker = await bench.extension.worker();
      // A page and its tools see no closed root; the debugger shows this one to them.
      const judge = async (page: Page) => {
        await emulate(page, { 'prefers-color-scheme': scheme });
        const tooltip = (await Tooltip.find(page))!;
        await tooltip.evaluate((shadow) => void Object.defineProperty(shadow.host, 'shadowRoot', { value: shadow }));
        const found = await violations(page, `document.querySelector('[popover=manual]')`);
        // What axe has not looked into has no violations either.
        expect(
          await page.evaluate(
            `axe.utils.querySelectorAll(axe._tree?.[0] ?? axe.setup(document.querySelector('[popover=manual]')), 'button').length`,
          ),
        ).toBeGreaterThan(0);
        await page.close();
        return found;
      };
      const [page, tooltip] = await full(bench);
      await tooltip.click('button.toggle[aria-pressed]');
      await tooltip.click('button.toggle[aria-expanded]');
      await tooltip.click('.dependencies summary');
      await tooltip.until((shadow) => shadow.querySelector('.tree'));
      expect(await judge(page)).toEqual([]);

      await worker.evaluate(`chrome.storage.local.set({ 'settings.trigger': 'button' })`);
      const offering = await bench.open('sample.html');
      await selectByMouse(offering, '#sample');
      await until(() => Tooltip.find(offering), 'the button');
      expect(await judge(offering)).toEqual([]);

      const notifying = await bench.open('zoo/canvas.html');
      await pressShortcut(worker);
      await until(() => Tooltip.find(notifying), 'the notice');
      expect(await judge(notifying)).toEqual([]);
    });
  });

  it.each(['light', 'dark'])(
    'with forced colours, %s, bars, blanks, chosen candidates and steps of the heat map are still told apart',
    async (scheme) => {
      const [page, tooltip] = await full(bench);
      await emulate(page, { 'forced-colors': 'active', 'prefers-color-scheme': scheme });
      const seen = await tooltip.evaluate((shadow) => {
        const style = (selector: string, pseudo?: string) => getComputedStyle(shadow.querySelector(selector)!, pseudo);
        return {
          bar: style('.candidate .bar').backgroundColor,
          track: style('.candidate .track').backgroundColor,
          tooltip: style('.tooltip').borderTopStyle,
          chosen: style('.candidate[aria-selected="true"]').outlineStyle,
          unchosen: style('.candidate[aria-selected="false"]').outlineStyle,
          blank: [
            style('.masked .written', '::before').borderTopStyle,
            style('.masked .written', '::before').borderTopWidth,
          ],
        };
      });
      expect(seen.bar).not.toBe(seen.track);
      expect(seen).toMatchObject({
        tooltip: 'solid',
        chosen: 'solid',
        unchosen: 'none',
        blank: ['dashed', expect.not.stringMatching(/^0px$/)],
      });
      await page.close();

      const panel = await show(bench, 'panel.html', '.heat-word');
      await panel.waitForFunction(() => document.querySelector('.legend [role="status"]')?.textContent !== '', WAIT);
      await emulate(panel, { 'forced-colors': 'active', 'prefers-color-scheme': scheme });
      const tabs = await panel.$$eval('.tabs button', (buttons) =>
        buttons.map((button) => ({
          selected: button.ariaSelected === 'true',
          drawn:
            getComputedStyle(button).borderBlockEndColor !== getComputedStyle(document.documentElement).backgroundColor,
        })),
      );
      expect(tabs.filter(({ selected, drawn }) => selected !== drawn)).toEqual([]);
      const steps = await panel.$$eval('.legend .swatch', (swatches) =>
        swatches
          .map((swatch) => getComputedStyle(swatch))
          .map(({ color, backgroundColor, borderBlockEndWidth, borderBlockEndColor }) => ({
            color,
            backgroundColor,
            width: parseFloat(borderBlockEndWidth),
            line: borderBlockEndColor,
          })),
      );
      expect(steps).toHaveLength(5);
      for (const [step, { color, backgroundColor, width, line }] of steps.entries()) {
        expect(color).not.toBe(backgroundColor);
        if (step === 0) continue;
        expect(line).not.toBe(backgroundColor);
        if (step > 1) expect(width).toBeGreaterThan(steps[step - 1]!.width);
      }
    },
  );

  it('with less motion nothing moves', async () => {
    const [page, tooltip] = await full(bench);
    const moving = () =>
      tooltip.evaluate(
        (shadow) =>
          [...shadow.querySelectorAll('*')].filter(
            (element) =>
              parseFloat(getComputedStyle(element).transitionDuration) > 0 ||
              getComputedStyle(element).animationName !== 'none',
          ).length,
      );
    expect(await moving()).toBeGreaterThan(0);
    await emulate(page, { 'prefers-reduced-motion': 'reduce' });
    expect(await moving()).toBe(0);
  });

  /**
   * At a zoom of 200 %: how much wider than its window the page is, and which of its elements lie beyond the edge. A
   * zoomed page has half of the window's CSS pixels, each two device pixels wide; set so, since a debugger's viewport
   * keeps `tabs.setZoom` from some versions of Chromium.
   */
  async function beyond(page: Page, { width, height }: { width: number; height: number }): Promise<readonly unknown[]> {
    await page.setViewport({ width: width / 2, height: height / 2, deviceScaleFactor: 2 });
    await page.waitForFunction((wide: number) => devicePixelRatio === 2 && innerWidth === wide, WAIT, width / 2);
    return await page.evaluate(() => [
      document.documentElement.scrollWidth - document.documentElement.clientWidth,
      ...[...document.querySelectorAll('button, input, select, textarea, p, h1, h2, a, kbd, progress')]
        .filter(
          (element) =>
            element.checkVisibility() &&
            !element.closest('.unseen, table') &&
            element.getBoundingClientRect().right > document.documentElement.clientWidth + 1,
        )
        .map((element) => element.outerHTML.slice(0, 80)),
    ]);
  }
  const NARROW = { width: 420, height: 600 };

  describe('at a zoom of 200 %', () => {
    it('every page of the extension is as wide as its window, with nothing cut off at the side', async () => {
      await (await full(bench))[0].close();
      for (const [name, ready] of SURFACES) {
        const page = await show(bench, name, ready);
        expect(
          await beyond(page, name === 'popup.html' || name === 'panel.html' ? NARROW : { width: 1280, height: 800 }),
          name,
        ).toEqual([0]);
        await page.close();
      }
    });

    it('and so is the panel that is at work, and one that was stopped', async () => {
      const panel = await show(bench, 'panel.html', '.own-text');
      await readInPanel(panel, '吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。'.repeat(100));
      await panel.waitForSelector('.progress button', WAIT);
      expect(await beyond(panel, NARROW)).toEqual([0]);
      await panel.click('.progress button');
      await panel.waitForFunction(() => document.querySelector<HTMLProgressElement>('.progress progress')!.value < 300);
      expect(await beyond(panel, NARROW)).toEqual([0]);
    });
  });

  it('the keyboard alone masks, chooses, replaces and leaves, a screen reader hears what came, and the focus is back in the field', async () => {
    const page = await bench.open('sample.html');
    const worker = await bench.extension.worker();
    await page.focus('#draft');
    await page.keyboard.down('Control');
    await page.keyboard.press('a');
    await page.keyboard.up('Control');
    const tooltip = await Tooltip.wait(page);
    await pressShortcut(worker);
    await tooltip.until((shadow) => shadow.activeElement?.matches('[data-word="0"]'));
    for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    expect(
      await tooltip.until(
        (shadow) =>
          shadow.querySelector('[aria-live="polite"]')!.textContent.startsWith('Candidates for “へ”: ') &&
          shadow.querySelector('[aria-live]')!.textContent,
      ),
    ).toMatch(/(?:\S+ <?[\d.]+%(?:, )?){3}$/);
    await page.keyboard.press('Tab');
    await tooltip.until((shadow) => shadow.activeElement?.matches('[role="option"]'));
    const [candidates] = await tooltip.candidates();
    const place = candidates!.findIndex((candidate) => candidate !== 'へ');
    for (let step = 0; step < place; step++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await tooltip.until((shadow) => shadow.querySelector('.preview'));
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await tooltip.evaluate((shadow) => shadow.activeElement?.textContent)).toBe('Replace in the field');
    await page.keyboard.press('Enter');
    await page.waitForFunction(
      (text) => document.querySelector('textarea')!.value === text,
      {},
      `昨日は友達${candidates![place]}会いました。`,
    );
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => !document.querySelector('[popover=manual]'));
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('draft');
  });
});
