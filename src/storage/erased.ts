import { browser } from '../extension/browser.ts';

/**
 * In storage.session, where every part of the extension finds it: when all was last erased, in milliseconds since 1970.
 */
const KEY = 'erased';

/** Erases the session's storage, and notes when. The caller holds the lock of what is kept there. */
export async function eraseSession(): Promise<void> {
  await browser.storage.session.clear();
  await browser.storage.session.set({ [KEY]: Date.now() });
}

/**
 * Whether all was erased since something was begun: it is not kept then.
 * @param began In milliseconds since 1970.
 */
export async function isErasedSince(began: number): Promise<boolean> {
  const at = (await browser.storage.session.get(KEY))[KEY];
  return typeof at === 'number' && at >= began;
}
