import { browser } from './browser.ts';
import { forgetAll, readHistory } from './history.ts';

/** What is kept on this machine: recent analyses, and the bytes of everything stored (UTF-8 of its JSON). */
export async function storedAmount(): Promise<{ recent: number; bytes: number }> {
  const [history, everything] = await Promise.all([readHistory(), browser.storage.local.get(null)]);
  const sizeOf = (kept: object) => (Object.keys(kept).length === 0 ? 0 : new TextEncoder().encode(JSON.stringify(kept)).length);
  const bytes = sizeOf(everything) + sizeOf(history);
  return { recent: history.length, bytes };
}

/** Erases all we ever stored, settings included. */
export async function eraseEverything(): Promise<void> {
  await Promise.all([browser.storage.local.clear(), browser.storage.session.clear(), forgetAll()]);
}
