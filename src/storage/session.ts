import { browser } from '../extension/browser.ts';

/**
 * In storage.session: a name made by chance for this session of the browser, with the next of which its numbers of tabs
 * begin anew.
 */
const KEY = 'session';

/** Reads it, or makes it. The caller holds a lock, so that there is one. */
export async function sessionName(): Promise<string> {
  const name = (await browser.storage.session.get(KEY))[KEY];
  if (typeof name === 'string') return name;
  const made = crypto.randomUUID();
  await browser.storage.session.set({ [KEY]: made });
  return made;
}
