import { browser } from '../extension/browser.ts';

/**
 * In storage.session: a name made by chance for this session of the browser, with the next of which its numbers of tabs
 * begin anew.
 */
const KEY = 'session';

/** In storage.session: the background has started since the browser did, or since the extension was turned on. */
const STARTED = 'started';

/** Whether this is the first start of the background in this session; says so once. */
export async function beginSession(): Promise<boolean> {
  if ((await browser.storage.session.get(STARTED))[STARTED]) return false;
  await browser.storage.session.set({ [STARTED]: true });
  return true;
}

/** Reads it, or makes it. The caller holds a lock, so that there is one. */
export async function sessionName(): Promise<string> {
  const name = (await browser.storage.session.get(KEY))[KEY];
  if (typeof name === 'string') return name;
  const made = crypto.randomUUID();
  await browser.storage.session.set({ [KEY]: made });
  return made;
}
