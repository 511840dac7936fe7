import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe } from 'vitest';
import { findFirefox, launchFirefox } from '../../../scripts/browser/firefox.ts';
import { launchWithExtension } from '../../../scripts/browser/launch.ts';
import { servePages, type PageServer } from '../../../scripts/browser/page-server.ts';
import { Shown, until } from './shown.ts';

export interface Both {
  readonly name: 'Chromium' | 'Firefox';
  page: Page;
  /** Where our own pages are. */
  own: string;
  pages: PageServer;
}

const SIZE = { width: 900, height: 700 };

/** The same tests with the built extension in Chromium and in Firefox, each in one tab. */
export function inBoth(made: () => Promise<Record<string, string | Uint8Array>>, tests: (bench: Both) => void): void {
  const firefox = findFirefox();
  for (const name of ['Chromium', 'Firefox'] as const) {
    describe.skipIf(name === 'Firefox' && !firefox)(`in ${name}`, () => {
      const bench = { name } as Both;
      let close = async () => {};
      beforeAll(async () => {
        bench.pages = await servePages(await made());
        const launched =
          name === 'Firefox'
            ? await launchFirefox(firefox!, { defaultViewport: SIZE })
            : await launchWithExtension({ defaultViewport: SIZE });
        bench.own = 'baseUrl' in launched ? launched.baseUrl : `chrome-extension://${launched.id}/`;
        close = () => launched.close();
        bench.page = await launched.browser.newPage();
      });
      afterAll(async () => {
        await close();
        await bench.pages?.close();
      });
      tests(bench);
    });
  }
}

/** Presses the mouse in the middle of what the tooltip shows for a selector, once it is there and where it stays. */
export async function press(page: Page, selector: string): Promise<void> {
  const middle = async () =>
    await (
      await Shown.find(page.mainFrame())
    )?.evaluate((root, query) => {
      const element = root.querySelector(query);
      element?.scrollIntoView({ block: 'nearest' });
      const box = element?.getBoundingClientRect();
      return box && box.width > 0 ? [box.left + box.width / 2, box.top + box.height / 2] : null;
    }, selector);
  const [x, y] = await until(async () => {
    const before = await middle();
    await new Promise((resolve) => setTimeout(resolve, 50));
    return before && String(await middle()) === String(before) ? before : null;
  }, `${selector} in the tooltip`);
  await page.mouse.click(x!, y!);
}

export async function control(page: Page, key: 'a' | 'x' | 'z'): Promise<void> {
  await page.keyboard.down('Control');
  await page.keyboard.press(key);
  await page.keyboard.up('Control');
}
