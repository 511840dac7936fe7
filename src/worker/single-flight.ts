/**
 * Loads a thing once for everyone who asks. Callers that ask while it loads share the load; after a failure the next
 * caller tries again; `forget` makes the next caller load anew (a lost GPU device, another model chosen).
 */
export interface SingleFlight<T> {
  get(): Promise<T>;
  /** What was loaded or is being loaded; null where nothing was ever asked for. */
  peek(): Promise<T> | null;
  /** Puts a thing in place of what was loaded. */
  set(value: T): void;
  forget(): void;
}

/** @param load Asked when there is nothing yet; what it throws reaches all who wait, and is forgotten. */
export function singleFlight<T>(load: () => Promise<T>): SingleFlight<T> {
  let flight: Promise<T> | null = null;
  return {
    get() {
      if (!flight) {
        const started = load();
        flight = started;
        started.catch(() => {
          if (flight === started) flight = null;
        });
      }
      return flight;
    },
    peek: () => flight,
    set(value) {
      flight = Promise.resolve(value);
    },
    forget() {
      flight = null;
    },
  };
}
