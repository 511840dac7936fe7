import type { Browser, Frame, Page } from 'puppeteer';
import { expect } from 'vitest';
import { asUser } from '../../../scripts/browser/gestures.ts';
import { Shown, until } from './shown.ts';
import type { ZooCase } from './zoo-cases.ts';

/** Opens the page of a case, and returns the frame to select in once it has what is to be selected. */
export async function openCase(
  page: Page,
  origin: string,
  { page: file, frame: name, argument }: ZooCase,
): Promise<Frame> {
  await page.goto(`${origin}/zoo/${file}`);
  const frame = name === undefined ? page.mainFrame() : await until(() => namedFrame(page, name), `the frame ${name}`);
  if (argument) await until(() => frame.$(argument), `${argument} in ${file}`);
  return frame;
}

async function namedFrame(page: Page, path: string): Promise<Frame | null> {
  let frame: Frame | null = page.mainFrame();
  for (const name of path.split('/')) {
    const element: Awaited<ReturnType<Frame['$']>> = (await frame?.$(`[name="${name}"]`)) ?? null;
    frame = (await (element as Awaited<ReturnType<typeof page.$<'iframe'>>>)?.contentFrame()) ?? null;
  }
  return frame;
}

/** Runs a case: selects, reads the tooltip, closes it, and looks at what the page could notice of all that. */
export async function runCase(frame: Frame, { select, argument = '', words, restless }: ZooCase): Promise<void> {
  // A user who selects in a frame has put the focus there.
  await frame.evaluate(() => window.focus());
  if (!restless) await frame.evaluate(watchPage);
  await asUser(frame, select, argument);
  const before = restless ? null : await frame.evaluate(pageState);
  if (words === null) {
    await settled(frame);
    expect(await Shown.find(frame)).toBeNull();
    if (!restless) expect(await frame.evaluate(() => globalThis.anaumeSeen)).toEqual([]);
    return;
  }
  expect(wellFormed(await Shown.words(frame))).toBe(wellFormed(words));
  await until(() => isInViewport(frame), 'a tooltip inside the viewport');
  if (!restless) expect(await frame.evaluate(() => globalThis.anaumeSeen)).toEqual(['+host']);
  await frame.page().keyboard.press('Escape');
  await until(async () => !(await Shown.find(frame)), 'the tooltip closed');
  if (restless) return;
  expect(await frame.evaluate(() => globalThis.anaumeSeen)).toEqual(['+host', '-host']);
  expect(await frame.evaluate(pageState)).toEqual(before);
}

/** Lone surrogates do not survive every protocol. */
const wellFormed = (text: string) => Buffer.from(text).toString();

/** Whether the tooltip is drawn, all of it inside the frame, and no word wider than it. */
async function isInViewport(frame: Frame): Promise<boolean | undefined> {
  return await (
    await Shown.find(frame)
  )?.evaluate((root) => {
    const { left, top, right, bottom, width } = root.querySelector('.tooltip')!.getBoundingClientRect();
    const words = root.querySelector('.words')!;
    return (
      words.scrollWidth <= words.clientWidth &&
      width > 50 &&
      left >= 0 &&
      top >= 0 &&
      right <= innerWidth + 1 &&
      bottom <= innerHeight + 1
    );
  });
}

declare global {
  /** What the page's own observer has seen since `watchPage`. */
  var anaumeSeen: string[];
}

/** Notes every change to the document, as a page would that looks for extensions. */
function watchPage(): void {
  const seen: string[] = [];
  globalThis.anaumeSeen = seen;
  // In Firefox the host has a name that nobody can guess.
  const nameOf = ({ nodeName }: Node) => nodeName.toLowerCase().replace(/^(?:div|x-[\da-f-]{36})$/, 'host');
  new MutationObserver((records) => {
    for (const { type, target, addedNodes, removedNodes } of records) {
      if (type !== 'childList') seen.push(`${type} of ${target.nodeName}`);
      for (const node of addedNodes) seen.push(`+${nameOf(node)}`);
      for (const node of removedNodes) seen.push(`-${nameOf(node)}`);
    }
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
}

/** What else a page can see of itself. */
function pageState() {
  const selection = getSelection()!;
  return {
    markup: document.documentElement.outerHTML,
    // Without the interfaces: Firefox makes those when they are first used.
    globals: Object.getOwnPropertyNames(window)
      .filter((name) => !/^[A-Z]/.test(name))
      .sort()
      .join(' '),
    sheets: document.styleSheets.length + document.adoptedStyleSheets.length,
    selected: [selection.toString(), selection.anchorOffset, selection.focusOffset],
    active: document.activeElement?.localName,
    scroll: [scrollX, scrollY],
    size: [document.documentElement.scrollWidth, document.documentElement.scrollHeight],
  };
}

/** Longer than a selection must be still to count as made; a test for "nothing happens" has nothing to wait for. */
async function settled(frame: Frame): Promise<void> {
  await frame.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
}

/** Chromium disables an extension from a folder when it reloads, unless the profile is a developer's. */
export async function allowReloading(browser: Browser): Promise<void> {
  const settings = await browser.newPage();
  await settings.goto('chrome://extensions');
  await settings.evaluate('chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true })');
  await settings.close();
}
