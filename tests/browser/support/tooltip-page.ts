import type { Page } from 'puppeteer';
import { afterAll, beforeAll } from 'vitest';
import { launchSurfaces, openTooltip, untilStill, type PageOptions, type Surfaces } from './surface.ts';

export const SEED = '僕は友達とXXXXをすることが好きだ';

/** A page with this in it. */
export const html = (body: string, head = ''): string =>
  `<!doctype html><html lang="ja"><meta charset="utf-8">${head}<body>${body}</body></html>`;

/** The surfaces, there while the file's tests run. */
export function useSurfaces(): () => Surfaces {
  let surfaces: Surfaces | undefined;
  beforeAll(async () => {
    surfaces = await launchSurfaces();
  });
  afterAll(() => surfaces?.close());
  return () => surfaces!;
}

/** Opens a page with the tooltip open on what has the id `all`. */
export function tooltipOpener(surfaces: () => Surfaces) {
  // Whoever asks first loads dictionary and model, which takes many seconds on a busy machine: no test waits for that.
  beforeAll(async () => void (await surfaces().latest(SEED, [0])));
  return async (
    body = `<p id=all>${SEED}</p>`,
    options: PageOptions & { head?: string; settings?: object } = {},
  ): Promise<Page> => {
    const page = await surfaces().page(html(body, options.head), options);
    await openTooltip(page, '#all', 'en', options.settings);
    return page;
  };
}

/** Runs in the tooltip's closed shadow root. */
export const tooltip = <A extends unknown[], R>(page: Page, run: (root: ShadowRoot, ...args: A) => R, ...args: A) =>
  page.evaluate(`(${run.toString()})(anaumeRoots.at(-1), ...${JSON.stringify(args)})`) as Promise<Awaited<R>>;
/** What the elements there say. */
export const texts = (page: Page, selector: string) =>
  tooltip(page, (root, query) => [...root.querySelectorAll(query)].map((element) => element.textContent), selector);
/** Presses the middle of one, once nothing moves. */
export const click = async (page: Page, selector: string) => {
  await untilStill(page);
  const at = await tooltip(
    page,
    (root, query) => {
      const box = root.querySelector(query)!.getBoundingClientRect();
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    },
    selector,
  );
  await page.mouse.click(at.x, at.y);
};
/** How many tooltips there are. */
export const hosts = (page: Page) => page.evaluate(() => document.querySelectorAll('[popover=manual]').length);
/** What the focused element there says. */
export const focused = (page: Page) => tooltip(page, (root) => root.activeElement?.textContent ?? null);
