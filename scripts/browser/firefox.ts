import { existsSync } from 'node:fs';
import { join } from 'node:path';
import puppeteer, { type Browser, type Frame, type LaunchOptions } from 'puppeteer';
import { installWithApt, findInstalled } from './browser.ts';
import { closeOnFailure } from './close-on-failure.ts';
import { root } from '../node/paths.ts';

/** Where Firefox lives, in the order of preference. FIREFOX_PATH names another. */
const candidates: Readonly<Record<string, readonly string[]>> = {
  linux: ['firefox-esr', 'firefox'],
  darwin: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
  win32: [`${process.env['PROGRAMFILES']}\\Mozilla Firefox\\firefox.exe`],
};

/** An installed Firefox, else Debian's package (as root). Null where there is none and none can be had. */
export function findFirefox(): string | null {
  const named = process.env['FIREFOX_PATH'];
  if (named) return existsSync(named) ? named : null;
  const find = () => (candidates[process.platform] ?? []).map(findInstalled).find((path) => path !== null) ?? null;
  return find() ?? (installWithApt('firefox-esr', 'fonts-noto-cjk') ? find() : null);
}

/** What is used here of the globals of Firefox's own windows: the functions given to `privileged` run there. */
declare global {
  const WebExtensionPolicy: { getByID(id: string): { getURL(path: string): string; extension: FirefoxExtension } };
  const gBrowser: {
    readonly tabs: FirefoxTab[];
    readonly browsers: FirefoxPage[];
    readonly selectedBrowser: FirefoxPage;
    readonly selectedTab: FirefoxTab;
    removeTab(tab: FirefoxTab): void;
    removeCurrentTab(): void;
  };
  const ChromeUtils: {
    getAllDOMProcesses(): { remoteType: string | null; osPid: number }[];
    importESModule(url: string): {
      AddonManager: { getAddonByID(id: string): Promise<{ reload(): Promise<void> }> };
      ExtensionPermissions: {
        add(id: string, permissions: { permissions: string[]; origins: string[] }): Promise<void>;
      };
    };
  };
}

interface FirefoxTab {
  readonly linkedBrowser: FirefoxPage;
}

interface FirefoxPage {
  fullZoom: number;
  readonly currentURI: { readonly spec: string };
  readonly browsingContext: { mediumOverride: string };
}

interface FirefoxExtension {
  terminateBackground(): Promise<void>;
  /** Does what a press of a command's keys does; the debugger's keys reach pages only. */
  readonly shortcuts: { onCommand(name: string): void };
  /** Tells the extension that an entry of its context menu was chosen, as the menu does. */
  emit(
    event: 'webext-menu-menuitem-click',
    chosen: { menuItemId: string; frameId: number; editable: boolean; modifiers: string[] },
    tab: FirefoxTab,
  ): Promise<unknown>;
  readonly activePermissions: { readonly origins: string[]; readonly permissions: string[] };
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

/** The part of WebDriver BiDi that is used beyond puppeteer's own interface. */
interface Bidi {
  send(method: string, params: object): Promise<{ result: unknown }>;
}

interface Evaluated {
  readonly type: 'success' | 'exception';
  readonly result?: { readonly value?: unknown };
  readonly exceptionDetails?: { readonly text: string };
}

/** Firefox with the built extension in it, as a temporary add-on. */
export interface FirefoxBrowser {
  readonly browser: Browser;
  /** As in manifest.json. */
  readonly id: string;
  /** Where the extension's own pages are, with a trailing slash; differs in every profile. */
  readonly baseUrl: string;
  /** Calls a function in the browser's own window, with the browser's rights. Arguments and result travel as JSON. */
  privileged<A extends unknown[], R>(run: (...args: A) => R, ...args: A): Promise<Awaited<R>>;
  /** Ends the event page, as the browser does when it is idle. */
  endBackground(): Promise<void>;
  /** Kills the process that every extension page and its workers live in, as a crash does. */
  crashExtensions(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts Firefox headless with the extension in `folder` installed. The profile is fresh and goes with the browser.
 * @param path From `findFirefox`.
 */
export async function launchFirefox(
  path: string,
  { folder = join(root, 'dist', 'firefox'), ...options }: LaunchOptions & { folder?: string } = {},
): Promise<FirefoxBrowser> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: path,
    headless: true,
    // Within the time a test has, so that what hangs says what it is.
    protocolTimeout: 45_000,
    ...options,
    // For `privileged`: Firefox gives its own windows to the debugger only when started so.
    args: ['--remote-allow-system-access', ...(options.args ?? [])],
  });
  return await closeOnFailure(browser, () => installInto(browser, folder));
}

async function installInto(browser: Browser, folder: string): Promise<FirefoxBrowser> {
  const bidi = bidiOf(browser);
  const window = await browserWindow(bidi);
  const privileged: FirefoxBrowser['privileged'] = async (run, ...args) => {
    const expression = `((__name) => (${run.toString()})(...${JSON.stringify(args)}))((f) => f)`;
    // As JSON: BiDi's own encoding of objects is not.
    const value = unwrapEvaluated(
      await bidi.send('script.evaluate', {
        expression: `Promise.resolve(${expression}).then((value) => JSON.stringify(value))`,
        target: { context: window },
        awaitPromise: true,
      }),
    );
    return value === undefined ? undefined : JSON.parse(value as string);
  };
  const id = await browser.installExtension(folder);
  const baseUrl = await privileged((addon) => WebExtensionPolicy.getByID(addon).getURL(''), id);
  // The welcome page of a fresh installation opens in front, whenever it is ready: a page behind it is drawn no more,
  // and has no focus.
  const closed = await privileged(closeTab, `${baseUrl}welcome.html`);
  if (!closed) throw new Error('Firefox opened no welcome page.');
  return {
    browser,
    id,
    baseUrl,
    privileged,
    endBackground: () => privileged((addon) => WebExtensionPolicy.getByID(addon).extension.terminateBackground(), id),
    async crashExtensions() {
      const pid = await privileged(
        () => ChromeUtils.getAllDOMProcesses().find(({ remoteType }) => remoteType === 'extension')?.osPid,
      );
      if (pid) process.kill(pid, 'SIGKILL');
    },
    close: () => browser.close(),
  };
}

/** Closes the tab of a page, once there is one; false if there is none for 20 s. For `privileged`. */
async function closeTab(url: string): Promise<boolean> {
  for (let tries = 0; tries < 400; tries++) {
    const tab = gBrowser.tabs.find(({ linkedBrowser }) => linkedBrowser.currentURI.spec === url);
    if (tab) {
      gBrowser.removeTab(tab);
      return true;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

/** The BiDi connection that Puppeteer keeps to itself. */
export function bidiOf(browser: Browser): Bidi {
  return (browser as unknown as { connection: Bidi }).connection;
}

/** BiDi's name of a frame. */
export function contextOf(frame: Frame): string {
  return (frame as unknown as { _id: string })._id;
}

/** The value of a script that ran; throws what it threw. */
export function unwrapEvaluated({ result }: { readonly result: unknown }): unknown {
  const { type, result: value, exceptionDetails } = result as Evaluated;
  if (type === 'exception') throw new Error(exceptionDetails?.text ?? 'an exception without details');
  return value?.value;
}

async function browserWindow(bidi: Bidi): Promise<string> {
  const { result } = await bidi.send('browsingContext.getTree', { 'moz:scope': 'chrome', maxDepth: 0 });
  const window = (result as { contexts: { context: string; url: string }[] }).contexts.find(({ url }) =>
    url.endsWith('browser.xhtml'),
  );
  if (!window) throw new Error('Firefox shows no window.');
  return window.context;
}
