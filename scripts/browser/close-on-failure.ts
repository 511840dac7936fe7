import type { Browser } from 'puppeteer';

/** Prepares a browser that was started; where that fails, nobody else could close it. */
export async function closeOnFailure<T>(browser: Browser, prepare: () => Promise<T>): Promise<T> {
  try {
    return await prepare();
  } catch (error) {
    await browser.close().catch(() => {});
    throw error;
  }
}
