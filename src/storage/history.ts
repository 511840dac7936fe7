import * as v from 'valibot';

/**
 * Recent texts, newest first, on this machine only; the analysis is quickly made again. They are in IndexedDB, which belongs to the extension's
 * own origin: content scripts, whose process a page may have taken over, reach storage.local but not this.
 */
const DATABASE = 'history';
const STORE = 'entries';
const MAX_ENTRIES = 50;
/** UTF-16 units kept of a text: what identifies a selection in a list; longer ones are not kept for a second reading. */
const MAX_KEPT = 1000;

const Entry = v.object({ text: v.string(), /** Milliseconds since 1970. */ at: v.number() });
export type HistoryEntry = v.InferOutput<typeof Entry>;
const Entries = v.fallback(v.array(Entry), []);

export async function readHistory(): Promise<HistoryEntry[]> {
  return v.parse(Entries, await run('readonly', (store) => store.getAll())).sort((a, b) => b.at - a.at);
}

/** Puts a text at the head of the list; one that is there already moves. */
export async function remember(text: string): Promise<void> {
  if (text.length > MAX_KEPT) return;
  await run('readwrite', (store) => store.put({ text, at: Date.now() }));
  for (const entry of (await readHistory()).slice(MAX_ENTRIES)) await forget(entry.text);
}

export async function forget(text: string): Promise<void> {
  await run('readwrite', (store) => store.delete(text));
}

export async function forgetAll(): Promise<void> {
  await run('readwrite', (store) => store.clear());
}

/** One request in a transaction of its own. */
async function run<T>(mode: IDBTransactionMode, request: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: 'text' });
  const database = await done(opening);
  try {
    return await done(request(database.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    database.close();
  }
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new DOMException('The request failed', 'UnknownError'));
  });
}
