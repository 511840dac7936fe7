/** Who wants to know when something has changed. */
export interface Listeners {
  /** Has `listener` called at every change. Returns what ends that. */
  subscribe(listener: () => void): () => void;
  /** Calls all that are there now: who subscribes because of this change knows it already. */
  notify(): void;
  clear(): void;
}

/** Nobody yet. */
export function createListeners(): Listeners {
  const listeners = new Set<() => void>();
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    notify() {
      for (const listener of [...listeners]) listener();
    },
    clear: () => listeners.clear(),
  };
}
