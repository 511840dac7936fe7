import * as v from 'valibot';
import { browser } from './browser.ts';

/** Recent analyses, newest first, on this machine only. The analysis itself is quickly made again from the text. */
const KEY = 'history';
const MAX_ENTRIES = 50;
/** UTF-16 units kept of a text: what identifies a selection in a list; longer ones are not kept for a second reading. */
const MAX_KEPT = 1000;

const Entry = v.object({ text: v.string(), /** Milliseconds since 1970. */ at: v.number() });
export type HistoryEntry = v.InferOutput<typeof Entry>;
const Entries = v.fallback(v.array(Entry), []);

export async function readHistory(): Promise<HistoryEntry[]> {
  return v.parse(Entries, (await browser.storage.local.get(KEY))[KEY]);
}

/** Puts a text at the head of the list; one that is there already moves. */
export async function remember(text: string): Promise<void> {
  if (text.length > MAX_KEPT) return;
  const others = (await readHistory()).filter((entry) => entry.text !== text);
  await browser.storage.local.set({ [KEY]: [{ text, at: Date.now() }, ...others].slice(0, MAX_ENTRIES) });
}

export async function forget(text: string): Promise<void> {
  await browser.storage.local.set({ [KEY]: (await readHistory()).filter((entry) => entry.text !== text) });
}

export async function forgetAll(): Promise<void> {
  await browser.storage.local.remove(KEY);
}
