import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFirefox, launchFirefox, type FirefoxBrowser } from '../../scripts/browser/firefox.ts';
import { selectAsUser } from '../../scripts/browser/gestures.ts';
import { servePages } from '../../scripts/browser/page-server.ts';
import { Shown, until } from './support/shown.ts';

const path = findFirefox();

/** What is used here of the globals of Firefox's own window. */
declare global {
  const Services: { readonly wm: { getEnumerator(type: string): Iterable<BrowserWindow> } };
  const PrivateBrowsingUtils: { isWindowPrivate(window: BrowserWindow): boolean };
  interface MessageManager {
    addMessageListener(name: string, listener: (message: { readonly data: unknown }) => void): void;
    removeMessageListener(name: string, listener: (message: { readonly data: unknown }) => void): void;
    loadFrameScript(url: string, later: boolean): void;
  }
  interface BrowserWindow {
    focus(): void;
    readonly SidebarController: {
      show(id: string): Promise<unknown>;
      readonly browser: { readonly contentDocument: Document };
    };
  }
  function OpenBrowserWindow(options: { private: boolean }): Window & {
    readonly delayedStartupPromise: Promise<void>;
    openTrustedLinkIn(url: string, where: 'tab'): void;
  };
}

describe.skipIf(!path)('a private window of Firefox', () => {
  let firefox: FirefoxBrowser;
  beforeAll(async () => {
    firefox = await launchFirefox(path!);
    // What the switch in the add-on's settings does.
    await firefox.privileged(async (id) => {
      const { ExtensionPermissions } = ChromeUtils.importESModule(
        'resource://gre/modules/ExtensionPermissions.sys.mjs',
      );
      await ExtensionPermissions.add(id, { permissions: ['internal:privateBrowsingAllowed'], origins: [] });
      const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs');
      await (await AddonManager.getAddonByID(id)).reload();
    }, firefox.id);
  }, 60_000);
  afterAll(() => firefox?.close());

  /** What the browser itself has opened keeps the address that it began with, for Puppeteer. */
  const shownAt = (url: string) =>
    until(async () => {
      for (const page of await firefox.browser.pages())
        if ((await page.evaluate(() => location.href).catch(() => '')) === url) return page;
      return null;
    }, url);
  /** A tab of the ordinary window. */
  const openInOther = async (url: string) => {
    await firefox.privileged(
      (address) => (globalThis as unknown as ReturnType<typeof OpenBrowserWindow>).openTrustedLinkIn(address, 'tab'),
      url,
    );
    return await shownAt(url);
  };

  it('has settings that say why none can be added, and that the built-in model works', async () => {
    const base = await until(
      () => firefox.privileged((id) => WebExtensionPolicy.getByID(id)?.getURL('') ?? null, firefox.id),
      'the extension, reloaded',
    );
    await firefox.privileged(async (url) => {
      const window = OpenBrowserWindow({ private: true });
      while (!window.openTrustedLinkIn) await new Promise((resolve) => setTimeout(resolve, 50));
      await window.delayedStartupPromise;
      window.openTrustedLinkIn(url, 'tab');
    }, `${base}options.html`);
    const settings = await shownAt(`${base}options.html`);
    const text = () => settings.evaluate(() => document.querySelector('.models')?.textContent ?? '');
    await until(async () => (await text()).includes('private window'), 'the models section');
    expect(await text()).not.toContain('Something went wrong');
    expect(await settings.$$('.models input[type=file]')).toEqual([]);
  });

  /**
   * Calls a function with the window of the sidebar's page, where no debugger is let. What it gives travels as JSON;
   * null while there is no such page.
   */
  const inSidebar = <R>(look: (window: Window, ...args: string[]) => R, ...args: string[]) =>
    firefox.privileged(
      async (source) => {
        const window = [...Services.wm.getEnumerator('navigator:browser')].find((one) =>
          PrivateBrowsingUtils.isWindowPrivate(one),
        )!;
        const inner = window.SidebarController.browser.contentDocument?.getElementById('webext-panels-browser');
        const manager = (inner as unknown as { messageManager?: MessageManager } | null)?.messageManager;
        if (!manager) return null;
        return await new Promise<R | null>((resolve) => {
          const name = `answer-${Math.random()}`;
          const hear = ({ data }: { readonly data: unknown }) => {
            manager.removeMessageListener(name, hear);
            resolve(data as R);
          };
          manager.addMessageListener(name, hear);
          manager.loadFrameScript(
            `data:,${encodeURIComponent(`let found = null; try { found = ${source}; } catch {} sendAsyncMessage('${name}', found ?? null);`)}`,
            false,
          );
        });
      },
      `(${look.toString()})(content, ...${JSON.stringify(args)})`,
    );

  it('keeps nothing of what is read in it, in a page or in its sidebar, whichever window has the focus', async () => {
    const pages = await servePages();
    try {
      await firefox.privileged(
        async (id, url) => {
          const window = [...Services.wm.getEnumerator('navigator:browser')].find((one) =>
            PrivateBrowsingUtils.isWindowPrivate(one),
          )!;
          (window as unknown as ReturnType<typeof OpenBrowserWindow>).openTrustedLinkIn(url, 'tab');
          await window.SidebarController.show(`${id.toLowerCase().replaceAll(/[^a-z0-9_-]/g, '_')}-sidebar-action`);
          // The other window, in which this runs.
          (globalThis as unknown as BrowserWindow).focus();
        },
        firefox.id,
        `${pages.origin}/sample.html`,
      );
      const hidden = await shownAt(`${pages.origin}/sample.html`);
      await until(
        () => inSidebar((window) => window.document.querySelector('.own-text textarea') !== null),
        "the sidebar's page",
      );
      await inSidebar((window, text) => {
        const field = window.document.querySelector<HTMLTextAreaElement>('.own-text textarea')!;
        field.value = text!;
        field.dispatchEvent(new (window as Window & typeof globalThis).Event('input', { bubbles: true }));
      }, '隠れた日記だ。');
      await until(
        () =>
          inSidebar((window) => {
            window.document.querySelector<HTMLButtonElement>('.own-text [type=submit]:enabled')?.click();
            return window.document.querySelector('.heat')?.textContent.includes('日記');
          }),
        'the text in the sidebar',
      );
      await hidden.bringToFront();
      await selectAsUser(hidden, '#sample');
      expect(await Shown.words(hidden.mainFrame())).toContain('友達');

      // An ordinary text that has been kept afterwards shows that the time for keeping the private ones has passed.
      const page = await openInOther(`${pages.origin}/sample.html?other`);
      await page.bringToFront();
      await selectAsUser(page, '#apple');
      await Shown.words(page.mainFrame());
      const base = await firefox.privileged((id) => WebExtensionPolicy.getByID(id).getURL(''), firefox.id);
      const popup = await openInOther(`${base}popup.html`);
      const recent = async () => {
        await popup.goto(`${base}popup.html`, { timeout: 5_000 }).catch(() => {});
        const texts = await popup.$$eval('.recent .text', (all) => all.map((text) => text.textContent)).catch(() => []);
        return texts.length > 0 ? texts : null;
      };
      expect(await until(recent, 'a recent text')).toEqual(['リンゴ＿＿食べる。']);
      const latest = await popup.evaluate('browser.storage.session.get("latest").then(({ latest }) => latest)');
      for (const secret of ['友達', '日記']) expect(latest).not.toContain(secret);
    } finally {
      await pages.close();
    }
  }, 120_000);
});
