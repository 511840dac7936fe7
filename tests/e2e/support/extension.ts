import type { Browser, Frame, LaunchOptions, Page } from 'puppeteer';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { launchWithExtension, type ExtensionBrowser } from '../../../scripts/browser/launch.ts';
import { servePages, type PageServer } from '../../../scripts/browser/page-server.ts';

export interface Bench {
  extension: ExtensionBrowser;
  pages: PageServer;
  /** Opens tests/pages/`name` in a new tab, in front. */
  open(name: string): Promise<Page>;
}

/** One browser with the built extension, and one server of pages, for all tests of a file. */
export function useExtension(options: LaunchOptions = {}): Bench {
  const bench = {
    async open(name: string) {
      const page = await bench.extension.browser.newPage();
      await page.goto(`${bench.pages.origin}/${name}`);
      await page.bringToFront();
      return page;
    },
  } as Bench;
  beforeAll(async () => {
    bench.pages = await servePages();
    bench.extension = await launchWithExtension(options);
  });
  afterAll(async () => {
    await bench.extension?.close();
    await bench.pages?.close();
  });
  return bench;
}

/** Between tests: no tab is open but an empty one. */
export function closeTabs(bench: Bench): void {
  afterEach(async () => {
    const [first, ...others] = await bench.extension.browser.pages();
    for (const page of others) await page.close();
    await first?.goto('about:blank');
  });
}

/**
 * Selects an element's text as a user does: pressing at its start and letting go at its end. A frame must be in its
 * page's corner.
 */
export async function selectByMouse(target: Page | Frame, selector: string): Promise<void> {
  const { mouse } = 'mouse' in target ? target : target.page();
  const [from, to] = await target.$eval(selector, (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const rects = range.getClientRects();
    const [first, last] = [rects[0]!, rects[rects.length - 1]!];
    if (getComputedStyle(element).writingMode.startsWith('vertical')) {
      return [
        [first.left + first.width / 2, first.top + 1],
        [last.left + last.width / 2, last.bottom - 1],
      ] as const;
    }
    return [
      [first.left + 1, first.top + first.height / 2],
      [last.right - 1, last.top + last.height / 2],
    ] as const;
  });
  await mouse.move(from[0], from[1]);
  await mouse.down();
  await mouse.move(to[0], to[1], { steps: 3 });
  await mouse.up();
}

/** Waits as long as a tooltip would need to appear if it were going to: the content script settles within 250 ms. */
export const pause = (milliseconds = 1000) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * A new tab of a page where the debugger may miss the arrival: with the PDF viewer, an extension's frame in the page.
 * It then knows of no script context either, whatever that tab is led to afterwards.
 */
export async function arrive(browser: Browser, url: string): Promise<Page> {
  for (let attempt = 1; ; attempt++) {
    const page = await browser.newPage();
    try {
      await page.goto(url, { waitUntil: 'domcontentloaded', timeout: 5_000 });
      return page;
    } catch (error) {
      if (attempt === 5) throw error;
      await page.close();
    }
  }
}
