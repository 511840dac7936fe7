import puppeteer, { type Browser, type LaunchOptions } from 'puppeteer';
import { findBrowser } from './browser.ts';

/** What a browser does that nobody asked for: it takes time from what is looked at. */
const quiet = [
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  // The address bar's suggestions are pages, too, made ready with every window: a third of what a start costs.
  '--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup',
];

/** Starts Chrome, Chromium or Edge, headless unless told otherwise. The profile is fresh and goes with the browser. */
export async function launchChromium(options: LaunchOptions = {}): Promise<Browser> {
  return await puppeteer.launch({
    executablePath: await findBrowser(),
    headless: true,
    ...options,
    // Chromium's own sandbox cannot start for root, as in most containers.
    args: [...quiet, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...(options.args ?? [])],
  });
}
