import type { Page } from 'puppeteer';

/** Runs an expression and gives what becomes of it. */
export type Run = (expression: string) => Promise<unknown>;

/**
 * Runs expressions as a content script of ours in a page would: the most that a page can do that has taken over its own
 * process. Chromium only. The script must be there: text was selected.
 */
export async function contentScriptOf(page: Page): Promise<Run> {
  const session = await page.createCDPSession();
  let world = 0;
  session.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.origin.startsWith('chrome-extension://')) world = context.id;
  });
  await session.send('Runtime.enable');
  return async (expression) => {
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
      contextId: world,
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value as unknown;
  };
}
