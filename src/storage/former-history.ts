/** The history as it was kept before: in a database, in the clear. */
const DATABASE = 'history';
const STORE = 'entries';

/** What is in it, and what removes it; null where there is none. */
export async function formerHistory(): Promise<{ entries: unknown; remove(): Promise<void> } | null> {
  // In a private window there may be none, nor a way to ask.
  const databases = await indexedDB.databases().catch(() => []);
  if (!databases.some(({ name }) => name === DATABASE)) return null;
  const opened = await waitFor(indexedDB.open(DATABASE));
  try {
    const entries: unknown = opened.objectStoreNames.contains(STORE)
      ? await waitFor(opened.transaction(STORE).objectStore(STORE).getAll())
      : [];
    return { entries, remove: async () => void (await waitFor(indexedDB.deleteDatabase(DATABASE))) };
  } finally {
    opened.close();
  }
}

function waitFor<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new DOMException('The request failed', 'UnknownError'));
  });
}
