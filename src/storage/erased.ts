import { browser } from '../extension/browser.ts';

/**
 * In storage.session, where every part of the extension finds it: a name made by chance for the last time all was
 * erased. No time, for clocks are set back.
 */
const KEY = 'erased';

/** The name of the last erasure; null where there was none in this session. */
export type Erasure = string | null;

/** Erases the session's storage, under a new name. The caller holds the lock of what is kept there. */
export async function eraseSession(): Promise<void> {
  await browser.storage.session.clear();
  await browser.storage.session.set({ [KEY]: crypto.randomUUID() });
}

/** Reads the name of the last erasure: where it is another later, what was begun meanwhile is not kept. */
export async function lastErasure(): Promise<Erasure> {
  const name = (await browser.storage.session.get(KEY))[KEY];
  return typeof name === 'string' ? name : null;
}
