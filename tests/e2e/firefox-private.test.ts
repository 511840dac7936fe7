import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFirefox, launchFirefox, type FirefoxBrowser } from '../../scripts/browser/firefox.ts';
import { until } from './support/shown.ts';

const path = findFirefox();

/** What is used here of the globals of Firefox's own window. */
declare global {
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
    // What the browser itself has opened keeps the address that it began with, for Puppeteer.
    const settings = await until(async () => {
      for (const page of await firefox.browser.pages())
        if ((await page.evaluate(() => location.href).catch(() => '')) === `${base}options.html`) return page;
      return null;
    }, 'the settings');
    const text = () => settings.evaluate(() => document.querySelector('.models')?.textContent ?? '');
    await until(async () => (await text()).includes('private window'), 'the models section');
    expect(await text()).not.toContain('Something went wrong');
    expect(await settings.$$('.models input[type=file]')).toEqual([]);
  });
});
