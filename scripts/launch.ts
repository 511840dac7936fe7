import puppeteer, { type Browser, type LaunchOptions, type Page, type Target, type WebWorker } from 'puppeteer';
import { findBrowser } from './browser.ts';
import { join } from 'node:path';
import { root } from './paths.ts';

/** A browser with the built extension in it. */
export interface ExtensionBrowser {
  readonly browser: Browser;
  readonly id: string;
  /** The service worker, started if it is not running. */
  worker(): Promise<WebWorker>;
  /** Kills the service worker, as the browser does when it is idle. */
  killWorker(): Promise<void>;
  /** Opens the toolbar popup over `page`, as a click on the icon does. */
  openPopup(page: Page): Promise<Page>;
  close(): Promise<void>;
}

const quiet = ['--no-first-run', '--no-default-browser-check', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic'];

/** Starts Chrome, Chromium or Edge with the extension in `folder` installed. The profile is fresh and goes with the browser. */
export async function launchWithExtension({ folder = join(root, 'dist', 'chrome'), ...options }: LaunchOptions & { folder?: string } = {}): Promise<ExtensionBrowser> {
  const browser = await puppeteer.launch({
    executablePath: await findBrowser(),
    headless: true,
    pipe: true,
    enableExtensions: true,
    ...options,
    // Chromium's own sandbox cannot start for root, as in most containers.
    args: [...quiet, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...(options.args ?? [])],
  });
  const id = await browser.installExtension(folder);
  // The welcome page of a fresh installation opens in front, whenever it is ready: whoever launches has a page of their own to show.
  const welcome = await browser.waitForTarget((target) => target.url() === `chrome-extension://${id}/welcome.html`, { timeout: 20_000 });
  await (await welcome.page())?.close();
  const isWorker = (target: Target) => target.type() === 'service_worker' && target.url().startsWith(`chrome-extension://${id}/`);
  const worker = async () => (await (await browser.waitForTarget(isWorker, { timeout: 20_000 })).worker())!;

  return {
    browser,
    id,
    worker,
    async killWorker() {
      const target = browser.targets().find(isWorker);
      await (await target?.worker())?.close();
    },
    async openPopup(page) {
      const popup = browser.waitForTarget((target) => target.url().startsWith(`chrome-extension://${id}/popup.html`), { timeout: 20_000 });
      await page.bringToFront();
      const extension = (await browser.extensions()).get(id);
      await extension!.triggerAction(page);
      return await (await popup).asPage();
    },
    close: () => browser.close(),
  };
}
