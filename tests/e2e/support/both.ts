import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe } from 'vitest';
import { findFirefox, launchFirefox, type FirefoxBrowser } from '../../../scripts/browser/firefox.ts';
import { chooseWriting, pressShortcut } from '../../../scripts/browser/gestures.ts';
import { launchWithExtension } from '../../../scripts/browser/launch.ts';
import { servePages, type PageServer } from '../../../scripts/browser/page-server.ts';
import { findSteadyMiddle } from '../../../scripts/browser/tooltip.ts';
import { Shown, until } from './shown.ts';

export interface Both {
  readonly name: 'Chromium' | 'Firefox';
  page: Page;
  /** Where our own pages are. */
  own: string;
  pages: PageServer;
  /** What the browser tells the extension when the user presses Alt+Y. */
  shortcut(): Promise<void>;
  /**
   * What it tells the extension when the context menu's entry for fields is chosen in the tab in front: a headless
   * browser shows no menu.
   */
  askForWriting(): Promise<void>;
  /** Chromium's debugger has what this lacks, and the other way round. */
  firefox: FirefoxBrowser | null;
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
        if (name === 'Firefox') {
          const launched = await launchFirefox(firefox!, { defaultViewport: SIZE });
          const { id, privileged } = launched;
          bench.firefox = launched;
          bench.own = launched.baseUrl;
          bench.shortcut = () =>
            privileged((own) => WebExtensionPolicy.getByID(own).extension.shortcuts.onCommand('open-tooltip'), id);
          bench.askForWriting = () =>
            privileged((own) => {
              const chosen = { menuItemId: 'check-writing', frameId: 0, editable: true, modifiers: [] };
              const { extension } = WebExtensionPolicy.getByID(own);
              void extension.emit('webext-menu-menuitem-click', chosen, gBrowser.selectedTab);
            }, id);
          close = () => launched.close();
          bench.page = await launched.browser.newPage();
        } else {
          const launched = await launchWithExtension({ defaultViewport: SIZE });
          bench.firefox = null;
          bench.own = `chrome-extension://${launched.id}/`;
          bench.shortcut = async () => void (await pressShortcut(await launched.worker()));
          bench.askForWriting = async () => void (await chooseWriting(await launched.worker()));
          close = () => launched.close();
          bench.page = await launched.browser.newPage();
        }
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
  // Found anew each time: another tooltip may take its place meanwhile.
  const [x, y] = await until(
    async () => (await Shown.find(page.mainFrame()))?.evaluate(findSteadyMiddle, selector),
    `${selector} in the tooltip`,
  );
  await page.mouse.click(x, y);
}

/** Ctrl with a key. */
export async function control(page: Page, key: 'a' | 'x' | 'z'): Promise<void> {
  await page.keyboard.down('Control');
  await page.keyboard.press(key);
  await page.keyboard.up('Control');
}
