import type { Browser, CDPSession, LaunchOptions, Page, Target, WebWorker } from 'puppeteer';
import { launchChromium } from './chromium.ts';
import { join } from 'node:path';
import { root } from '../node/paths.ts';
import { closeOnFailure } from './close-on-failure.ts';

/** A browser with the built extension in it. */
export interface ExtensionBrowser {
  readonly browser: Browser;
  readonly id: string;
  /** The service worker, started if it is not running. */
  worker(): Promise<WebWorker>;
  /** Kills the service worker, as the browser does when it is idle. */
  killWorker(): Promise<void>;
  /** Kills the offscreen document, and with it the worker that runs the model. */
  killOffscreen(): Promise<void>;
  /** A debugger's line to the worker that runs the model; null while there is none. */
  engine(): Promise<CDPSession | null>;
  /** Opens the toolbar popup over `page`, as a click on the icon does. */
  openPopup(page: Page): Promise<Page>;
  close(): Promise<void>;
}

/**
 * Starts Chrome, Chromium or Edge with the extension in `folder` installed. The profile is fresh and goes with the
 * browser.
 */
export async function launchWithExtension({
  folder = join(root, 'dist', 'chrome'),
  ...options
}: LaunchOptions & { folder?: string } = {}): Promise<ExtensionBrowser> {
  const browser = await launchChromium({ pipe: true, enableExtensions: true, ...options });
  const id = await closeOnFailure(browser, async () => {
    const installed = await browser.installExtension(folder);
    // The welcome page of a fresh installation opens in front, whenever it is ready: whoever launches has a page of
    // their own to show.
    const address = `chrome-extension://${installed}/welcome.html`;
    const welcome = await browser.waitForTarget((target) => target.url() === address, { timeout: 20_000 });
    await (await welcome.page())?.close();
    return installed;
  });
  const isWorker = (target: Target) =>
    target.type() === 'service_worker' && target.url().startsWith(`chrome-extension://${id}/`);
  /** A debugger's lines to service workers. */
  const lines = new Set<CDPSession>();
  const worker = async () => {
    const found = (await (await browser.waitForTarget(isWorker, { timeout: 20_000 })).worker())!;
    lines.add(found.client);
    return found;
  };

  return {
    browser,
    id,
    worker,
    async killWorker() {
      // A worker that a debugger has a line to is not ended as others are, and may hang half ended.
      for (const line of lines) await line.detach().catch(() => {});
      lines.clear();
      const [page] = await browser.pages();
      const session = await page!.createCDPSession();
      await session.send('ServiceWorker.enable');
      await session.send('ServiceWorker.stopAllWorkers');
      await session.detach();
    },
    async killOffscreen() {
      const target = browser.targets().find((other) => other.url() === `chrome-extension://${id}/offscreen.html`);
      await (await target?.asPage())?.close();
    },
    async engine() {
      // Its threads run the same file; the worker is older than they are. One that has just died may still be on the
      // list.
      for (const target of browser.targets()) {
        if (target.url() !== `chrome-extension://${id}/worker.js`) continue;
        const session = await target.createCDPSession().catch(() => null);
        if (session) return session;
      }
      return null;
    },
    async openPopup(page) {
      const popup = browser.waitForTarget((target) => target.url().startsWith(`chrome-extension://${id}/popup.html`), {
        timeout: 20_000,
      });
      await page.bringToFront();
      const extension = (await browser.extensions()).get(id);
      await extension!.triggerAction(page);
      return await (await popup).asPage();
    },
    close: () => browser.close(),
  };
}
