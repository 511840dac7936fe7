interface Entry {
  readonly priority: number;
  readonly signal: AbortSignal | undefined;
  start(): Promise<void>;
  cancel(): void;
}

/** Runs one piece of work at a time: the highest priority first, equal ones in the order they came. */
export class Queue {
  readonly #waiting: Entry[] = [];
  #running: Promise<void> | null = null;

  /**
   * Adds work. Aborted while it waits, it never starts and the promise rejects with the signal's reason; once started
   * it runs to its end.
   */
  add<T>(
    work: () => Promise<T>,
    {
      priority = 0,
      signal,
    }: { readonly priority?: number | undefined; readonly signal?: AbortSignal | undefined } = {},
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason as Error);
      const cancel = () => {
        const index = this.#waiting.indexOf(entry);
        if (index < 0) return;
        this.#waiting.splice(index, 1);
        reject(signal!.reason as Error);
      };
      const entry: Entry = {
        priority,
        signal,
        cancel,
        start: () => {
          signal?.removeEventListener('abort', cancel);
          return work().then(resolve, reject);
        },
      };
      signal?.addEventListener('abort', cancel, { once: true });
      const after = this.#waiting.findIndex((other) => other.priority < priority);
      this.#waiting.splice(after < 0 ? this.#waiting.length : after, 0, entry);
      this.#next();
    });
  }

  /** Resolves when what runs now has ended. */
  async waitUntilSettled(): Promise<void> {
    await this.#running;
  }

  #next(): void {
    if (this.#running) return;
    const entry = this.#waiting.shift();
    if (!entry) return;
    this.#running = entry.start().finally(() => {
      this.#running = null;
      this.#next();
    });
  }
}
