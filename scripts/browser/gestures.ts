import type { Frame, Page, WebWorker } from 'puppeteer';

/** Sets a field's whole text, as pasting does. */
export const fill = (page: Page, selector: string, text: string) =>
  page.$eval(
    selector,
    (field, value) => {
      (field as HTMLTextAreaElement).value = value;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    },
    text,
  );

/** Has the side panel read a text, and waits until it shows it. */
export async function readInPanel(page: Page, text: string): Promise<void> {
  await page.waitForSelector('.own-text');
  await page.$eval('.own-text', (details) => ((details as HTMLDetailsElement).open = true));
  await fill(page, '.own-text textarea', text);
  await page.click('.own-text [type="submit"]');
  await page.waitForFunction(
    (start) => document.querySelector('.heat')?.textContent?.startsWith(start),
    {},
    text.slice(0, 8),
  );
}

/** Waits until every sentence in the side panel has been scored, which the legend then says. */
export const waitForScores = (page: Page) =>
  page.waitForFunction(() => document.querySelector('.legend [role="status"]')?.textContent !== '', {
    timeout: 60_000,
  });

/** Clicks the first such word in the side panel. */
export async function chooseInPanel(page: Page, text: string): Promise<void> {
  await page.waitForSelector('.heat-word');
  for (const word of await page.$$('.heat-word')) {
    if ((await word.evaluate((element) => element.textContent)) === text) return await word.click();
  }
  throw new Error(`no word ${text} in the panel`);
}

/** Puts two sentences side by side in the side panel. */
export async function fillPair(page: Page, first: string, second: string): Promise<void> {
  await page.waitForSelector('#tab-compare');
  await page.click('#tab-compare');
  await fill(page, '.compare label:nth-of-type(1) textarea', first);
  await fill(page, '.compare label:nth-of-type(2) textarea', second);
}

/**
 * What the browser tells the background when the user presses Alt+Y in the tab in front: headless Chromium hears no
 * shortcuts.
 */
export const pressShortcut = (worker: WebWorker) =>
  worker.evaluate(
    `chrome.tabs.query({ active: true, lastFocusedWindow: true }).then(([tab]) => chrome.commands.onCommand.dispatch('open-tooltip', tab))`,
  );

/**
 * What the browser tells the background when the entry of the context menu for fields is chosen in the tab in front:
 * headless Chromium shows no menu.
 */
export const chooseWriting = (worker: WebWorker) =>
  worker.evaluate(
    `chrome.tabs.query({ active: true, lastFocusedWindow: true }).then(([tab]) => chrome.contextMenus.onClicked.dispatch({ menuItemId: 'check-writing', frameId: 0 }, tab))`,
  );

/**
 * What a script selects counts as the user's own for a second after a press (ms): it is done in the first half of that,
 * or not.
 */
const IN_TIME = 500;

/**
 * Runs a function in the page as a user at the keyboard might: right after a key that does nothing, so that what it
 * selects counts as the user's own. The page's clock tells whether the press is too long ago by then; if so the
 * function does not run, and the key is pressed again.
 * @param run Its arguments are JSON, and its result is returned. It is put into the page as its source.
 */
export async function asUser<A extends unknown[], R>(
  target: Page | Frame,
  run: (...args: A) => R,
  ...args: A
): Promise<R> {
  const { keyboard } = 'keyboard' in target ? target : target.page();
  const call = `(${run.toString()})(${args.map((one) => JSON.stringify(one)).join()})`;
  for (let attempt = 0; attempt < 20; attempt++) {
    const before = (await target.evaluate('performance.now()')) as number;
    await keyboard.press('Shift');
    const done = (await target.evaluate(`performance.now() - ${before} > ${IN_TIME} ? null : { result: ${call} }`)) as {
      readonly result: R;
    } | null;
    if (done) return done.result;
  }
  throw new Error(`no answer from ${target.url()} within ${IN_TIME} ms`);
}

/** Selects all that is in an element, as a user would. */
export const selectAsUser = (target: Page | Frame, selector: string) =>
  asUser(target, (query) => getSelection()!.selectAllChildren(document.querySelector(query)!), selector);

/** Selects `text` on the page, in a paragraph of its own if the page does not have it. */
export async function selectText(page: Page, text: string): Promise<void> {
  await asUser(
    page,
    (wanted) => {
      let paragraph = [...document.querySelectorAll('p')].find((element) => element.textContent === wanted);
      if (!paragraph) {
        paragraph = document.createElement('p');
        paragraph.textContent = wanted;
        paragraph.style.whiteSpace = 'pre-wrap';
        document.querySelector('h1')!.after(paragraph);
      }
      getSelection()!.selectAllChildren(paragraph);
    },
    text,
  );
}

/** Has a text read in the side panel and waits for its colours, the box it was put into folded up. */
export async function scoreInPanel(page: Page, text: string): Promise<void> {
  await readInPanel(page, text);
  await page.$eval('.own-text', (details) => ((details as HTMLDetailsElement).open = false));
  await waitForScores(page);
}
